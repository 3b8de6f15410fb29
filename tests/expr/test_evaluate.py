"""The agreement of architecture.md section 3, sentence by sentence, as Python computes it."""

from decimal import Decimal
from itertools import product

import pytest
from small import FUNDS, Facts, actual, holds, worth

from perf_xlsx.errors import FormulaError
from perf_xlsx.expr.evaluate import NotComputableError
from perf_xlsx.expr.meaning import COMPARISONS
from perf_xlsx.numbers import ErrorText, Value

BLANK: list[Value] = [None, "", " ", "\u3000", "\u00a0", "\t", "\n", "\r\n", " \u3000\u00a0\t\n"]
POINTS: dict[str, Value] = {
    "indicators.1.points": Decimal(5),
    "indicators.2.points": "八",
    "indicators.3.points": Decimal("2.5"),
}


@pytest.mark.parametrize("value", BLANK)
def test_blank_in_arithmetic_is_zero(value: Value) -> None:
    """Nothing, or nothing but blanks, counts as 0 wherever a number is needed."""
    assert worth("actual + 1", actual(value)) == 1
    assert holds("actual = 0", actual(value))


@pytest.mark.parametrize("value", ["约70", "12", "１２", "/", "TRUE", ErrorText("#N/A")])
@pytest.mark.parametrize("text", ["actual + 1", "-actual", "ABS(actual)", "IF(actual > 0, 1, 2)", "ROUND(actual, 1)"])
def test_a_word_where_a_number_is_needed_is_not_computable(text: str, value: Value) -> None:
    """Digits typed as text, marks and error values too: nothing is guessed."""
    with pytest.raises(NotComputableError):
        worth(text, actual(value))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("SUM(indicators.points)", "7.5"),
        ("COUNT(indicators.points)", "2"),
        ("MIN(indicators.points)", "2.5"),
        ("MAX(indicators.points)", "5"),
        ("SUM(indicators.points, 1, target)", "8.5"),
        ("COUNT(indicators.points, 1, target)", "3"),
        ("MIN(indicators.score)", "0"),
        ("MAX(indicators.score)", "0"),
        ("SUM(indicators.score)", "0"),
    ],
)
def test_aggregates_skip_blanks_and_words(text: str, result: str) -> None:
    """SUM, COUNT, MIN and MAX see numbers only; of no numbers they make 0."""
    assert worth(text, POINTS) == Decimal(result)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("ROUND(0.125, 2)", "0.13"),
        ("ROUND(-0.125, 2)", "-0.13"),
        ("ROUND(1.005, 2)", "1.01"),
        ("ROUND(2.675, 2)", "2.68"),
        ("ROUND(1250, 0 - 2)", "1300"),
        ("ROUND(0.4999999999999999, 0)", "1"),
        ("ROUND(0.499999999999999, 0)", "0"),
    ],
)
def test_round_is_half_away_from_zero_on_fifteen_digits(text: str, result: str) -> None:
    """As Excel rounds, not as binary or banker's arithmetic does."""
    assert worth(text) == Decimal(result)


@pytest.mark.parametrize(
    ("left", "sign", "right", "result"),
    [
        ("1.3000004", "=", "1.3", True),
        ("1.3000005", "=", "1.3", False),
        ("1.3000004", ">", "1.3", False),
        ("1.3000005", ">", "1.3", True),
        ("1.2999996", ">=", "1.3", True),
        ("1.2999994", ">=", "1.3", False),
        ("1.2999996", "<", "1.3", False),
        ("1.3000004", "<=", "1.3", True),
        ("1.3000004", "<>", "1.3", False),
    ],
)
def test_numbers_are_compared_to_six_places(left: str, sign: str, right: str, result: bool) -> None:
    """Both sides are rounded to six places first, whatever the sign."""
    assert holds(f"target {sign} {right}", {"indicators.1.target": Decimal(left)}) is result


@pytest.mark.parametrize(
    ("value", "same"),
    [("优", True), (" 优\u3000", True), ("优\n", True), ("优秀", False), (None, False), (Decimal(1), False)],
)
def test_words_are_compared_exactly_without_blanks(value: Value, same: bool) -> None:
    """= and <> on words: blanks do not count, everything else does."""
    assert holds('actual = "优"', actual(value)) is same
    assert holds('actual <> "优"', actual(value)) is not same


