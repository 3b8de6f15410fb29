"""What a batch remembers of a form once it has been checked: small values, so that a hundred thousand fit in memory."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from perf_xlsx.files.travel import light

LARGEST = Decimal(10) ** 15
"""From here on a figure is no figure of a form, and is not compared."""


@light
@dataclass(frozen=True, slots=True)
class Said:
    """A long text of a form: where it stands, what it is called, its first words, its digest without blanks."""

    cell: str
    label: str
    start: str
    digest: str


@light
@dataclass(frozen=True, slots=True)
class Aim:
    """A counted indicator for which more is better: its name, unit, target, actual value and the target's cell."""

    name: str
    unit: str
    target: Decimal
    actual: Decimal | None
    cell: str


@light
@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One project of a returned 汇总表; amounts in 万元, None where the cell is blank; `cells` by figure."""

    code: str
    name: str
    department: str
    figures: dict[str, Decimal | None]
    cells: dict[str, str]
    row: int


@light
@dataclass(frozen=True, slots=True)
class Extract:
    """One form.

    `content` is a digest of everything filled in, `filled_on` its date as YYYY-MM-DD ("" without one). Amounts are in
    万元: `carried` is 上年结转资金 of this year, None where the form has no such row, `left` what this year leaves.
    `lines` are those of a 汇总表.
    """

    content: str = ""
    filled_on: str = ""
    full_marks: bool = False
    said: tuple[Said, ...] = ()
    carried: Decimal | None = None
    carried_cell: str = ""
    left: Decimal | None = None
    aims: tuple[Aim, ...] = ()
    lines: tuple[SummaryLine, ...] = ()


NOTHING = Extract()


@light
@dataclass(frozen=True, slots=True)
class Since:
    """A form against the round before: its verdict then, findings resolved and new in words, how many remain.

    `same_rules` is no when the rule set was another one.
    """

    verdict: str
    resolved: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    remaining: int = 0
    same_rules: bool = True


@dataclass(frozen=True, slots=True)
class Returns:
    """A register against what came back: how many projects were issued and returned, the codes that are missing."""

    issued: int
    returned: int
    missing: tuple[str, ...] = ()


class CellRead(NamedTuple):
    """A cell with content and what became of it: the field it was read to, or the reason it was passed over."""

    address: str
    text: str
    field: str
    reason: str
