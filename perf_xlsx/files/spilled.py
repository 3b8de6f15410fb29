"""Values kept on disk while a run goes on: memory stays as it is, however many there are."""

import pickle
import weakref
from array import array
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import Generic, Self, TypeVar, overload

T = TypeVar("T")


class Spilled(Sequence[T], Generic[T]):
    """Values in the order they were added, read back one at a time; the file is nobody else's, and goes with this."""

    def __init__(self) -> None:
        """Begin with none."""
        self._file = TemporaryFile(prefix="perf-xlsx-")  # noqa: SIM115 - it is open as long as this is
        weakref.finalize(self, self._file.close)
        self._ends = array("Q", [0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def add(self, value: T) -> None:
        """Keep one more."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._ends[-1])
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))

    def cut(self, length: int) -> None:
        """Forget all but the first so many."""
        del self._ends[length + 1 :]

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[T]:
        return (self._read(number) for number in range(len(self)))

    @overload
    def __getitem__(self, number: int) -> T: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[T]: ...

    def __getitem__(self, number: int | slice) -> T | Sequence[T]:
        if isinstance(number, slice):
            return [self._read(one) for one in range(*number.indices(len(self)))]
        return self._read(range(len(self))[number])

    def _read(self, number: int) -> T:
        self._file.seek(self._ends[number])
        data = self._file.read(self._ends[number + 1] - self._ends[number])
        value: T = pickle.loads(data)  # noqa: S301 - our own values from our own file
        return value
