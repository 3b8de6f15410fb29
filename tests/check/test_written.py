"""Written rules and declared ones under one precedence; what could not be looked at is skipped with its reason."""

from collections.abc import Iterable

import pytest
from tools import QUANTITY, SATISFACTION, Changes, at, typed

from perf_xlsx.check import written
from perf_xlsx.check.engine import check_form
from perf_xlsx.finding import FormReport
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, WrittenRule
from perf_xlsx.template.model import RuleText

SCORE, ACTUAL = f"indicators.{SATISFACTION}.score", f"indicators.{SATISFACTION}.actual"
OTHER = f"indicators.{QUANTITY}.score"


def written_rule(code: str, results: Iterable[Result], silences: tuple[str, ...] = ()) -> WrittenRule:
    """A rule that always says the same."""
    text = RuleText(code, code.lower(), code, "warning", "改。", "据", "因。", "是", "否", (), silences)
    return WrittenRule(text, Scope.FORM, lambda _form: results)


def found(address: str, *cells: str) -> Found:
    """Something found at an address, judged by other cells too."""
    return Found("有误", at(address), cells=tuple(at(one) for one in cells))


def checked(monkeypatch: pytest.MonkeyPatch, *rules: WrittenRule, inputs: Changes | None = None) -> FormReport:
    """The clean form, or another, checked with these written rules alone beside the declared ones."""
    monkeypatch.setattr(written, "RULES", rules)
    return check_form(typed(inputs), "1.xlsx")


def codes(report: FormReport) -> list[str]:
    """What was found, by code."""
    return sorted(one.rule for one in report.findings)


def test_on_the_same_row_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """C06 stands over C30 on its own row; on another row it says nothing of it."""
    over = written_rule("C06", [found(ACTUAL)], silences=("C30",))
    assert codes(checked(monkeypatch, over, written_rule("C30", [found(SCORE)]))) == ["C06"]
    assert codes(checked(monkeypatch, over, written_rule("C30", [found(OTHER)]))) == ["C06", "C30"]


def test_what_is_silenced_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule whose findings are all silenced was skipped, with the code that spoke; one with others left ran."""
    over = written_rule("C06", [found(ACTUAL)], silences=("C30",))
    rules = checked(monkeypatch, over, written_rule("C30", [found(SCORE)])).rules
    assert rules.skipped["C30"] == "同一处已由C06指出"
    assert "C30" not in rules.ran
    rules = checked(monkeypatch, over, written_rule("C30", [found(SCORE), found(OTHER)])).rules
    assert "C30" in rules.ran


def test_a_family_on_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """S* and C* silence both families on the row, and not what the row has wrong by arithmetic."""
    over = written_rule("C28", [found(f"indicators.{SATISFACTION}.target")], silences=("S*", "C*"))
    others = [written_rule(code, [found(SCORE)]) for code in ("A19", "C05", "S05")]
    assert codes(checked(monkeypatch, *others, over)) == ["A19", "C28"]


def test_a_written_rule_over_a_declared_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other way round too: a declared S15 stands over a written rule it names, S09."""
    low: Changes = {ACTUAL: "0.8"}
    assert codes(checked(monkeypatch, inputs=low)) == ["S09"]
    over = written_rule("C28", [found(SCORE)], silences=("S09",))
    assert codes(checked(monkeypatch, over, inputs=low)) == ["C28"]
    under = written_rule("S25", [found(SCORE)])
    assert codes(
        checked(monkeypatch, under, inputs={ACTUAL: "0.95", f"indicators.{SATISFACTION}.adjusted_score": 8})
    ) == ["S15"]


def test_everything_that_needs_a_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blank actual value (A13) silences a written finding that was judged by it, and no other."""
    blank: Changes = {ACTUAL: None}
    assert codes(checked(monkeypatch, written_rule("S05", [found(SCORE, ACTUAL)]), inputs=blank)) == ["A13"]
    assert codes(checked(monkeypatch, written_rule("S05", [found(OTHER)]), inputs=blank)) == ["A13", "S05"]


def test_a_slipped_row_over_all_that_needs_its_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """A05 is about every cell it names: declared rules of the funds are silent, A13 there too, never A05 itself."""
    inputs: Changes = {"funds.appropriation.annual_spending": None}
    total = [f"funds.total.{column}" for column in ("annual_spending", "execution_rate", "score", "points")]
    slipped = written_rule("A05", [found(*total)], silences=("*",))
    assert codes(checked(monkeypatch, inputs=inputs)) == ["A13"]
    assert codes(checked(monkeypatch, slipped, inputs=inputs)) == ["A05"]


def test_faults_of_the_file_are_never_silenced(monkeypatch: pytest.MonkeyPatch) -> None:
    """T03 stands beside whatever else is said of the cell."""
    over = written_rule("A05", [found(SCORE)], silences=("*",))
    assert codes(checked(monkeypatch, over, written_rule("T03", [found(SCORE)]))) == ["A05", "T03"]


def test_could_not_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that could look at nothing gives its reason; one that found something ran all the same."""
    rules = checked(monkeypatch, written_rule("S16", [Skipped("该模板未设执行率封顶")])).rules
    assert rules.skipped["S16"] == "该模板未设执行率封顶"
    assert "S16" not in rules.ran
    rules = checked(monkeypatch, written_rule("S16", [Skipped("没有得分"), found(SCORE)])).rules
    assert "S16" in rules.ran
    assert "S16" not in rules.skipped


def test_a_fix_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finding may say another fix than its rule."""
    one = Found("有误", at(SCORE), fix="另改。")
    report = checked(monkeypatch, written_rule("C06", [one, found(OTHER)]))
    assert sorted(finding.fix for finding in report.findings) == ["另改。", "改。"]
