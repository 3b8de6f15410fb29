"""One cause, one finding (rules.md, section 1): what silences what, and what does not."""

from pathlib import Path

import pytest
from returned import codes, report, returned, workbook
from tools import COST, QUANTITY, ROWS, SATISFACTION, Changes, project

ACTUAL, SCORE = f"indicators.{SATISFACTION}.actual", f"indicators.{SATISFACTION}.adjusted_score"
WHY = f"indicators.{SATISFACTION}.deviation_explanation"


def found(tmp_path: Path, inputs: Changes) -> list[str]:
    """The rules that find something in a returned form, by code."""
    return sorted(codes(returned(tmp_path, inputs)))


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        # A16 and A13 over everything that needs the cell
        ({ACTUAL: "八成"}, ["A16"]),
        ({ACTUAL: None}, ["A13"]),
        ({ACTUAL: "/"}, ["A16"]),
        ({SCORE: "十分", ACTUAL: "0.8"}, ["A16"]),
        ({"funds.appropriation.annual_spending": "九十五"}, ["A16"]),
        ({"funds.appropriation.annual_spending": None}, ["A13"]),
        ({"funds.appropriation.annual_budget": "无"}, ["A16"]),
        # the total that adds up a wrong amount is no second fault
        ({"funds.appropriation.annual_spending": -5}, ["A16"]),
        ({"funds.appropriation.annual_spending": -5, "funds.other.annual_spending": -6}, ["A16", "A16"]),
        # … and over nothing else: another row, another cause
        ({ACTUAL: "八成", f"indicators.{QUANTITY}.actual": 30}, ["A16", "S09"]),
        ({ACTUAL: None, "funds.appropriation.annual_spending": 80}, ["A13", "S04"]),
        # S13 and S18 do not silence S09, they silence S25
        ({ACTUAL: "0.8", SCORE: 10}, ["S09", "S13"]),
        ({ACTUAL: 0, SCORE: 5}, ["S09", "S18"]),
        # what is short of pro rata and the missing reason are two faults too
        ({ACTUAL: "0.8", SCORE: 8}, ["S05", "S09"]),
        ({ACTUAL: "0.8", SCORE: "8.89"}, ["S09"]),
        ({f"indicators.{QUANTITY}.actual": 40, f"indicators.{QUANTITY}.adjusted_score": 20}, ["S05", "S09"]),
        # S15 over S09 and S25
        ({ACTUAL: "0.95", SCORE: 8}, ["S15"]),
        ({ACTUAL: "0.95", SCORE: 8, f"indicators.{QUANTITY}.actual": 30}, ["S09", "S15"]),
        # S25 stands where nothing above it does
        ({ACTUAL: "0.95", SCORE: 8, WHY: "专家组核减，已制定措施"}, []),
        # S18 silences S13 on the same row only
        ({ACTUAL: 0, SCORE: 5, f"indicators.{COST}.actual": 20}, ["S09", "S09", "S18"]),
        # S03 over S02, S19 over S04 and S23: no budget, no spending
        ({"funds.appropriation.annual_budget": 0}, ["S03"]),
        ({"funds.appropriation.annual_spending": 0}, ["S19"]),
        # nothing at all
        ({}, []),
    ],
)
def test_one_cause_one_finding(tmp_path: Path, inputs: Changes, expected: list[str]) -> None:
    """Each finding is a fault of its own; what follows from another is silent."""
    assert found(tmp_path, inputs) == expected


def test_silenced_rule_says_which_one_spoke(tmp_path: Path) -> None:
    """A rule that found nothing but consequences is skipped, with the code that was found instead."""
    only = ROWS.strip().splitlines()[-1]
    inputs = {"indicators.9.actual": "0.8", "indicators.9.adjusted_score": "十分"}
    file = tmp_path / "一行.xlsx"
    file.write_bytes(workbook(inputs, project(only)))
    one = report(file)
    assert one.rules.skipped["S09"] == "同一处已由A16指出"
    assert "S09" not in one.rules.ran


def test_rule_that_is_silenced_in_one_row_ran_in_the_others(tmp_path: Path) -> None:
    """Skipped is a rule that could say nothing at all."""
    one = report(returned(tmp_path, {ACTUAL: "八成"}))
    assert "S09" in one.rules.ran


def test_s22_over_a09(tmp_path: Path) -> None:
    """Other weights than usual: A09, once a class of indicators; an odd weight of the execution rate has one cause."""
    rows = ROWS.replace("| ≥90% | 10 |", "| ≥90% | 20 |").replace("有效提高 | 30", "有效提高 | 20")
    file = tmp_path / "权重.xlsx"
    file.write_bytes(workbook({ACTUAL: "0.95"}, project(rows)))
    assert [code for code in codes(file) if code in {"A09", "S22"}] == ["A09", "A09"]


def test_many_failing_rows_are_fast(tmp_path: Path) -> None:
    """Three hundred rows with two faults each: precedence stays linear."""
    rows = "\n".join(f"| 产出指标 | 数量指标 | 培训{number} | ≥50人次 | 1 |" for number in range(1, 200))
    inputs = {f"indicators.{number}.actual": 30 for number in range(1, 200)}
    inputs |= {f"indicators.{number}.adjusted_score": 2 for number in range(1, 200)}
    file = tmp_path / "多.xlsx"
    file.write_bytes(workbook(inputs, project(rows)))
    found_here = codes(file)
    assert found_here.count("S09") == found_here.count("A12") == 199
    assert "S25" not in found_here
