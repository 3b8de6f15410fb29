"""T02: what is locked is not what was issued."""

from pathlib import Path

import pytest
from returned import STRINGS, address, edited, report, resaved, returned, the_one
from tampering import hidden_address, registered, retyped, words
from tools import FILLED, QUALITY, QUANTITY, ROWS, Changes, at, national, project, values

from perf_xlsx.check.checking import Checking
from perf_xlsx.finding import Severity
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.targets import target_cells
from perf_xlsx.notation import read_notation
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


LOWERED: Changes = {TARGET: "≥70人次", f"indicators.{QUANTITY}.target_number": 70}


@pytest.mark.parametrize(
    "changes",
    [
        LOWERED,
        {f"indicators.{QUANTITY}.direction": "lower"},
        {f"indicators.{QUANTITY}.points": 30},
        {"funds.total.points": 20},
        {f"indicators.{QUANTITY}.level3": None},
    ],
    ids=["target", "direction", "weight", "weight of the rate", "name"],
)
def test_the_rest_is_judged_by_what_was_issued(tmp_path: Path, changes: Changes) -> None:
    """Everything calculated anew over the changed cell: T02 names it, no other rule is fooled by it."""
    file = returned(tmp_path)
    before = report(file)
    retyped(changes)(file)
    after = report(file)
    assert [one.rule for one in after.findings] == ["T02"]
    assert after.score.by_policy == before.score.by_policy
    assert (after.project_name, after.extract.aims) == (before.project_name, before.extract.aims)


def test_a_shortfall_behind_a_lowered_target_is_told(tmp_path: Path) -> None:
    """Sixty of a hundred persons and the target lowered to sixty: both the change and the missing reason are told."""
    issued = project(ROWS.replace("≥50人次", "≥100人次"))
    lowered = {**FILLED, TARGET: "≥60人次", f"indicators.{QUANTITY}.target_number": 60}
    file = tmp_path / "回收.xlsx"
    file.write_bytes(write_form(national(), issued, identity_of(national(), issued), inputs=values(lowered)))
    assert sorted(one.rule for one in report(file).findings) == ["S09", "T02"]


def test_hidden_cells_in_words_people_know(tmp_path: Path) -> None:
    """No English key is read by anybody: 越高越好, not higher; 数量指标, not quantity."""
    file = returned(tmp_path)
    retyped({f"indicators.{QUANTITY}.direction": "lower"})(file)
    assert the_one(file, "T02").message.endswith("指标方向”下发时为越高越好，现为越低越好")
    words(hidden_address(f"indicators.{QUANTITY}.level2_key"), "quality")(returned(tmp_path))
    assert the_one(file, "T02").message == "固定文字下发时为数量指标，现为质量指标"


def test_a_label_and_its_hidden_key_are_one_change(tmp_path: Path) -> None:
    """Who types another level over both has changed one thing: told once, at the cell people see."""
    file = returned(tmp_path)
    words("C13", "质量指标")(file)
    words(hidden_address(f"indicators.{QUANTITY}.level2_key"), "quality")(file)
    finding = the_one(file, "T02")
    assert (finding.cell, finding.message) == ("C13", "固定文字下发时为数量指标，现为质量指标")


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u2060"])
def test_a_sign_nobody_sees_is_named(tmp_path: Path, sign: str) -> None:
    """Both texts look the same: the message says where the sign stands, the name of the indicator is the issued one."""
    file = returned(tmp_path)
    retyped({f"indicators.{QUANTITY}.level3": f"培训{sign}人次"})(file)
    finding = the_one(file, "T02")
    assert finding.message == ("“产出指标·数量指标·培训人次·三级指标”下发时为培训人次，现为培训〔看不见的字符〕人次")


def test_the_register_restores_the_parts_of_a_target(tmp_path: Path) -> None:
    """The copy in the workbook was changed, too: number, sign and direction are those of the registered target."""
    file = returned(tmp_path)
    retyped(LOWERED)(file)
    edited(file, {STRINGS: lambda xml: xml.replace("≥50人次", "≥70人次")})
    assert "S09" in {one.rule for one in report(file).findings}
    known = Checking(register=registered(project()))
    assert [(one.rule, one.field) for one in report(file, known).findings] == [("T02", TARGET)]


@pytest.mark.parametrize(
    "target", ["≥50人次", "＝1次", "≤10万元", "1年", "80%", "12月底前", "有所提高", "5000册", "≥0.5%"]
)
def test_a_registered_target_is_taken_apart_as_it_was_issued(target: str) -> None:
    """What the register keeps of a target gives the very cells the form was issued with."""
    issued = project(ROWS.replace("≥50人次", target))
    keys = ("comparator", "target_number", "measure_unit", "direction")
    printed = str(issued.given[at(TARGET)])
    cells = target_cells(national(), read_notation(printed), "培训人次", ["output", "quantity"])
    again = {key: cells[key] or None for key in keys}
    assert again == {key: issued.given.get(at(f"indicators.{QUANTITY}.{key}")) or None for key in keys}
