"""C02: 100 points beside something that is not done."""

import pytest
from consistent import form_of, message, texts, told
from tools import Changes

from perf_xlsx.rules.full_marks_with_problems import full_marks_with_problems

FULL: Changes = {"total.score": 100}
HONEST = [
    "圆满完成年度工作任务",
    "目前，该项目已全部完成，并支付完毕。",
    "各项任务按期完成，未发现存在问题的情况",
    "解决了群众反映的存在问题12件",
    "无未完成事项",
    "针对检查发现的不到位情况逐项整改，现已完成",
    "排查并消除进度滞后项目3个",
    "经梳理，不存在未完成任务",
    "对往年存在的问题进行了整改",
    "不断丰富各族群众的精神文化需求。",
    "避免了资金支付进展缓慢",
    "按合同约定支付货款",
]


@pytest.mark.parametrize("sentence", HONEST)
def test_honest_sentences(sentence: str) -> None:
    """What was solved, avoided or denied is no problem left."""
    assert told(full_marks_with_problems, texts(achieved=sentence, changes=FULL)) == []


@pytest.mark.parametrize(
    "sentence", ["软件平台建设尚未完成", "已举办培训，平台建设进度滞后。", "部分政策宣传还存在盲区"]
)
def test_problems_stated(sentence: str) -> None:
    """Something left to do beside the full score."""
    assert told(full_marks_with_problems, texts(achieved=sentence, changes=FULL)) == [("total.score", "warning")]


def test_below_full_marks_problems_are_in_their_place() -> None:
    """99.9 points with a problem stated: silent."""
    assert told(full_marks_with_problems, texts(achieved="平台建设尚未完成", changes={"total.score": "99.9"})) == []


@pytest.mark.parametrize(("spent", "places"), [("99.5", []), ("99.4", [("total.score", "warning")])])
def test_full_marks_without_all_the_money(spent: str, places: list[tuple[str, str]]) -> None:
    """A rate that rounds to 100 % is all of it; 99.4 % is not."""
    assert told(full_marks_with_problems, form_of("", {"funds.total.annual_spending": spent, **FULL})) == places


def test_problems_in_their_own_box() -> None:
    """A form with a box for problems (存在问题) is read there too."""
    form = form_of("", {**FULL, "remarks.problems": "资金支付进展缓慢"})
    assert told(full_marks_with_problems, form) == [("total.score", "warning")]
    assert told(full_marks_with_problems, form_of("", {**FULL, "remarks.problems": "无"})) == []


def test_what_was_written_is_quoted() -> None:
    """The clause that says so, not the whole text."""
    form = texts(achieved="培训已完成，平台建设尚未完成。", changes=FULL)
    assert message(full_marks_with_problems, form) == "自评总分为满分，完成情况却写有“平台建设尚未完成”，请核实"
