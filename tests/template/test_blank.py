"""空白版: the unit types what is issued otherwise, and the form computes what hangs on it."""

from decimal import Decimal

import pytest
from tools import Changes, Found, Plain, catalog, check_clean, check_finds, filled, findings, national

from perf_xlsx.errors import TemplateError
from perf_xlsx.form.cells import Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.issued import sheet_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import blank_project
from perf_xlsx.template.load import read_template

BLANK = catalog().get(national().id, blank=True)
PROJECT = blank_project(BLANK, 2026)
# Rows of the national 空白版, three a 二级指标: 1–3 数量, 4–6 质量, 10–12 成本, 16–18 社会效益, 25–27 满意度.
QUANTITY, RATE, COST, WORDS, SATISFACTION = "1", "4", "10", "16", "25"


def row(number: str, **cells: Plain) -> dict[str, Plain]:
    """What is typed into one indicator row."""
    return {f"indicators.{number}.{key}": value for key, value in cells.items()}


TYPED: Changes = {
    "header.project_name": "基层培训",
    "header.supervising_department": "某州教育局",
    "header.implementing_unit": "某州培训中心",
    "goal.expected": "全年培训五十人次",
    "goal.achieved": "培训六十人次，合格率和满意度都达到目标",
    "funds.appropriation.initial_budget": 100,
    "funds.appropriation.annual_budget": 100,
    "funds.appropriation.annual_spending": 95,
    **row(QUANTITY, level3="培训人次", comparator="≥", target_number=50, measure_unit="人次", points=20, actual=60),
    **row(RATE, level3="合格率", comparator="≥", target_number=95, measure_unit="%", points=20, actual=96),
    **row(COST, level3="培训成本", comparator="≤", target_number=10, measure_unit="万元", points=10, actual="9.5"),
    **row(WORDS, level3="服务能力", comparator="定性", target_number="有效提高", points=30, actual="达成预期指标"),
    **row(SATISFACTION, level3="学员满意度", comparator="＝", target_number=90, measure_unit="%", points=10, actual=93),
}


def typed(changes: Changes | None = None) -> FilledForm:
    """The 空白版 filled in, with other answers."""
    return filled(PROJECT, {**TYPED, **(changes or {})}, template=BLANK)


def value(form: FilledForm, number: str, column: str) -> object:
    """A cell of an indicator row."""
    return form.value(Place("indicators", number, column))


def test_it_has_open_rows_below_every_class() -> None:
    """Three rows for each of the nine 二级指标, what was issued is open, levels and results are not."""
    sheet = sheet_of(BLANK, PROJECT)
    assert len(PROJECT.shape) == 27
    role = {
        column: sheet.at[Place("indicators", "1", column)].role for column in ("level3", "points", "target", "score")
    }
    assert role == {"level3": Role.INPUT, "points": Role.INPUT, "target": Role.FORMULA, "score": Role.FORMULA}
    assert sheet.at[Place("header", "", "project_name")].role is Role.INPUT
    assert sheet.at[Place("indicators", "1", "level1")].role is Role.GIVEN


def test_a_clean_filling_is_clean() -> None:
    """Targets are joined, scores and grade computed, and no rule finds anything."""
    form = typed()
    assert [value(form, number, "target") for number in (QUANTITY, RATE, COST, WORDS, SATISFACTION)] == [
        "≥50人次",
        "≥95%",
        "≤10万元",
        "有效提高",
        "＝90%",
    ]
    assert form.value(Place("total", "", "score")) == Decimal("99.5")
    assert form.value(Place("total", "", "grade")) == "优"
    check_clean(form)
    assert [one.row for one in indicators_of(form)] == [QUANTITY, RATE, COST, WORDS, SATISFACTION]


def test_rows_not_used_are_quiet() -> None:
    """Their status and results are blank; nothing is owed there."""
    form = typed()
    sheet = sheet_of(BLANK, PROJECT)
    statuses = {
        cell.place.row: sheet.status_value(form, cell)
        for cell in sheet.cells
        if cell.role is Role.STATUS and cell.place
    }
    assert {number for number, words in statuses.items() if words} == {QUANTITY, RATE, COST, WORDS, SATISFACTION}
    assert set(statuses.values()) == {"", "√"}
    assert value(form, "2", "target") is None


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        (row("2", level3="培训班次"), "A13", ["comparator", "points", "target_number"]),
        (row(QUANTITY, level3=None), "A13", ["level3"]),
        (row(QUANTITY, points=None), "A13", ["points"]),
        (row(QUANTITY, comparator=">="), "A16", ["comparator"]),
        (row(QUANTITY, target_number="五十"), "A16", ["target_number"]),
        (row(QUANTITY, points="二十"), "A16", ["points"]),
        (row(QUANTITY, points=-1), "A16", ["points"]),
        (row(RATE, actual="0.96"), "A27", ["actual"]),
    ],
)
def test_what_is_missing_or_wrong_in_a_row(changes: Changes, code: str, place: list[str]) -> None:
    """Each open cell of a row in use is asked for, and refused where it cannot be read."""
    number = next(iter(changes)).split(".")[1]
    found = [one.place for one in findings(typed(changes), code)]
    assert sorted(found) == [f"indicators.{number}.{column}" for column in place]


def test_nothing_at_all_is_not_done() -> None:
    """A form without an indicator is told so."""
    nothing = {address: None for address in TYPED if address.startswith("indicators.")}
    assert Found("A13", "total.points", "error") in findings(typed(nothing))


def test_points_the_unit_chose_are_asked_about() -> None:
    """In a 空白版 the weights are the unit's own: a deviation is a question, not a note."""
    other = {f"indicators.{WORDS}.points": 20, f"indicators.{RATE}.points": 30}
    check_finds(typed(other), "A09", "levels.output.level_points", "levels.benefit.level_points", severity="warning")


def test_a_formula_for_the_blank_form_is_linted() -> None:
    """What only the 空白版 uses is read when a definition is checked."""
    text = catalog().files[national().id].read_text("utf-8")
    broken = text.replace('IF(comparator = "≥", "higher"', 'IF(comparater = "≥", "higher"')
    assert read_template(broken, "a.toml", catalog().shared)
    with pytest.raises(TemplateError, match="comparater"):
        read_template(broken, "a.toml", catalog().shared, blank=True)
