"""What benchmarks share: processor time of one call, interleaved rounds, one line of the table."""

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

Work = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Line:
    """One ratio: what it is of, what was measured, the target; `least` when it must not be below that."""

    what: str
    measured: float
    target: float
    least: bool = False
    unit: str = ""

    @property
    def met(self) -> bool:
        """Whether the target was reached."""
        return self.measured >= self.target if self.least else self.measured <= self.target

    def __str__(self) -> str:
        sign, verdict = "≥" if self.least else "≤", "达到" if self.met else "未达到"
        return f"  {self.what}：{self.measured:.2f}{self.unit}（要求 {sign} {self.target:g}{self.unit}）{verdict}"


def timed(work: Callable[[], object]) -> float:
    """Processor milliseconds of one call; what earlier calls left behind is cleared away before the clock starts."""
    gc.collect()
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def interleaved(candidates: Mapping[str, Work], files: Sequence[Path], rounds: int) -> list[dict[str, float]]:
    """Milliseconds a file of each candidate (the median of the files), round by round; they take turns file by file.

    Whatever else the machine does meets all of them alike. A few files warm up before the first round.
    """
    for file in files[:3]:
        for work in candidates.values():
            work(file)
    gc.freeze()
    found: list[dict[str, float]] = []
    for _ in range(rounds):
        spent: dict[str, list[float]] = {name: [] for name in candidates}
        for file in files:
            for name, work in candidates.items():
                spent[name].append(timed(partial(work, file)))
        found.append({name: median_of(times) for name, times in spent.items()})
    return found


def median_of(values: Iterable[float]) -> float:
    """The median."""
    return statistics.median(values)


def spoken_load() -> str:
    """How busy the machine is, to stand beside what is measured."""
    return f"负载 {os.getloadavg()[0]:.1f}，{time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC"
