"""T04: the formula is intact, and the result stored beside it is not what it gives."""

from pathlib import Path

import pytest
from returned import SHEET, address, codes, edited, put, report, resaved, returned, store, the_one
from tools import FILLED, SATISFACTION

from perf_xlsx.finding import Severity, Verdict

ACTUAL = f"indicators.{SATISFACTION}.actual"
EXPLANATION = f"indicators.{SATISFACTION}.deviation_explanation"


def test_stored_total_is_wrong(tmp_path: Path) -> None:
    """The finding says what is stored and what the filling gives."""
    finding = the_one(store(returned(tmp_path), "total.score", "90"), "T04")
    assert finding.message == (
        "“自评总分”按填报内容应为99.5，表中存为90：公式未动，存的结果被改过，请用 Excel 或 WPS 打开保存一次"
    )
    assert (finding.cell, finding.value, finding.expected) == (address("total.score"), "90", "99.5")
    assert finding.difference == "-9.5"
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(("value", "expected"), [("99.5000004", []), ("99.500001", ["T04"])])
def test_equal_to_six_places(tmp_path: Path, value: str, expected: list[str]) -> None:
    """What rounds to the same six places is the same."""
    assert codes(store(returned(tmp_path), "total.score", value)) == expected


def test_one_finding_a_form(tmp_path: Path) -> None:
    """An input changed by a program that does not calculate: the first cell is named, the others are counted."""
    file = put(returned(tmp_path, {EXPLANATION: "疫情影响改为线上，下年补办"}), ACTUAL, "<v>0.8</v>")
    finding = the_one(file, "T04")
    assert finding.field == f"indicators.{SATISFACTION}.score"
    assert "按填报内容应为8.89，表中存为10（共5格不符）：填报内容改过后没有重新计算" in finding.message
    assert codes(file) == ["T04"]


def test_results_of_what_was_issued_are_right(tmp_path: Path) -> None:
    """A target raised in the file alone: the results are still those of the issued one, and nobody touched them."""
    target = f"indicators.{SATISFACTION}.target_number"
    file = put(returned(tmp_path), target, "<v>0.99</v>")
    assert "T02" in codes(file)
    assert "T04" not in codes(file)
    assert "T04" in codes(store(file, "total.score", "90"))


def test_empty_text_stored(tmp_path: Path) -> None:
    """An empty result is a result: blank where 99.5 should stand."""
    finding = the_one(store(returned(tmp_path), "total.score", "", "str"), "T04")
    assert "应为99.5，表中存为空白" in finding.message
    assert finding.severity is Severity.ERROR


def test_nothing_stored_is_a_note(tmp_path: Path) -> None:
    """A program that stores no results: a note, and the form passes."""
    file = resaved(returned(tmp_path))
    finding = the_one(file, "T04")
    assert finding.message == "文件没有存公式结果，审核以重算为准；请用 Excel 或 WPS 打开保存一次"
    assert (finding.severity, finding.cell, finding.value) == (Severity.INFO, None, None)
    assert report(file).verdict is Verdict.PASS


def test_zero_for_an_empty_text(tmp_path: Path) -> None:
    """LibreOffice reads a formula's empty text back from an .ods as 0: on a form not yet filled that is nothing."""
    file = returned(tmp_path, dict.fromkeys(FILLED))
    assert "T04" not in codes(store(file, "total.score", "0"))
    assert "T04" in codes(store(file, "total.score", "1"))


def test_saved_by_an_office_program_is_silent(tmp_path: Path) -> None:
    """What we store ourselves is what we compute."""
    assert codes(returned(tmp_path)) == []


def test_some_results_missing(tmp_path: Path) -> None:
    """Where some cells have a result and one has none there is nothing wrong to show."""
    file = edited(returned(tmp_path), {SHEET: lambda xml: xml.replace("<v>99.5</v>", "")})
    assert codes(file) == []
