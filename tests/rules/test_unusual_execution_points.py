"""S22: the weight of the execution rate against the policy."""

from tools import by_hand, check_clean, check_finds, typed

POINTS = "funds.total.points"


def test_the_prescribed_weight_is_silent() -> None:
    """10, as issued; a form without weights has none."""
    check_clean(typed(), "S22")
    check_clean(by_hand({POINTS: 10}), "S22")
    check_clean(by_hand({POINTS: None}), "S22")


def test_another_weight_is_asked_about() -> None:
    """20, as some provinces have it, and a tenth beside."""
    check_finds(by_hand({POINTS: 20}), "S22", POINTS, severity="warning")
    check_finds(by_hand({POINTS: "10.1"}), "S22", POINTS, severity="warning")
