"""A warning on a row of an issued form is explained by the reason in that row; an error and a bare form's never."""

from pathlib import Path

import pytest
from returned import report, returned
from tools import QUANTITY, SATISFACTION, SOCIAL, Changes, at, by_hand, typed

from perf_xlsx.check import written
from perf_xlsx.check.engine import check_form
from perf_xlsx.finding import Finding, FormReport, Verdict
from perf_xlsx.rules.base import Found, Scope, WrittenRule
from perf_xlsx.template.model import RuleText

REASON = "第三方评估为优，已公示，下年继续跟踪回访"
ACTUAL, ADJUSTED = f"indicators.{SOCIAL}.actual", f"indicators.{SOCIAL}.adjusted_score"
WHY = f"indicators.{SOCIAL}.deviation_explanation"


def one(reports: FormReport, code: str) -> Finding:
    """The one finding of a rule."""
    [finding] = [finding for finding in reports.findings if finding.rule == code]
    return finding


def always(monkeypatch: pytest.MonkeyPatch, code: str, found: Found, inputs: dict[str, str]) -> Finding:
    """What one warning says that is always found, alone beside the declared rules."""
    text = RuleText(code, code.lower(), code, "warning", "改。", "据", "因。", "是", "否", (), ())
    monkeypatch.setattr(written, "RULES", (WrittenRule(text, Scope.FORM, lambda _form: [found]),))
    return one(check_form(typed(inputs), "1.xlsx"), code)


def test_the_rows_reason_explains_it(tmp_path: Path) -> None:
    """S11 asks why words were answered by a number: told why in the row's own cell, nothing is left to ask."""
    back = report(returned(tmp_path, {ACTUAL: 1, ADJUSTED: 30, WHY: REASON}))
    assert (one(back, "S11").explanation, back.verdict) == (REASON, Verdict.PASS)


@pytest.mark.parametrize("why", ["", "无", "已公示", "/ / / / / / / /", "。。。。。。。。", "偏差原因分析及改进措施"])
def test_what_says_nothing_explains_nothing(tmp_path: Path, why: str) -> None:
    """Blank, too short, a mark, one sign over and over, the heading of the column itself."""
    back = report(returned(tmp_path, {ACTUAL: 1, ADJUSTED: 30, WHY: why}))
    assert (one(back, "S11").explanation, back.verdict) == (None, Verdict.REVIEW)


def test_another_rows_reason_is_none(tmp_path: Path) -> None:
    """What was written in the row above stands for the row above."""
    other = f"indicators.{SATISFACTION}.deviation_explanation"
    back = report(returned(tmp_path, {ACTUAL: 1, ADJUSTED: 30, other: REASON}))
    assert one(back, "S11").explanation is None


def test_a_form_made_by_hand_has_no_such_promise() -> None:
    """Contract, section 7, speaks of issued workbooks: a hand-made form is looked into all the same."""
    back = check_form(by_hand({ACTUAL: "100%", WHY: REASON}), "手工.xlsx")
    assert one(back, "S11").explanation is None


def test_a_reason_does_not_explain_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """S20 asks about the reason: that there is one is no answer."""
    assert always(monkeypatch, "S20", Found("有误", at(WHY)), {WHY: REASON}).explanation is None


def test_of_several_rows_each_owes_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finding about two rows is explained when both are; the text is that of the row it stands at."""
    found = Found("有误", at(ACTUAL), cells=(at(f"indicators.{QUANTITY}.actual"),))
    other = {f"indicators.{QUANTITY}.deviation_explanation": REASON * 2}
    assert always(monkeypatch, "C05", found, {WHY: REASON}).explanation is None
    assert always(monkeypatch, "C05", found, {WHY: REASON, **other}).explanation == REASON


def test_an_error_is_not_explained_away(tmp_path: Path) -> None:
    """A satisfaction missed and scored in full stays 退回, whatever the row says."""
    low: Changes = {f"indicators.{SATISFACTION}.actual": "0.8", f"indicators.{SATISFACTION}.adjusted_score": 10}
    back = report(returned(tmp_path, {**low, f"indicators.{SATISFACTION}.deviation_explanation": REASON}))
    assert (one(back, "S13").explanation, back.verdict) == (None, Verdict.RETURN)


def test_what_was_done_to_the_workbook_is_not_explained_by_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why a target was missed says nothing of a number shown as another one (T05 is a warning there)."""
    assert always(monkeypatch, "T05", Found("显示的不同", at(ACTUAL)), {WHY: REASON}).explanation is None
    assert always(monkeypatch, "C05", Found("存疑", at(ACTUAL)), {WHY: REASON}).explanation == REASON


def test_another_value_is_another_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of a cell carries what stands in it, so that a note written for 24 does not count for 10."""
    found = Found("是节约还是没有付款", at(ACTUAL))
    first, second = (always(monkeypatch, "C09", found, {ACTUAL: value}) for value in ("24", "10"))
    assert (first.value, second.value) == ("24", "10")
    assert first.fingerprint != second.fingerprint
