"""A09: the weights of a 一级指标 against the policy."""

from tools import by_hand, check_clean, check_finds, typed

OUTPUT, BENEFIT, SATISFACTION = (f"levels.{key}.level_points" for key in ("output", "benefit", "satisfaction"))


def test_the_prescribed_weights_are_silent() -> None:
    """50, 30 and 10; how they are spread inside a level is the unit's business."""
    check_clean(typed(), "A09")
    check_clean(by_hand(), "A09")
    check_clean(by_hand({"indicators.1.points": 5, "indicators.2.points": 35}), "A09")


def test_other_weights_are_asked_about() -> None:
    """Ten points moved from 效益 to 产出 in a hand-made form: both levels."""
    form = by_hand({"indicators.1.points": 30, "indicators.6.points": 20})
    check_finds(form, "A09", OUTPUT, BENEFIT, severity="warning")


def test_weights_that_were_issued_are_only_noted() -> None:
    """Who fills an issued form cannot change its weights and is not asked to."""
    form = typed(given={"indicators.1.points": 30, "indicators.6.points": 20})
    check_finds(form, "A09", OUTPUT, BENEFIT, severity="info")


def test_a_hair_is_found() -> None:
    """The policy names whole numbers: there is nothing to round."""
    check_finds(by_hand({"indicators.9.points": "10.01"}), "A09", SATISFACTION, severity="warning")


def test_a_form_without_weights_is_silent() -> None:
    """Nothing to compare."""
    check_clean(by_hand({f"indicators.{row}.points": None for row in (1, 2, 4, 6, 9)}), "A09")
