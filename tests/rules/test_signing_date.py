"""A26: the date of filling in."""

import pytest
from byhand import hand_form, said, skipped
from tools import Plain, typed

from perf_xlsx.rules.signing_date import signing_date

PLACE = "signature.filled_on"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2020年12月31日", False),
        ("2020年12月30日", True),
        ("2021-01-20", False),
        ("2020.11.3", True),
        (44196, False),  # 2020-12-31 as a spreadsheet keeps it
        (44195, True),
        (None, True),
        (" ", True),
        ("年后补", False),
        ("2020年13月45日", False),
    ],
)
def test_the_last_day_of_the_year(value: Plain, found: bool) -> None:
    """From the last day on it is silent; before it, and a blank, are noted; what is no date is not judged."""
    expected = [(PLACE, "info")] if found else []
    assert said(signing_date, hand_form("", {PLACE: value})) == expected
    issued = typed({PLACE: value})
    issued.fiscal_year = 2020
    assert said(signing_date, issued) == expected


def test_a_form_without_the_label_is_not_asked() -> None:
    """Many forms have no date at all."""
    assert skipped(signing_date, hand_form("")) == "本表没有填报日期一栏"
