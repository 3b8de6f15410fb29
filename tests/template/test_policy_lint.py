"""Mistakes in a policy are found before a form is made of them."""

import math

import pytest

from perf_xlsx.template.policy_lint import policy_faults

GOOD: dict[str, object] = {
    "total_points": 100,
    "min_explanation": 6,
    "score_decimals": 2,
    "level1_points": {"output": 60, "benefit": 40},
}


def test_a_good_policy_has_no_fault() -> None:
    """Nothing to say."""
    assert not list(policy_faults(GOOD, points=True))
    assert not list(
        policy_faults({**GOOD, "reverse_accepted": ["R2"], "total_caps": [[0.5, 59], [0.6, 69.5]]}, points=True)
    )


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        ("overshoot", math.nan, "policy.overshoot"),
        ("overshoot", math.inf, "policy.overshoot"),
        ("score_decimals", -1, "policy.score_decimals"),
        ("score_decimals", 1.5, "policy.score_decimals"),
        ("min_explanation", 0, "policy.min_explanation"),
        ("total_points", True, "policy"),
        ("reverse_formula", "R9", "policy.reverse_formula"),
        ("reverse_accepted", ["R1", "R9"], "policy.reverse_accepted"),
        ("reverse_accepted", "R9", "policy.reverse_accepted"),
        ("total_caps", [[0.5, 59], [0.6]], "policy.total_caps"),
        ("total_caps", 59, "policy.total_caps"),
        ("level1_points", {"output": "50"}, "policy.level1_points.output"),
        ("level1_points", {"output": -5, "benefit": 105}, "policy.level1_points.output"),
        ("level1_points", {"output": 60, "benefit": 30}, "policy.level1_points"),
        ("qualitative", {"achieved": ""}, "policy.qualitative.achieved"),
        ("qualitative", {"achieved": "达" * 256}, "policy.qualitative.achieved"),
    ],
)
def test_each_mistake_is_found_at_its_path(key: str, value: object, where: str) -> None:
    """One value made wrong, one fault."""
    assert [fault.where for fault in policy_faults({**GOOD, key: value}, points=True)] == [where]


def test_a_level_may_be_left_to_the_unit() -> None:
    """Points that are prescribed for some levels only may not exceed the total; for all, they make it."""
    some = {**GOOD, "level1_points": {"execution": 20, "output": 40}}
    assert not list(policy_faults(some, ("output", "benefit"), points=True))
    much = {**GOOD, "level1_points": {"execution": 20, "output": 90}}
    assert [fault.what for fault in policy_faults(much, ("output", "benefit"), points=True)] == ["合计110，超过100"]
    assert [fault.what for fault in policy_faults(some, ("output",), points=True)] == ["合计60，应为100"]


def test_a_form_without_points_needs_no_total() -> None:
    """What scores are counted in is asked for only where there are any."""
    assert not list(policy_faults({"min_explanation": 6}, points=False))
    assert len(list(policy_faults({"min_explanation": 6}, points=True))) == 2
