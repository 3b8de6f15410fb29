"""A09: the weights of a 一级指标 against the policy."""

from tools import check_clean, check_finds, typed


def test_the_prescribed_weights_are_silent() -> None:
    """50, 30 and 10; how they are spread inside a level is the unit's business."""
    check_clean(typed(), "A09")
    check_clean(typed(given={"indicators.1.points": 5, "indicators.2.points": 35}), "A09")


def test_other_weights_are_found() -> None:
    """Ten points moved from 效益 to 产出: both levels are asked about."""
    form = typed(given={"indicators.1.points": 30, "indicators.6.points": 20})
    check_finds(form, "A09", "levels.output.level_points", "levels.benefit.level_points", severity="warning")


def test_a_hair_is_found() -> None:
    """The policy names whole numbers: there is nothing to round."""
    check_finds(
        typed(given={"indicators.9.points": "10.01"}), "A09", "levels.satisfaction.level_points", severity="warning"
    )


def test_a_form_without_weights_is_silent() -> None:
    """Nothing to compare."""
    check_clean(typed(given={f"indicators.{row}.points": None for row in (1, 2, 4, 6, 9)}), "A09")