def test_case_counts_and_a_number_is_no_word() -> None:
    """Words differ by case; a number equals no word, not even one spelt like it, nor another number as a word."""
    assert not holds('level = "a"', {"indicators.1.level": "A"})
    assert not holds('level = "12"', {"indicators.1.level": Decimal(12)})
    assert not holds("level = reason", {"indicators.1.level": Decimal(12), "indicators.1.reason": Decimal(12)})
    assert holds("level = reason", {"indicators.1.level": None, "indicators.1.reason": " "})
    assert holds('level = ""', {})


def test_an_error_value_is_a_word_like_any_other() -> None:
    """A test of words does not stumble over #N/A."""
    assert not holds('actual = "优"', actual(ErrorText("#REF!")))
    assert holds("FILLED(actual)", actual(ErrorText("#REF!")))
    assert not holds("ISNUMBER(actual)", actual(ErrorText("#REF!")))


@pytest.mark.parametrize(
    "text",
    [
        "OR(target = 0, actual = 1)",
        "AND(target <> 0, actual = 1)",
        "OR(FILLED(actual), actual = 1)",
        "AND(NOT(FILLED(actual)), actual = 1)",
        'AND(level = "产出", actual = 1, PLACEHOLDER(actual))',
    ],
)
def test_and_and_or_look_at_every_part(text: str) -> None:
    """A settled first part does not hide a part that is not computable."""
    with pytest.raises(NotComputableError):
        holds(text, actual("约70"))


def test_if_looks_at_one_branch() -> None:
    """The branch not taken may hold anything."""
    assert worth("IF(ISNUMBER(actual), actual * 2, 7)", actual("约70")) == 7
    assert worth("IF(target = 0, 0, points / target)", {"indicators.1.points": Decimal(5)}) == 0
    assert holds("IF(ISNUMBER(actual), actual > 5, TRUE)", actual("约70"))


@pytest.mark.parametrize("value", BLANK)
def test_blanks_do_not_count_as_filled(value: Value) -> None:
    """FILLED, PLACEHOLDER and LEN take nothing but blanks for nothing."""
    assert not holds("FILLED(actual)", actual(value))
    assert holds("PLACEHOLDER(actual)", actual(value))
    assert worth("LEN(reason)", {"indicators.1.reason": value}) == 0


@pytest.mark.parametrize("mark", ["/", "／", "—", "－", "-", "无", "不适用", " / ", "不\n适用"])
def test_marks_for_not_applicable(mark: str) -> None:
    """A mark stands there, but says nothing; 0 is a value."""
    assert holds("PLACEHOLDER(actual)", actual(mark))
    assert holds("FILLED(actual)", actual(mark))
    assert not holds("PLACEHOLDER(actual)", actual(Decimal(0)))


@pytest.mark.parametrize(
    ("reason", "explained"),
    [
        ("原因见附件", False),
        ("原因见附件一", True),
        (" 原因 见附\u3000件\n", False),
        ("原 因 见 附 件 一", True),
        ("不适用", False),
        (None, False),
        ("\U0001f600" * 2, False),
        ("\U0001f600" * 3, True),
    ],
)
def test_a_reason_of_substance_has_six_signs(reason: Value, explained: bool) -> None:
    """Blanks do not count, rare characters count twice as Excel counts them."""
    assert holds("EXPLAINED(reason)", {"indicators.1.reason": reason}) is explained


@pytest.mark.parametrize(
    ("declared", "agrees"),
    [
        ("7.6", True),
        ("7.59", True),
        ("7.595", True),
        ("7.6000004", True),
        ("8", False),
        ("7.58", False),
        ("7.5951", False),
    ],
)
def test_agrees_is_right_to_the_digits_shown(declared: str, agrees: bool) -> None:
    """7.594999… may be written with one to four decimals, but rightly rounded."""
    facts: dict[str, Value] = {"indicators.1.score": Decimal(declared), "indicators.1.target": Decimal("7.59499")}
    assert holds("AGREES(score, target, 1, 4)", facts) is agrees


