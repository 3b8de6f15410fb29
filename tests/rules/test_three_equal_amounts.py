"""C21: three equal amounts, where the policy asks."""

from consistent import form_of, judging, message, told

from perf_xlsx.check.engine import check_form
from perf_xlsx.rules.three_equal_amounts import three_equal_amounts

ON = judging(switched_on=["C21"])


def test_off_by_default_and_said_so() -> None:
    """Nothing is found, and the log says that the policy did not ask."""
    form = form_of("")
    assert told(three_equal_amounts, form) == []
    assert check_form(form, "1.xlsx").rules.skipped["C21"] == "平时不查，政策写明才查"


def test_switched_on() -> None:
    """100, 100 and 100 is noted; 99.5 spent is not."""
    form = form_of("", template=ON)
    assert told(three_equal_amounts, form) == [("funds.total.annual_spending", "info")]
    assert message(three_equal_amounts, form) == "年初预算数、全年预算数、全年执行数都是100，请核对执行数"
    assert told(three_equal_amounts, form_of("", {"funds.total.annual_spending": "99.5"}, template=ON)) == []


def test_nothing_spent_is_another_matter() -> None:
    """Three zeros are S03's."""
    zeros = {f"funds.total.{key}": 0 for key in ("initial_budget", "annual_budget", "annual_spending")}
    assert told(three_equal_amounts, form_of("", zeros, template=ON)) == []
