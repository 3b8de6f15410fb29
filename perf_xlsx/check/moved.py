"""The forms of the last round whose files are no longer where they were: found again by project, or by content."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from perf_xlsx.files.workbench import Workbench, packed, spelt, unpacked
from perf_xlsx.finding import FormReport
from perf_xlsx.form.returns import latest, return_of, spelling

FORM = "form"
TABLES = """
CREATE TABLE forms (number INTEGER PRIMARY KEY, file TEXT NOT NULL, taken INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE keys (key TEXT NOT NULL, number INTEGER NOT NULL);
CREATE INDEX keys_sorted ON keys (key);
"""
ALL_FOLLOWED = "SELECT file FROM forms GROUP BY file HAVING min(taken) = 1"
TAKE = "UPDATE forms SET taken = 1 WHERE number = ?"
OF_A_KEY = "SELECT number, data FROM forms JOIN keys USING (number) WHERE key = ? AND NOT taken ORDER BY number"


@dataclass(frozen=True, slots=True)
class Before:
    """A form of the last round: the name of its file then, the rule set it was checked by, what was found."""

    file: str
    rules: str
    report: FormReport


class Moved:
    """The forms of files that are not in this round; each is followed by one form only, or it would count twice."""

    def __init__(self, before: Callable[[], Iterable[Before]]) -> None:
        """`before` is asked for when a file first turns up in a new place: most rounds have none."""
        self._before = before

    @cached_property
    def _base(self) -> Workbench:
        base = Workbench(TABLES)
        for one in self._before():
            keys = list(_keys(one.report))
            number = base.put("forms", None, one.file, 0, packed(one)) if keys else 0
            for key in keys:
                base.put("keys", spelt(key), number)
        return base

    def of(self, form: FormReport) -> Before | None:
        """What a form in a new place was before: by its code, else by everything filled in; of several the latest."""
        for key in _keys(form):
            several: dict[int, Before] = {
                number: unpacked(data) for number, data in self._base.rows(OF_A_KEY, spelt(key))
            }
            if several:
                returns = {number: return_of(one.report, aims=False) for number, one in several.items()}
                same = [number for number, one in returns.items() if one.extract.content == form.extract.content]
                counts = latest(list(returns.values()))
                chosen = same[0] if same else next(number for number, one in returns.items() if one is counts)
                list(self._base.rows(TAKE, chosen))
                return several[chosen]
        return None

    def followed(self) -> Iterator[str]:
        """The files of which every form was met again."""
        if "_base" in self.__dict__:
            yield from (str(file) for (file,) in self._base.rows(ALL_FOLLOWED))


def _keys(report: FormReport) -> Iterator[tuple[str, ...]]:
    """What a form is known by wherever its file lies; a report or a file that could not be read by nothing."""
    if report.kind != FORM or report.sheet is None:
        return
    if report.project_code:
        yield "code", spelling(report.project_code), str(report.fiscal_year)
    elif report.extract.content:
        yield "content", report.extract.content
