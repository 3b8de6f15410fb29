"""A13: a cell without which nothing can be computed or reviewed."""

import pytest
from byhand import hand_form, said
from tools import Plain, by_hand, check_clean, check_finds, typed

from perf_xlsx.check.engine import check_form
from perf_xlsx.rules.required_cell_blank import required_cell_blank


@pytest.mark.parametrize("answer", [None, " ", "/", "无"])
def test_an_indicator_without_answer_is_found(answer: Plain) -> None:
    """A row with a weight owes its actual value; the score that cannot come of it is not asked for as well."""
    check_finds(typed({"indicators.1.actual": answer}), "A13", "indicators.1.actual")


def test_nothing_done_is_an_answer() -> None:
    """0 is a value, and a row printed "/" owes none."""
    check_clean(typed({"indicators.1.actual": 0}), "A13")


def test_an_answer_that_gives_no_score_is_found_at_the_score() -> None:
    """The answer stands there but no score comes of it; an adjusted score mends it."""
    check_finds(typed({"indicators.1.actual": "约40"}), "A13", "indicators.1.score")
    check_clean(typed({"indicators.1.actual": "约40", "indicators.1.adjusted_score": 16}), "A13")


def test_target_and_weight_are_owed() -> None:
    """An indicator without target; a score without weight on a form that has weights."""
    check_finds(typed(given={"indicators.1.target": None}), "A13", "indicators.1.target")
    check_finds(by_hand({"indicators.1.points": None}), "A13", "indicators.1.points")


@pytest.mark.parametrize("column", ["initial_budget", "annual_budget", "annual_spending"])
def test_the_money_is_owed(column: str) -> None:
    """Without any source the total is blank; a source of 0 is an answer."""
    check_finds(typed({f"funds.appropriation.{column}": None}), "A13", f"funds.total.{column}")
    check_clean(typed({f"funds.appropriation.{column}": 0}), "A13")


def test_the_goal_and_the_total_are_owed() -> None:
    """Goal, what became of it, and the total score."""
    check_finds(typed(given={"goal.expected": "/"}), "A13", "goal.expected")
    check_finds(typed({"goal.achieved": "\u3000"}), "A13", "goal.achieved")
    check_finds(by_hand({"total.score": None}), "A13", "total.score")


def test_words_are_something() -> None:
    """A weight in words still asks for its row; a word where a number belongs is A16's, not missing."""
    check_finds(by_hand({"indicators.1.points": "二十", "indicators.1.actual": None}), "A13", "indicators.1.actual")
    check_finds(by_hand({"indicators.1.points": "二十", "indicators.1.target": None}), "A13", "indicators.1.target")
    check_finds(by_hand({"indicators.1.points": "二十", "indicators.1.score": None}), "A13", "indicators.1.score")
    check_clean(by_hand({"indicators.1.points": "二十"}), "A13")
    check_clean(by_hand({"funds.total.annual_budget": "约100", "total.score": "九十九"}), "A13")


def test_a_row_without_weight_owes_nothing() -> None:
    """No weight, no score: nothing is asked."""
    check_clean(typed({"indicators.1.actual": None}, given={"indicators.1.points": None}), "A13")


@pytest.mark.parametrize(
    ("target", "actual", "place"),
    [
        ("≥50人次", "60人次", ""),
        ("", "", "target"),
        ("≥50人次", "", "actual"),
        ("≥50人次", "/", "actual"),
        ("", "60人次", "target"),
    ],
)
def test_a_form_without_weights_owes_both_values(target: str, actual: str, place: str) -> None:
    """Transfer forms have no weights: a row with a name owes its target and its answer, and is told once."""
    form = hand_form(f"数量 | 培训人次 | {target} | {actual} | | | |")
    assert said(required_cell_blank, form) == ([(f"indicators.1.{place}", "error")] if place else [])


@pytest.mark.parametrize("name", ["", "/", "无", "……", "指标2:"])
def test_a_row_nobody_used_owes_nothing(name: str) -> None:
    """No name, or what the blank form says."""
    assert said(required_cell_blank, hand_form(f"数量 | {name} | | | | | |")) == []


def test_weights_in_the_columns_of_values_are_no_values() -> None:
    """20, 20, 10, 20, 10, 20 in both columns: every target is missing, and C28 says why."""
    rows = "\n".join(
        f"数量 | 内容{number} | {points} | {points}" for number, points in enumerate((20, 20, 10, 20, 10, 20))
    )
    form = hand_form(rows)
    assert said(required_cell_blank, form) == [(f"indicators.{row}.target", "error") for row in range(1, 7)]
    found = {one.rule for one in check_form(form, "1.xlsx").findings if one.severity != "info"}
    assert {"A13", "C28"} <= found
