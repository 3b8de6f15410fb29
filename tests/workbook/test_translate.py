"""Shared formulas moved to their other cells."""

import pytest
from openpyxl.formula.translate import Translator

from perf_xlsx.workbook.translate import translate

FORMULAS = [
    "A1+B$2*$C3-$D$4",
    "SUM(A1:B2)/COUNT($A:$B)+MAX(3:4)",
    "SUM(A:B,$3:4)",
    '"A1 ""B2"""&C3',
    "Sheet1!A1+'表 A1'!B2+表1!C3",
    "LOG10(A1)+ATAN2(B1,C1)+A1B+_A1+A_1",
    "[1]Sheet1!A1+Table1[[#This Row],[A1]]",
    "IF(A1>1.5E3,TRUE,#N/A)",
    "R1C1+XFE1+ABCD1+A1048577",
    "'it''s A1'!A1",
    "pf_A1+A1.x",
    "年度A1+Ａ1",
]


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("shift", [(0, 0), (1, 0), (0, 1), (25, 30)])
def test_shared_formulas_move_as_with_openpyxl(formula: str, shift: tuple[int, int]) -> None:
    """Relative references move, absolute ones, names, texts and functions do not."""
    theirs = Translator(f"={formula}", "A1").translate_formula(row_delta=shift[0], col_delta=shift[1])
    outside = "XFE1" in formula  # openpyxl moves what no sheet has
    assert f"={translate(formula, *shift)}" == theirs or outside


def test_references_that_no_sheet_has_are_names() -> None:
    """A column after XFD or a row after the last is no reference, so it stays."""
    assert translate("XFE1+A1048577+A1", 1, 1) == "XFE1+A1048577+B2"


@pytest.mark.parametrize(
    ("formula", "shift", "moved"),
    [
        ("A1+B2", (-1, 0), "#REF!+B1"),
        ("A1+B2", (0, -1), "#REF!+A2"),
        ("XFD1048576", (1, 0), "#REF!"),
        ("A1:INDEX(B1:B9,2)", (1, 1), "B2:INDEX(C2:C10,2)"),  # openpyxl takes A1:INDEX( for a function
        ("SUM(A:B)", (0, -1), "SUM(#REF!)"),
        ("SUM(1:2)", (-1, 0), "SUM(#REF!)"),
    ],
)
def test_references_at_the_edges(formula: str, shift: tuple[int, int], moved: str) -> None:
    """A reference moved off the sheet is #REF!; one joined to a function moves."""
    assert translate(formula, *shift) == moved
