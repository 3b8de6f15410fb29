"""The reports of a run, kept on disk while it goes on: memory stays as it is, however many files there are."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Self, overload

from perf_xlsx.files.spilled import Spilled
from perf_xlsx.finding import FormReport, RuleLog

MOST_LOGS = 64


class KeptReports(Sequence[FormReport]):
    """Reports in the order they were added, read back one at a time; the file is nobody else's, and goes with this.

    What became of the rules is the same for nearly all forms of a batch: it is kept once.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._reports: Spilled[tuple[int, FormReport]] = Spilled()
        self._logs: Spilled[RuleLog] = Spilled()
        self._numbers: dict[bytes, int] = {}
        self._log = lru_cache(maxsize=MOST_LOGS)(self._logs.__getitem__)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._reports.__exit__(*error)
        self._logs.__exit__(*error)

    def add(self, report: FormReport) -> None:
        """Keep one more."""
        log = report.rules
        accounts = repr((log.ran, log.skipped, log.crashed)).encode(errors="surrogatepass")
        number = self._numbers.setdefault(hashlib.blake2b(accounts, digest_size=16).digest(), len(self._logs))
        if number == len(self._logs):
            self._logs.add(log)
        self._reports.add((number, replace(report, rules=RuleLog())))

    def __len__(self) -> int:
        return len(self._reports)

    def __iter__(self) -> Iterator[FormReport]:
        return map(self._whole, self._reports)

    @overload
    def __getitem__(self, number: int) -> FormReport: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[FormReport]: ...

    def __getitem__(self, number: int | slice) -> FormReport | Sequence[FormReport]:
        if isinstance(number, slice):
            return list(map(self._whole, self._reports[number]))
        return self._whole(self._reports[number])

    def _whole(self, kept: tuple[int, FormReport]) -> FormReport:
        return replace(kept[1], rules=self._log(kept[0]))
