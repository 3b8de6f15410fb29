"""What became of one cell: the same in the new form, in other words, another value, or nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.expr.meaning import agrees
from perf_xlsx.form.as_found import ReadCell
from perf_xlsx.form.cells import Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.form.scoring import fits
from perf_xlsx.issue.import_rows import LEVELS, Rows
from perf_xlsx.issue.import_values import Content, in_unit
from perf_xlsx.issue.placed import Fate
from perf_xlsx.notation import PLACEHOLDERS, read_notation, strip_blanks
from perf_xlsx.numbers import Value, plain, same_number
from perf_xlsx.recognise.grid import bare
from perf_xlsx.recognise.levels import printed_points
from perf_xlsx.recognise.words import GRADES, label
from perf_xlsx.template.model import Kind

MOST_DECIMALS = 4
SPLIT = frozenset({"comparator", "measure_unit", "target_number"})
Told = tuple[Fate, str]


@dataclass(frozen=True, slots=True)
class Made:
    """Both forms side by side, how the rows went over, and what was done to cells on the way, by place."""

    source: FilledForm
    filled: FilledForm
    rows: Rows
    content: Content
    remarks: Mapping[Place, tuple[Fate, str]]


def fate_of(made: Made, cell: ReadCell, home: Place, target: Place) -> Told:
    """The fate of a cell that was read to `home` and belongs to `target`; nothing changes without a word."""
    if home in made.remarks:
        return made.remarks[home]
    if target in made.content.refused:
        return Fate.LEFT_OUT, made.content.refused[target]
    if cell.place is None or cell.place not in made.source.declared:
        return Fate.LEFT_OUT, "公式没有存下结果，请打开原表保存一次再导入"
    if home.column in LEVELS and home.block == made.rows.key:
        return _level(made, cell, home, target)
    before, after = made.source.declared[cell.place], made.filled.value(target)
    if before is None:
        return _nothing(cell, after)
    if target not in made.content.sheet.at and target not in made.filled.declared:
        return Fate.LEFT_OUT, f"本表没有这一栏（{made.source.label(home).rpartition('·')[2]}）"
    if home.column == "level3" and home.row in made.rows.moved:
        return Fate.CHANGED, made.rows.moved[home.row]
    if target.block == made.rows.key and target.column == "actual":
        return _completion(made, cell, target, after)
    return _number(made, cell, before, target) if isinstance(before, Decimal) else _words(made, cell, before, target)


def _nothing(cell: ReadCell, after: Value) -> Told:
    """A mark for nothing to say."""
    if after is None or (isinstance(after, str) and strip_blanks(after) in {"", *PLACEHOLDERS}):
        return Fate.PLACED, ""
    return Fate.RESPELT, f"原填“{cell.text}”，本表为{_said(after)}"


def _level(made: Made, cell: ReadCell, home: Place, target: Place) -> Told:
    """A label of a level: by its meaning; a weight printed in it should be what the indicators add up to."""
    if home.row in made.rows.moved:
        return Fate.CHANGED, made.rows.moved[home.row]
    printed = str(made.filled.declared.get(target) or made.filled.value(target) or "")
    weight = printed_points(cell.text)
    if weight is not None and printed_points(printed) != weight and home.column == LEVELS[0]:
        own = _level_points(made, target)
        if not same_number(own, weight):
            return Fate.CHANGED, f"原填{plain(weight)}分，本表的指标分值合计{plain(own)}分"
    if target.block != made.rows.key:
        return Fate.RESPELT, "本表的执行率在资金栏"
    same = label(cell.text) == label(printed)
    return (Fate.PLACED, "") if same else (Fate.RESPELT, f"本表印作“{''.join(printed.split())}”")


def _level_points(made: Made, target: Place) -> Decimal:
    key = made.filled.value(target._replace(column="level1_key"))
    rows = made.filled.indicator_rows
    own = [row for row in rows if made.filled.value(Place(made.rows.key, row, "level1_key")) == key]
    points = [made.filled.value(Place(made.rows.key, row, "points")) for row in own]
    return sum((one for one in points if isinstance(one, Decimal)), Decimal(0))


def _completion(made: Made, cell: ReadCell, target: Place, after: Value) -> Told:
    """What was done: a number takes the unit of its row."""
    shown = made.filled.shown_value(after, target)
    if bare(cell.text) == bare(shown):
        return Fate.PLACED, ""
    before, now = read_notation(cell.text), read_notation(shown)
    why = f"原填“{cell.text.strip()}”，本表写作“{shown}”"
    if not isinstance(after, Decimal):
        return (Fate.RESPELT, why) if after else (Fate.LEFT_OUT, "本表没有这一格")
    if before.number is None or before.comparator or before.unit not in {"", now.unit}:
        return Fate.CHANGED, why
    if now.number is not None and same_number(before.number, now.number):
        return (Fate.PLACED, "") if cell.text.strip() == plain(before.number) else (Fate.RESPELT, why)
    return Fate.RESPELT, why


def _words(made: Made, cell: ReadCell, before: Value, target: Place) -> Told:
    after, at = made.filled.value(target), made.content.sheet.at.get(target)
    shown = _said(after)
    if bare(cell.text) in bare(shown) or (target.column in SPLIT and bare(str(before)) in bare(shown)):
        return Fate.PLACED, ""
    if isinstance(after, str) and before == after:
        return Fate.RESPELT, f"本表写作“{after}”"
    if GRADES.get(bare(shown)) == before:
        return Fate.RESPELT, f"本表写作“{shown}”"
    computed = at is not None and at.role is Role.FORMULA
    return Fate.CHANGED, f"原填“{cell.text.strip()}”，{_instead(after, shown, computed=computed)}"


def _number(made: Made, cell: ReadCell, before: Decimal, target: Place) -> Told:
    after, wanted = made.filled.value(target), in_unit(made.source, cell.place or target, target, before)
    if not isinstance(wanted, Decimal):
        return Fate.PLACED, ""
    at, shown = made.content.sheet.at.get(target), made.filled.shown_value(after, target)
    kind = at.kind if at is not None else Kind.TEXT
    computed = at is not None and at.role is Role.FORMULA
    text = cell.text.strip()
    told = f"原填{text}，{_instead(after, shown, computed=computed)}"
    if not isinstance(after, Decimal):
        return (Fate.RESPELT if computed and before == 0 else Fate.CHANGED), told
    if not same_number(wanted, after):
        near = computed and _rounded(kind, before, after)
        return (Fate.RESPELT, f"{told}（四舍五入）") if near else (Fate.CHANGED, told)
    typed = read_notation(cell.text).number
    if kind is not Kind.MONEY or typed is None or same_number(typed, after):
        return Fate.PLACED, ""
    if same_number(typed, before):
        return Fate.RESPELT, f"原填{text}，换算为{shown}"
    return Fate.CHANGED, f"原填{text}，与同类的来源合计为{shown}"


def _rounded(kind: Kind, before: Decimal, after: Decimal) -> bool:
    if kind is Kind.PERCENT:
        return agrees(before * 100, after * 100, 0, MOST_DECIMALS)
    return kind is Kind.POINTS and fits(before, after)


def _instead(after: Value, shown: str, *, computed: bool) -> str:
    if after is None:
        return "本表按公式算不出，这一格空着" if computed else "本表这一格空着"
    return f"本表按公式为{shown}" if computed else f"本表规定为{shown}"


def _said(value: Value) -> str:
    return plain(value) if isinstance(value, Decimal) else value or ""
