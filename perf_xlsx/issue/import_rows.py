"""The indicator rows of a hand-made form laid into those of an issued one: which goes where, which cannot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from perf_xlsx.form.arrange import Shape
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.leftovers import is_hint
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import shape_of
from perf_xlsx.notation import PLACEHOLDERS, strip_blanks
from perf_xlsx.numbers import ErrorText
from perf_xlsx.recognise.levels import EXECUTION
from perf_xlsx.template.assemble import Template

FUNDS_TOTAL = ("funds", "total")
# A row that is about 预算执行率 goes to the funds block of a form that has none such among its indicators.
EXECUTION_COLUMNS = {"actual": "execution_rate"}
CONTENT = ("level3", "target", "actual", "points", "score")
LEVELS = ("level1", "level2")


@dataclass(slots=True)
class Rows:
    """Where rows go: `at` from a row of the hand-made form to one of the issued, `moved` and `lost` say why."""

    key: str
    shape: Shape = ()
    at: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    execution: set[str] = field(default_factory=set)
    levels: dict[str, tuple[str, str]] = field(default_factory=dict)

    def target(self, place: Place) -> Place | None:
        """The place in the issued form; None where the row has none."""
        if place.block != self.key or not place.row:
            return place
        if place.row in self.execution:
            return Place(*FUNDS_TOTAL, EXECUTION_COLUMNS.get(place.column, place.column))
        return Place(self.key, self.at[place.row], place.column) if place.row in self.at else None


def rows_of(form: FilledForm) -> Rows:
    """Lay out the rows of a form; nothing is left out that says something."""
    block = form.template.indicators
    rows = Rows(block.key if block else "")
    known = {(level.key, child.key): level for level in form.template.definition.levels for child in level.children}
    for row in form.indicator_rows:
        first, second = (str(form.value(Place(rows.key, row, f"{key}_key")) or "") for key in LEVELS)
        kind = _kind_of(form, rows.key, row)
        if kind == "content" and first == EXECUTION and EXECUTION not in {level for level, _ in known}:
            rows.execution.add(row)
        elif kind == "content":
            _seat(form, rows, row, (first, second))
        else:
            rows.levels[row] = (first, second)
            rows.lost[row] = "空行" if kind == "blank" else "空白表留下的提示，没有填写"
    used = [(row, levels) for row, levels in rows.levels.items() if row not in rows.lost]
    rows.shape = shape_of([levels for _, levels in used], form.template)
    numbers = _numbers(rows.shape)
    for row, levels in used:
        rows.at[row] = next(numbers[levels])
    _blank_rows(rows)
    return rows


def _kind_of(form: FilledForm, key: str, row: str) -> str:
    texts = [form.value(Place(key, row, column)) for column in CONTENT]
    said = [one for one in texts if one is not None and not _is_nothing(one)]
    if not said:
        return "blank"
    name = form.value(Place(key, row, "level3"))
    return "hint" if said == [name] and is_hint(str(name)) else "content"


def _is_nothing(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, ErrorText) and strip_blanks(value) in {"", *PLACEHOLDERS}


def _seat(form: FilledForm, rows: Rows, row: str, wanted: tuple[str, str]) -> None:
    """Find the 二级指标 a row goes below: its own, else the nearest there is."""
    levels, (first, second) = form.template.definition.levels, wanted
    pairs = [(level.key, child.key) for level in levels for child in level.children]
    own = wanted if wanted in pairs else next((pair for pair in pairs if second and pair[1] == second), None)
    near = own or next((pair for pair in pairs if first and pair[0] == first), None)
    said = "、".join(_words(form, rows.key, row)) or "（空白）"
    if near is None:
        rows.lost[row] = f"“{said}”不是本表的一级、二级指标"
        return
    rows.levels[row] = near
    if near != wanted:
        rows.moved[row] = f"本表没有“{said}”，放在“{_label(form.template, near)}”下"


def _words(form: FilledForm, key: str, row: str) -> Iterator[str]:
    for column in LEVELS:
        value = form.value(Place(key, row, column))
        if isinstance(value, str) and value.strip():
            yield value.strip()


def _label(template: Template, pair: tuple[str, str]) -> str:
    children = [child for level in template.definition.levels if level.key == pair[0] for child in level.children]
    return next((child.label for child in children if child.key == pair[1]), "")


def _numbers(shape: Shape) -> Mapping[tuple[str, str], Iterator[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for number, row in enumerate(shape, 1):
        found.setdefault((row.level1_key, row.level2_key), []).append(str(number))
    return {levels: iter(numbers) for levels, numbers in found.items()}


def _blank_rows(rows: Rows) -> None:
    """A row crossed out stays one where the issued form crosses out the same 二级指标."""
    idle = {(one.level1_key, one.level2_key): str(n) for n, one in enumerate(rows.shape, 1) if not one.applies}
    for row in [row for row, why in rows.lost.items() if why == "空行"]:
        number = idle.get(rows.levels[row])
        if number is not None:
            rows.at[row] = number
            del rows.lost[row]
