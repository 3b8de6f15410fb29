"""Letters: one a form, polite, with place, value, expected value and remedy."""

from dataclasses import replace
from pathlib import Path

import pytest
from batches import ABOUT, EVIL, batch, finding, form
from tiny_returns import registered

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.errors import UsageError
from perf_xlsx.finding import Finding, FormReport, RuleLog, Severity
from perf_xlsx.report.letters import letter, write_letters


def test_what_is_to_be_mended() -> None:
    """Addressee, what came, every finding with place, value, expected value, remedy; the date last."""
    assert letter(form(1, finding()), ABOUT).split("\r\n") == [
        "第1中学：",
        "",
        "你单位报送的2025年度“项目1”（P001）绩效自评表已收到。经审核，有几处需要修改，请改好后重新报送。",
        "",
        "一、需要修改的（1处）",
        "",
        "1. 满意度80%低于目标85%，得分应为9.41，填报10（规则S13）",
        "   位置：单元格H27，满意度指标·服务对象满意度指标·学员满意度·得分",
        "   填报：10",
        "   应为：9.41",
        "   怎么改：请按比例计分。",
        "",
        "如对以上意见有疑问，请与我们联系，并说明规则编号。感谢配合！",
        "",
        "2026年3月5日",
        "",
    ]


def test_a_form_that_passed_gets_a_short_one() -> None:
    """No list, no demand."""
    text = letter(form(1), ABOUT)
    assert "没有需要修改或说明的问题" in text
    assert "、需要" not in text


def test_what_is_waived_or_explained_is_not_asked_for() -> None:
    """Only open findings stand in a letter; numbering of the parts goes by what is there."""
    told = finding("S04", Severity.WARNING)
    text = letter(form(1, finding(waiver="已核实（张三）"), replace(told, explanation="年底到账"), told), ABOUT)
    assert "需要修改的" not in text
    assert "一、需要核实或说明的（1处）" in text


def test_a_rate_is_a_percentage() -> None:
    """The value of a rate is written as people read it."""
    rate = finding("S04", Severity.WARNING, field="funds.total.execution_rate", value="0.590933", expected=None)
    assert "填报：59.09%" in letter(form(1, rate), ABOUT)


def test_a_file_that_was_not_opened() -> None:
    """It is named by its file; a crash of ours is not the unit's fault."""
    refused = Finding("F01", "unreadable-file", "无法读取", Severity.ERROR, "文件无法读取", "请重新报送。")
    text = letter(FormReport("回收/坏.xlsx", (refused,), RuleLog(crashed={"A04": "E"})), ABOUT)
    assert text.startswith("填报单位：")
    assert "文件“坏.xlsx”" in text
    assert "我们核实后再告知" in text


def between(*numbers: int, severity: Severity = Severity.WARNING, **more: object) -> Finding:
    """Something found between some of the forms."""
    made = finding("B05", severity, cell=None, label=None, message="原因在2个项目里一字不差", fix="请按实际情况重写。")
    return replace(made, forms=tuple((f"回收/{number}.xlsx", "自评表") for number in numbers), **more)  # type: ignore[arg-type]


def test_what_was_found_between_forms_is_told_to_each_of_them(tmp_path: Path) -> None:
    """In the letters of the two it is about, numbered after their own, and of no other; waived it is in none."""
    forms = (form(1, finding("S04", Severity.WARNING)), form(2), form(3))
    shared = BatchReport(forms, (between(1, 2), between(3, waiver="已核实")))
    one, two, three = (path.read_text("utf-8-sig") for path in write_letters(shared, ABOUT, tmp_path))
    assert "一、需要核实或说明的（2处）" in one
    assert "\n2. 原因在2个项目里一字不差（规则B05）\n   怎么改：请按实际情况重写。\n" in one
    assert "经审核，有几处需要核实或说明" in two
    assert "\n1. 原因在2个项目里一字不差（规则B05）" in two
    assert three == letter(form(3), ABOUT).replace("\r\n", "\n")


def test_what_was_found_between_forms_never_makes_a_letter_milder() -> None:
    """A note changes nothing; a form to send back stays one; a form that could not be checked still says so."""
    assert "没有需要修改或说明的问题" in letter(form(1), ABOUT, [between(1, severity=Severity.INFO)])
    assert "经审核，有几处需要修改" in letter(form(1, finding()), ABOUT, [between(1)])
    assert "经审核，有几处需要修改" in letter(form(1), ABOUT, [between(1, severity=Severity.ERROR)])
    refused = Finding("F01", "unreadable-file", "无法读取", Severity.ERROR, "文件无法读取", "请重新报送。")
    assert "没有能够审核" in letter(form(1, refused), ABOUT, [between(1)])


def test_a_project_that_was_not_returned_is_asked_for(tmp_path: Path) -> None:
    """A letter to its unit, named after the project; none when it was waived; the unit is known from the register."""
    missing = [
        replace(finding("B01", message=f"没有收到“项目{code}”的自评表", fix="请催报。"), projects=(code,))
        for code in ("P7", "P8", "P9")
    ]
    told = BatchReport((), (missing[0], replace(missing[1], waiver="已撤销"), missing[2]))
    made = write_letters(told, ABOUT, tmp_path, registered("P7", "P8"))
    assert [path.name for path in made] == ["未报送_P7_项目P7.txt", "未报送_P9.txt"]
    lines = made[0].read_text("utf-8-sig").splitlines()
    assert lines[0] == "第一中学："
    assert lines[2].startswith("没有收到“项目P7”的自评表。请尽快报送；")
    assert lines[-1] == "2026年3月5日"
    assert made[1].read_text("utf-8-sig").startswith("填报单位：")


def test_files(tmp_path: Path) -> None:
    """UTF-8 with mark, one a form, named like its file; twins are numbered whatever their case; nothing else."""
    twins = BatchReport((form(1, file="甲/A.xlsx"), form(2, file="乙/a.xls"), form(3, file="..\\..\\逃:.xlsx")))
    made = write_letters(twins, ABOUT, tmp_path / "信")
    assert [path.name for path in made] == ["A.txt", "a_2.txt", "逃：.txt"]
    assert sorted(path.name for path in tmp_path.rglob("*.txt")) == sorted(path.name for path in made)
    assert made[0].read_bytes().startswith(b"\xef\xbb\xbf")


def test_no_escapes(tmp_path: Path) -> None:
    """Names cannot add lines or drive a terminal."""
    made = form(1, finding(message=EVIL), implementing_unit="单位\r\n一、伪造\x1b[2J")
    lines = letter(made, ABOUT).split("\r\n")
    assert lines[0] == "单位  一、伪造�[2J："
    assert not [line for line in lines if "\x1b" in line or "\n" in line]


def test_folder_that_cannot_be(tmp_path: Path) -> None:
    """A file where the folder should stand is said."""
    (tmp_path / "信").write_bytes(b"")
    with pytest.raises(UsageError, match="写不出"):
        write_letters(batch(), ABOUT, tmp_path / "信")
