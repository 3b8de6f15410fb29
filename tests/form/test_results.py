"""Stored results against computed ones: what differs, how, and what only looks different."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from tools import FILLED, SATISFACTION, at, filled, project

from perf_xlsx.form.filled import UNREAD_FORMULA, FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.form.results import State, disagreements, nothing_stored, one_formula_spelling
from perf_xlsx.numbers import ErrorText, PastReckoning, Value

SCORE, TOTAL, GRADE = at(f"indicators.{SATISFACTION}.score"), at("total.score"), at("total.grade")
Stored = dict[Place, tuple[Value, str | None]]


def form_with(changes: Stored, inputs: Mapping[str, Value] | None = None) -> FilledForm:
    """The clean form as it is stored, with some formula cells otherwise."""
    form = filled(project(), {**FILLED, **(inputs or {})})
    assert form.sheet is not None
    last = form.sheet.hidden.key_column
    stored: Stored = {
        place: (form.computed(place), form.issued_formula(place))
        for place, cell in form.sheet.at.items()
        if form.formula(place) is not None and cell.column < last
    }
    return replace(form, stored={**stored, **changes})


def found(form: FilledForm) -> list[tuple[str, State]]:
    """What differs, and how."""
    return [(str(one.place), one.state) for one in disagreements(form)]


def formula(place: Place) -> str:
    """The formula a cell was issued with."""
    return filled().issued_formula(place)


def test_what_we_store_agrees() -> None:
    """Every visible formula of the clean form."""
    form = form_with({})
    assert found(form) == []
    assert len(form.stored) > 20
    assert not nothing_stored(form)


@pytest.mark.parametrize(
    ("stored", "found_there", "state"),
    [
        (Decimal(9), None, State.CONSTANT),
        (None, None, State.CONSTANT),
        ("满分", None, State.CONSTANT),
        (ErrorText("#N/A"), None, State.CONSTANT),
        (Decimal(0), None, State.CONSTANT),
        (Decimal(9), "4+5", State.OTHER_FORMULA),
        (None, "4+5", State.OTHER_UNKNOWN),
        (Decimal(9), formula(SCORE), State.STALE),
        ("", formula(SCORE), State.STALE),
        (Decimal(0), formula(SCORE), State.STALE),
        (ErrorText("#REF!"), formula(SCORE), State.STALE),
    ],
)
def test_ways_to_differ(stored: Value, found_there: str | None, state: State) -> None:
    """Overwritten by a constant, by another formula with another or no result, or not calculated again."""
    assert found(form_with({SCORE: (stored, found_there)})) == [(str(SCORE), state)]


@pytest.mark.parametrize(
    ("stored", "found_there"),
    [
        (Decimal(10), None),
        (Decimal(10), "5+5"),
        (Decimal("10.0000004"), formula(SCORE)),
        (None, formula(SCORE)),
    ],
)
def test_ways_to_be_the_same(stored: Value, found_there: str | None) -> None:
    """The right constant, another formula with the right result, six places, an intact formula without result."""
    assert found(form_with({SCORE: (stored, found_there)})) == []


def test_blank_and_empty_are_one() -> None:
    """A cell whose formula gives nothing may hold an empty text, nothing, or no formula at all."""
    empty = {f"indicators.{SATISFACTION}.actual": None}
    for cell in (("", formula(SCORE)), (None, formula(SCORE)), (None, None)):
        assert found(form_with({SCORE: cell}, empty)) == []


def test_zero_is_no_blank() -> None:
    """0 typed where nothing should stand is a constant; 0 beside an intact formula is an .ods read back."""
    empty = {f"indicators.{SATISFACTION}.actual": None}
    assert found(form_with({SCORE: (Decimal(0), None)}, empty)) == [(str(SCORE), State.CONSTANT)]
    assert found(form_with({SCORE: (Decimal(0), formula(SCORE))}, empty)) == []
    assert found(form_with({SCORE: (Decimal(3), formula(SCORE))}, empty)) == [(str(SCORE), State.STALE)]


def test_large_amounts_agree_in_as_many_digits_as_there_are() -> None:
    """Binary sums of large amounts differ in the last digits; that is no change."""
    money: dict[str, Value] = {"funds.appropriation.annual_budget": Decimal("98765432109.123")}
    place = at("funds.total.annual_budget")
    intact = formula(place)
    assert found(form_with({place: (Decimal("98765432109.1231"), intact)}, money)) == []
    assert found(form_with({place: (Decimal("98765432109.3"), intact)}, money)) == [(str(place), State.STALE)]


def test_consequences_of_an_overwritten_cell() -> None:
    """A total that is right about an overwritten score is none; one that is right about neither is stale."""
    overwritten: Stored = {SCORE: (Decimal(9), None)}
    assert found(form_with(overwritten | {TOTAL: (Decimal("98.5"), formula(TOTAL))})) == [(str(SCORE), State.CONSTANT)]
    wrong = form_with(overwritten | {TOTAL: (Decimal(97), formula(TOTAL))})
    assert found(wrong) == [(str(SCORE), State.CONSTANT), (str(TOTAL), State.STALE)]


def test_consequence_of_a_formula_that_gives_nothing() -> None:
    """Deleted scores leave a total and no grade behind."""
    gone: Stored = {SCORE: (None, None), TOTAL: (Decimal("89.5"), formula(TOTAL)), GRADE: ("", formula(GRADE))}
    assert found(form_with(gone)) == [(str(SCORE), State.CONSTANT)]


def test_nothing_stored() -> None:
    """Formulas without a single result, where there should be some."""
    form = form_with({})
    bare = {place: (None, text) for place, (_, text) in form.stored.items()}
    assert nothing_stored(replace(form, stored=bare))
    assert not nothing_stored(replace(form, stored={**bare, SCORE: (Decimal(10), formula(SCORE))}))
    assert not nothing_stored(replace(form, stored={}))
    values_only = {place: (value, None) for place, (value, _) in form.stored.items() if value is not None}
    blank = {place: cell for place, cell in bare.items() if form.computed(place) is None}
    assert not nothing_stored(replace(form, stored={**values_only, **blank}))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("=IF(A1=1,$B$2, 3)", "if(A1=1,B2,3)"),
        ("='自评表'!A1", "=自评表!A1"),
        ("=_xlfn.IFERROR(A1,0)", "=IFERROR(A1,0)"),
        ("=IF(TRUE(),1,FALSE())", "=IF(TRUE,1,FALSE)"),
    ],
)
def test_spellings_of_one_formula(left: str, right: str) -> None:
    """Quotes, blanks, signs of dollar and prefixes come and go with every save."""
    assert one_formula_spelling(left) == one_formula_spelling(right)


@pytest.mark.parametrize(
    ("left", "right"), [("=A1+B2", "=A1+B3"), ("=SUM(A1:A9)", "=SUM(A1:A8)"), ('="优"', '="良"'), ("=A1", "=-A1")]
)
def test_other_formulas(left: str, right: str) -> None:
    """What another cell, sign or word makes another formula of is not the same."""
    assert one_formula_spelling(left) != one_formula_spelling(right)


def test_of_a_number_past_reckoning_nothing_is_told() -> None:
    """What was made of 1E+300 cannot be compared; a total that does not need it still can."""
    huge = {f"indicators.{SATISFACTION}.actual": PastReckoning("1E+300")}
    assert found(form_with({SCORE: (Decimal(10), formula(SCORE)), TOTAL: (Decimal(99), formula(TOTAL))}, huge)) == []
    rate = at("funds.total.execution_rate")
    assert found(form_with({rate: (Decimal("0.5"), formula(rate))}, huge)) == [(str(rate), State.STALE)]


def unread(changes: Stored) -> FilledForm:
    """The same as an old workbook gives it: results without telling which formula they are of."""
    form = form_with({})
    old = {place: (stored, UNREAD_FORMULA) for place, (stored, _) in form.stored.items()}
    return replace(form, stored={**old, **changes})


def test_an_unread_result_made_of_an_overwritten_one_is_no_second_fault() -> None:
    """In .xls too: the points made of a rate typed over its formula are right about that rate."""
    rate, points = at("funds.total.execution_rate"), at("funds.total.score")
    total = Decimal("99.5") + Decimal("0.5")  # 95 % of the money give 9.5 of 10 points, all of it 10
    follows: Stored = {
        rate: (Decimal(1), None),
        points: (Decimal(10), UNREAD_FORMULA),
        TOTAL: (total, UNREAD_FORMULA),
    }
    assert found(unread(follows)) == [(str(rate), State.CONSTANT)]
    wrong = unread({**follows, TOTAL: (Decimal(90), UNREAD_FORMULA)})
    assert found(wrong) == [(str(rate), State.CONSTANT), (str(TOTAL), State.UNREAD)]
    alone = unread({points: (Decimal(10), UNREAD_FORMULA)})
    assert found(alone) == [(str(points), State.UNREAD)]
