"""Numbers shown as dates: what a reader sees in the cell."""

from decimal import Decimal

import pytest

from perf_xlsx.workbook.dates import date_parts, spelled_date


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("45356", 'm"月"d"日"', "3月5日"),
        ("45356", "d-mmm", "3月5日"),
        ("45356", "mm-dd-yy", "2024年3月5日"),
        ("45356", "yyyy/m/d", "2024年3月5日"),
        ("45356", 'yyyy"年"m"月"', "2024年3月"),
        ("45356", "[$-804]yyyy/m/d;@", "2024年3月5日"),
        ("45356.5", "m/d/yy h:mm", "2024年3月5日 12:00"),
        ("0.128472222222222", "h:mm", "3:05"),
        ("0.128472222222222", '上午/下午h"时"mm"分"ss"秒"', "3:05:00"),
        ("0.128472222222222", "mm:ss", None),
        ("1", "m/d", "1月1日"),
        ("61", "m/d", "3月1日"),
        ("45356", "General", None),
        ("45356", "", None),
        ("45356", "@", None),
        ("45356", "0.00", None),
        ("45356", '#,##0"日"', None),
        ("45356", "[Red]0.00_);(0.00)", None),
        ("45356", r"General\m", None),
        ("0.95", "0.00%", None),
        ("-3", "m/d", None),
        ("1E+9", "yyyy/m/d", None),
    ],
)
def test_spelled(number: str, code: str, shown: str | None) -> None:
    """The parts a format shows, in Chinese; a plain number's format, and a number past the calendar, give nothing."""
    assert spelled_date(Decimal(number), code, date1904=False) == shown


def test_the_other_calendar() -> None:
    """A workbook that counts from 1904 shows the same number four years and a day later."""
    assert spelled_date(Decimal(43894), "yyyy-m-d", date1904=True) == "2024年3月5日"


def test_minutes_are_no_months() -> None:
    """An m beside hours or seconds is minutes."""
    assert date_parts("h:mm:ss") == "hs"
    assert date_parts("yyyy-mm-dd hh:mm") == "ymdh"
