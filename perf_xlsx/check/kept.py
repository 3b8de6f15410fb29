"""The reports of a run, kept on disk while it goes on: memory stays as it is, however many files there are."""

import pickle
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self, overload

from perf_xlsx.finding import FormReport, RuleLog

Accounts = tuple[tuple[str, ...], tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]


class KeptReports(Sequence[FormReport]):
    """Reports in the order they were added, read back one at a time; the file is nobody else's, and goes with this.

    What became of the rules is the same for nearly all forms of a batch: it is kept once.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._file = TemporaryFile(prefix="perf-xlsx-")  # noqa: SIM115 - it is open as long as this is
        self._ends = array("Q", [0])
        self._logs: list[RuleLog] = []
        self._numbers: dict[Accounts, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, report: FormReport) -> None:
        """Keep one more."""
        log = report.rules
        accounts = (log.ran, tuple(log.skipped.items()), tuple(log.crashed.items()))
        number = self._numbers.setdefault(accounts, len(self._logs))
        if number == len(self._logs):
            self._logs.append(log)
        data = pickle.dumps((number, replace(report, rules=RuleLog())), pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._ends[-1])
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[FormReport]:
        return (self._read(number) for number in range(len(self)))

    @overload
    def __getitem__(self, number: int) -> FormReport: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[FormReport]: ...

    def __getitem__(self, number: int | slice) -> FormReport | Sequence[FormReport]:
        if isinstance(number, slice):
            return [self._read(one) for one in range(*number.indices(len(self)))]
        return self._read(range(len(self))[number])

    def _read(self, number: int) -> FormReport:
        self._file.seek(self._ends[number])
        data = self._file.read(self._ends[number + 1] - self._ends[number])
        log, report = pickle.loads(data)  # noqa: S301 - our own values from our own file
        made: FormReport = replace(report, rules=self._logs[log])
        return made
