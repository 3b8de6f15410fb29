"""Local rules on real forms: off, graded anew, another threshold, a rule of one's own; what is told of each."""

import pickle
from datetime import date
from pathlib import Path

import pytest
from returned import report, resaved, returned
from tools import SATISFACTION, catalog

from perf_xlsx.check.batch import Listing, batch_of
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.local_rules_in import read_local_rules
from perf_xlsx.errors import ExemptionError
from perf_xlsx.exempted import Use
from perf_xlsx.finding import FormReport, Severity, Verdict
from perf_xlsx.report.tallies import rule_uses

DAY = date(2026, 3, 5)
WHY = 'reason = "财绩〔2026〕1号"\nsince = 2026-01-01\n'
LATE = {"funds.appropriation.annual_spending": 85}
OWN = """
[[rules]]
reason = "财绩〔2026〕1号"
since = 2026-01-01
code = "L01"
title = "本县培训人次"
severity = "error"
fix = "请核实。"
[[rules.cases]]
on = ["funds.total.annual_budget"]
require = '全年预算数 >= 200'
message = "全年预算{annual_budget}不足200万元"
"""


def checking(folder: Path, text: str) -> Checking:
    """A check with local rules."""
    file = folder / "本地.toml"
    file.write_text(text, "utf-8")
    return Checking(catalog(), local=read_local_rules(file, catalog(), DAY))


def uses(made: Checking, *reports: FormReport) -> list[tuple[Use, int]]:
    """What came of each decision."""
    return [(one.use, one.count) for one in batch_of(reports, made, Listing()).exemptions]


def codes(one: FormReport) -> list[str]:
    """What was found."""
    return [finding.rule for finding in one.findings]


def test_off(tmp_path: Path) -> None:
    """A declared rule finds nothing more and is told as skipped with the reason; everything else is as before."""
    file = returned(tmp_path, LATE)
    plain = report(file)
    made = checking(tmp_path, f'[[off]]\nrule = "S04"\n{WHY}')
    one = report(file, made)
    assert codes(one) == [code for code in codes(plain) if code != "S04"]
    assert codes(plain).count("S04") == 1
    assert one.rules.skipped["S04"] == "本地规则已停用：财绩〔2026〕1号"
    assert set(one.rules.ran) == set(plain.rules.ran) - {"S04"}
    assert uses(made, one) == [(Use.USED, 0)]


def test_a_written_rule_off(tmp_path: Path) -> None:
    """The same for a rule in Python."""
    made = checking(tmp_path, f'[[off]]\nrule = "T04"\n{WHY}')
    one = report(resaved(returned(tmp_path)), made)
    assert codes(one) == []
    assert one.rules.skipped["T04"].startswith("本地规则已停用")
    assert codes(report(tmp_path / "回收.xlsx")) == ["T04"]


def test_graded_anew(tmp_path: Path) -> None:
    """A warning becomes an error and the verdict with it, of a declared and of a written rule; uses are counted."""
    text = f'[[grade]]\nrule = "S04"\nseverity = "error"\n{WHY}[[grade]]\nrule = "T04"\nseverity = "error"\n{WHY}'
    made = checking(tmp_path, text)
    late = report(returned(tmp_path, LATE), made)
    assert (late.verdict, late.findings[0].rule, late.findings[0].severity) == (Verdict.RETURN, "S04", Severity.ERROR)
    stale = report(resaved(returned(tmp_path)), made)
    assert [(one.rule, one.severity) for one in stale.findings] == [("T04", Severity.ERROR)]
    assert uses(made, late, stale) == [(Use.USED, 1), (Use.USED, 1)]
    assert uses(made, late) == [(Use.USED, 1), (Use.UNUSED, 0)]


def test_another_threshold(tmp_path: Path) -> None:
    """85% is low under the form's 90%, not under 80%; stored results and scores are those of the form as issued."""
    file = returned(tmp_path, LATE)
    made = checking(tmp_path, f"[[policy]]\nset = {{ explain_rate_below = 0.8 }}\n{WHY}")
    plain, one = report(file), report(file, made)
    assert "S04" in codes(plain)
    assert "S04" not in codes(one)
    assert "S04" in one.rules.ran
    assert one.score == plain.score
    assert not {"T01", "T03", "T04"} & set(codes(one))
    assert uses(made, one) == [(Use.USED, 0)]


def test_a_table_of_the_policy(tmp_path: Path) -> None:
    """A dotted key goes into a table; formulas of the form are not touched by it."""
    made = checking(tmp_path, f'[[policy]]\nset = {{ "level1_points.output" = 55 }}\n{WHY}')
    one = report(returned(tmp_path), made)
    [weight] = one.findings
    assert (weight.rule, weight.value, weight.expected) == ("A09", "50", "55")


def test_a_rule_of_ones_own(tmp_path: Path) -> None:
    """In audit formulas, by the form's labels; it is accounted for like any other."""
    made = checking(tmp_path, OWN)
    one = report(returned(tmp_path), made)
    [only] = one.findings
    assert (only.rule, only.message, only.cell) == ("L01", "全年预算100不足200万元", "E6")
    assert "L01" in one.rules.ran
    assert uses(made, one) == [(Use.USED, 1)]
    assert "L01" in checking_without_form(tmp_path, made).rules.skipped


def checking_without_form(folder: Path, made: Checking) -> FormReport:
    """The report of a file that is no form."""
    (folder / "坏.xlsx").write_bytes(b"PK")
    return report(folder / "坏.xlsx", made)


