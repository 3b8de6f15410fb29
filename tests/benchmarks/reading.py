"""What each way of reading faster gives, all of them side by side on the same files in one run.

python tests/benchmarks/reading.py ROUNDS FILE...    processor time a file, medians of interleaved rounds
"""

import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from perf_xlsx.workbook import plain_cells, sheet_in, strings
from perf_xlsx.workbook.known import Known
from perf_xlsx.workbook.read import read_book

Without = tuple[object, str, object]

BY_TREE: Without = (sheet_in, "rows_apart", lambda *_: None)
STRINGS_BY_TREE: Without = (strings, "plain_start", lambda *_: b"")
WITHOUT: dict[str, tuple[Without, ...]] = {
    "as it is": (),
    "rows by a tree": (BY_TREE,),
    "strings by a tree": (STRINGS_BY_TREE,),
    "cells not remembered": ((plain_cells, "_heads", Known(plain_cells._head_of, room=0)),),
    "what stands around not remembered": ((sheet_in, "_known_around", lambda *_: None),),
    "string items not remembered": ((strings, "_items", Known(strings._text_of_item, room=0)),),
    "all by trees": (BY_TREE, STRINGS_BY_TREE),
}


def without(changes: tuple[Without, ...]) -> Callable[[Path], float]:
    """The time of one read with some of it taken out."""

    def timed(file: Path) -> float:
        with ExitStack() as stack:
            for module, name, value in changes:
                stack.enter_context(patch.object(module, name, value))
            return spent(lambda: read_book(file))

    return timed


def spent(work: Callable[[], object]) -> float:
    """Processor milliseconds of one call."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def calamine(file: Path) -> list[object]:
    """Values only, every sheet."""
    book = CalamineWorkbook.from_path(str(file))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def main(rounds: int, files: list[Path]) -> None:
    """Read every file in every way, round by round."""
    ways = {name: without(changes) for name, changes in WITHOUT.items()}
    ways["calamine, values only"] = lambda file: spent(lambda: calamine(file))
    times: dict[str, list[float]] = {name: [] for name in ways}
    twice: list[float] = []
    for number in range(rounds + 1):
        for file in files:
            for name, way in ways.items():
                taken = way(file)
                if number:  # the first round warms up
                    times[name].append(taken)
        twice.append(spent(lambda: [load_workbook(files[-1], data_only=only) for only in (True, False)]))
    base = statistics.median(times["as it is"])
    for name, values in times.items():
        median = statistics.median(values)
        print(f"{name:<36}{median:8.2f} ms{median / base:8.2f}")
    print(f"{'openpyxl twice':<36}{statistics.median(twice):8.2f} ms{statistics.median(twice) / base:8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
