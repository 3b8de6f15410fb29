"""A hand-made form as an issued one: every cell with content placed, or told why it could not be."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from perf_xlsx.form.as_found import ReadCell
from perf_xlsx.form.cells import Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.issued import issued_form
from perf_xlsx.form.money import money_unit_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.form.scoring import fits
from perf_xlsx.issue.import_fates import Made, fate_of
from perf_xlsx.issue.import_rows import LEVELS, Rows, rows_of
from perf_xlsx.issue.import_values import Content, at_home, content_of, in_unit, money_scale
from perf_xlsx.issue.placed import Fate, ImportedForm, PlacedCell
from perf_xlsx.issue.weights import has_points, weight_fault
from perf_xlsx.notation import PLACEHOLDERS, strip_blanks
from perf_xlsx.numbers import plain
from perf_xlsx.recognise.grid import bare
from perf_xlsx.recognise.notebook import LABELS
from perf_xlsx.template.model import Kind
from perf_xlsx.template.spans import letters_of_number

SCORE, ADJUSTED = "score", "adjusted_score"


def import_form(form: FilledForm, code: str, fiscal_year: int) -> ImportedForm:
    """Make a project of a hand-made form, filled in with what stands there."""
    rows = rows_of(form)
    content = content_of(form, rows, code, fiscal_year)
    remarks = dict(_sources_filled(form, content, _project(content, code, fiscal_year)))
    remarks |= _scores_typed(form, rows, content, _project(content, code, fiscal_year))
    project = _project(content, code, fiscal_year)
    made = Made(form, issued_form(form.template, project), rows, content, remarks)
    cells = tuple(_placed(made, cell) for cell in form.found.cells if cell.place or cell.reason not in LABELS)
    return ImportedForm(form.template, project, cells, tuple(_notes(made)))


def _project(content: Content, code: str, fiscal_year: int) -> Project:
    return Project(code, fiscal_year, dict(content.given), content.sheet.shape, dict(content.typed))


def _sources_filled(form: FilledForm, content: Content, project: Project) -> Iterator[tuple[Place, tuple[Fate, str]]]:
    """A total whose sources were left blank goes to the first of them: the issued form computes it from there."""
    filled = issued_form(form.template, project)
    for place, value in form.declared.items():
        home = at_home(form, place)
        cell = content.sheet.at.get(home)
        if cell is None or cell.role is not Role.FORMULA or cell.kind is not Kind.MONEY:
            continue
        inputs = _inputs_below(filled, content, home)
        if not isinstance(value, Decimal) or not value or not inputs or any(one in content.typed for one in inputs):
            continue
        amount = in_unit(form, place, home, value)
        again = replace(filled, declared={**filled.declared, inputs[0]: amount}, memory={})
        if again.value(home) != amount:  # a difference or a rate: no sum of what is below it
            continue
        content.typed[inputs[0]] = amount
        yield home, (Fate.CHANGED, f"原表没有写各项来源，暂放入“{filled.label(inputs[0])}”，请核对")


def _inputs_below(filled: FilledForm, content: Content, place: Place) -> list[Place]:
    """The cells a formula adds up, through other formulas too."""
    found: list[Place] = []
    waiting = [place]
    while waiting:
        one = waiting.pop(0)
        formula = filled.formula(one)
        if formula is not None:
            waiting += [Place(*spot) for spot in formula.single_cells(one.row) if Place(*spot) not in waiting]
        elif (cell := content.sheet.at.get(one)) is not None and cell.role is Role.INPUT and one not in found:
            found.append(one)
    return found


def _scores_typed(form: FilledForm, rows: Rows, content: Content, project: Project) -> dict[Place, tuple[Fate, str]]:
    """A score that is not the suggested one goes to 自评调整得分, so that the form shows what was given."""
    filled, told = issued_form(form.template, project), dict[Place, tuple[Fate, str]]()
    for row, number in rows.at.items():
        source, score = Place(rows.key, row, SCORE), Place(rows.key, number, SCORE)
        typed, adjusted = form.declared.get(source), score._replace(column=ADJUSTED)
        cell = content.sheet.at.get(adjusted)
        if not isinstance(typed, Decimal) or cell is None or cell.role is not Role.INPUT:
            continue
        suggested = filled.value(score)
        if isinstance(suggested, Decimal) and fits(typed, suggested):
            continue
        content.typed[adjusted] = typed
        if isinstance(suggested, Decimal):
            told[source] = (
                Fate.DOUBTED,
                f"原填{plain(typed)}，本表按公式为{plain(suggested)}；原填的数放在“自评调整得分”",
            )
        else:
            told[source] = Fate.PLACED, "本表按公式算不出，原填的数放在“自评调整得分”"
    return told


def _placed(made: Made, cell: ReadCell) -> PlacedCell:
    if cell.place is None and bare(cell.text) == made.source.found.money_unit:
        return PlacedCell(cell.address, cell.text, Fate.RESPELT, why="金额单位")
    if cell.place is None:
        return PlacedCell(cell.address, cell.text, Fate.LEFT_OUT, why=cell.reason)
    home = at_home(made.source, cell.place)
    target = made.rows.target(home)
    if target is None:
        why = made.rows.lost.get(home.row, "本表没有这一行")
        # What only crosses out a row, and its labels, says nothing that is lost.
        idle = home.row in made.rows.levels and (home.column in LEVELS or strip_blanks(cell.text) in PLACEHOLDERS)
        return PlacedCell(cell.address, cell.text, Fate.RESPELT if idle else Fate.LEFT_OUT, why=why)
    fate, why = fate_of(made, cell, home, target)
    label = made.filled.label(target) if fate is not Fate.LEFT_OUT else ""
    return PlacedCell(cell.address, cell.text, fate, _address(made, target, fate), label, why)


def _address(made: Made, target: Place, fate: Fate) -> str:
    """The cell of the new form; a label merged over several rows stands in the first of them."""
    if fate is Fate.LEFT_OUT:
        return ""
    cell = made.content.sheet.at.get(target)
    while cell is None and target.row.isdecimal() and int(target.row) > 1:
        target = target._replace(row=str(int(target.row) - 1))
        cell = made.content.sheet.at.get(target)
    return f"{letters_of_number(cell.column)}{cell.row}" if cell else ""


def _notes(made: Made) -> Iterator[str]:
    """What is to be known of the form as a whole."""
    form = made.source
    for shift in form.found.shifts:
        yield f"{shift.blank}处多了一个空格，这一行整行右移，已按栏目归位"
    if money_scale(form) != 1:
        own = money_unit_of(replace(form, found=replace(form.found, money_unit="")))
        yield f"金额单位由{money_unit_of(form)}换算成{own}"
    if not made.filled.project_code:
        yield "没有项目编码"
    points = [made.filled.value(Place(made.rows.key, row, "points")) for row in made.rows.at.values()]
    numbers = [one for one in points if isinstance(one, Decimal)]
    fault = weight_fault(form.template, numbers) if has_points(form.template) and numbers else ""
    if fault:
        yield fault
