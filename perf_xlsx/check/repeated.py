"""Tables of a report that say once more what a form of the report says."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.place import Place
from perf_xlsx.recognise.levels import EXECUTION


class Result(NamedTuple):
    """A line of results: what it is about, and what it scored."""

    about: str | tuple[str, str, str]
    points: Decimal | None
    score: Decimal | None


class Said(NamedTuple):
    """What a form says, as far as another may say it once more."""

    name: str
    funds: Mapping[Place, Decimal]
    results: Counter[Result]


def repeating(forms: Sequence[FilledForm]) -> list[bool]:
    """Of each form whether it is part of another once more: a report repeats what the form it annexes says.

    What differs in a single amount or score is no repetition.
    """
    every = [Said(_name_of(form), _funds_of(form), Counter(_results_of(form))) for form in forms]
    return [any(_quotes(said, other) for other in every) for said in every]


def _quotes(part: Said, whole: Said) -> bool:
    """Whether a part says nothing but what a whole form says: its funds, or lines of its results."""
    if part.results.total() >= whole.results.total() or not (part.funds or part.results):
        return False
    # Above a table of a report its name may stand in a sentence: 项目名称：培训。主管部门：…
    if not part.name.startswith(whole.name) and part.name:
        return False
    scored = [Result(EXECUTION, points, score) for points, score in _scored(whole.funds)]
    return part.funds.items() <= whole.funds.items() and part.results <= whole.results + Counter(scored)


def _name_of(form: FilledForm) -> str:
    return str(form.declared.get(Place("header", "", "project_name")) or "")


def _scored(funds: Mapping[Place, Decimal]) -> Iterator[tuple[Decimal, Decimal]]:
    """What the funds block scored, as a table of results tells it on a line."""
    points, score = (funds.get(Place("funds", "total", key)) for key in ("points", "score"))
    if points is not None and score is not None:
        yield points, score


def _results_of(form: FilledForm) -> Iterator[Result]:
    for one in indicators_of(form):
        name = EXECUTION if one.level1 == EXECUTION else (one.name, one.target_text, one.actual_text)
        yield Result(name, one.points, one.score)


def _funds_of(form: FilledForm) -> Mapping[Place, Decimal]:
    return {
        place: value for place, value in form.declared.items() if place.block == "funds" and isinstance(value, Decimal)
    }