@pytest.mark.parametrize(
    ("entry", "use"),
    [
        ('reason = "x"\nsince = 2026-03-06', Use.NOT_YET),
        ('reason = "x"\nsince = 2026-01-01\nuntil = 2026-03-04', Use.EXPIRED),
        ("since = 2026-01-01", Use.UNREASONED),
        ('reason = "x"\nsince = 2026-03-05\nuntil = 2026-03-05', Use.USED),
    ],
)
def test_only_what_is_in_force(tmp_path: Path, entry: str, use: Use) -> None:
    """Before its day, after it, without a reason: no effect, and told as that."""
    made = checking(tmp_path, f'[[off]]\nrule = "S04"\n{entry}\n')
    one = report(returned(tmp_path, LATE), made)
    assert ("S04" in codes(one)) is (use is not Use.USED)
    assert [found for found, _ in uses(made, one)] == [use]


def test_every_fault_at_once(tmp_path: Path) -> None:
    """Unknown rules, keys and cells, wrong sorts, files' rules, formulas nobody can read: each by its place."""
    text = f"""
[[off]]
rule = "S99"
{WHY}
[[grade]]
rule = "F01"
severity = "info"
{WHY}
[[policy]]
set = {{ explain_rate_belov = 0.8, execution_cap = "一" }}
{WHY}
{OWN.replace("L01", "S04")}
{OWN.replace("funds.total", "funds.nowhere").replace("L01", "L02")}
"""
    with pytest.raises(ExemptionError) as caught:
        checking(tmp_path, text)
    said = [str(fault) for fault in caught.value.faults]
    assert "没有规则“S99”" in said[0]
    assert "F01不能停用" in said[1]
    assert "是否想写“explain_rate_below”" in said[2]
    assert "例如 1" in said[3]
    assert "L01 到 L99" in said[4]
    assert "没有一个模板用得上" in said[5]
    assert "funds.nowhere.annual_budget" in said[5]
    assert len(said) == 6


def test_faults_of_form_hide_no_others(tmp_path: Path) -> None:
    """An entry without its day, a word for a date, a table nobody knows: what else is wrong is told with it."""
    text = f"""
[[off]]
rule = "S99"
[[grade]]
rule = "A99"
severity = "fatal"
since = "昨天"
[[policy]]
set = {{ no_such = 1 }}
{OWN.replace(">= 200", ">= 200)").replace('severity = "error"', "")}
{OWN.replace("funds.total", "funds.nowhere").replace("L01", "L02").replace("since = 2026-01-01", "")}
{OWN.replace("L01", "L03").replace('on = ["funds.total.annual_budget"]', "on = 5")}
{OWN.replace(">= 200", ">= 200)").replace("funds.total", "funds.nowhere").replace("L01", "L04")}
[foo]
a = 1
"""
    with pytest.raises(ExemptionError) as caught:
        checking(tmp_path, text)
    said = "\n".join(map(str, caught.value.faults))
    for one in (
        "foo：没有这一项",
        "off[1]：缺少 since",
        "off[1]：没有规则“S99”",
        "grade[1].severity：“fatal”",
        "grade[1].since：应为日期",
        "grade[1]：没有规则“A99”",
        "policy[1]：缺少 since",
        "policy[1].set.no_such：没有这个政策参数",
        "rules[L01]：缺少 severity",
        "rules[L01].cases[1].require",
        "rules[L02]：缺少 since",
        "rules[L02]：没有一个模板用得上",
        "rules[L03].cases[1].on：应为数组",
        "rules[L04].cases[1].require",
        "rules[L04]：没有一个模板用得上",
    ):
        assert one in said, one
    assert len(caught.value.faults) == 15


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[off]\n", "不是有效的 TOML：第1行第6列附近写法不对"),
        ("[[off]]\na = 1\na = 2", "不是有效的 TOML：末尾附近同一项写了两次"),
        ('[[off]]\nrule = "S04"\n', "缺少 since"),
        ('[[off]]\nrule = "S04"\nsince = "今天"\n', "应为日期"),
        ('[[of]]\nrule = "S04"\n', "是否想写“off”"),
        (OWN.replace(">= 200", ">= 200)"), "rules[L01].cases[1].require"),
        (OWN.replace(">= 200", '>= "甲"'), "rules[L01]"),
    ],
)
def test_faults_of_form(tmp_path: Path, text: str, said: str) -> None:
    """TOML, structure and formulas are told by place."""
    with pytest.raises(ExemptionError) as caught:
        checking(tmp_path, text)
    assert said in str(caught.value)


def test_it_travels_to_another_process(tmp_path: Path) -> None:
    """After use, too: what was compiled stays behind, what is decided arrives."""
    made = checking(tmp_path, f'[[off]]\nrule = "S04"\n{WHY}')
    file = returned(tmp_path, {**LATE, f"indicators.{SATISFACTION}.actual": "0.8"})
    before = report(file, made)
    local = pickle.loads(pickle.dumps(made.local))  # noqa: S301 - our own bytes
    assert local == made.local
    assert report(file, Checking(catalog(), local=local)) == before


def test_the_batch_accounts_for_its_own_rules_only(tmp_path: Path) -> None:
    """A rule of forms that is switched off, or added, is told form by form; a batch rule once."""
    made = checking(tmp_path, "".join(f'[[off]]\nrule = "{code}"\n{WHY}' for code in ("B05", "S04")) + OWN)
    batch = batch_of([report(returned(tmp_path), made)], made, Listing([], 0))
    assert {code[0] for code in (*batch.rules.ran, *batch.rules.skipped)} == {"B"}
    assert "本地规则已停用" in batch.rules.skipped["B05"]
    assert "本地规则已停用" in batch.forms[0].rules.skipped["S04"]
    titles = {"L01": "本县培训人次"}
    uses = {use.code: use for use in rule_uses(batch, titles)}
    assert (uses["L01"].ran, uses["S04"].skipped) == (1, 1)
    assert uses["S04"].reasons == (f"{batch.forms[0].rules.skipped['S04']}（1张）",)
