"""The narrative reports of the seeds, both ways: what a reviewer wrote down is found, what he let pass is let pass.

From Word documents made of the seeds' texts. What cannot be shown with two quotations needs reading for sense and is
named below with the reason; nothing else of a case may be left out.
"""

from pathlib import Path

import docx
import pytest
from honest_reports import HONEST
from told_reports import FRAME, HONEST_PARTS, document_of, report_on, seed

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.check.narratives import UNPAIRED
from perf_xlsx.finding import FormReport, Severity

# Case and number of the finding: the rule that tells it, and words of each of its quotations.
FOUND = {
    ("000-narrative", 1): ("R03", "1300余篇", "1000余篇"),
    ("000-narrative", 2): ("R02", "服务对象满意度四项指标均已完成", "没有满意度的指标和数据"),
    ("000-narrative", 4): ("R02", "评价得分情况", "没有写自评得分"),
    ("001-indicator-lines", 4): ("R03", "二级指标9个", "是7个", "经济效益指标", "生态效益指标"),
    ("001-indicator-lines", 5): ("R02", "项目得分为100分", "没有分项的分值和得分"),
    ("001-indicator-lines", 6): ("C02", "项目得分为100分", "资金安排不合理"),
    ("003-annex1", 3): ("R01", "表7第7行第6列", "30万元", "10万元"),
    ("003-annex1", 4): ("C26", "满意度100%", "95%"),
    ("003-annex1", 10): ("C02", "总得分100分", "政策宣传还存在不及时"),
    ("003-sub2-chanchu", 3): ("R01", "表4第6行第5列", "30万元", "10万元"),
    ("003-sub4-manyidu", 1): ("C26", "满意度100%", "宣传对象满意度", "95%"),
    ("004-narrative", 1): ("R01", "445万元", "860.867958万元"),
    ("004-narrative", 2): ("R04", "[2021]6号", "[2020]5号"),
    ("004-narrative", 4): ("R02", "自评得分100分", "没有分项的分值和得分"),
    ("004-narrative", 5): ("C02", "自评得分100分", "不少问题"),
}
# Of the same cases: told on the tables as forms, by the rules of forms.
ON_FORMS = {
    ("003-annex1", 1): "C03",
    ("003-annex1", 2): "C03",
    ("003-annex1", 5): "A09",
    ("003-annex1", 6): "S11",
    ("003-annex1", 8): "C14",
    ("003-annex1", 9): "C17",
    ("003-funds-matrix", 1): "A21",
    ("003-sub2-chanchu", 1): "C03",
    ("003-sub2-chanchu", 2): "C03",
    ("003-sub2-chanchu", 5): "C17",
    ("003-sub3-xiaoyi", 1): "S11",
    ("003-sub4-manyidu", 2): "C14",
}
BY_SENSE = {
    ("000-narrative", 3): "“已完成培训”与“无法自主培训”没有共同的数字，要读懂两段话才知道矛盾",
    ("000-narrative", 5): "目标没有写数值，约数能不能当完成值要看事情",
    ("004-narrative", 3): "列了5个、写着“等6个”：“等”可以表示没有列全，不能断定",
}
# Told of the indicator sentences once they are read as a form (tests of the reading), or style only.
OF_THE_FORM = {
    *(("001-indicator-lines", number) for number in (1, 2, 3, 7)),
    *(("003-annex1", 7), ("003-sub2-chanchu", 4), ("003-sub2-chanchu", 6), ("003-sub3-xiaoyi", 2)),
    *(("003-funds-matrix", number) for number in (2, 3, 4)),
}


# How many findings each case has (the index of the cases).
NUMBERS = {
    "000-narrative": 5,
    "001-indicator-lines": 7,
    "003-annex1": 10,
    "003-funds-matrix": 4,
    "003-sub1-zhixing": 0,
    "003-sub2-chanchu": 6,
    "003-sub3-xiaoyi": 2,
    "003-sub4-manyidu": 2,
    "004-narrative": 5,
}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[FormReport]]:
    """The four documents, checked once."""
    return {number: seed(number, tmp_path_factory.mktemp("seeds")) for number in ("000", "001", "003", "004")}


def narrative_of(reports: list[FormReport]) -> FormReport:
    """The one report among the entries of a file."""
    [only] = [one for one in reports if one.kind == "report"]
    return only


@pytest.mark.parametrize("key", FOUND, ids=lambda key: f"{key[0]}-{key[1]}")
def test_findings_of_the_cases(key: tuple[str, int], seeds: dict[str, list[FormReport]]) -> None:
    """Each is told once, with both quotations, and a place in the document."""
    rule, *quotations = FOUND[key]
    report = narrative_of(seeds[key[0][:3]])
    [message] = [
        one.message for one in report.findings if one.rule == rule and all(q in one.message for q in quotations)
    ]
    assert message
    assert all(one.cell for one in report.findings)


