"""B03."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from perf_xlsx.extract import LARGEST, SummaryLine
from perf_xlsx.form.collected import BatchFacts, Key
from perf_xlsx.form.returns import Return, called, spelling
from perf_xlsx.numbers import plain
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule

AMOUNTS = ("年初预算", "全年预算", "全年执行")
SCORE, TOTAL = "得分", "合计"
LEAST_PLACES, MOST_PLACES = 2, 6


@rule("B03", "error", Scope.BATCH)
def summary_differs(batch: BatchFacts) -> Iterator[Result]:
    """汇总不一致

    做什么：收到的文件里有自评结果汇总表的，逐个项目核对年初预算、全年预算、全年执行和得分（按汇总表写出的小数位，至少两位），核对合计；汇总表有、表没有收到的和表收到了、汇总表里没有的，都列出。只核对汇总表上有的栏；写了主管部门的汇总表只管那些部门。
    为什么：汇总表是公开和考核用的数，应当与每张表对得上。
    依据：常识
    通过：汇总表上“基层培训”得分99.5，表上99.5
    不通过：汇总表上“基层培训”得分99.5，表上89.5
    怎么改：请核对是汇总表还是自评表有误，改正后重报；汇总表可以用 summary 重新生成。
    """
    if not batch.summaries:
        yield Skipped("收到的文件里没有汇总表")
    for one in batch.summaries:
        yield from _against_forms(batch, one)


def _against_forms(batch: BatchFacts, summary: Return) -> Iterator[Found]:
    where = f"{summary.file}“{summary.sheet}”"
    lines = [line for line in summary.extract.lines if line.name != TOTAL]
    keys: dict[Key, SummaryLine] = {}
    for line in lines:
        key = batch.key(Return("", "form", code=line.code, name=line.name, department=line.department))
        keys[key] = line
        form = batch.counted.get(key)
        if form is None:
            named = f"“{line.name}”{f'（{line.code}）' if line.code else ''}"
            whose = (line.code or line.name,)
            yield Found(f"{where}第{line.row}行有{named}，没有收到它的自评表", projects=whose)
        else:
            project = batch.whose(form)
            yield from (replace(one, projects=project, forms=(form.place,)) for one in _figures(where, line, form))
    departments = {spelling(line.department) for line in lines} - {""}
    for key, form in batch.counted.items():
        if key not in keys and (not departments or spelling(form.department) in departments):
            said = f"{where}里没有{called(form)}，它的自评表收到了（{form.file}）"
            yield Found(said, projects=batch.whose(form), forms=(form.place,))
    for line in summary.extract.lines:
        if line.name == TOTAL:
            yield from _totals(where, line, lines)


def _figures(where: str, line: SummaryLine, form: Return) -> Iterator[Found]:
    for name, own in _figures_of(form).items():
        told = line.figures.get(name)
        if name in line.cells and (told is None or _rounded(own, told) != told):
            shown = "空白" if told is None else plain(told)
            cell = line.cells[name]
            what = f"{where}{cell}：{called(form)}的{name}为{shown}，自评表为{plain(_short(own))}（{form.file}）"
            yield Found(what, value=told, expected=own, cell=cell)


def _figures_of(form: Return) -> Mapping[str, Decimal]:
    figures = zip((*AMOUNTS, SCORE), form.figures, strict=False)
    return {name: own for name, own in figures if own is not None and abs(own) < LARGEST}


def _totals(where: str, total: SummaryLine, lines: list[SummaryLine]) -> Iterator[Found]:
    for name in AMOUNTS:
        told = total.figures.get(name)
        whole = sum((line.figures.get(name) or Decimal(0) for line in lines), Decimal(0))
        if told is not None and _rounded(whole, told) != told:
            what = f"{where}{total.cells[name]}：合计的{name}为{plain(told)}，各行相加为{plain(_short(whole))}"
            yield Found(what, value=told, expected=whole, cell=total.cells[name], projects=(TOTAL,))


def _rounded(own: Decimal, told: Decimal) -> Decimal:
    """A figure with as many decimals as the other one shows."""
    places = -int(told.as_tuple().exponent)
    places = min(max(places, LEAST_PLACES), MOST_PLACES)
    return own.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _short(own: Decimal) -> Decimal:
    return own.quantize(Decimal(1).scaleb(-MOST_PLACES), ROUND_HALF_UP)
