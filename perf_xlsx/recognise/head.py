"""The head of a form: its title, year, project, department and unit, each label with the cell beside it."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.form.place import Place
from perf_xlsx.numbers import plain
from perf_xlsx.recognise.grid import At, Box, Grid, bare, label_text
from perf_xlsx.recognise.notebook import Notebook
from perf_xlsx.recognise.values import text
from perf_xlsx.recognise.words import FUNDS_COLUMNS, HEAD_FIELDS

BLOCK = "header"
PROJECT, DEPARTMENT, UNIT = "project_name", "supervising_department", "implementing_unit"
# Labels that count when the usual one is not on the form.
STAND_IN = {DEPARTMENT: ("department_upper", "department_alone"), UNIT: ("unit_alone",)}
MONEY_UNITS = frozenset({"元", "万元", "亿元", "人民币元", "人民币万元"})
SIGNATURE = ("filled_by", "phone", "filled_on")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:年度?|—|-|$)")
# The day a form was filled in is not the year it is for.
_DAY = re.compile(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日")
_TITLE = re.compile(r"自评|绩效|监控|评价|目标")
_COLON = re.compile(r"[:：]")
LONGEST_TITLE, LONGEST_INLINE = 60, 200
# So many labels stand side by side where the contents are below them.
FEWEST_LABELS = 2


def is_title(boxes: Sequence[Box]) -> bool:
    """Whether a row is a title: one text alone that names a form."""
    if len(boxes) != 1 or isinstance(boxes[0].seen.value, Decimal):
        return False
    name = bare(boxes[0].seen.text[: 2 * LONGEST_TITLE])
    return (
        len(name) <= LONGEST_TITLE
        and re.search(r"表|自评结果|自评情况", name) is not None
        and _TITLE.search(name) is not None
    )


def year_of(words: str) -> int | None:
    """The fiscal year a text names."""
    found = _YEAR.search(_DAY.sub("", bare(words[:LONGEST_TITLE])))
    return int(found[1]) if found else None


def pairs_of(boxes: Sequence[Box]) -> list[tuple[str, Box, Box | None]]:
    """The fields of a row: what each label stands for, its cell, and the cell with the content."""
    found: list[tuple[str, Box, Box | None]] = []
    index = 0
    while index < len(boxes):
        box = boxes[index]
        key = "" if isinstance(box.seen.value, Decimal) else HEAD_FIELDS.of(box.seen.text)
        inline = "" if key else _inline(box)
        beside = boxes[index + 1] if index + 1 < len(boxes) else None
        if key and beside is not None and not _is_label(beside):
            found.append((key, box, beside))
            index += 1
        elif key or inline:
            found.append((key or inline, box, box if inline else None))
        index += 1
    return found


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the head: its label, the cell with its content, its text, the cell it would stand in if blank."""

    label: Box
    content: Box | None
    words: str
    blank_at: At


def pairs_below(grid: Grid, row: int, *, funds: bool = False) -> list[tuple[str, Box, Box | None]]:
    """The fields of a row of nothing but labels, with the cell below each; none for any other row.

    In the header of the `funds`, what is a column of theirs (得分) is no field of the form.
    """
    boxes, below = grid.rows.get(row, ()), grid.rows.get(row + 1, ())
    fields = (box for box in boxes if not (funds and FUNDS_COLUMNS.of(box.seen.text)))
    named = [(key, box) for box in fields if (key := HEAD_FIELDS.of(box.seen.text))]
    if len(named) < FEWEST_LABELS or not below or any(_is_label(box) for box in below):
        return []
    if any(not (HEAD_FIELDS.of(box.seen.text) or FUNDS_COLUMNS.of(box.seen.text)) for box in boxes):
        return []
    return [(key, box, next(grid.between(row + 1, box.column, box.last_column), None)) for key, box in named]


def read_head(book: Notebook, rows: Sequence[int], funds: Sequence[int] = ()) -> dict[str, Field]:
    """Read the rows above the blocks; returns the first field of each sort, the template's own declared.

    `funds` are headers of the funds that may name fields, too.
    """
    fields: dict[str, Field] = {}
    over = {row for row in (*rows, *funds) if row in funds or row + 1 in rows}
    for row in (*rows, *funds):
        below = pairs_below(book.grid, row, funds=row in funds) if row in over else []
        if row in funds and not below:
            continue
        for named, label, content in below or pairs_of(book.grid.rows.get(row, ())):
            blank_at = (label.last_row + 1, label.column) if below else (label.row, label.last_column + 1)
            found = Field(label, content, _content(label, content), blank_at)
            key = "money_unit" if found.words in MONEY_UNITS else named
            if not (key in fields and fields[key].words):
                fields[key] = found
    for key in (PROJECT, DEPARTMENT, UNIT, *SIGNATURE):
        own = next((one for one in (key, *STAND_IN.get(key, ())) if one in fields), None)
        if own is not None:
            _declare(book, Place("signature" if key in SIGNATURE else BLOCK, "", key), fields[own])
    _set_aside(book, rows, over)
    return fields


def _declare(book: Notebook, place: Place, field: Field) -> None:
    content = field.content
    at = content.at if content else field.blank_at
    book.note(place, at, field.words or None, content.seen if content else None)


def _set_aside(book: Notebook, rows: Sequence[int], over: AbstractSet[int]) -> None:
    """What the template has no place for; `over` are the rows that may stand above their contents."""
    for row in rows:
        below = pairs_below(book.grid, row) if row in over else []
        for _, label, content in below or pairs_of(book.grid.rows.get(row, ())):
            if content is not None and content is not label:
                book.pass_over(content.at, f"模板没有这一栏（{label_text(label)}）")
            book.labels([label])


def _content(label: Box, content: Box | None) -> str:
    if content is None:
        return ""
    if content is label:
        return _COLON.split(label.seen.text, maxsplit=1)[1].strip()
    value = text(content.seen)
    return plain(value) if isinstance(value, Decimal) else (value or "")


def _inline(box: Box) -> str:
    """The field of a cell that holds label and content: 项目名称：某项目."""
    if isinstance(box.seen.value, Decimal):
        return ""
    parts = _COLON.split(box.seen.text[:LONGEST_INLINE], maxsplit=1)
    return HEAD_FIELDS.of(parts[0]) if len(parts) > 1 and parts[1].strip() else ""


def _is_label(box: Box) -> bool:
    return not isinstance(box.seen.value, Decimal) and bool(HEAD_FIELDS.of(box.seen.text))
