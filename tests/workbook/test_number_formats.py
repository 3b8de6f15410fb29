"""What a number format shows: honest formats say the number, others are seen through."""

from decimal import Decimal

import pytest

from perf_xlsx.workbook.number_formats import is_usual, places_shown, says, shown_number, shown_text
from perf_xlsx.workbook.style import NUMBER_FORMATS, literal_format

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("60", '0"人次"', "60人次"),
        ("60", 'General"人次"', "60人次"),
        ("60", "G/通用格式\\次", "60次"),
        ("1234567.5", "#,##0.00", "1234567.50"),
        ("-5", "#,##0.00;-#,##0.00;0.00", "-5.00"),
        ("92.5", "0", "93"),
        ("0.9512", "0.00%", "95.12%"),
        ("0.5", ".00", ".50"),
        ("99.6", "0.00##", "99.60"),
        ("5", "000", "005"),
        ("-5", "0_);(0)", "(5)"),
        ("-5", "0.00;[Red]0.00", "5.00"),
        ("0", "0;-0;;@", ""),
        ("5", ACCOUNTING, "  5.00 "),
        ("500000", '0!.0,"万元"', "50.0万元"),
        ("5", "¥#,##0.00", "¥5.00"),
        ("5", "@", "5"),
        ("12", "[DBNum1]General", "12"),
    ],
)
def test_honest(value: str, code: str, text: str) -> None:
    """What is shown is the number, rounded at most, with a word or the scale said beside it."""
    shown = shown_number(Decimal(value), code)
    assert shown is not None
    assert shown.strip() == text.strip()
    assert says(shown, Decimal(value))


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("60", '"100"', "100"),
        ("60", "\\1\\0\\0", "100"),
        ("60", ";;;", ""),
        ("60", "[White]General", ""),
        ("60", "[白色]0.00", ""),
        ("60", "[>5][Color 2]0;0", ""),
        ("60", '"优"', "优"),
        ("60", '0"0"', "600"),
        ("5", "100", "105"),
        ("5", "0*9", "59"),
        ("5", "-0", "-5"),
        ("5", '[>=0]"98.7";General', "98.7"),
        ("5", '[=5]"9.9";[=6]"1";General', "9.9"),
        ("12345", '0"."00', "123.45"),
        ("500000", "0!.0,", "50.0"),
        ("500000", "#,##0,", "500"),
        ("0", '0;0;"100"', "100"),
    ],
)
def test_in_disguise(value: str, code: str, text: str) -> None:
    """What is shown is another number, or none."""
    shown = shown_number(Decimal(value), code)
    assert shown is not None
    assert shown.strip() == text
    assert not says(shown, Decimal(value))
    assert not is_usual(code)


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "# ?/?", "0.00E+00", "0" * 300])
def test_untold(code: str) -> None:
    """Dates, fractions, powers and what no program takes: nothing is said."""
    assert shown_number(Decimal("0.5"), code) is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("General", "达标"),
        ("0.00", "达标"),
        ("@", "达标"),
        ('"不"@', "不达标"),
        (";;;", ""),
        ('0;0;0;"优秀"', "优秀"),
        ("0;0;0;@", "达标"),
    ],
)
def test_texts(code: str, text: str) -> None:
    """A text is shown as it is unless the format has a part for texts."""
    assert shown_text("达标", code) == text


def test_ours_are_usual() -> None:
    """The formats forms are issued with cost nothing, or say the number with its unit."""
    assert all(is_usual(code) for code in NUMBER_FORMATS.values())
    assert says(shown_number(Decimal("60.5"), literal_format("人次")) or "", Decimal("60.5"))
    assert {code: places_shown(code) for code in ("General", 'General"万元"', "0.00##", "0.00%", "0")} == {
        "General": 30,
        'General"万元"': 30,
        "0.00##": 4,
        "0.00%": 4,
        "0": 0,
    }
