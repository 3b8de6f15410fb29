"""A09: the weights of a 一级指标 against the policy, and against what its label prints."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from byhand import found, said, skipped
from returned import report, returned, workbook
from tampering import without_row
from tools import FILLED, Changes, by_hand, catalog, check_clean, check_finds, project, typed

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.local_rules_in import read_local_rules
from perf_xlsx.finding import Severity
from perf_xlsx.form.as_found import AsFound
from perf_xlsx.rules.unusual_level1_points import unusual_level1_points

OUTPUT, BENEFIT, SATISFACTION = (f"levels.{key}.level_points" for key in ("output", "benefit", "satisfaction"))
MOVED: Changes = {"indicators.1.points": 30, "indicators.6.points": 20}


def test_the_prescribed_weights_are_silent() -> None:
    """50, 30 and 10; how they are spread inside a level is the unit's business."""
    check_clean(typed(), "A09")
    assert said(unusual_level1_points, by_hand()) == []
    assert said(unusual_level1_points, by_hand({"indicators.1.points": 5, "indicators.2.points": 35})) == []


def test_other_weights_are_one_question() -> None:
    """Ten points moved from 效益 to 产出 in a hand-made form: one finding, both levels named."""
    [one] = found(unusual_level1_points, by_hand(MOVED))
    assert (str(one.place), one.severity) == (OUTPUT, "")
    assert one.message == "产出指标分值60，规定50；效益指标分值20，规定30，请说明"


def test_weights_that_were_issued_are_only_noted() -> None:
    """Who fills an issued form cannot change its weights and is not asked to."""
    form = typed(given=MOVED)
    check_finds(form, "A09", OUTPUT, BENEFIT, severity="info")
    assert said(unusual_level1_points, form) == []


def test_a_hair_is_found() -> None:
    """The policy names whole numbers: there is nothing to round."""
    assert said(unusual_level1_points, by_hand({"indicators.9.points": "10.01"})) == [(SATISFACTION, "warning")]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ({"output": "60", "benefit": "20"}, []),
        ({"output": "50", "benefit": "20"}, [(OUTPUT, "error")]),
        ({"output": "60"}, [(BENEFIT, "warning")]),
    ],
)
def test_what_the_label_prints_counts(printed: dict[str, str], expected: list[tuple[str, str]]) -> None:
    """产出指标(60分) over rows of 60 is right here; over rows of another sum it is wrong."""
    weights = {key: Decimal(points) for key, points in printed.items()}
    form = replace(by_hand(MOVED), found=AsFound(printed_points=weights))
    assert said(unusual_level1_points, form) == expected


def test_what_is_not_compared() -> None:
    """No weights; a table of one section; a form of a whole department, for the reason the reader gives."""
    none = by_hand({f"indicators.{row}.points": None for row in (1, 2, 4, 6, 9)})
    assert skipped(unusual_level1_points, none) == "本表没有分值，或只是一级指标中的一部分"
    section = by_hand({f"indicators.{row}.points": None for row in (6, 9)})
    assert skipped(unusual_level1_points, section) == "本表没有分值，或只是一级指标中的一部分"
    department = replace(by_hand(MOVED), found=AsFound(spared={"A09": "部门整体支出表另有规定"}))
    assert skipped(unusual_level1_points, department) == "部门整体支出表另有规定"


def test_what_is_said_of_a_deleted_row(tmp_path: Path) -> None:
    """The weights are short because a row is gone, not as they were issued: nothing else is claimed."""
    file = returned(tmp_path)
    without_row(13)(file)
    [one] = [found for found in report(file).findings if found.rule == "A09"]
    assert one.message == "产出指标分值30，统一口径为50"
    assert "行被删" in one.fix


def test_what_is_said_where_a_bureau_refuses_it(tmp_path: Path) -> None:
    """Graded an error by a local rule, nobody is told both to send the form back and to change nothing."""
    rules = tmp_path / "本地.toml"
    rules.write_text('[[grade]]\nrule = "A09"\nseverity = "error"\nreason = "本地从严"\nsince = 2020-01-01\n')
    file = tmp_path / "表.xlsx"
    file.write_bytes(workbook(FILLED, project(given=MOVED)))
    checking = Checking(local=read_local_rules(rules, catalog(), date(2021, 1, 1)))
    told = [one for one in report(file, checking).findings if one.rule == "A09"]
    assert {one.severity for one in told} == {Severity.ERROR}
    assert not [one for one in told if "不必" in one.message + one.fix]
    assert {one.fix.split("，")[1] for one in told} == {"请由下发单位核对；有指标行被删的"}
