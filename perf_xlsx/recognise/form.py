"""A sheet to filled forms: outlined, each block read, what is not on the form named as absent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from perf_xlsx.form.as_found import AsFound
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import Value
from perf_xlsx.recognise.closing import Totals, read_remarks
from perf_xlsx.recognise.funds import FundsReader
from perf_xlsx.recognise.funds_words import BLOCK as FUNDS
from perf_xlsx.recognise.funds_words import funds_words
from perf_xlsx.recognise.goals import read_goals
from perf_xlsx.recognise.grid import Grid, Seen, bare, label_text
from perf_xlsx.recognise.head import Field, pairs_of, read_head, year_of
from perf_xlsx.recognise.indicators import IndicatorReader
from perf_xlsx.recognise.kinds import WHOLE_DEPARTMENT, is_form, relative
from perf_xlsx.recognise.levels import EXECUTION, names_level1
from perf_xlsx.recognise.notebook import HEADING, TITLE, YEAR, Notebook
from perf_xlsx.recognise.outline import Outline
from perf_xlsx.recognise.outliner import outlines
from perf_xlsx.recognise.own_fields import read_own_fields
from perf_xlsx.recognise.own_grids import read_own_grids
from perf_xlsx.recognise.values import number
from perf_xlsx.recognise.words import GRADES
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import BlockKind, Column
from perf_xlsx.template.spans import span
from perf_xlsx.template.words import Spot

LONGEST_WITH_YEAR = 60


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a sheet: self-evaluation forms, the names of near relatives, tables of nothing but funds."""

    forms: tuple[Outline, ...]
    relatives: tuple[str, ...]
    funds: tuple[Outline, ...]


def tables_of(grid: Grid) -> Tables:
    """Every form of a sheet, and what else there is."""
    found = [one for one in outlines(grid) if one.begun]
    named = [(one, relative(one)) for one in found]
    forms = tuple(one for one, name in named if not name and is_form(one))
    funds = tuple(one for one, name in named if one.funds and not name and not is_form(one))
    return Tables(forms, tuple(dict.fromkeys(name for _, name in named if name)), funds)


def title_of(form: Outline) -> str:
    """The title of a form, on one line; without one that says so, the first text alone in its row."""
    alone = (row for row in form.head if len(form.grid.rows[row]) == 1 and not pairs_of(form.grid.rows[row]))
    return " ".join(label_text(form.grid.rows[row][0]) for row in form.titles or list(alone)[:1])


def fiscal_year_of(form: Outline) -> int | None:
    """The year a form says it is for: in its title, below it, or in a field 年度."""
    texts = [box.seen.text for row in (*form.titles, *form.head) for box in form.grid.rows[row]]
    short = [text for text in texts if len(text) <= LONGEST_WITH_YEAR]
    return next((year for text in short if "年" in text and (year := year_of(text)) is not None), None)


def year_above(form: Outline) -> int | None:
    """The year that is named right above the funds of a form, or in their heading."""
    header, _ = form.funds[0]
    above = [row for row in form.rows if row < header.row][-1:]
    boxes = [*header.boxes, *(box for row in above for box in form.grid.rows[row])]
    years = (year_of(box.seen.text) for box in boxes if "年" in box.seen.text)
    return next((year for year in years if year is not None), None)


def read_form(form: Outline, template: Template) -> FilledForm:
    """Read one form under the policy of a template."""
    book = Notebook(form.grid)
    for row in form.titles:
        book.labels(form.grid.rows[row], TITLE)
    outside = [*form.titles, *form.head, *form.money, *form.goals, *form.headings, *form.totals, *form.remarks]
    read_own_fields(book, [*outside, *form.others], template)
    in_indicators = {row for header, below in form.indicators for row in (header.row, header.last_row, *below)}
    in_grids = read_own_grids(book, [row for row in form.rows if row not in in_indicators], template)
    _note_texts(book, form)
    fields = read_head(book, form.head, [header.row for header, _ in form.funds])
    funds = FundsReader(book, funds_words(template))
    funds.values.unit(_words(fields, "money_unit"))
    for funds_header, below in form.funds:
        if funds_header.row not in in_grids:
            funds.read(funds_header, below)
    funds.read_pairs(form.money)
    read_goals(book, form.goals)
    reader = IndicatorReader(book, template)
    for header, below in form.indicators:
        reader.read(header, below, _heading(form, header.row) or _words(fields, "level1"))
    rows = [str(count) for count in range(1, reader.count + 1) if count != reader.execution]
    if form.totals:
        whole = template.policy.get("total_points")
        Totals(form.indicators[-1][0], rows, whole, "total_score" in fields).read(book, form.totals)
    read_remarks(book, form.remarks)
    for row in form.headings:
        book.labels(form.grid.rows[row], HEADING)
    _head_total(book, fields)
    return replace(_assembled(book, form, template, rows), project_code=_words(fields, "project_code") or None)


def _words(fields: Mapping[str, Field], key: str) -> str:
    return fields[key].words if key in fields else ""


def _heading(form: Outline, row: int) -> str:
    """The 一级指标 a text alone in its row right above a header names: （二）项目产出情况."""
    boxes = form.grid.rows.get(row - 1, ()) if row - 1 in {*form.head[-1:], *form.headings} else ()
    return boxes[0].seen.text if len(boxes) == 1 and names_level1(boxes[0].seen.text) else ""


