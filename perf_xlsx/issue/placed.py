"""What became of the cells of a hand-made form that was imported: where each went, or why it went nowhere."""

from dataclasses import dataclass
from enum import StrEnum

from perf_xlsx.form.project import Project
from perf_xlsx.template.assemble import Template


class Fate(StrEnum):
    """What became of a cell; the words are those of the lists.

    `RESPELT` is the same in other words or rounded otherwise, `CHANGED` is not what had been written, `DOUBTED` is
    what had been written and not what the form computes.
    """

    PLACED = "已放入"
    RESPELT = "写法统一"
    CHANGED = "与原填不同"
    DOUBTED = "与公式不符"
    LEFT_OUT = "未能放入"

    @property
    def serious(self) -> bool:
        """Whether somebody has to look at it."""
        return self in {Fate.CHANGED, Fate.DOUBTED, Fate.LEFT_OUT}


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """One cell with content: its address and text, its fate, the cell of the new form, and why."""

    cell: str
    text: str
    fate: Fate
    target: str = ""
    label: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ImportedForm:
    """One hand-made form as an issued one: what is locked and filled in, and what became of every cell."""

    template: Template
    project: Project
    cells: tuple[PlacedCell, ...]
    notes: tuple[str, ...] = ()
