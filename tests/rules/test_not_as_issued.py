"""C24: a form made by hand against the register."""

from dataclasses import replace

import pytest
from tampering import registered
from tools import QUALITY, QUANTITY, SATISFACTION, Changes, by_hand, project, typed

from perf_xlsx.check.engine import check_form
from perf_xlsx.finding import Finding, FormReport
from perf_xlsx.form.registered import Register
from perf_xlsx.form.trust import Trust

REGISTER = registered(project())
TARGET = f"indicators.{QUALITY}.target"


def checked(changes: Changes | None = None, register: Register | None = REGISTER) -> FormReport:
    """A hand-made form held against a register."""
    form = by_hand(changes)
    form.trust = Trust(register=register)
    return check_form(form, "手工表.xlsx")


def found(changes: Changes | None = None, register: Register | None = REGISTER) -> list[Finding]:
    """What the rule says."""
    return [one for one in checked(changes, register).findings if one.rule == "C24"]


def test_as_issued() -> None:
    """The same indicators, targets and weights: silent, however they are spelt."""
    assert found() == []
    assert found({TARGET: "大于等于95％", f"indicators.{QUANTITY}.level3": "培训 人次"}) == []


def test_a_target_lowered() -> None:
    """The target as registered is in the message and expected."""
    [finding] = found({TARGET: "≥90%"})
    assert finding.message == "“考试合格率”指标值下发时为≥95%，表上为≥90%"
    assert (finding.field, finding.value, finding.expected, finding.severity) == (TARGET, "≥90%", "≥95%", "warning")


@pytest.mark.parametrize(("points", "count"), [(10, 0), ("10.0000001", 0), ("10.1", 1)])
def test_a_weight_changed(points: int | str, count: int) -> None:
    """Weights that are equal to six places are the same."""
    assert len(found({f"indicators.{SATISFACTION}.points": points})) == count


def test_an_indicator_exchanged() -> None:
    """One left out, one added: two findings that name them."""
    messages = [one.message for one in found({f"indicators.{QUANTITY}.level3": "开会次数"})]
    assert messages == ["下发的指标没有填报：“培训人次”", "下发时没有这些指标：“开会次数”"]


@pytest.mark.parametrize(
    ("register", "reason"),
    [
        (None, "审核时没有给登记表"),
        ({}, "登记表里没有同名的项目"),
        (registered(project(), replace(project(), code="B002")), "几个同名"),
    ],
    ids=["no register", "unknown", "two of one name and unit"],
)
def test_nothing_to_compare_with(register: Register | None, reason: str) -> None:
    """Without a register, or a project that is certainly this one, the rule says why it did not look."""
    one = checked({TARGET: "≥90%"}, register)
    assert reason in one.rules.skipped["C24"]


def test_two_of_one_name_are_told_apart_by_their_units() -> None:
    """Of two projects of one name the one of the form's own units counts."""
    other = project(given={"header.implementing_unit": "别的中心"})
    assert len(found({TARGET: "≥90%"}, registered(project(), replace(other, code="B002")))) == 1


def test_an_issued_form_is_left_to_t02() -> None:
    """What was issued is compared cell by cell elsewhere."""
    form = typed()
    form.trust = Trust(register=registered(project(given={"header.project_name": "别的"})))
    assert "C24" in check_form(form, "下发表.xlsx").rules.skipped
