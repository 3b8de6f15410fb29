"""Where 度量单位 is a printed column numbers are typed in that unit; hidden cells are shown where they come from."""

from decimal import Decimal
from pathlib import Path

from sensible import answers, worked_project
from tools import at, catalog, changed, findings, national

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.issued import issued_form, sheet_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.prompts import cell_prompt
from perf_xlsx.form.targets import target_cells
from perf_xlsx.notation import read_notation
from perf_xlsx.numbers import Value, plain
from perf_xlsx.workbook.write import number_format_of

YUNNAN, HUBEI, SHANXI = (f"{name}/project_self_evaluation" for name in ("yunnan/2022", "hubei/2020", "shanxi/2020"))
RATE = "2"  # 质量指标 of the worked project: 合格率 ≥95%


def worked(name: str, folder: Path) -> FilledForm:
    """The worked project of a template, filled in sensibly."""
    template = catalog().get(name)
    project = worked_project(template, folder)
    return issued_form(template, project, answers(template, project, folder))


def split(name: str, target: str) -> tuple[Value, Value, Value]:
    """指标性质, 目标数值 and 度量单位 of a target on a template's form."""
    cells = target_cells(catalog().get(name), read_notation(target), "", ("output", "quality"))
    return cells["comparator"], cells["target_number"], cells["measure_unit"]


def spelt(name: str, target: str) -> list[str]:
    """The same as texts."""
    return [plain(one) if isinstance(one, Decimal) else str(one) for one in split(name, target)]


def test_a_percentage_stands_beside_its_sign() -> None:
    """≥95% is the three cells ≥, 95 and %; where the unit is no column of the form, the number is 0.95."""
    assert spelt(YUNNAN, "≥95%") == ["≥", "95", "%"]
    assert spelt(national().id, "≥95%") == ["≥", "0.95", "%"]
    assert spelt(YUNNAN, "≥50人次") == ["≥", "50", "人次"]


def test_words_stand_in_the_numbers_place() -> None:
    """A 定性 target is printed where the number would be; on the national form it has a cell of its own."""
    assert split(YUNNAN, "有效提高") == ("定性", "有效提高", "")
    assert split(national().id, "有效提高") == ("定性", None, "")


def test_numbers_are_shown_in_their_unit(tmp_path: Path) -> None:
    """95 beside % is shown as 95%, not as 9500%; its cell has no unit of its own, and its prompt names it."""
    form = worked(YUNNAN, tmp_path)
    place = at(f"indicators.{RATE}.actual")
    assert form.shown(place) == "95%"
    cell = sheet_of(form.template, worked_project(form.template, tmp_path)).at[place]
    assert number_format_of(form, cell) == "General"
    assert cell_prompt(form, cell) == "指标值：≥95%。只填数字，单位是“%”。"


def test_what_is_scored_is_scored_alike(tmp_path: Path) -> None:
    """90 of 95 % earns 90/95 of the points, whichever way the unit is printed."""
    scores = []
    for name, answer in ((YUNNAN, 90), (national().id, "0.9")):
        form = changed(worked(name, tmp_path), {f"indicators.{RATE}.actual": answer})
        scores.append(form.value(at(f"indicators.{RATE}.score")))
    assert [str(one) for one in scores] == ["12.32", "12.32"]  # 13 points


def test_one_reason_for_all_indicators(tmp_path: Path) -> None:
    """Hubei's form has one cell for reasons: every row looks at it, and findings about it are shown there."""
    form = changed(worked(HUBEI, tmp_path), {"indicators.1.actual": 5, "remarks.deviation_explanation": "无"})
    (found,) = findings(form, "S09")
    assert form.near(at(found.place)) == at("remarks.deviation_explanation")
    assert not findings(changed(form, {"remarks.deviation_explanation": "场地紧张，五期改在下年第一季度补办"}), "S09")


def test_a_total_taken_from_the_matrix_is_shown_there(tmp_path: Path) -> None:
    """Shanxi's funds repeat the matrix: what is wrong with a total is shown at the matrix's own total."""
    form = changed(worked(SHANXI, tmp_path), {"matrix.annual_spending.central": 60})
    assert [one.place for one in findings(form, "S02")] == ["funds.total.annual_spending"]
    assert form.near(at("funds.total.annual_spending")) == Place("matrix", "annual_spending", "total")
    assert form.near(at("funds.total.score")) == at("funds.total.score")


def test_a_matrix_adds_up_its_sources(tmp_path: Path) -> None:
    """小计 over the levels, 年度总金额 over all sources; balance and rates by row, blank where nothing stands."""
    form = changed(
        worked(SHANXI, tmp_path),
        {
            "matrix.annual_budget.municipal": 30,
            "matrix.annual_budget.other": 20,
            "matrix.received.municipal": 15,
            "matrix.annual_spending.municipal": "10.5",
        },
    )
    shown = {
        address: str(form.value(at(f"matrix.{address}")))
        for address in ("annual_budget.subtotal", "annual_budget.total", "balance.municipal", "received_rate.municipal",
                        "execution_rate.municipal", "execution_rate.total", "balance.county", "received_rate.other")
    }  # fmt: skip
    assert shown == {
        "annual_budget.subtotal": "80.000000", "annual_budget.total": "100.000000", "balance.municipal": "4.500000",
        "received_rate.municipal": "50.00", "execution_rate.municipal": "35.00", "execution_rate.total": "60.50",
        "balance.county": "None", "received_rate.other": "None",
    }  # fmt: skip
