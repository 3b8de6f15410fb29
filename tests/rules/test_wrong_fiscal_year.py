"""A02: the year of the form against that of the batch."""

from dataclasses import replace
from pathlib import Path

import pytest
from byhand import hand_form, said, skipped
from returned import codes, report, returned

from perf_xlsx.check.checking import Checking
from perf_xlsx.rules.wrong_fiscal_year import wrong_fiscal_year

ROWS = "数量 | 培训人次 | ≥50人次 | 60人次 | 10 | 10"


@pytest.mark.parametrize(("year", "expected"), [(2020, []), (2019, [("", "error")]), (2021, [("", "error")])])
def test_the_year_before_and_after_are_wrong(year: int, expected: list[tuple[str, str]]) -> None:
    """A form of 2020 in a batch of 2020 is silent, one year off either way is found."""
    assert said(wrong_fiscal_year, replace(hand_form(ROWS), batch_year=year)) == expected


@pytest.mark.parametrize(
    ("form_year", "batch_year", "reason"),
    [(2020, None, "没有指定本批年度（--year）"), (None, 2020, "表上没有读到年度")],
)
def test_without_a_year_nothing_is_compared(form_year: int | None, batch_year: int | None, reason: str) -> None:
    """A form or a batch without a year: skipped, and why."""
    form = replace(hand_form(ROWS), fiscal_year=form_year, batch_year=batch_year)
    assert said(wrong_fiscal_year, form) == []
    assert skipped(wrong_fiscal_year, form) == reason


def test_an_issued_form_says_it_once(tmp_path: Path) -> None:
    """T01 tells it of an issued workbook; A02 is skipped for that reason."""
    file = returned(tmp_path)
    assert codes(file, Checking(fiscal_year=2021)) == ["T01"]
    assert report(file, Checking(fiscal_year=2021)).rules.skipped["A02"] == "同一处已由T01指出"