@pytest.mark.parametrize("key", ON_FORMS, ids=lambda key: f"{key[0]}-{key[1]}")
def test_findings_on_the_tables(key: tuple[str, int], seeds: dict[str, list[FormReport]]) -> None:
    """The tables of 003 are forms, and their own faults are told there."""
    assert ON_FORMS[key] in {one.rule for form in seeds["003"] if form.kind == "form" for one in form.findings}


@pytest.mark.parametrize("name", NUMBERS)
def test_no_finding_of_a_case_is_forgotten(name: str) -> None:
    """Every finding is told, told of a form, or named with the reason why it needs a reader."""
    keys = {(name, number) for number in range(1, NUMBERS[name] + 1)}
    assert keys == {key for key in {*FOUND, *ON_FORMS, *BY_SENSE, *OF_THE_FORM} if key[0] == name}
    assert all(reason for reason in BY_SENSE.values())


def test_nothing_beyond_the_cases(seeds: dict[str, list[FormReport]]) -> None:
    """A report says nothing that no reviewer wrote: 48+2 is 50, 445/445 is 100%, 无 is 无, 100 points add up."""
    wanted = {number: sum(key[0].startswith(number) for key in FOUND) for number in seeds}
    wanted["003"] -= 1  # 满意度 of the sub-table and of the annex is one sentence
    assert {number: len(narrative_of(found).findings) for number, found in seeds.items()} == wanted


def test_no_false_fault_on_the_tables_of_003(seeds: dict[str, list[FormReport]]) -> None:
    """The report's own paragraphs above a table are no goal of the form (003: 年度总体目标 is not asked for)."""
    errors = [one for form in seeds["003"] for one in form.findings if one.severity is Severity.ERROR]
    assert {one.rule for one in errors} == {"A21", "C03"}


@pytest.mark.parametrize("name", HONEST)
def test_honest_reports_are_silent(name: str) -> None:
    """Twelve reports in other styles: parts of sums, other years, other projects, rounding, plans beside results."""
    report = report_on(HONEST[name])
    assert [(one.rule, one.message) for one in report.findings] == []
    assert report.assumptions == (UNPAIRED,)
    assert report.score.declared is not None


@pytest.mark.parametrize("name", HONEST)
def test_honest_reports_are_known_as_reports(name: str, tmp_path: Path) -> None:
    """From a text file and from a document alike, with the same result."""
    text, document = tmp_path / "a.txt", tmp_path / "a.docx"
    text.write_text(HONEST[name], encoding="gb18030")
    document.write_bytes(document_of(HONEST[name]))
    for path in (text, document):
        [found] = check_file(path, path.name, Checking())
        assert (found.kind, found.sheet, found.findings, dict(found.rules.crashed)) == ("report", None, (), {})


def test_every_rule_is_accounted_for() -> None:
    """Ran, or skipped for a reason, on a report as on a form; R rules are silent on forms."""
    report = report_on(FRAME.format(**HONEST_PARTS))
    assert {"R01", "R02", "R03", "R04", "R05", "C02"} <= set(report.rules.ran)
    assert report.rules.skipped["C26"] == "没有与报告配对的自评表"
    assert report.rules.skipped["A04"] == "是自评表的规则，报告不查"
    form = check_file(next((Path(__file__).parents[1] / "samples/returned").glob("*.xlsx")), "x", Checking())[0]
    assert form.rules.skipped["R01"] == form.rules.skipped["C26"] == "是自评报告的规则，结果见报告一条"
    assert {*report.rules.ran, *report.rules.skipped} == {*form.rules.ran, *form.rules.skipped}


LETTERS = {
    "通知": "关于开展2021年度绩效自评工作的通知\n一、自评范围\n所有项目资金。\n二、自评内容\n绩效目标。\n三、有关问题\n"
    + "请各单位按照要求认真组织开展绩效自评工作，按时报送自评表和自评报告。" * 8,
    "短信": "请于6月30日前报送绩效自评表，谢谢。",
    "监控": "2021年项目绩效监控报告\n一、项目概况\n二、资金情况\n三、存在问题\n"
    + "上半年项目进展顺利，资金支付正常。" * 20,
}


@pytest.mark.parametrize("name", LETTERS)
def test_what_is_no_report(name: str, tmp_path: Path) -> None:
    """A notice, a note and a monitoring report are F04, as they were."""
    path = tmp_path / "a.docx"
    document = docx.Document()
    for line in LETTERS[name].split("\n"):
        document.add_paragraph(line)
    document.save(str(path))
    [found] = check_file(path, path.name, Checking())
    assert [one.rule for one in found.findings] == ["F04"]
