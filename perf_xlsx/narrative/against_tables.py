"""A form a report annexes or quotes in its own tables, against the form it belongs to, cell by cell."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.likeness import share_within
from perf_xlsx.form.naming import has_word
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import FUNDS_REASON, REASON, explained, says_nothing
from perf_xlsx.narrative.difference import Difference, both_quoted, written_step
from perf_xlsx.narrative.facts import Side, named
from perf_xlsx.narrative.figures import Fact
from perf_xlsx.narrative.wording import only_numbers_differ
from perf_xlsx.notation import PLACEHOLDERS, strip_blanks
from perf_xlsx.numbers import Value

AMOUNTS = ("initial_budget", "annual_budget", "annual_spending")
FUNDS = (*AMOUNTS, "points", "execution_rate", "score")
SINGLE = (
    *(Place("header", "", key) for key in ("project_name", "supervising_department", "implementing_unit")),
    *(Place("goal", "", key) for key in ("expected", "achieved")),
    FUNDS_REASON,
    *(Place("total", "", key) for key in ("points", "score")),
)
ROW = ("level3", "target", "actual", "points", "score", REASON)
# Where a copy may be in other words; how much of the shorter text stands in the longer while they are the same.
WORDS, LEAST_SHARED = frozenset({REASON, "expected", "achieved"}), 0.5
ELSEWHERE = ("详见", "见附", "见自评", "同自评", "同上", "如上")
EXECUTION = "execution"
SCORED = {"points": "points", "target": "target", "actual": "execution_rate", "score": "score"}
_FINE = Decimal("0.01")


def copies_funds(copy: Side, side: Side) -> bool:
    """Whether a table of funds is about the funds of the form: most of what both say is the same."""
    places = [place for place in _funds_of_both(copy, side) if place in copy.form.declared]
    values = [(copy.form.value(place), side.form.value(place), place.column in AMOUNTS) for place in places]
    agree = [
        not _conflict(said, stands, money=money)
        for said, stands, money in values
        if isinstance(said, Decimal) and isinstance(stands, Decimal)
    ]
    return sum(agree) * 2 > len(agree)


def table_differences(copy: Side, side: Side) -> Iterator[Difference]:
    """Every cell of a copy that says another number than the form."""
    for place in (*_funds_of_both(copy, side), *SINGLE):
        yield from _cell(copy, side, place, place)
    for at, place in _execution(copy):
        yield from _cell(copy, side, at, place)
    for one, other in _rows(copy, side):
        for column in ROW:
            yield from _cell(copy, side, one.place(column), other.place(column))
    year, copied = side.form.fiscal_year, copy.form.fiscal_year
    if year and copied and year != copied:
        yield Difference("", f"附表写“{copied}年度”", f"{side.called}是{year}年度的", str(copied), str(year))


def _funds_of_both(copy: Side, side: Side) -> list[Place]:
    """The cells of the funds that both templates have a row for."""
    rows = [row.key for row in block.rows] if (block := side.form.template.block("funds")) else []
    own = [row.key for row in block.rows] if (block := copy.form.template.block("funds")) else []
    return [Place("funds", row, column) for row in rows if row in own for column in FUNDS]


def _execution(copy: Side) -> Iterator[tuple[Place, Place]]:
    """The row a table of results gives 预算执行率, which a form may have in its funds block."""
    for one in indicators_of(copy.form):
        if one.level1 == EXECUTION:
            yield from ((one.place(key), Place("funds", "total", own)) for key, own in SCORED.items())


def _rows(copy: Side, side: Side) -> Iterator[tuple[Indicator, Indicator]]:
    """Rows of the copy beside those of the form: by name, else, in forms of one length, by their order."""
    ours, theirs = indicators_of(copy.form), indicators_of(side.form)
    for position, one in enumerate(ours):
        row = side.rows.get(named(one.name))
        if row is None and len(ours) == len(theirs) and named(theirs[position].name) not in copy.rows:
            row = theirs[position]
        if row is not None:
            yield one, row


def _cell(copy: Side, side: Side, at: Place, place: Place) -> Iterator[Difference]:
    if at not in copy.form.addresses or at in copy.form.absent or place in side.form.absent:
        return
    said, stands = copy.form.value(at), side.form.value(place)
    texts = _shown(copy, at, said), _shown(side, place, stands)
    apart = (
        _conflict(said, stands, money=place.column in AMOUNTS)
        if type(said) is type(stands)
        else only_numbers_differ(*texts)
    )
    if apart or (place.column in WORDS and _other_words(side, place, *texts)):
        where = copy.inside(at)
        text, original = both_quoted(where, *texts)
        yield Difference(where, text, f"{side.cell(place)}是{original}", *texts)


def _other_words(side: Side, place: Place, said: str, stands: str) -> bool:
    """Whether a copied text is about something else; one shortened or mended is not, nor one that points elsewhere."""

    def is_told(text: str) -> bool:
        return explained(side.form, text) and not says_nothing(text) and not has_word(text, ELSEWHERE)

    if not is_told(said) or side.form.template.column_of(place) is None:
        return False
    if not is_told(stands):  # a reason was given in the copy alone
        return place.column == REASON and not strip_blanks(stands).strip("".join(PLACEHOLDERS))
    short, long = sorted((said, stands), key=len)
    return share_within(short, long) < LEAST_SHARED


def _shown(side: Side, place: Place, value: Value) -> str:
    return side.form.printed.get(place) or side.form.shown_value(value, place)


def _conflict(said: Value, stands: Value, *, money: bool) -> bool:
    if isinstance(said, Decimal) and isinstance(stands, Decimal):
        # A copy is written to as many digits as were shown; two decimals are the least anyone shows of a score.
        rate = abs(said) <= 1 and abs(stands) <= 1
        step = max(written_step(said), written_step(stands))
        step = step if money else min(step, _FINE / 100 if rate else _FINE)
        return not Fact("", said, step, "", "").agrees(stands)
    if isinstance(said, str) and isinstance(stands, str):
        return strip_blanks(said) != strip_blanks(stands) and only_numbers_differ(said, stands)
    return False
