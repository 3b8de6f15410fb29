"""A return as the batch rules see it: whose it is, which of several counts, how messages name it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perf_xlsx.extract import NOTHING, Extract
from perf_xlsx.files.travel import light
from perf_xlsx.finding import REPORT, FormReport
from perf_xlsx.form.naming import cut
from perf_xlsx.notation import strip_blanks

MOST_LISTED = 10
IN_TEN_THOUSANDS = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}


@light
@dataclass(frozen=True, slots=True)
class Return:
    """One form that came back, or a file that could not be read (`kind` "")."""

    file: str
    kind: str
    sheet: str = ""
    code: str = ""
    name: str = ""
    department: str = ""
    unit: str = ""
    fiscal_year: int | None = None
    score: str = ""
    amounts: tuple[str | None, ...] = ()
    money_unit: str = "万元"
    extract: Extract = NOTHING

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands: its file and its sheet."""
        return self.file, self.sheet

    @property
    def figures(self) -> tuple[Decimal | None, ...]:
        """Budgets and spending in 万元, None where the form states none; then the score."""
        factor = IN_TEN_THOUSANDS.get(self.money_unit, Decimal(1))
        amounts = [None if text is None else Decimal(text) * factor for text in self.amounts]
        return (*amounts, Decimal(self.score) if self.score else None)


def return_of(report: FormReport, *, aims: bool = True) -> Return:
    """What the batch keeps of a report; `aims` are left out where there is no year to compare them with."""
    funds = report.funds
    extract = report.extract if aims or not report.extract.aims else replace(report.extract, aims=())
    total = report.score.sum if report.issued else report.score.declared or report.score.sum
    return Return(
        report.file,
        report.kind if report.sheet is not None or report.kind == REPORT else "",
        report.sheet or "",
        report.project_code or "",
        report.project_name or "",
        report.supervising_department or "",
        report.implementing_unit or "",
        report.fiscal_year,
        total or "",
        (funds.initial_budget, funds.annual_budget, funds.annual_spending),
        funds.unit,
        extract,
    )


def latest(several: list[Return]) -> Return:
    """The form that counts of several of one project: the latest filled in, of the same day the last file.

    One whose content was not read (of a template nobody here has) counts only where there is no other.
    """
    return max(enumerate(several), key=lambda one: (bool(one[1].extract.content), one[1].extract.filled_on, one[0]))[1]


def spelling(text: str) -> str:
    """A name as it is compared: full and half width alike, without blanks."""
    return strip_blanks(unicodedata.normalize("NFKC", text)).casefold()


def called(one: Return) -> str:
    """A project as messages name it: 基层培训（P001）."""
    code = f"（{one.code}）" if one.code else ""
    return f"“{cut(one.name)}”{code}" if one.name else one.code or one.file


def listed(words: Sequence[str]) -> str:
    """A list in a message, cut where it is long."""
    more = f"等{len(words)}个" if len(words) > MOST_LISTED else ""
    return "、".join(words[:MOST_LISTED]) + more
