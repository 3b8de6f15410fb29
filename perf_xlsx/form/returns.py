"""All returns of a run as the batch rules see them: whose each is, and which of several counts."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from perf_xlsx.extract import NOTHING, Extract
from perf_xlsx.finding import REPORT, FormReport
from perf_xlsx.form.naming import cut
from perf_xlsx.form.registered import Register
from perf_xlsx.notation import strip_blanks
from perf_xlsx.template.judgement import Judgement

Key = tuple[str, ...]
MOST_LISTED = 10
IN_TEN_THOUSANDS = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}


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


@dataclass(frozen=True)
class Collected:
    """A run: what came back, the register and last year's returns where they were given."""

    returns: tuple[Return, ...]
    register: Register | None = None
    previous: tuple[Return, ...] | None = None
    fiscal_year: int | None = None

    @cached_property
    def forms(self) -> Mapping[Key, list[Return]]:
        """The forms of this year by project, in the order of the files; those nobody can tell whose are left out."""
        return self._by_project(one for one in self.returns if self.of_this_year(one))

    @cached_property
    def counted(self) -> Mapping[Key, Return]:
        """The one form of each project that counts."""
        return {key: latest(several) for key, several in self.forms.items()}

    @cached_property
    def counting(self) -> Mapping[Key, Return]:
        """The forms that count, those nobody can tell whose among them, each a project of its own."""
        nobodys = [one for one in self.returns if self.of_this_year(one) and not self.key(one)]
        unknown: dict[Key, Return] = {("", one.file, one.sheet): one for one in nobodys}
        return {**self.counted, **unknown}

    @cached_property
    def before(self) -> Mapping[Key, Return]:
        """Last year's forms that count, by project."""
        return {key: latest(several) for key, several in self._by_project(self.previous or ()).items()}

    @cached_property
    def missing(self) -> list[str]:
        """The codes of the register of which no form of the year came back."""
        return [code for code in self.register or () if (code,) not in self.forms]

    @property
    def unread(self) -> list[str]:
        """The files that could not be read as forms."""
        return [one.file for one in self.returns if not one.kind]

    def of_this_year(self, one: Return) -> bool:
        """Whether a form is of the year this run is about, as far as both are known."""
        if one.kind != "form":
            return False
        year = self.year_for(one)
        return None in {year, one.fiscal_year} or year == one.fiscal_year

    def year_for(self, one: Return) -> int | None:
        """The year a form should be of: the run's, else the register's; None where nobody says."""
        entry = (self.register or {}).get(one.code)
        return self.fiscal_year or (entry.fiscal_year if entry else None)

    def whose(self, one: Return) -> tuple[str, ...]:
        """The project a finding is about, as a waiver names it: its code, else its name."""
        key = self.key(one)
        return key if len(key) == 1 else (one.name or one.file,)

    def key(self, one: Return) -> Key:
        """Whose a form is: its code, else that of the project so named, else name and department; () unknown."""
        if one.code:
            return (one.code,)
        name = spelling(one.name)
        if not name:
            return ()
        codes = [code for code, owner in self._codes.get(name, ()) if spelling(one.department) in {"", owner}]
        return (codes[0],) if len(codes) == 1 else (name, spelling(one.department))

    @cached_property
    def _codes(self) -> Mapping[str, list[tuple[str, str]]]:
        """Codes with their department by name of the project: of the register, else of the issued forms."""
        found: dict[str, dict[tuple[str, str], None]] = {}
        for code, entry in (self.register or {}).items():
            found.setdefault(spelling(entry.issued.name), {})[code, spelling(entry.supervising_department)] = None
        for one in (*self.returns, *(self.previous or ())):
            if one.code and one.name and one.code not in (self.register or {}):
                found.setdefault(spelling(one.name), {})[one.code, spelling(one.department)] = None
        return {name: list(codes) for name, codes in found.items()}

    def _by_project(self, every: Iterable[Return]) -> dict[Key, list[Return]]:
        found: dict[Key, list[Return]] = {}
        for one in every:
            key = self.key(one) if one.kind == "form" else ()
            if key:
                found.setdefault(key, []).append(one)
        return found


@dataclass(frozen=True, kw_only=True)
class BatchFacts(Collected):
    """A run with what its rules judge by."""

    judgement: Judgement


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
