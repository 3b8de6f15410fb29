"""B04: returned, but never issued."""

from tiny_returns import batch, by_hand, messages, one, reason

from perf_xlsx.rules.not_in_register import not_in_register


def test_a_code_that_was_not_issued() -> None:
    """The project and its file are named; a registered one is silent."""
    [message] = messages(not_in_register, batch(one("P1"), one("P9"), register=["P1"]))
    assert message == "“项目P9”（P9）不在下发登记里（P9.xlsx）"


def test_another_department_is_said() -> None:
    """A hand-made form of the right name and a wrong department: both departments are told."""
    [message] = messages(not_in_register, batch(by_hand("项目P1", "民政局"), register=["P1"]))
    assert "登记里有同名项目，主管部门是教育局" in message
    assert "主管部门民政局" in message
    assert messages(not_in_register, batch(by_hand("项目P1"), register=["P1"])) == []


def test_without_a_register() -> None:
    """Nothing is known to be outside."""
    assert reason(not_in_register, batch(one())) == "没有给下发登记（--register）"
