"""T02: what is locked is not what was issued."""

from pathlib import Path

from returned import address, report, resaved, returned, the_one
from tampering import registered, retyped
from tools import FILLED, QUALITY, QUANTITY, ROWS, national, project, values

from perf_xlsx.check.engine import Checking
from perf_xlsx.finding import Severity
from perf_xlsx.form.identity import identity_of
from perf_xlsx.workbook.write import write_form

TARGET = f"indicators.{QUANTITY}.target"
GOAL = "第一季度调查需求，第二季度编写教材，第三季度举办培训班，第四季度组织考试并回访学员，" * 2


def test_what_was_issued_is_in_the_message(tmp_path: Path) -> None:
    """The sentence people read names the cell, what was issued and what stands there."""
    file = returned(tmp_path)
    retyped({TARGET: "≥40人次"})(file)
    finding = the_one(file, "T02")
    assert finding.message == "“产出指标·数量指标·培训人次·年度指标值”下发时为≥50人次，现为≥40人次"
    assert (finding.value, finding.expected, finding.cell) == ("≥40人次", "≥50人次", address(TARGET))
    assert finding.severity is Severity.ERROR


def test_another_spelling_is_the_same(tmp_path: Path) -> None:
    """Full width and blanks are no change."""
    file = returned(tmp_path)
    retyped({TARGET: "≥５０ 人次", "header.project_name": "基层　培训"})(file)
    assert [one.rule for one in report(file).findings] == []


def test_a_long_text_is_shown_where_it_differs(tmp_path: Path) -> None:
    """The message of a goal changed near its end shows that end, of both texts."""
    issued = project(given={"goal.expected": f"{GOAL}培训不少于五十人次"})
    file = tmp_path / "回收.xlsx"
    identity = identity_of(national(), issued)
    inputs = values({**FILLED, "goal.expected": f"{GOAL}培训不少于四十人次"})
    file.write_bytes(write_form(national(), issued, identity, inputs=inputs))
    finding = the_one(file, "T02")
    assert "回访学员，培训不少于五十人次，现为…" in finding.message
    assert finding.message.endswith("培训不少于四十人次")
    assert finding.expected == f"{GOAL}培训不少于五十人次"


def test_an_untouched_form_of_an_earlier_issue(tmp_path: Path) -> None:
    """The register holds a later issue than the form: the cells that were changed since are named, as registered."""
    later = registered(project(ROWS.replace("≥95%", "≥98%")))
    found = [one for one in report(returned(tmp_path), Checking(register=later)).findings if one.rule == "T02"]
    assert [(one.field, one.expected) for one in found] == [(f"indicators.{QUALITY}.target", "≥98%")]


def test_a_project_the_register_does_not_know(tmp_path: Path) -> None:
    """The copy in the workbook speaks where the register is silent."""
    file = returned(tmp_path)
    retyped({TARGET: "≥40人次"})(file)
    assert the_one(file, "T02", Checking(register={})).expected == "≥50人次"


def test_a_save_that_keeps_everything(tmp_path: Path) -> None:
    """Saved by a program that stores no results: nothing locked has changed."""
    assert [one.rule for one in report(resaved(returned(tmp_path))).findings] == ["T04"]
