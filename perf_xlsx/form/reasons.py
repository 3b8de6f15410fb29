"""Whether something was explained: a reason of substance, in the row or in the funds block."""

from perf_xlsx.expr.meaning import is_explanation
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.naming import has_word
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import Value
from perf_xlsx.template.judgement import judgement_of

FUNDS_REASON = Place("funds", "total", "deviation_explanation")


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
