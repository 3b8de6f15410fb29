"""B01: the register against what came back."""

from tiny_returns import batch, by_hand, messages, one, reason

from perf_xlsx.finding import FormReport, RuleLog
from perf_xlsx.form.returns import return_of
from perf_xlsx.rules.base import Found
from perf_xlsx.rules.not_returned import not_returned


def test_what_is_missing_is_named() -> None:
    """One of two is missing: one message with its name and code; nothing when both are there."""
    [message] = messages(not_returned, batch(one("P1"), register=["P1", "P2"]))
    assert message == "没有收到“项目P2”（P2，教育局，第一中学）的自评表"
    assert messages(not_returned, batch(one("P1"), one("P2"), register=["P1", "P2"])) == []


def test_whose_it_is_goes_with_it() -> None:
    """主管部门 and 实施单位 as the register has them, for the reports; they have no form to take them from."""
    [found] = not_returned.run(batch(register=["P1"]))
    assert isinstance(found, Found)
    assert found.units == ("教育局", "第一中学")


def test_a_hand_made_form_is_its_projects_return() -> None:
    """Name and department tell whose it is, blanks aside; another department's is another project's."""
    assert messages(not_returned, batch(by_hand("项目 P1"), register=["P1"])) == []
    assert messages(not_returned, batch(by_hand("项目P1", ""), register=["P1"])) == []
    assert len(messages(not_returned, batch(by_hand("项目P1", "民政局"), register=["P1"]))) == 1


def test_a_form_of_another_year_is_no_return() -> None:
    """Last year's form does not make this year's; the message says what came."""
    [message] = messages(not_returned, batch(one("P1", fiscal_year=2019), register=["P1"]))
    assert message.endswith("；收到的不是2020年度的：P1.xlsx（2019年度）")


def test_an_unread_file_is_hinted_at() -> None:
    """A file that could not be opened and has the code in its name may be what is missing."""
    broken = return_of(FormReport("回收/P1_项目.xlsx", (), RuleLog()))
    [message] = messages(not_returned, batch(broken, register=["P1"]))
    assert message.endswith("；可能是没有读出的文件：回收/P1_项目.xlsx")


def test_without_a_register() -> None:
    """Nothing is known to be missing."""
    assert reason(not_returned, batch(one())) == "没有给下发登记（--register）"
