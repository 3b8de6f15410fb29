"""B03: a returned 汇总表 against the forms."""

from pathlib import Path

from returned import returned
from tiny_returns import batch, line, messages, one, reason, summary
from tools import FILLED

from perf_xlsx.api import check_paths, summarise
from perf_xlsx.rules.summary_differs import summary_differs

RIGHT = {"年初预算": "100", "全年预算": "100.00", "全年执行": "95", "得分": "99.5"}


def test_a_line_that_agrees_is_silent() -> None:
    """Every figure as on the form; a score short of a hundredth is none."""
    assert messages(summary_differs, batch(one(), summary(line("P1", RIGHT)))) == []
    close = one(score="99.504")
    assert messages(summary_differs, batch(close, summary(line("P1", RIGHT)))) == []


def test_a_figure_that_differs() -> None:
    """The cell, both figures and the form's file are named; a blank is a difference."""
    [message] = messages(summary_differs, batch(one(score="89.5"), summary(line("P1", RIGHT))))
    assert message == "汇总.xlsx“汇总表”F4：“项目P1”（P1）的得分为99.5，自评表为89.5（P1.xlsx）"
    [blank] = messages(summary_differs, batch(one(), summary(line("P1", {**RIGHT, "全年执行": None}))))
    assert "全年执行为空白，自评表为95" in blank


def test_amounts_in_yuan() -> None:
    """A form in 元 is compared in 万元."""
    yuan = one(amounts=("1000000", "1000000", "950000"), money_unit="元")
    assert messages(summary_differs, batch(yuan, summary(line("P1", RIGHT)))) == []


def test_lines_and_forms_without_each_other() -> None:
    """A line without a form, a form without a line: one message each; other departments' forms are not asked for."""
    found = messages(summary_differs, batch(one("P2"), one("P3", department="民政局"), summary(line("P1", RIGHT))))
    assert [one.partition("，")[0] for one in found] == [
        "汇总.xlsx“汇总表”第4行有“项目P1”（P1）",
        "汇总.xlsx“汇总表”里没有“项目P2”（P2）",
    ]


def test_the_total_is_the_sum_of_the_lines() -> None:
    """合计 one more than its lines is found, the right one is not."""
    total = line("", {"全年预算": "101"}, 5, "合计")
    [message] = messages(summary_differs, batch(one(), summary(line("P1", RIGHT), total)))
    assert message.endswith("合计的全年预算为101，各行相加为100")
    total = line("", {"全年预算": "100"}, 5, "合计")
    assert messages(summary_differs, batch(one(), summary(line("P1", RIGHT), total))) == []


def test_absurd_figures_do_not_stop_it() -> None:
    """A score nobody can have is compared with nothing."""
    assert messages(summary_differs, batch(one(score="1E+300"), summary(line("P1", RIGHT)))) == []


def test_without_a_summary() -> None:
    """Nothing to compare."""
    assert reason(summary_differs, batch(one())) == "收到的文件里没有汇总表"


def test_our_own_summary_agrees(tmp_path: Path) -> None:
    """What summary writes is read back and agrees with the forms; made of other answers, it does not."""
    form = returned(tmp_path)
    summarise(check_paths([form]), tmp_path / "汇总表.xlsx")
    again = check_paths([tmp_path])
    assert [one.kind for one in again.forms] == ["form", "summary"]
    assert "B03" in again.rules.ran
    assert [one.message for one in again.findings] == []
    assert sum(again.verdicts().values()) == 1
    changed = {**FILLED, "funds.appropriation.annual_spending": 94}
    returned(tmp_path, changed)
    assert {one.rule for one in check_paths([tmp_path]).findings} == {"B03"}
