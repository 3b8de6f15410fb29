"""What a template is made of; every field is a key of the TOML definition and nothing else is allowed there.

`docs/templates.md` explains the format key by key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from perf_xlsx.template.kinds import BlockKind, BlockStyle, Flavour, Kind, TextStyle

__all__ = [
    "Block",
    "BlockKind",
    "BlockStyle",
    "Case",
    "Column",
    "Definition",
    "Derived",
    "Flavour",
    "Kind",
    "Level",
    "Row",
    "RuleText",
    "SharedRules",
    "SheetLook",
    "TextLine",
    "TextStyle",
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid or list, or a single field.

    `at` is a sheet column or span ("D", "D:I"), empty when hidden. `formula` and `given` are audit formulas (`given` a
    constant from the policy). `issued` comes from the project list and is locked, `prefill` comes from it and stays
    open. `status` shows a row's first unmet rule in a word. In a 空白版 the unit types what is `issued` otherwise, of
    `choices` where there are some, or `typed_formula` makes it of what was typed beside it. `hint` is what an input
    asks for. `over` is a heading printed above this column's and its neighbours' of the same. `line`, `label_at`,
    `label_line` place a field inside its block.
    """

    key: str
    label: str
    kind: Kind
    at: str = ""
    formula: str = ""
    given: str = ""
    issued: bool = False
    prefill: bool = False
    group: bool = False
    status: bool = False
    typed_formula: str = ""
    choices: tuple[str, ...] = ()
    hint: str = ""
    max_length: int = 0
    line: int = 1
    label_at: str = ""
    label_line: int = 0
    printed: str = ""
    over: str = ""
    height: int = 0

    @property
    def hidden(self) -> bool:
        """Whether the column stands in the hidden part of the sheet."""
        return not self.at


@dataclass(frozen=True, slots=True)
class Row:
    """A fixed row of a grid.

    `omit` columns print a dash, `blank` ones nothing; `formula` is for its money columns; `given` names constants by
    column, as formulas over the policy.
    """

    key: str
    label: str
    printed: str = ""
    formula: str = ""
    omit: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    indent: int = 0


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of fixed text; {title}, {fiscal_year}, {project_code} and {policy.…} are filled in."""

    text: str
    at: str
    style: TextStyle = TextStyle.NOTE
    height: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the form, from top to bottom.

    `row_heading` stands above the names of a grid's rows. `header` false: the row of column names is there, but does
    not show (a part that goes on with the one above).
    """

    key: str
    kind: BlockKind
    label: str = ""
    printed: str = ""
    side: str = ""
    label_at: str = ""
    row_labels: str = ""
    row_heading: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    lines: tuple[TextLine, ...] = ()
    style: BlockStyle = BlockStyle.FORM
    header: bool = True
    hidden: bool = False

    def column(self, key: str) -> Column | None:
        """Find a column by key."""
        return next((column for column in self.columns if column.key == key), None)

    def row(self, key: str | None) -> Row | None:
        """Find a fixed row by key."""
        return next((row for row in self.rows if row.key == key), None)


@dataclass(frozen=True, slots=True)
class Level:
    """An indicator level: 一级指标 with its 二级指标 below it.

    `printed` stands on the form where it is not the label, `names` are other spellings met in lists and forms, `slots`
    the rows of a 二级指标 in a 空白版 where they are not those of the sheet.
    """

    key: str
    label: str
    printed: str = ""
    names: tuple[str, ...] = ()
    children: tuple["Level", ...] = ()
    slots: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One requirement of a rule: on which cells, what must hold, how serious it is, what is said when it does not.

    `only` names the flavours of form it stands in, where it is not all of them.
    """

    on: tuple[str, ...]
    require: str
    message: str
    severity: str = ""
    expected: str = ""
    only: tuple[Flavour, ...] = ()
    fix: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class RuleText:
    """A declared rule: what `rule show` prints, and its cases, the first that fails being reported."""

    code: str
    name: str
    title: str
    severity: str
    fix: str
    basis: str
    why: str
    passing: str
    failing: str
    cases: tuple[Case, ...]
    silences: tuple[str, ...] = ()
    what: str = ""


@dataclass(frozen=True, slots=True)
class Derived:
    """A hidden column that shared rules need, added to a block that does not define it."""

    block: str
    key: str
    label: str
    kind: Kind
    formula: str


@dataclass(frozen=True, slots=True)
class SheetLook:
    """The sheet: its name, the printed columns, every column's width in pixels.

    `slots` are the rows of a 二级指标 in a 空白版 (预留行), `dash` is what omitted cells print.
    `landscape` turns the paper. With `report` every workbook has a sheet 报告 for what a narrative report says besides.
    """

    name: str
    printed: str
    widths: Mapping[str, int]
    slots: int = 3
    dash: str = "—"
    landscape: bool = False
    report: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole TOML file."""

    region: str
    form: str
    fiscal_years: str
    title: str
    basis: str
    sheet: SheetLook
    policy: Mapping[str, object]
    levels: tuple[Level, ...]
    blocks: tuple[Block, ...]
    rules: tuple[RuleText, ...] = ()
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedRules:
    """`rules.toml`: the declared rules every template shares, and the hidden columns they need."""

    rules: tuple[RuleText, ...]
    derived: tuple[Derived, ...] = field(default=())
