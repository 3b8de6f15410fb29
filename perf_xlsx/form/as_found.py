"""What a hand-made form shows besides its values: how it was read, and what stands on it that no template knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from perf_xlsx.form.place import Place


class Shift(NamedTuple):
    """A row that has slipped to the right by a blank cell too many (A05).

    `block` and `row` name it, `cells` are its texts as they stand from the first column of the header on, `blank` is
    the address of the cell too many. The declared values are those of the row put right.
    """

    block: str
    row: str
    cells: tuple[str, ...]
    blank: str


class ReadCell(NamedTuple):
    """A cell with content and what became of it: the place it was read to, or the reason it was passed over."""

    address: str
    text: str
    place: Place | None
    reason: str = ""


class PrintedSum(NamedTuple):
    """A sum that is printed below some of the indicators: its cell, the column it is of, the rows it may be of.

    There is more than one choice of rows where the form does not say which it sums; `name` is what it is called.
    """

    place: Place
    column: str
    name: str
    choices: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AsFound:
    """How one form was read, and what it prints besides.

    `money_unit` is what is printed (万元, 元, "" when nothing is); `printed_points` are weights printed in labels, by
    level 1 key, `execution` for the funds block. `captions` name places the template does not know. `as_text` are
    numbers stored as text. `sums` are printed sums that are not the total of the form. `spared` are rules that do not
    suit this form, with the reason. `assumptions` are told with the findings.
    """

    title: str = ""
    money_unit: str = ""
    whole_department: bool = False
    printed_points: Mapping[str, Decimal] = field(default_factory=dict)
    shifts: tuple[Shift, ...] = ()
    captions: Mapping[Place, str] = field(default_factory=dict)
    as_text: frozenset[Place] = frozenset()
    sums: tuple[PrintedSum, ...] = ()
    spared: Mapping[str, str] = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()
    cells: tuple[ReadCell, ...] = ()
