"""A form's extract: what the batch rules compare across forms and years."""

import hashlib
from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.extract import LARGEST, Aim, Extract, Said
from perf_xlsx.form.dates import date_of
from perf_xlsx.form.declared_cells import declared_cells
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import one_spelling
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.leftovers import is_hint
from perf_xlsx.form.money import funds_of, money_unit_of
from perf_xlsx.form.naming import bare_name, cut, has_word
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import FUNDS_REASON
from perf_xlsx.form.units import in_yuan
from perf_xlsx.notation import strip_blanks
from perf_xlsx.numbers import Value
from perf_xlsx.template.judgement import Judgement, judgement_of

TOTAL = Place("total", "", "score")
FILLED_ON = Place("signature", "", "filled_on")
EXPECTED, ACHIEVED = Place("goal", "", "expected"), Place("goal", "", "achieved")
CARRIED = Place("funds", "carryover", "annual_budget")
CARRIED_FIRST = Place("funds", "carryover", "initial_budget")
DIGEST_BYTES = 12


def extract_of(form: FilledForm) -> Extract:
    """What a batch remembers of a form."""
    judgement = judgement_of(form.template)
    filled_on = date_of(form.value(FILLED_ON))
    carried, cell = _carried(form, judgement)
    return Extract(
        content=_content(form),
        filled_on=filled_on.isoformat() if filled_on else "",
        full_marks=_full_marks(form),
        said=tuple(_said(form, judgement)),
        carried=carried,
        carried_cell=cell,
        left=_left(form, judgement),
        aims=tuple(_aims(form)),
    )


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=DIGEST_BYTES).hexdigest()


def _content(form: FilledForm) -> str:
    declared = form.declared
    cells = [(name, text) for name, place in declared_cells(form).named if (text := one_spelling(declared[place]))]
    return _digest(repr(cells))


def _full_marks(form: FilledForm) -> bool:
    score = form.value(TOTAL)
    score = score if isinstance(score, Decimal) else form.computed(TOTAL)
    return isinstance(score, Decimal) and score == form.template.policy["total_points"]


def _said(form: FilledForm, judgement: Judgement) -> Iterator[Said]:
    """The unit's own long texts: the expected goal of an issued form is not, it was written for them."""
    places = [ACHIEVED, FUNDS_REASON] if form.issued else [EXPECTED, ACHIEVED, FUNDS_REASON]
    places += [one.place("deviation_explanation") for one in indicators_of(form)]
    for place in places:
        value = form.value(place)
        text = strip_blanks(value) if isinstance(value, str) else ""
        if len(text) < judgement.shared_text or is_hint(text) or has_word(text, judgement.instruction_words):
            continue
        label = form.label(place).rpartition("·")[2]
        yield Said(form.addresses.get(place, ""), label, cut(text), _digest(text))


def _in_ten_thousands(form: FilledForm, amount: Value, judgement: Judgement) -> Decimal | None:
    if not isinstance(amount, Decimal) or abs(amount) >= LARGEST:
        return None
    return amount * in_yuan(money_unit_of(form), judgement) / in_yuan("万元", judgement)


def _carried(form: FilledForm, judgement: Judgement) -> tuple[Decimal | None, str]:
    """上年结转资金 of this year and its cell: the 全年预算数, or the 年初预算数 where that is blank."""
    block = form.template.block(CARRIED.block)
    if block is None or all(row.key != CARRIED.row for row in block.rows) or CARRIED in form.absent:
        return None, ""
    for place in (CARRIED, CARRIED_FIRST):
        amount = _in_ten_thousands(form, form.value(place), judgement)
        if amount is not None:
            return amount, form.addresses.get(place, "")
    # A funds block left altogether blank is told by other rules.
    blank = funds_of(form).annual_budget is None
    return (None if blank else Decimal(0)), form.addresses.get(CARRIED, "")


def _left(form: FilledForm, judgement: Judgement) -> Decimal | None:
    funds = funds_of(form)
    if funds.annual_budget is None or funds.annual_spending is None:
        return None
    return _in_ten_thousands(form, funds.annual_budget - funds.annual_spending, judgement)


def _aims(form: FilledForm) -> Iterator[Aim]:
    for one in indicators_of(form):
        target, actual = one.target.number, one.actual.number if one.comparable and one.measured else None
        if one.direction == "higher" and target is not None and 0 < target < LARGEST:
            cell = form.addresses.get(one.place("target"), "")
            yield Aim(bare_name(one.name), one.target.unit, target, actual, cell)
