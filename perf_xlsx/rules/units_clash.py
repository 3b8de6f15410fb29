"""C03."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.as_written import as_written
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.naming import quoted, unit_in_name
from perf_xlsx.form.units import RATE, Difference, difference, family_of, in_yuan, is_money
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import Judgement, judgement_of

# 元 for 万元 is ten thousand times as much; what really differs in amount stays far below a hundred.
FAR_APART = 100


@rule("C03", "warning", Scope.FORM)
def units_clash(form: FilledForm) -> Iterator[Found]:
    """单位不一致

    做什么：同一指标的名称、指标值、完成值所写单位互相矛盾的提请核实；元与万元混写、相差百倍以上的退回；个与家、人与人次一类只是写法不同的作提示。
    为什么：单位不同，完成值和指标值就不能比较。
    依据：指标值与完成值应同口径（常识）
    通过：宣传活动举办次数（次），指标值2，完成值2次
    不通过：印刷成本（元），指标值30，完成值30万元
    怎么改：请把名称、指标值、完成值统一为一个单位。
    """
    if not form.own_words:
        return  # the filler types bare numbers; their unit is the one that was issued
    judgement = judgement_of(form.template)
    for row in indicators_of(form):
        found = _clash(row, judgement)
        if found:
            (where, one), (other_where, other), severity = found
            yield Found(
                f"{quoted(row)}的单位不一致：{where}为“{one}”，{other_where}为“{other}”",
                row.place("actual" if other_where == "完成值" else "target"),
                severity=severity,
                cells=(row.place("level3"),),
            )


Named = tuple[str, str]


def _clash(row: Indicator, judgement: Judgement) -> tuple[Named, Named, str] | None:
    """The two units that differ most seriously, with where each stands."""
    units = [("指标名称", _of_name(row, judgement)), ("指标值", row.target.unit), ("完成值", as_written(row).unit)]
    known = [(where, unit) for where, unit in units if unit]
    worst: tuple[Named, Named, str] | None = None
    for number, one in enumerate(known):
        for other in known[number + 1 :]:
            severity = _severity(row, (one[1], other[1]), judgement)
            if severity and (worst is None or _RANKS.index(severity) < _RANKS.index(worst[2])):
                worst = (one, other, severity)
    return worst


_RANKS = ("error", "warning", "info")


def _of_name(row: Indicator, judgement: Judgement) -> str:
    return unit_in_name(row.name, judgement) or ("人" if row.name.strip().endswith("人数") else "")


def _severity(row: Indicator, units: tuple[str, str], judgement: Judgement) -> str:
    """How serious two units side by side are; a completion rate for a value is C06's."""
    kind = difference(*units, judgement)
    if kind is Difference.KIND and row.actual.number == 1 and family_of(row.actual.unit, judgement) == RATE:
        kind = Difference.NONE if row.actual.unit in units else kind
    if kind is Difference.SCALE and all(is_money(unit, judgement) for unit in units):
        return "error" if _far_apart(row, judgement) else "info"
    return {Difference.NONE: "", Difference.WORDING: "info"}.get(kind, "warning")


def _far_apart(row: Indicator, judgement: Judgement) -> bool:
    """Whether target and actual value, each in the unit it is written in, are a hundred times apart."""
    named = unit_in_name(row.name, judgement)
    amounts: list[Decimal] = []
    for reading in (row.target, as_written(row)):
        unit = reading.unit or named
        if not reading.number or not is_money(unit, judgement):
            return False
        amounts.append(abs(reading.number) * in_yuan(unit, judgement))
    return max(amounts) >= FAR_APART * min(amounts)
