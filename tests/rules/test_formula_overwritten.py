"""T03: a formula cell holds something else, and gives something else."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from returned import address, codes, formula_in, put, report, resaved, returned, the_one
from tools import SATISFACTION

from perf_xlsx.finding import Severity

SCORE = f"indicators.{SATISFACTION}.score"
ADJUSTED = f"indicators.{SATISFACTION}.adjusted_score"
LABEL = "“满意度指标·服务对象满意度指标·学员满意度·得分”的公式被改为"


@pytest.mark.parametrize(
    ("inner", "words", "value"),
    [
        ("<v>9</v>", "9", "9"),
        ("<f>4+5</f><v>9</v>", "别的公式（结果为9）", "9"),
        ("<f>4+5</f>", "别的公式（文件没有存结果）", None),
        ("", "空白", None),
    ],
    ids=["a constant", "another formula", "another formula without result", "nothing"],
)
def test_something_else_stands_there(tmp_path: Path, inner: str, words: str, value: str | None) -> None:
    """The message says what stands there and what should, the finding where, as plain numbers for programs."""
    finding = the_one(put(returned(tmp_path), SCORE, inner), "T03")
    assert finding.message == f"{LABEL}{words}，按原公式应为10"
    assert (finding.cell, finding.field) == (address(SCORE), SCORE)
    assert (finding.value, finding.expected) == (value, "10")
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize("inner", ["<v>10</v>", "<f>5+5</f><v>10</v>"], ids=["constant", "formula"])
def test_what_gives_the_same_is_a_note(tmp_path: Path, inner: str) -> None:
    """A constant or formula with the right result does no harm; it may give another one tomorrow."""
    file = put(returned(tmp_path), SCORE, inner)
    assert codes(file) == ["T03"]
    finding = the_one(file, "T03")
    assert finding.severity is Severity.INFO
    assert finding.message == f"{address(SCORE)}的公式换过，结果目前与原公式的相同（不影响审核）"
    assert finding.cell == address(SCORE)


def test_word_where_a_number_was(tmp_path: Path) -> None:
    """A word over a formula is found like a number."""
    file = put(returned(tmp_path), SCORE, "<v>满分</v>", "str")
    assert the_one(file, "T03").message == f"{LABEL}满分，按原公式应为10"


def test_rate_is_shown_as_percent_and_kept_as_number(tmp_path: Path) -> None:
    """People read 100%, programs 1."""
    finding = the_one(put(returned(tmp_path), "funds.total.execution_rate", "<v>1</v>"), "T03")
    assert finding.message == "“年度资金总额·执行率”的公式被改为100%，按原公式应为95%"
    assert (finding.value, finding.expected, finding.difference) == ("1", "0.95", "0.05")


def test_consequences_are_not_told_twice(tmp_path: Path) -> None:
    """Recalculated by Excel the total follows the overwritten score: one cause, one finding."""
    file = put(returned(tmp_path), SCORE, "<v>9</v>")
    for place, value in (("total.score", "98.5"),):
        put(file, place, f"<f>{_xml(formula_in(file, place))}</f><v>{value}</v>")
    assert codes(file) == ["T03"]


def test_own_recomputation_stands(tmp_path: Path) -> None:
    """What was typed over a formula is never believed: score and rules go by the recomputed one."""
    file = put(returned(tmp_path), "total.score", "<v>60</v>")
    one = report(file)
    assert (one.score.declared, one.score.sum, one.score.grade) == ("60", "99.5", "excellent")


def test_several_are_all_told(tmp_path: Path) -> None:
    """Each overwritten cell is a finding of its own."""
    file = put(put(returned(tmp_path), SCORE, "<v>9</v>"), "total.grade", "<v>差</v>", "str")
    assert codes(file) == ["T03", "T03"]


def test_pasted_values(tmp_path: Path) -> None:
    """A form saved as values only, unchanged: every constant is right, and one note says so."""
    file = returned(tmp_path)
    results = {cell: value for cell, value in _results(file).items() if value is not None}

    def change(book: Any) -> None:
        for cell, value in results.items():
            book.worksheets[0][cell] = value

    resaved(file, change)
    assert codes(file) == ["T03"]
    finding = the_one(file, "T03")
    assert finding.severity is Severity.INFO
    assert "等" in finding.message


def _results(file: Path) -> dict[str, object]:
    formulas = openpyxl.load_workbook(file).worksheets[0]
    values = openpyxl.load_workbook(file, data_only=True).worksheets[0]
    return {
        cell.coordinate: values[cell.coordinate].value
        for row in formulas.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def _xml(formula: str) -> str:
    return formula.removeprefix("=").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_a_score_that_is_wrong_by_the_policy_too(tmp_path: Path) -> None:
    """=分值 over a score that was adjusted past pro rata: T03 speaks of the formula only, S13 of what is due."""
    file = returned(tmp_path, {f"indicators.{SATISFACTION}.actual": "0.8", ADJUSTED: 10})
    points = address(f"indicators.{SATISFACTION}.points")
    put(file, SCORE, f"<f>{points}</f><v>10</v>")
    told = {one.rule: one for one in report(file).findings}
    assert told["T03"].message == f"{address(SCORE)}的公式换过，结果目前与原公式的相同（不影响审核）"
    assert told["T03"].severity is Severity.INFO
    assert told["S13"].message == "满意度80%低于目标90%，得分应为8.89，填报10"
    put(file, SCORE, f"<f>{points}</f>")
    assert the_one(file, "T03").message == f"{LABEL}别的公式（文件没有存结果），按原公式应为10"
