"""The check as people read it on a terminal."""

from dataclasses import replace
from pathlib import Path

import pytest
from returned import report, resaved, returned
from tools import SATISFACTION

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.finding import Finding, FormReport, RuleLog, Score, Severity
from perf_xlsx.report.plain import plain_text
from perf_xlsx.report.text import form_text, summary_lines


def test_clean_form(tmp_path: Path) -> None:
    """Two lines: verdict, name and file; execution rate, total and grade."""
    assert form_text(report(returned(tmp_path))) == (
        "【通过】基层培训（回收.xlsx，自评表）\n    执行率95%，总分99.5，优"
    )


def test_faulty_form(tmp_path: Path) -> None:
    """Every finding with severity, code, place, what is wrong and what to do; the most serious first."""
    faults = {f"indicators.{SATISFACTION}.actual": "0.8", "funds.appropriation.annual_spending": "66.6666667"}
    assert form_text(report(returned(tmp_path, faults))).splitlines() == [
        "【退回修改】基层培训（回收.xlsx，自评表）",
        "    执行率66.67%，总分95.56，优",
        "    退回 S09 I21 “学员满意度” 指标值≥90%，完成值80%，得分8.89（分值10），未说明原因",
        "        → 请在偏差原因栏写明原因和改进措施。",
        "    核实 S04 H6 执行率66.67%低于90%，未说明原因",
        "        → 请说明执行率偏低的原因和改进措施。",
    ]


def test_total_that_is_not_stored(tmp_path: Path) -> None:
    """Where the file stores no total the recomputed one is shown as that; a note has no remedy line."""
    assert form_text(report(resaved(returned(tmp_path)))).splitlines()[1:] == [
        "    执行率95%，总分99.5（重算），优",
        "    提示 T04 文件没有存公式结果，审核以重算为准；请用 Excel 或 WPS 打开保存一次",
    ]


def test_file_without_form() -> None:
    """A file that could not be read has neither project nor sheet."""
    finding = Finding("F01", "unreadable-file", "无法读取", Severity.ERROR, "文件无法读取（空）", "请重新报送。")
    assert form_text(FormReport("a.xlsx", (finding,), RuleLog())).splitlines()[0] == "【无法审核】（a.xlsx）"


def test_crashed_rules_are_told_once() -> None:
    """Rules that failed alike are one line."""
    one = FormReport("a.xlsx", (), RuleLog(crashed={"A04": "E: x", "A06": "E: x", "S01": "E: y"}))
    assert form_text(one).splitlines()[1:] == [
        "    规则 A04、A06 运行出错（E: x），请把此表发给开发者",
        "    规则 S01 运行出错（E: y），请把此表发给开发者",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m红\x1b]0;题\x07", "�[31m红�]0;题�"),
        ("上\n下\r\t右\u2028", "上 下  右 "),
        ("\u202e倒\u2066\u200b\u061c\ufeff", "�倒����"),
        ("\udcff\x9b\x00", "���"),
        ("“培训”①　５０％\u00a0é", "“培训”① ５０％ é"),
    ],
)
def test_nothing_drives_the_terminal(text: str, shown: str) -> None:
    """Escapes, line breaks, signs that turn the direction or hide, halves of signs: none gets through."""
    assert plain_text(text) == shown


def test_names_cannot_forge_lines(tmp_path: Path) -> None:
    """A project's name or a file's cannot add a line, nor hide one."""
    one = FormReport("\x1b[2J\n.xlsx", (), RuleLog(), sheet="表\n【通过】", project_name="甲\r\n【通过】\u202e乙")
    [line] = form_text(one).split("\n")
    assert line == "【通过】甲  【通过】�乙（�[2J .xlsx，表 【通过】）"


def test_last_lines() -> None:
    """How many files and forms, verdicts, findings; what was passed over is counted."""
    between = Finding("B01", "not-returned", "缺报", Severity.ERROR, "缺报1张", "请补报。")
    one = FormReport("a.xlsx", (), RuleLog(), sheet="自评表", score=Score(declared="1"))
    batch = BatchReport((one, FormReport("b.xlsx", (), RuleLog(crashed={"A04": "x"}))), (between,), passed_over=3)
    assert list(summary_lines(batch)) == [
        "【全批】",
        "    退回 B01 缺报1张",
        "        → 请补报。",
        "共2个文件、1张表。",
        "另有3个文件按名称判断不是报表，未审核。",
        "退回修改0；待核实0；通过1；无法审核1",
        "退回1条；核实0条；提示0条",
    ]


def test_odd_rates_are_shown() -> None:
    """A rate past all sense is still a number people can read."""
    one = FormReport("a.xlsx", (), RuleLog(), execution_rate="12345678.5", score=Score(sum="3"))
    assert form_text(one).splitlines()[1] == "    执行率1234567850%，总分3（重算）"


@pytest.mark.parametrize("message", ["“及格率”与指标值不符", "“产出指标·质量指标·及格率·年度指标值”下发时为≥50次"])
def test_an_indicator_is_named_once(message: str) -> None:
    """Not before a message that names it, nor before one that begins with the label of its cell."""
    label = "产出指标·质量指标·及格率·年度指标值"
    finding = Finding("T02", "x", "标题", Severity.ERROR, message, "改", cell="E13", label=label)
    shown = form_text(FormReport("a.xlsx", (finding,), RuleLog()))
    assert shown.count("及格率") == 1
    other = replace(finding, message="与指标值不符")
    assert "“及格率” 与指标值不符" in form_text(FormReport("a.xlsx", (other,), RuleLog()))
