"""C18."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.naming import all_quoted
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import excel_round, percent, plain
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import judgement_of


@rule("C18", "warning", Scope.FORM)
def uneven_points(form: FilledForm) -> Iterator[Found]:
    """权重集中或平均

    做什么：一行指标占全部指标分值四成（政策参数）以上的，提请核实；至少五行（政策参数）指标的分值全都相等的，作提示。一张表合报一条。
    为什么：分值压在一行，或者平均摊派，都看不出轻重。
    依据：三级指标分值按重要程度确定（财预〔2020〕10号）
    通过：指标分值20、20、10、30、10
    不通过：一行指标占90分
    怎么改：请按指标的重要程度分配分值。
    """
    levels = {level.key for level in form.template.definition.levels}
    if not form.own_words or len(levels) == 1:  # one of several forms that share the points
        return
    judgement = judgement_of(form.template)
    rows = [
        (row, row.points)
        for row in indicators_of(form)
        if row.points is not None and row.points > 0 and row.level1 in levels
    ]
    execution = form.value(Place("funds", "total", "points"))
    whole = Decimal(str(form.template.policy["total_points"]))
    rest = whole - execution if isinstance(execution, Decimal) else whole * Decimal("0.9")
    total = max(sum((points for _, points in rows), Decimal(0)), rest)
    heavy = [(row, points) for row, points in rows if points >= judgement.limit("concentrated_share") * total]
    if heavy:
        share = percent(excel_round(heavy[0][1] / total, 3))
        named = all_quoted(row for row, _ in heavy)
        yield Found(f"分值过于集中：{named}占指标分值的{share}", heavy[0][0].place("points"))
    elif len(rows) >= judgement.evenly_rows:
        amounts = [points for _, points in rows]
        if max(amounts) - min(amounts) <= judgement.limit("evenly_share") * max(amounts):
            text = f"{len(rows)}行指标的分值都是{plain(amounts[-1])}左右，请按重要程度分配"
            yield Found(text, rows[0][0].place("points"), severity="info")
