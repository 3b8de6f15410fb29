"""Formulas of .ods in the spelling of workbooks."""

import time

import pytest

from perf_xlsx.workbook.ods_formulas import excel_formula, links_elsewhere


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("of:=[.H27]*2", "H27*2"),
        ("of:=SUM([.A1:.B2];[.C3])", "SUM(A1:B2,C3)"),
        ("of:=[$'自评 表'.$A$1]", "$'自评 表'!$A$1"),
        ("of:=[$'甲''乙'.A1]", "$'甲''乙'!A1"),
        ("of:=[表.A1:.B2]", "表!A1:B2"),
        ('of:="[.A1];""x"""&[.B1]', '"[.A1];""x"""&B1'),
        ("of:=SUM({1;2|3;4})", "SUM({1,2;3,4})"),
        ("of:=COM.MICROSOFT.CONCAT([.A1]~[.B1])", "CONCAT(A1,B1)"),
        ("=A1+1", "A1+1"),
        ("of:=[.A1", "[.A1"),
    ],
)
def test_spelling(text: str, spelled: str) -> None:
    """Brackets go, semicolons are commas outside texts, and what is not understood stays."""
    assert excel_formula(text) == spelled


@pytest.mark.parametrize("piece", ["[", "['", "'", "[.", '"', "{", "[a.", "''", "['a'"])
def test_no_text_takes_for_ever(piece: str) -> None:
    """Formulas made to send a pattern astray are respelled at once."""
    start = time.perf_counter()
    excel_formula(piece * (65_000 // len(piece)))
    assert time.perf_counter() - start < 0.5


def test_links() -> None:
    """A reference into another file is known by the sign behind its name; the same sign in an error value is none."""
    assert links_elsewhere("'file:///c:/b.ods'#$Sheet1!A1")
    assert not links_elsewhere("IF(A1='x',#N/A)")
