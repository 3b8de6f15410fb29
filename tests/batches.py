"""Small batches the reports' tests show: made of values, with a text in them that tries to get out."""

from dataclasses import replace
from datetime import UTC, datetime

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.exempted import Exemption, Use
from perf_xlsx.finding import Finding, FormReport, Funds, RuleLog, Score, Severity
from perf_xlsx.report.tallies import About

EVIL = (
    "=HYPERLINK(\"http://evil.example\")<script>document.title='X'</script></script>"
    "<img src=http://evil.example/x>\x1b[31m"
)
TITLES = {"S13": "满意度未达标", "S04": "执行率偏低未说明", "A03": "缺"}
ABOUT = About(datetime(2026, 3, 5, 9, 30, tzinfo=UTC), 2025, TITLES)


def finding(rule: str = "S13", severity: Severity = Severity.ERROR, **more: object) -> Finding:
    """One finding with everything a finding may have."""
    made = Finding(
        rule, "a-rule", TITLES.get(rule, "别的"), severity, "满意度80%低于目标85%，得分应为9.41，填报10",
        "请按比例计分。",
        cell="H27", field="indicators.9.score", label="满意度指标·服务对象满意度指标·学员满意度·得分",
        value="10", expected="9.41", difference="0.59",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def form(number: int = 1, *findings: Finding, **more: object) -> FormReport:
    """One form of a department."""
    made = FormReport(
        f"回收/{number}.xlsx", findings, RuleLog(("A03", "S13"), {"S04": "本模板没有执行率"}, {}), sheet="自评表",
        template="national/2020/project_self_evaluation", issued=True, fiscal_year=2025, project_code=f"P{number:03d}",
        project_name=f"项目{number}", supervising_department="教育局" if number % 2 else "民政局",
        implementing_unit=f"第{number}中学", execution_rate="0.95", score=Score("99.5", "99.5", "99.5", "excellent"),
        funds=Funds("100", "100", "95"),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def batch() -> BatchReport:
    """Five forms: to be returned, to be explained, passed, hostile, not opened."""
    warning = finding(
        "S04", Severity.WARNING, cell="H6", field="funds.total.execution_rate", value="0.66", expected=None
    )
    refused = Finding("F01", "unreadable-file", "无法读取", Severity.ERROR, "文件无法读取", "请重新报送。")
    hostile = finding("A03", Severity.INFO, value=EVIL, message=EVIL, label=EVIL)
    return BatchReport(
        (
            form(1, finding(), warning),
            form(2, warning, score=Score("85", "85", "85", "good")),
            form(3),
            form(5, hostile, project_name=EVIL, implementing_unit="=1+1", supervising_department="<b>局</b>"),
            FormReport("回收/坏#%.xlsx", (refused,), RuleLog()),
        ),
        (Finding("B01", "not-returned", "缺报", Severity.ERROR, "缺报1张", "请补报。"),),
        passed_over=2,
        exemptions=(Exemption("豁免.csv 第2行", "S13 P009", "已与科室核实", Use.EXPIRED, "张三"),),
    )