def test_sumif_chooses_by_word() -> None:
    """Rows of that word are added up whatever its case; by a blank or a number nothing is chosen."""
    facts: dict[str, Value] = {
        **POINTS,
        "indicators.1.level": "Output",
        "indicators.2.level": "output",
        "indicators.3.level": " out put ",
    }
    assert worth('SUMIF(indicators.level, "OUTPUT", indicators.points)', facts) == Decimal("7.5")
    assert worth('SUMIF(indicators.level, "benefit", indicators.points)', facts) == 0
    assert worth("SUMIF(indicators.level, header.name, indicators.points)", facts) == 0
    assert worth("SUMIF(indicators.level, header.name, indicators.points)", {**facts, "header.name": Decimal(1)}) == 0


def test_computed_is_one_step_of_the_template_formula() -> None:
    """COMPUTED asks for the formula's result over the values as they stand, a plain name for what stands there."""
    facts = Facts({"indicators.1.score": Decimal(9)}, {"indicators.1.score": Decimal(8)})
    assert worth("score", facts) == 9
    assert worth("COMPUTED(score)", facts) == 8


@pytest.mark.parametrize(
    ("text", "result"),
    [("3 * 0.1", "0.3"), ("1 - 0.9", "0.1"), ("2 + 3 * 4", "14"), ("-(2 - 5)", "3"), ("7 / 2", "3.5")],
)
def test_arithmetic_is_decimal(text: str, result: str) -> None:
    """0.1 is a tenth."""
    assert worth(text) == Decimal(result)


def test_a_number_past_all_bounds_is_not_computable() -> None:
    """What no spreadsheet can hold is no result."""
    with pytest.raises(NotComputableError):
        worth("target * target", {"indicators.1.target": Decimal("1E+200")})


def test_a_cell_keeps_blank_and_word() -> None:
    """A formula that only names a cell gives what stands there; the empty word is no value."""
    assert worth("actual", actual("优")) == "优"
    assert worth("actual", actual(None)) is None
    assert worth('IF(TRUE, "", 1)') is None
    assert worth("grant", {"funds.grant.spending": Decimal(3)}, "total", FUNDS) == 3


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.85"), "≥0.85分"),
        (Decimal("12.30005"), "≥12.3001分"),
        (Decimal("-0.00001"), "≥0分"),
        (Decimal(99999999999), "≥99999999999分"),
        (Decimal(10**11), "≥分"),
        (None, "≥分"),
        (" 有效\u3000提高 ", "≥有效提高分"),
        (ErrorText("#N/A"), "≥#N/A分"),
    ],
)
def test_values_are_joined_as_one_text(value: Value, text: str) -> None:
    """Numbers with up to four decimals, words without blanks; a number programs write in many ways is left out."""
    assert worth('CONCATENATE("≥", actual, "分")', actual(value)) == text


def test_a_condition_is_no_text() -> None:
    """Whether something holds cannot be written down, nor joined of a whole column."""
    for text in ('CONCATENATE("a", actual > 1)', "CONCATENATE(indicators.points)"):
        with pytest.raises(FormulaError):
            worth(text, actual(None))


NEAR = ("0", "0.0000004", "0.0000005", "-0.0000005", "0.000001", "1", "0.9999995", "1.0000004", "1E+20", "1E-200")


@pytest.mark.parametrize("sign", sorted(COMPARISONS))
def test_what_is_settled_at_once_comes_out_as_rounded(sign: str) -> None:
    """Comparing two numbers as they stand first never changes what the rounded ones give."""
    for left, right in product(map(Decimal, NEAR), repeat=2):
        form = {"indicators.1.actual": left, "indicators.1.target": right}
        assert holds(f"actual {sign} target", form) is COMPARISONS[sign](left, right), (left, sign, right)


def test_a_cell_named_often_is_read_once() -> None:
    """However often a formula names it; what stands in another row is another cell."""

    class Counting(Facts):
        def __getitem__(self, place: tuple[str, str, str]) -> Value:
            read.append(place)
            return super().__getitem__(place)

    read: list[tuple[str, str, str]] = []
    form = Counting({"indicators.1.actual": Decimal(2), "indicators.1.target": Decimal(3)})
    assert worth("IF(actual > target, 0, actual * actual + target)", form) == 7
    assert sorted(read) == [("indicators", "1", "actual"), ("indicators", "1", "target")]
