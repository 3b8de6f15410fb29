"""The kinds of what a template is made of."""

from enum import StrEnum

from perf_xlsx.expr.nodes import Sort


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    MONEY = "money"
    POINTS = "points"
    PERCENT = "percent"
    NUMBER = "number"
    MEASURE = "measure"

    @property
    def sort(self) -> Sort:
        """The sort a formula sees."""
        return {"text": Sort.WORD, "measure": Sort.ANY}.get(self.value, Sort.NUMBER)


class BlockKind(StrEnum):
    """How a block's cells are arranged: single fields, fixed rows, one row an indicator, or plain text."""

    FIELDS = "fields"
    GRID = "grid"
    LIST = "list"
    TEXT = "text"


class Flavour(StrEnum):
    """How a form came to the unit: issued with its indicators (预填版), issued empty (空白版), made by hand."""

    PREFILLED = "prefilled"
    BLANK = "blank"
    FOREIGN = "foreign"


class TextStyle(StrEnum):
    """How a line of fixed text looks."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    NOTE = "note"


class BlockStyle(StrEnum):
    """How a block looks: ruled, ruled and bold, without rules."""

    FORM = "form"
    TOTAL = "total"
    SIGNATURE = "signature"
