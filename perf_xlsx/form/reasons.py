"""Whether something was explained: a reason of substance, in the row or in the funds block."""

import re
from collections.abc import Iterable

from perf_xlsx.expr.meaning import is_explanation
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.leftovers import is_hint
from perf_xlsx.form.naming import has_word
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import Value
from perf_xlsx.template.judgement import judgement_of

REASON = "deviation_explanation"
FUNDS_REASON = Place("funds", "total", REASON)
_SIGNS = re.compile(r"\W+")
_EMPTY = re.compile(
    r"(?:偏差)?原因(?:分析)?(?:及|和|与)?(?:改进|整改)?措施?|同上|见附件|(?:无|没有)(?:任何)?(?:明显|较大)?偏差|正常|已完成"
)


def explained(form: FilledForm, text: Value) -> bool:
    """A reason of substance: long enough, and no mark for nothing to say."""
    return is_explanation(text, int(form.template.policy["min_explanation"]))


def text_at(form: FilledForm, place: Place) -> str:
    """The text of a cell, "" where there is none."""
    value = form.value(place)
    return value if isinstance(value, str) else ""


def funds_explained(form: FilledForm) -> bool:
    """Whether the funds block gives a reason; the form's own instruction left standing is none."""
    text = text_at(form, FUNDS_REASON)
    return explained(form, text) and not has_word(text, judgement_of(form.template).instruction_words)


def says_nothing(text: str) -> bool:
    """Whether a reason has no substance however long it is: one sign over and over, 同上, a leftover of the form."""
    bare = _SIGNS.sub("", text)
    return is_hint(text) or len(set(bare)) <= 1 or _EMPTY.fullmatch(bare) is not None


def row_reason(form: FilledForm, place: Place | None, others: Iterable[Place] = ()) -> str | None:
    """What explains a warning in the list of an issued form: the reason of its row (contract, section 7).

    `others` are the places it was judged by beside its own: of several rows every one owes its reason. What is said
    about a reason is not explained by that reason.
    """
    block = form.template.indicators
    if not form.issued or place is None or block is None or place.block != block.key or place.column == REASON:
        return None
    rows = dict.fromkeys(one.row for one in (place, *others) if one.block == block.key)
    texts = [text_at(form, Place(block.key, row, REASON)) for row in rows]
    return texts[0] if all(explained(form, text) and not says_nothing(text) for text in texts) else None
