"""C02."""

import re
from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.money import funds_of
from perf_xlsx.form.naming import cut, has_word
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import text_at
from perf_xlsx.form.report_sheet import SHEET_NAME as REPORT_NAME
from perf_xlsx.narrative.facts import ReportFacts
from perf_xlsx.narrative.figures import shortened
from perf_xlsx.narrative.problems import full_marks_beside_problem
from perf_xlsx.numbers import excel_round, percent
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import Judgement, judgement_of
from perf_xlsx.template.report_texts import PROBLEMS

TOTAL = Place("total", "", "score")
# What is left of 一、存在的问题：无 is a heading, not a problem.
_ORDINAL = re.compile(r"^[\s0-9一二三四五六七八九十()（）、.．]+|\s+$")
# Where a form may state what is left to do.
TEXTS = (
    Place("goal", "", "achieved"),
    *(Place(block, "", column) for block in ("remarks", "conclusion") for column in ("problems", "conclusion")),
)


@rule("C02", "warning", Scope.FORM, also=Scope.REPORT)
def full_marks_with_problems(one: FilledForm | ReportFacts) -> Iterator[Found]:
    """满分与问题并存

    做什么：自评总分为满分，而执行率不足100%，或者完成情况、“报告”页的存在问题、自评报告的问题一章里写着没有解决的问题（尚未完成、进度滞后、有待加强等），提请核实。
    为什么：有没做完的事，就不会是满分。
    依据：财预〔2020〕10号：自评结果应客观反映完成情况
    通过：总分100，完成情况写“各项任务按期完成，未发现问题”
    不通过：总分100，完成情况写“平台建设尚未完成”
    怎么改：请核对得分；问题确实存在的，在相应指标扣分并写明改进措施。
    """
    yield from _in_report(one) if isinstance(one, ReportFacts) else _on_form(one)


def _in_report(facts: ReportFacts) -> Iterator[Found]:
    found = full_marks_beside_problem(facts)
    if found is not None:
        full, stated = found
        told = f"{stated.place}“{shortened(stated.text)}”"
        yield Found(f"{full.told}，{told}，满分与没有解决的问题并存，请核实", cell=full.place)


def _on_form(form: FilledForm) -> Iterator[Found]:
    if form.value(TOTAL) != form.template.policy["total_points"]:
        return
    rate = funds_of(form).rate
    if rate is not None and excel_round(rate, 2) < 1:
        cells = (Place("funds", "total", "annual_spending"), Place("funds", "total", "annual_budget"))
        yield Found(f"自评总分为满分，执行率只有{percent(excel_round(rate, 4))}，请核实", TOTAL, cells=cells)
        return
    judgement = judgement_of(form.template)
    for place in TEXTS:
        stated = problem_in(text_at(form, place), judgement)
        if stated:
            yield Found(f"自评总分为满分，完成情况却写有“{cut(stated)}”，请核实", TOTAL, cells=(place,))
            return
    stated = problem_in(form.texts.get(PROBLEMS, ""), judgement)
    if stated:
        yield Found(f"自评总分为满分，“{REPORT_NAME}”页却写有“{cut(stated)}”，请核实", TOTAL)


def problem_in(text: str, judgement: Judgement) -> str:
    """The first clause of a text that states what is not solved; nothing where none does."""
    for clause in re.split("[，,。；;：:\n]", text):
        for word in judgement.problem_words:
            before, stated, _ = clause.partition(word)
            if stated and _ORDINAL.sub("", clause) != word and not has_word(before, judgement.problem_negations):
                return clause
    return ""
