"""一级指标 and 二级指标 of a list found among a template's levels."""

from collections.abc import Sequence

from perf_xlsx.expr.vocabulary import did_you_mean
from perf_xlsx.issue.lines import Line, shown
from perf_xlsx.issue.plan import ListPlan
from perf_xlsx.notation import strip_blanks
from perf_xlsx.template.model import Level

_ENDING = "指标"


def read_levels(line: Line, plan: ListPlan, levels: Sequence[Level]) -> tuple[Level, Level] | None:
    """The two levels of an indicator row; None when one is not found, with the fault noted."""
    _, first_column, second_column, *_ = plan.indicators
    first_text, second_text = line.text(first_column), line.text(second_column)
    first = _find(first_text, levels)
    if first_text and first is None:
        line.fault(first_column, f"没有一级指标“{shown(first_text)}”{_hint(first_text, levels)}")
    within = first.children if first else [child for level in levels for child in level.children]
    second = _find(second_text, within)
    if second_text and second is None:
        line.fault(second_column, _no_second(second_text, first, levels))
    return (first, second) if first and second else None


def _no_second(text: str, first: Level | None, levels: Sequence[Level]) -> str:
    owner = next((level for level in levels if _find(text, level.children)), None)
    if first is None:
        return f"没有二级指标“{shown(text)}”{_hint(text, [child for level in levels for child in level.children])}"
    if owner is not None:
        return f"“{shown(text)}”属于“{owner.label}”，不在“{first.label}”下，请核对一级指标"
    return f"“{first.label}”下没有二级指标“{shown(text)}”{_hint(text, first.children)}"


def _find(text: str, levels: Sequence[Level]) -> Level | None:
    word = _spelling(text)
    if not word:
        return None
    return next((level for level in levels if word in map(_spelling, (level.label, *level.names))), None)


def _hint(text: str, levels: Sequence[Level]) -> str:
    words = [word for level in levels for word in (level.label, *level.names)]
    return did_you_mean(strip_blanks(text), words) or f"，应为 {'、'.join(level.label for level in levels)} 之一"


def _spelling(text: str) -> str:
    return strip_blanks(text).removesuffix(_ENDING)
