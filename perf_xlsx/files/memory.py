"""Memory given back to the system: what a big file took would otherwise stay with a process that reads many files."""

from collections.abc import Callable
from functools import cache
from mmap import PAGESIZE
from pathlib import Path

STEP = 4 * 1024 * 1024
"""So much more than before is worth the millisecond that giving back takes."""

_PAGES = Path("/proc/self/statm")


class Resident:
    """How much memory this process held when it last gave some back."""

    def __init__(self) -> None:
        """Begin at what it holds when it is first asked."""
        self._before: int | None = None

    def give_back(self) -> None:
        """Give back what is free, if much has been taken since; nothing on systems that cannot tell or cannot do it."""
        now = resident_bytes()
        if self._before is None or now < self._before:
            self._before = now
        if now > self._before + STEP:
            _trim()(0)
            self._before = resident_bytes()


def resident_bytes() -> int:
    """The memory this process holds, in bytes; 0 where the system does not tell."""
    try:
        return int(_PAGES.read_bytes().split()[1]) * PAGESIZE
    except (OSError, IndexError, ValueError):
        return 0


@cache
def _trim() -> Callable[[int], object]:
    """What gives free memory back: a function of the GNU C library, which not every Linux has."""
    import ctypes  # noqa: PLC0415 - only a process that has grown needs it

    try:
        trim: Callable[[int], object] = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return int
    return trim
