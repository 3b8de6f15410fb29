"""What a report is checked by: what it states, the form it belongs to, the forms it holds itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.naming import bare_name
from perf_xlsx.form.place import Place
from perf_xlsx.narrative.counts import Count, counts_of
from perf_xlsx.narrative.figures import Fact, folded
from perf_xlsx.narrative.funds import funds_of_report
from perf_xlsx.narrative.indicator_lines import Line, lines_of
from perf_xlsx.narrative.passage import cell_place
from perf_xlsx.narrative.results import Grade, grades_of, scores_of
from perf_xlsx.narrative.text import Narrative
from perf_xlsx.template.judgement import Judgement
from perf_xlsx.template.spans import number_of_letters

_ADDRESS = re.compile("([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Side:
    """A form a report is held against; `called` names it, `tables` tell which table of the document a row is of.

    A form of another file has no `tables`: its cells are named by their address.
    """

    form: FilledForm
    called: str
    tables: Sequence[tuple[int, int]] = field(default=())

    def cell(self, place: Place) -> str:
        """Where a cell stands, in words; the form's name where it has no place."""
        address = self.form.addresses.get(self.form.near(place), "")
        return f"{self.called}{address}" if not self.tables else self.inside(place) or self.called

    def inside(self, place: Place) -> str:
        """A cell of a form in the document itself, as cells of the document are named."""
        row, column = split(self.form.addresses.get(self.form.near(place), ""))
        begun = [(above, table) for above, table in self.tables if above < row]
        return cell_place(begun[-1][1], row - begun[-1][0], column) if begun else ""

    @cached_property
    def rows(self) -> Mapping[str, Indicator]:
        """Its indicators by name, those whose name stands twice left out."""
        found: dict[str, list[Indicator]] = {}
        for one in indicators_of(self.form):
            found.setdefault(named(one.name), []).append(one)
        return {name: rows[0] for name, rows in found.items() if len(rows) == 1}


@dataclass(frozen=True)
class ReportFacts:
    """A report, the form it is held against (None without one), the other forms in its own tables."""

    report: Narrative
    judgement: Judgement
    form: Side | None = None
    annexed: Sequence[Side] = ()

    @cached_property
    def amounts(self) -> Sequence[Fact]:
        """The amounts of the project it states, in 元."""
        return self._funds[0]

    @cached_property
    def rates(self) -> Sequence[Fact]:
        """The execution rates it states."""
        return self._funds[1]

    @cached_property
    def _funds(self) -> tuple[Sequence[Fact], Sequence[Fact]]:
        return funds_of_report(self.report, self.judgement)

    @cached_property
    def scores(self) -> Sequence[Fact]:
        """The total scores it states."""
        return scores_of(self.report)

    @cached_property
    def grades(self) -> Sequence[Grade]:
        """The grades it states."""
        return grades_of(self.report)

    @cached_property
    def lines(self) -> Sequence[Line]:
        """Its indicator sentences."""
        return list(lines_of(self.report))

    @cached_property
    def counts(self) -> Sequence[Count]:
        """What it counts."""
        return counts_of(self.report, self.judgement)

    @property
    def sides(self) -> Sequence[Side]:
        """Every form there is, the one it is held against first."""
        return [*([self.form] if self.form else []), *self.annexed]


def named(name: str) -> str:
    """A name as names are compared: without numbering, brackets in one shape."""
    return bare_name(folded(name)).replace("“", "").replace("”", "").replace('"', "")


def split(address: str) -> tuple[int, int]:
    """Row and column of an address like AB12; 0, 0 of one that is none."""
    found = _ADDRESS.fullmatch(address)
    return (int(found[2]), number_of_letters(found[1])) if found else (0, 0)
