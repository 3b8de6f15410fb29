"""Long lists of paths in little memory: the letters of each and where they end, no object a file."""

import os
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import overload


class PathList(Sequence[Path]):
    """Paths in the order they were added."""

    def __init__(self) -> None:
        """Begin with none."""
        self._letters, self._ends = bytearray(), array("Q", [0])

    def add(self, path: Path) -> None:
        """Take one more."""
        self._letters += os.fsencode(path)
        self._ends.append(len(self._letters))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, number: int) -> Path: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Path]: ...

    def __getitem__(self, number: int | slice) -> Path | Sequence[Path]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        at = range(len(self))[number]
        return Path(os.fsdecode(bytes(self._letters[self._ends[at] : self._ends[at + 1]])))


class Picked(Sequence[Path]):
    """Some of the paths of a list, by their numbers in it."""

    def __init__(self, every: Sequence[Path], numbers: Sequence[int]) -> None:
        """Take the list, and the numbers."""
        self._every, self._numbers = every, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, number: int) -> Path: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Path]: ...

    def __getitem__(self, number: int | slice) -> Path | Sequence[Path]:
        if isinstance(number, slice):
            return [self._every[one] for one in self._numbers[number]]
        return self._every[self._numbers[number]]
