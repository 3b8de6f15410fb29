"""What who issues a form should look at once more: points against the policy, guessed directions."""

from collections.abc import Iterable
from decimal import Decimal

from perf_xlsx.form.issued import issued_form
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.numbers import plain, same_number
from perf_xlsx.template.assemble import Template


def has_points(template: Template) -> bool:
    """Whether the indicators of a form are worth points at all."""
    return template.indicators is not None and template.indicators.column("points") is not None


def total_points(template: Template) -> Decimal:
    """What all points of a form add up to."""
    return _number(template.policy["total_points"])


def execution_points(template: Template) -> Decimal:
    """The points of budget execution; 0 where the funds block has none."""
    funds = template.block("funds")
    if funds is None or funds.column("points") is None:
        return Decimal(0)
    return _number(template.policy.get("level1_points", {}).get("execution", 0))


def is_partial(template: Template) -> bool:
    """Whether a form is one of several that share the points: its own need not add up to all of them."""
    return bool(template.policy.get("partial"))


def weight_fault(template: Template, points: Iterable[Decimal]) -> str:
    """What is wrong with the sum of a project's points; "" when nothing is."""
    own, execution, total = sum(points, Decimal(0)), execution_points(template), total_points(template)
    found = own + execution
    if same_number(found, total) or (is_partial(template) and found < total):
        return ""
    with_execution = f"，加预算执行率{plain(execution)}分共{plain(found)}" if execution else ""
    gap = f"还差{plain(total - found)}分" if found < total else f"多出{plain(found - total)}分"
    should = f"最多{plain(total)}" if is_partial(template) else f"应为{plain(total)}"
    return f"指标分值合计{plain(own)}{with_execution}，{should}，{gap}，请调整分值"


def unusual_weights(template: Template, project: Project) -> str:
    """Which 一级指标 of a project are not worth what the policy prescribes; "" when all are, or none is prescribed.

    A deviation is allowed with a reason (财预〔2020〕10号), so it is told to who issues the form, and is no fault.
    """
    block = template.block("levels")
    form = issued_form(template, project)
    words = []
    for row in block.rows if block else ():
        found, prescribed = (form.value(Place("levels", row.key, key)) for key in ("level_points", "prescribed"))
        if isinstance(found, Decimal) and isinstance(prescribed, Decimal) and not same_number(found, prescribed):
            words.append(f"{row.label}{plain(found)}分（规定{plain(prescribed)}）")
    return "、".join(words)


def guessed_lower(project: Project) -> list[str]:
    """The indicators of a project that are scored "the less the better" though no comparator says so."""
    rows = [str(number) for number in range(1, len(project.shape) + 1)]
    key = "indicators"
    return [
        str(project.given.get(Place(key, row, "level3")))
        for row in rows
        if project.given.get(Place(key, row, "direction")) == "lower"
        and not project.given.get(Place(key, row, "comparator"))
    ]


def _number(value: object) -> Decimal:
    return Decimal(str(value))
