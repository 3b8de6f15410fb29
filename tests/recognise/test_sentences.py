"""Indicators told in sentences: read as the table they make, checked as any form, found again in their paragraphs."""

from collections.abc import Iterator
from pathlib import Path

import case_book
import docx
import pytest
from case_truth import truth

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.finding import FormReport, Severity
from perf_xlsx.recognise.sentences import read_sentences

NAME = "001-indicator-lines"
COLUMNS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "完成率")
# The two rows of the seed that are told in other words than the rest.
BARE, ASKED = 10, 11
ABOVE = "本项目共设置三级指标9个，其中已完成三级指标9个，指标完成率为100%。"
BELOW = "5、 主要经验及做法、存在的问题及原因分析"


def lines() -> Iterator[str]:
    """The indicators of seed 001 as its report tells them, row by row of the case."""
    yield ABOVE
    for row in case_book.case(NAME)["indicators"]:
        if row["level1"]:
            yield f"(3) {row['level1']}情况"
        if row["level2"] and row["no"] != ASKED:
            yield f"{row['no']}.{row['level2']}"
        told = f"预期指标值为{row['target']}，实际完成指标值为{row['actual']}，"
        match row["no"]:
            case _ if row["level3"] == "无":
                yield "无"
            case 10:
                yield f"{row['level3']}，指标完成率为{row['rate']};"
            case 11:
                asked = f"5.经问卷调查项目收益群众满意度为：“{row['level3']}”{told.replace('预期', '预期，')}"
                yield f"{asked},指标完成率为{row['rate']};"
            case _:
                yield f"“{row['level3']}”指标：{told}指标完成率为{row['rate']};"
    yield BELOW
    yield "党建工作繁琐，指标完成率为100%。"


def document(tmp_path: Path, *texts: str) -> Path:
    """A report of some paragraphs."""
    paper = docx.Document()
    for text in texts:
        paper.add_paragraph(text)
    paper.save(str(tmp_path / "报告.docx"))
    return tmp_path / "报告.docx"


def checked(tmp_path: Path, *texts: str) -> list[FormReport]:
    """The forms of such a report, checked."""
    file = document(tmp_path, *texts)
    return [one for one in check_file(file, file.name, Checking()) if one.kind == "form"]


def rows_of(*texts: str) -> list[list[str]]:
    """What some paragraphs make of a table, the header left out."""
    told = read_sentences("报告", [(f"第{number}段", text) for number, text in enumerate(texts, 1)])
    assert told is not None
    width = max(column for _, column in told.grid.cells)
    last = max(row for row, _ in told.grid.cells)
    cells = {at: seen.text for at, seen in told.grid.cells.items()}
    return [[cells.get((row, column), "") for column in range(3, width + 1)] for row in range(2, last + 1)]


def test_the_seed_is_read_as_its_case() -> None:
    """Every row of the case with its name, target, actual value and rate, in order, and none besides."""
    wanted = [[row["level3"], row["target"], row["actual"], row["rate"]] for row in case_book.case(NAME)["indicators"]]
    assert rows_of(*lines()) == wanted


def test_what_a_reviewer_finds_is_found(tmp_path: Path) -> None:
    """Both directions of the case: errors and warnings of its kinds on its rows, nothing where all is well."""
    [report] = checked(tmp_path, *lines())
    expected, silent = truth()
    asked = [one for one in expected if one.form == NAME and not one.left_out and one.severity is not Severity.INFO]
    assert len(asked) == 3
    assert [one for one in asked if not one.among(report.findings)] == []
    broken = [(one, hit) for one in silent if one.form == NAME for hit in report.findings if one.broken_by(hit)]
    assert broken == []


def test_a_finding_stands_in_its_paragraph(tmp_path: Path) -> None:
    """The cell names the line the sentence stands in, for what is missing too."""
    texts = list(lines())
    [report] = checked(tmp_path, *texts)
    [missing] = [one for one in report.findings if one.rule == "A13"]
    assert missing.cell == f"第{next(at for at, text in enumerate(texts, 1) if '长期影响' in text)}段"
    assert report.sheet == "正文"


def test_plain_text_is_read_the_same(tmp_path: Path) -> None:
    """The same report saved as .txt: the same findings, placed by line."""
    file = tmp_path / "报告.txt"
    file.write_text("\n".join(lines()), "utf-8")
    [report] = [one for one in check_file(file, file.name, Checking()) if one.kind == "form"]
    [from_word] = checked(tmp_path, *lines())
    assert [(one.rule, one.field) for one in report.findings] == [(one.rule, one.field) for one in from_word.findings]
    assert report.findings[0].cell == (from_word.findings[0].cell or "").replace("段", "行")


def test_what_has_no_column_is_skipped_with_a_reason(tmp_path: Path) -> None:
    """Scores and money are not told: their rules are neither passed nor forgotten."""
    [report] = checked(tmp_path, *lines())
    assert {"A02", "A11", "S13"} <= report.rules.skipped.keys()
    assert all(report.rules.skipped.values())
    assert not report.rules.crashed


def test_scores_are_read_where_they_are_told(tmp_path: Path) -> None:
    """A sentence with weight and score is checked for them: 60 of 100 with full marks is no pro rata score."""
    told = "“{}”指标：预期指标值为≥100人次，实际完成值为{}人次，完成率{}%，分值10分，得分{}分。"
    [report] = checked(
        tmp_path, "1.产出数量指标", told.format("培训人次", 60, 60, 10), told.format("参会人次", 100, 100, 10)
    )
    assert [one.field for one in report.findings if one.rule.startswith("S") and one.severity is Severity.ERROR] == [
        "indicators.1.score"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“甲”指标：预期指标值为5家；实际完成值为5家；完成率100%。“乙”指标：预期指标值为2次，实际完成值为2次。",
        "““天山画卷”油画创作完成率”指标：预期指标值为5家，实际完成值为5家，完成率100%。“乙”指标：预期指标值为2次，实际完成值为2次。",
        "(1)“甲”指标:年度指标值5家,实际完成值5家,指标完成率为100%;\n“乙”，目标值为2次，实际值为2次",
    ],
)
def test_other_ways_to_say_it(text: str) -> None:
    """Semicolons inside, two in a paragraph, other names of the values."""
    [first, *told], second = rows_of(*text.splitlines())
    assert first in {"甲", "“天山画卷”油画创作完成率"}
    assert (told, second) == (["5家", "5家", "100%"], ["乙", "2次", "2次", ""])


@pytest.mark.parametrize(
    "text",
    [
        "“三支队伍”建设完成率为100%，“学习强国”指标完成率为100%，“一馆一中心”完成率95%。",
        "“培训”指标：预期指标值为5次，实际完成值为5次。",
        "“" * 5000 + "预期指标值",
    ],
)
def test_words_of_a_report_are_no_form(text: str) -> None:
    """Quoted words beside rates, and one sentence alone, make no form."""
    assert read_sentences("报告", [("第1段", text)]) is None
