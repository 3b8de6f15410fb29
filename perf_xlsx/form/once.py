"""What several rules ask of a form: worked out when it is first asked for, and kept as long as the form lives."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from perf_xlsx.form.filled import FilledForm

Answer = TypeVar("Answer")


def once(ask: Callable[[FilledForm], Answer]) -> Callable[[FilledForm], Answer]:
    """Make a question of a form one that is answered once."""

    @wraps(ask)
    def answer(form: FilledForm) -> Answer:
        answers = form.answers
        if ask not in answers:
            answers[ask] = ask(form)
        return cast("Answer", answers[ask])

    return answer
