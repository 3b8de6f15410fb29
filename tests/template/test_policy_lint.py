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
    assert not list(policy_faults({**GOOD, "reverse_accepted": ["R2"], "total_caps": [[0.5, 59], [0.6, 69.5]]}, points=True))


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
