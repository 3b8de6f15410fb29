"""Which way an indicator is met."""

import pytest

from perf_xlsx.form.direction import direction_of
from perf_xlsx.notation import read_notation

LOWER = ["成本", "投诉率"]


@pytest.mark.parametrize(
    ("target", "name", "levels", "direction"),
    [
        ("有所提高", "投诉率", ("output", "cost"), "qualitative"),
        ("12月底前完成", "完成时间", ("output", "timeliness"), "qualitative"),
        ("≥10万元", "成本", ("output", "cost"), "higher"),
        ("＞10", "成本", ("output", "cost"), "higher"),
        ("≤10次", "次数", ("output", "quantity"), "lower"),
        ("＜10次", "次数", ("output", "quantity"), "lower"),
        ("＝10次", "次数", ("output", "quantity"), "equal"),
        ("1年", "完成时间", ("output", "timeliness"), "same"),
        ("≤1年", "完成时间", ("output", "timeliness"), "lower"),
        ("10万元", "支出", ("output", "cost"), "lower"),
        ("10万元", "支出", ("cost", "economic_cost"), "lower"),
        ("1%", "群众投 诉率", ("output", "quality"), "lower"),
        ("10次", "次数", ("output", "quantity"), "higher"),
        ("/", "次数", ("output", "quantity"), ""),
        ("2至3次", "次数", ("output", "quantity"), ""),
    ],
)
def test_direction(target: str, name: str, levels: tuple[str, str], direction: str) -> None:
    """Words first, then the sign, then a bare period, then levels and name; otherwise more is better."""
    assert direction_of(read_notation(target), name, levels, LOWER) == direction


@pytest.mark.parametrize("name", ["成本节约率", "差错率下降幅度", "节约成本", "投诉率降低"])
def test_what_is_saved_is_the_better_the_more(name: str) -> None:
    """A word that turns the meaning round stands before the guess that less is better."""
    assert direction_of(read_notation("10%"), name, ("output", "cost"), LOWER) == "higher"
