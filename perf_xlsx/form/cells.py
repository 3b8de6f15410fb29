"""The flat list of cells that writer, reader and rules share."""

from dataclasses import dataclass
from enum import StrEnum

from perf_xlsx.form.place import Place
from perf_xlsx.template.model import Column, Kind


class Role(StrEnum):
    """What a cell is for (glossary: 标签格, 固定格, 填报格, 公式格, 不填格), and the hidden ones."""

    LABEL = "label"
    GIVEN = "given"
    INPUT = "input"
    FORMULA = "formula"
    OMITTED = "omitted"
    KEY = "key"
    MIRROR = "mirror"
    FLAG = "flag"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the sheet, 1-based; a span reaches to `last_row`, `last_column`.

    `text` is what a label or omitted cell prints; `style` is its block's style, `group` marks merged level labels.
    """

    row: int
    column: int
    role: Role
    kind: Kind = Kind.TEXT
    place: Place | None = None
    text: str = ""
    last_row: int = 0
    last_column: int = 0
    style: str = "form"
    source: Column | None = None
    indent: int = 0
    left: bool = False

    @property
    def merged(self) -> bool:
        """Whether the cell spans more than itself."""
        return self.last_row > self.row or self.last_column > self.column
