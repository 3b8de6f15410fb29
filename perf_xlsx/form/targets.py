"""A target as an issued form holds it: its text, and split into 指标性质, 目标数值 and 度量单位."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from perf_xlsx.form.direction import direction_of
from perf_xlsx.notation import Kind, Notation, written
from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template

QUALITATIVE = "定性"
PER_CENT = "%"


def target_cells(template: Template, target: Notation, name: str, level_keys: Sequence[str]) -> Mapping[str, Value]:
    """The cells of an indicator row that say its target.

    Where 度量单位 is printed in a column, 目标数值 is too: it then holds 95 beside a %, and the words of a 定性 target.
    """
    number: Value = target.number
    if template.bare_units:
        number = printed(target) if target.kind is Kind.WORDS else bare(target.number, target.unit)
    return {
        "target": printed(target),
        "comparator": nature_of(target),
        "target_number": number,
        "measure_unit": target.unit,
        "direction": direction_of(target, name, level_keys, template.policy.get("lower_is_better", ())),
    }


def bare(number: Decimal | None, unit: str) -> Decimal | None:
    """A number in the unit beside it: 0.95 is 95 beside a %."""
    return number * 100 if number is not None and unit == PER_CENT else number


def printed(target: Notation) -> str:
    """A target as the form prints it: quantities in one spelling, words as they were written."""
    if target.kind is Kind.QUANTITY:
        return written(target.comparator, target.number, target.unit)
    return target.text


def nature_of(target: Notation) -> str:
    """The 指标性质 a target is issued with."""
    return QUALITATIVE if target.kind is Kind.WORDS else target.comparator
