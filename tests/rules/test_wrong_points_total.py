"""A10: the printed total of the weights against their sum."""

import pytest
from tools import Plain, by_hand, check_clean, check_finds


@pytest.mark.parametrize(("points", "total"), [(20, 100), ("20.005", "100.01"), ("20.005", "100.005"), (20, None)])
def test_the_sum_is_silent(points: Plain, total: Plain) -> None:
    """Rounded to two decimals or finer; a blank total is not this rule's."""
    check_clean(by_hand({"indicators.1.points": points, "total.points": total}), "A10")


@pytest.mark.parametrize(("points", "total"), [(20, 95), (20, "100.01"), ("20.005", 100), (15, 100)])
def test_another_total_is_found(points: Plain, total: Plain) -> None:
    """100 printed over weights that make 95, and the like."""
    check_finds(by_hand({"indicators.1.points": points, "total.points": total}), "A10", "total.points")
