"""What Shanxi's report shows as tables: the matrix of funds, a table of results a first level, its own annexed form."""

from collections.abc import Iterator, Sequence

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator
from perf_xlsx.form.money import money_unit_of
from perf_xlsx.form.place import Place
from perf_xlsx.report.annexed import (
    Cell,
    Rows,
    annexed_rows,
    from_column,
    head_rows,
    level_cells,
    points_text,
    rate_text,
    shown,
)

EXECUTION, MATRIX = "execution", "matrix"
_RESULTS = ("二级指标", "三级指标", "权重", "目标值", "业绩值", "得分")
_ANNEXED = (
    "一级指标",
    "二级指标",
    "目标指标",
    "权重",
    "目标值",
    "业绩值",
    "完成率",
    "指标得分",
    "偏差原因分析及改进措施",
)
_EXECUTION = ("points", "target", "execution_rate", "completion_rate", "score", "deviation_explanation")
_SOURCES = {"total": "年度总金额", "appropriation": "财政资金", "carryover": "上年结转资金", "other": "其他资金"}
_MEASURES = {"initial_budget": "年初预算资金", "annual_budget": "全年预算资金", "annual_spending": "全年执行资金"}


def matrix_rows(form: FilledForm) -> Rows:
    """Measures down, sources of money across: as the form has it, else made of its funds block."""
    if form.template.block(MATRIX) is not None:
        return _own_matrix(form)
    block, unit = form.template.block("funds"), money_unit_of(form)
    sources = [row.key for row in block.rows if row.key in _SOURCES] if block else []
    measures = [key for key in _MEASURES if block and block.column(key)]
    rows = [from_column(0, ["项目", *(f"{_SOURCES[source]}({unit})" for source in sources)])]
    lines = ([_MEASURES[key], *(shown(form, Place("funds", one, key)) for one in sources)] for key in measures)
    rows += [from_column(0, line) for line in lines]
    rate = rate_text(form).removesuffix("%")
    return [*rows, from_column(0, ["预算执行率(%)", rate, *("" for _ in sources[1:])])]


def result_rows(form: FilledForm, rows: Sequence[Indicator], level: str) -> Rows:
    """The indicators of a first level, or what 预算执行 scored, with weight, target, result and score."""
    if level == EXECUTION:
        points, target, score = (shown(form, Place("funds", "total", key)) for key in ("points", "target", "score"))
        told = ["预算执行指标", "预算执行率", points, target or "—", rate_text(form), score]
        return [from_column(0, _RESULTS), from_column(0, told)]
    found: Rows = [from_column(0, _RESULTS)]
    above = None
    for at, one in enumerate(rows):
        label = shown(form, one.place("level2"))
        same = sum(1 for _ in _while(rows[at:], label, form))
        found.append([*([Cell(label, 0, 1, same)] if label != above else []), *from_column(1, _result(one))])
        above = label
    return found


def own_annex(form: FilledForm) -> Rows:
    """The form itself: Shanxi's with matrix and 完成率, any other as it is printed."""
    if form.template.block(MATRIX) is None:
        return annexed_rows(form)
    matrix, width = _own_matrix(form), 9
    rows = [*head_rows(form, (1, width)), *matrix, from_column(0, _ANNEXED)]
    scored = [shown(form, Place("funds", "total", key)) for key in _EXECUTION]
    rows.append(from_column(0, ["预算执行指标", "预算执行指标", "预算执行率", *scored]))
    for one, levels in level_cells(form, 0):
        told = _result(one)
        rate = shown(form, one.place("completion_rate"))
        rows.append([*levels, *from_column(2, [*told[:4], rate, told[4], one.explanation])])
    total = [shown(form, Place("total", "", key)) for key in ("points", "score")]
    return [*rows, [Cell("总分", 0, 3), Cell(total[0], 3), Cell("", 4, 3), Cell(total[1], 7), Cell("", 8)]]


def _while(rows: Sequence[Indicator], label: str, form: FilledForm) -> Iterator[Indicator]:
    for one in rows:
        if shown(form, one.place("level2")) != label:
            return
        yield one


def _result(one: Indicator) -> tuple[str, ...]:
    return one.name, points_text(one.points), one.target_text, one.actual_text, points_text(one.score)


def _own_matrix(form: FilledForm) -> Rows:
    block = form.template.block(MATRIX)
    columns = block.columns if block else ()
    heads = [Cell("项目", 0, 1, 2)]
    below: list[Cell] = []
    for at, column in enumerate(columns, 1):
        if not column.over:
            heads.append(Cell(column.printed or column.label, at, 1, 2))
            continue
        if all(cell.text != column.over for cell in heads):
            heads.append(Cell(column.over, at, sum(one.over == column.over for one in columns)))
        below.append(Cell(column.printed or column.label, at))
    lines = [
        from_column(0, [row.printed or row.label, *(shown(form, Place(MATRIX, row.key, one.key)) for one in columns)])
        for row in (block.rows if block else ())
    ]
    return [heads, below, *lines]
