"""Memory given back: after a big file only, and quietly where the system cannot do it."""

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from perf_xlsx.files import memory
from perf_xlsx.files.memory import STEP, Resident


def trims(monkeypatch: pytest.MonkeyPatch, *held: int) -> list[int]:
    """How often memory is given back while this much is held, asked once for each."""
    given, left = [0], iter(held)

    def trim(_pad: int) -> None:
        given[0] += 1

    monkeypatch.setattr(memory, "resident_bytes", lambda: next(left))
    monkeypatch.setattr(memory, "_trim", lambda: trim)
    resident, found = Resident(), []
    for _ in range(3):
        resident.give_back()
        found.append(given[0])
    return found


def test_after_a_big_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once for what grew; what it does not get back is not asked for again."""
    assert trims(monkeypatch, 50, 50 + STEP + 1, 50 + STEP, 50 + 2 * STEP) == [0, 1, 1]


def test_after_files_of_the_usual_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never: it takes a millisecond; from a lower level on, growth counts anew."""
    assert trims(monkeypatch, 50 + STEP, 50, 50 + STEP) == [0, 0, 0]
    assert trims(monkeypatch, 50 + STEP, 50, 51 + STEP, 50) == [0, 0, 1]


def test_where_the_system_cannot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No /proc, or a C library without the function: nothing happens, nothing is raised."""
    monkeypatch.setattr(memory, "_PAGES", tmp_path / "none")
    assert memory.resident_bytes() == 0
    Resident().give_back()

    class Bare:
        """A library without anything in it."""

    memory._trim.cache_clear()
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: Bare())
    assert memory._trim()(0) == 0
    memory._trim.cache_clear()


ALONE = """
import ctypes
from perf_xlsx.files import memory
resident = memory.Resident()
resident.give_back()
before = memory.resident_bytes()
pieces = [ctypes.create_string_buffer(2000) for _ in range(20_000)]
kept, taken = pieces[-1], memory.resident_bytes() - before
del pieces
resident.give_back()
print(taken, memory.resident_bytes() - before, len(kept))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there the system tells")
def test_it_really_is_given_back() -> None:
    """Many small pieces of memory between which one stays; in a process that has nothing free to begin with."""
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True)
    taken, left, kept = map(int, done.stdout.split())
    assert taken > 30_000_000
    assert left < 20_000_000
    assert kept == 2000
