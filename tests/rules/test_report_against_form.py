"""C26: a report beside its form."""

import pytest
from consistent import form_of
from told_reports import codes, told

from perf_xlsx.form.filled import FilledForm

FUNDS = {
    "header.project_name": "2020年培训经费",
    "funds.total.initial_budget": "444.998",
    "funds.total.annual_budget": "444.998",
    "funds.total.annual_spending": "386.21",
    "funds.total.execution_rate": "0.867892",
    "total.score": "96.68",
    "goal.expected": "举办培训班10期，培训干部500人次。",
    "goal.achieved": "举办培训班12期，培训干部536人次。",
}
ROWS = """
| 数量 | 培训期数（期） | ≥10期 | 12期 | 20 | 20
| 满意度 | 学员满意度（%） | ≥95% | 97.5% | 10 | 10
"""


@pytest.fixture
def form() -> FilledForm:
    """A form with money to three places, two indicators and a total."""
    return form_of(ROWS, FUNDS)


DIFFERENT = {
    "spending": {"funds": "项目预算444.998万元，实际支出396.21万元。"},
    "budget": {"funds": "本项目预算454.998万元。"},
    "rate": {"funds": "预算执行率88.79%。"},
    "score": {"result": "自评得分98分，等级为优，详见自评表。"},
    "target": {"done": "“培训期数（期）”指标：预期指标值为≥11期，实际完成值为12期。"},
    "actual": {"done": "“培训期数（期）”指标：预期指标值为≥10期，实际完成值为13期。"},
    "points": {"done": "“培训期数（期）”指标：预期指标值为≥10期，实际完成值为12期，分值25分，得分20分。"},
    "completion": {"done": "“培训期数（期）”指标：预期指标值为≥10期，实际完成值为12期，完成率130%。"},
    "satisfaction": {"done": "学员满意度100%。"},
    "satisfaction alone": {"done": "满意度100%。"},
    "copied text": {"done": "举办培训班14期，培训干部536人次。"},
    "project": {"overview": "项目名称：2021年培训经费。"},
}
AGREEING = {
    "rounded": {"funds": "项目预算445万元，实际支出386.2万元，预算执行率86.8%。"},
    "whole percents": {"funds": "预算执行率87%。"},
    "in yuan": {"funds": "项目预算4449980元。"},
    "score rounded": {"result": "自评得分96.7分，等级为优，详见自评表。"},
    "indicator": {
        "done": "“培训期数（期）”指标：预期指标值为10期以上，实际完成值为12期，完成率120%，分值20分，得分20分。"
    },
    "at most whole": {"done": "“培训期数（期）”指标：预期指标值为≥10期，实际完成值为12期，完成率100%。"},
    "satisfaction": {"done": "学员满意度97.5%，社会公众满意度92%。"},
    "at least": {"done": "学员满意度达到95%以上。"},
    "goals": {"done": "举办培训班12期，培训干部536人次。"},
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_another_number(name: str, form: FilledForm) -> None:
    """One finding with the report's words and the form's; R rules do not say it again."""
    found = told(form, **{"funds": "略。", "result": "自评得分96.68分，等级为优。", **DIFFERENT[name]})
    assert [one.rule for one in found] == ["C26"]
    assert "自评表" in found[0].message
    assert found[0].cell in {"第3行", "第5行", "第7行", "第9行"}


@pytest.mark.parametrize("name", AGREEING)
def test_the_same_number(name: str, form: FilledForm) -> None:
    """Rounding, another unit, at least: no difference."""
    assert codes(form, **{"funds": "略。", "result": "自评得分96.68分，等级为优。", **AGREEING[name]}) == []


def test_a_missing_score_names_the_form(form: FilledForm) -> None:
    """R02: what should stand there is quoted."""
    [found] = told(form, funds="略。", result="全部完成。")
    assert found.rule == "R02"
    assert "96.68" in found.message
