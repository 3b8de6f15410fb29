"""Long lists of paths: they come back as they were, in little memory."""

import os
import tracemalloc
from pathlib import Path

import pytest

from perf_xlsx.files.path_list import PathList, Picked

PATHS = [Path("回收/甲 乙.xlsx"), Path(), Path("/绝对/路径.docx"), Path(os.fsdecode(b"\xff\xfe.xlsx"))]


def listed(paths: list[Path]) -> PathList:
    """A list of these."""
    made = PathList()
    for path in paths:
        made.add(path)
    return made


def test_paths_come_back_as_they_were() -> None:
    """In their order, by number from both ends, by slice; names that are no text too."""
    made = listed(PATHS)
    assert list(made) == PATHS
    assert [made[number] for number in (0, -1)] == [PATHS[0], PATHS[-1]]
    assert made[1:3] == PATHS[1:3]
    assert len(PathList()) == 0
    with pytest.raises(IndexError):
        made[len(PATHS)]


def test_some_of_them() -> None:
    """Picked by their numbers, in the order of these."""
    some = Picked(listed(PATHS), [2, 0])
    assert list(some) == [PATHS[2], PATHS[0]]
    assert some[:1] == [PATHS[2]]
    assert len(some) == 2


def test_a_path_takes_little_more_than_its_letters() -> None:
    """Ten thousand names of thirty letters: some fifty bytes each, where a list of paths takes several hundred."""
    paths = [Path(f"returned/departments/{number:05}.xlsx") for number in range(10_000)]
    assert all(map(os.fspath, paths))  # a path remembers its text
    tracemalloc.start()
    try:
        made = listed(paths)
        used, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert used < 80 * len(made)