def _note_texts(book: Notebook, form: Outline) -> None:
    """Texts alone in their row above the head: the year, or a title in other words."""
    for row in form.head:
        boxes = form.grid.rows[row]
        named = [box for _, name, content in pairs_of(boxes) for box in (name, content)]
        years = [box for box in boxes if box not in named and year_of(box.seen.text) is not None]
        book.labels(years, YEAR)
        if len(boxes) == 1 and not named:
            book.labels(boxes, TITLE)


def _head_total(book: Notebook, fields: Mapping[str, Field]) -> None:
    """A total or a grade that stands in the head of the form: 项目总得分 99分, 评价结果 优."""
    field, place = fields.get("total_score"), Place("total", "", "score")
    if field is not None and field.content is not None and place not in book.declared:
        total = number(Seen(field.words, field.words))
        inline = field.content is field.label
        book.note(place, field.content.at, total, Seen(total, field.words) if inline else field.content.seen)
    field, place = fields.get("total_grade"), Place("total", "", "grade")
    grade = GRADES.get(bare(field.words)) if field else None
    if grade and field is not None and field.content is not None and place not in book.declared:
        book.note(place, field.content.at, grade, field.content.seen)


def _assembled(book: Notebook, form: Outline, template: Template, rows: list[str]) -> FilledForm:
    declared = dict(book.declared)
    for key, points in book.points.items():
        if template.block("levels") is not None and key != EXECUTION:
            declared[Place("levels", key, "prescribed")] = points
    title = title_of(form)
    whole = WHOLE_DEPARTMENT in title
    at = Place(FUNDS, "total", "points")
    if EXECUTION in book.points and at not in declared and Place(FUNDS, "total", "score") in declared:
        declared[at] = book.points[EXECUTION]
        book.addresses[at] = book.addresses[Place(FUNDS, "total", "score")]
    implied = _implied(template, rows, declared, book.points)
    if implied is not None:
        declared[at] = implied
        book.addresses[at] = book.addresses[Place(FUNDS, "total", "score")]
    found = AsFound(
        title=title,
        money_unit=book.money_unit,
        whole_department=whole,
        printed_points=book.points,
        shifts=tuple(book.shifts),
        sums=tuple(book.sums),
        assumptions=tuple(book.doubts),
        captions=book.captions,
        as_text=frozenset(book.as_text),
        spared=dict(_spared(book, whole=whole)),
        cells=tuple(book.cells(form.rows)),
    )
    return FilledForm(
        template,
        rows,
        declared,
        addresses=book.addresses,
        printed=book.printed,
        fiscal_year=fiscal_year_of(form),
        absent=_absent(template, rows, declared, book.lost),
        found=found,
    )


def _implied(
    template: Template, rows: list[str], declared: Mapping[Place, Value], printed: Mapping[str, Decimal]
) -> Decimal | None:
    """The weight of 执行率 on a form that scores it without one, when the others leave just what is prescribed."""
    policy, at = template.policy, Place(FUNDS, "total", "points")
    weights = policy.get("level1_points", {})
    weight = weights.get(EXECUTION) if isinstance(weights, Mapping) else None
    if weight is None or at in declared or not isinstance(declared.get(at._replace(column="score")), Decimal):
        return None
    points = [declared.get(Place("indicators", row, "points")) for row in rows]
    weighed = [one for one in points if isinstance(one, Decimal)] or list(printed.values())
    named = sum(weighed, Decimal(0))
    prescribed = Decimal(weight)
    return prescribed if named + prescribed == policy.get("total_points") else None


def _spared(book: Notebook, *, whole: bool) -> Iterator[tuple[str, str]]:
    if whole:
        yield "A09", "部门整体支出表的一级指标权重另有规定"
        yield "A15", "部门整体支出表的指标级次另有规定"
    if EXECUTION in book.points:
        yield "S22", f"本表印有预算执行率{book.points[EXECUTION].normalize():f}分"


def _absent(
    template: Template, rows: list[str], declared: Mapping[Place, object], lost: set[Place]
) -> frozenset[Place]:
    """The printed cells of the template that are not on this form."""
    places: set[Place] = set()
    for block in template.blocks:
        if block.hidden:
            continue
        if block.kind is BlockKind.LIST:
            names = rows
        else:
            names = [row.key for row in block.rows] if block.kind is BlockKind.GRID else [""]
        printed = [one for one in block.columns if not one.hidden and not (one.formula and _outside(template, one))]
        places |= {Place(block.key, row, one.key) for one in printed for row in names}
    levels = template.block("levels")
    used = (
        {declared.get(Place(template.indicators.key, row, "level1_key")) for row in rows}
        if template.indicators
        else set()
    )
    places |= {
        Place("levels", row.key, "level_points") for row in (levels.rows if levels else ()) if row.key not in used
    }
    printed_absent = {place for place in places if place not in declared and place not in lost}
    return frozenset(printed_absent | set(_made_of(template, printed_absent)))


def _made_of(template: Template, absent: set[Place]) -> Iterator[Place]:
    """The hidden cells that are computed from nothing but cells that are not on a form."""
    for block in template.blocks:
        for place in (Place(block.key, row.key, one.key) for row in block.rows for one in block.columns if one.hidden):
            formula = template.formulas.get(Spot(*place))
            cells = [Place(*cell) for cell in formula.single_cells(place.row)] if formula else []
            if cells and absent.issuperset(cells):
                yield place


def _outside(template: Template, column: Column) -> bool:
    """Whether a column stands beside the printed form: what it computes is asked of hand-made forms too."""
    printed, own = span(template.definition.sheet.printed), span(column.at)
    return printed is not None and own is not None and own[0] > printed[1]
