"""The header of the indicator rows: which column holds what, over one row of labels or two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perf_xlsx.recognise.columns import Column
from perf_xlsx.recognise.grid import Box, Grid, label_text
from perf_xlsx.recognise.notebook import NUMBER
from perf_xlsx.recognise.two_in_one import BOTH, unfolded
from perf_xlsx.recognise.words import INDICATOR_COLUMNS, SUB_COLUMNS, label

LEVELS = frozenset({"level1", "level2", "level3"})
MEASURES = frozenset({"target", "actual", "status", "score", "points", "converted_score", *BOTH})
DONE, BARE_VALUES = frozenset({"actual", "status"}), frozenset({"值", "数值", "数量"})
FEWEST, MOST_COLUMNS = 3, 60
UNKNOWN = ""
ADJUSTED = "调整"
# What is said of a column instead of reading it.
ASIDE = {
    "method": "计分方法栏",
    "description": "指标说明栏",
    "deviation": "偏差率栏",
    "status": "完成情况另有一栏",
    "item_score": "以折算得分为准",
    "review_score": "复核得分栏",
    "number": NUMBER,
    "remark": "备注栏",
    "content": "指标说明栏",
    "side": "栏目名",
}


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a block of indicators; `boxes` are its labels."""

    row: int
    last_row: int
    columns: tuple[Column, ...]
    boxes: tuple[Box, ...]

    def column(self, key: str) -> Column | None:
        """Find a column by what it holds."""
        return next((column for column in self.columns if column.key == key), None)

    @property
    def keys(self) -> frozenset[str]:
        """What the columns hold."""
        return frozenset(column.key for column in self.columns)

    @property
    def first(self) -> int:
        """The leftmost column that holds something."""
        return min(column.first for column in self.columns if column.key != "side")

    @property
    def last(self) -> int:
        """The rightmost column."""
        return max(column.last for column in self.columns)


def header_at(grid: Grid, row: int) -> Header | None:
    """The header that begins in a row; None where none does."""
    boxes = grid.rows.get(row, ())
    if not FEWEST - 1 <= len(boxes) <= MOST_COLUMNS or any(isinstance(box.seen.value, Decimal) for box in boxes):
        return None
    known = [(box, INDICATOR_COLUMNS.of(box.seen.text)) for box in boxes]
    if not _may_begin(known):
        return None
    columns = [Column(key, box.column, box.last_column, label_text(box)) for box, key in known]
    lower = _sub_header(grid, columns, row)
    last_row = row + 1 if lower else row
    columns = list(_split(columns, lower)) if lower else columns
    keys = {column.key for column in columns if column.key}
    if len(keys) < FEWEST or not keys & MEASURES or not keys & {*LEVELS, "content"}:
        return None
    final = unfolded(grid, _decided(columns), last_row)
    return Header(row, last_row, tuple(_gaps(grid, final, last_row)), (*boxes, *lower))


def _may_begin(known: Sequence[tuple[Box, str]]) -> bool:
    """Whether a row can be the first of a header: nothing but labels, two of them known."""
    return sum(bool(key) for _, key in known) > 1 and all(label(box.seen.text) for box, _ in known)


def _sub_header(grid: Grid, columns: Sequence[Column], row: int) -> Sequence[Box]:
    """The labels of the second row, when it is part of the header."""
    lower = grid.rows.get(row + 1, ())[:MOST_COLUMNS]
    fits = [
        any(
            upper.first <= box.column <= upper.last
            and (_sub_key(box) or INDICATOR_COLUMNS.of(upper.text + box.seen.text))
            for upper in columns
        )
        for box in lower
    ]
    return lower if fits and all(fits) else ()


def _split(columns: Sequence[Column], lower: Sequence[Box]) -> Iterator[Column]:
    """Upper labels with the lower ones below them: three narrow columns, or one label written over two rows."""
    for upper in columns:
        below = [box for box in lower if upper.first <= box.column <= upper.last]
        if not below:
            yield upper
        for box in below:
            joined = f"{upper.text}{'' if len(below) == 1 else '/'}{label_text(box)}"
            wide = len(below) > 1 or upper.last > upper.first
            key = _sub_key(box) if wide else INDICATOR_COLUMNS.of(upper.text + box.seen.text)
            if upper.key in DONE and label(box.seen.text) in BARE_VALUES:  # 实际完成指标值 over 值 and 单位
                key = upper.key
            yield Column(key or _sub_key(box) or upper.key, box.column, box.last_column, joined)


def _sub_key(box: Box) -> str:
    """What a label of the second row says by itself."""
    return SUB_COLUMNS.of(box.seen.text) or INDICATOR_COLUMNS.of(box.seen.text)


def _decided(columns: Sequence[Column]) -> list[Column]:
    """One column for each meaning: what is said twice is settled here."""
    keys = {column.key for column in columns}
    named = [column.first for column in columns if column.key in LEVELS]
    renamed: dict[str, str] = {}
    if "level3" not in keys:
        renamed["content"] = "level3"
    if "actual" not in keys:
        renamed["status"] = "actual"
    if "converted_score" in keys:
        renamed["converted_score"] = "score"
        renamed["score"] = "item_score"
    found: list[Column] = []
    for column in columns:
        key = renamed.get(column.key, column.key)
        if column.key == "content" and named and column.first < min(named):
            key = "side"
        twice = key != UNKNOWN and any(one.key == key for one in found)
        adjusted = twice and key == "target" and ADJUSTED in column.text
        if adjusted:  # 年初指标值, 调整后指标值: the later one holds
            found = [replace(one, key=UNKNOWN) if one.key == key else one for one in found]
        found.append(replace(column, key=UNKNOWN if twice and not adjusted else key))
    return found


def _gaps(grid: Grid, columns: list[Column], last_row: int) -> Iterator[Column]:
    """The columns, with the one for names put in where its label was lost beside 二级指标."""
    yield from columns
    keys = {column.key for column in columns}
    if "level3" in keys:
        return
    left = next((one for one in columns if one.key == "level2"), None)
    after = min((one.first for one in columns if left and one.first > left.last), default=0)
    if left and after > left.last + 1 and any(True for _ in grid.between(last_row + 1, left.last + 1, after - 1)):
        yield Column("level3", left.last + 1, after - 1, "三级指标")
