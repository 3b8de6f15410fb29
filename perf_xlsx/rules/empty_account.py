"""C12."""

import re
from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.likeness import alike
from perf_xlsx.form.naming import cut, has_word
from perf_xlsx.form.place import Place
from perf_xlsx.notation import Kind, read_notation
from perf_xlsx.numbers import Value, plain
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import Judgement, judgement_of

EXPECTED, ACHIEVED = Place("goal", "", "expected"), Place("goal", "", "achieved")
SHORTEST = 8
_CLAUSE = re.compile("[，,。；;：:、\n]")
_COUNTED = re.compile(r"[0-9](?:\.[0-9]+)?(?:余|多)?(?![0-9.,%年月日号万亿元])[\u4e00-\u9fff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@rule("C12", "warning", Scope.FORM)
def empty_account(form: FilledForm) -> Iterator[Found]:
    """完成情况空泛

    做什么：实际完成情况与预期目标几乎一字不差，只写“完成年度目标”一类的话，只写资金数，或者只填一个数字，提请补写。
    为什么：看不出做了什么、做成了什么。
    依据：自评表“年度总体目标完成情况”栏应写明实际完成的任务（财预〔2020〕10号）
    通过：全年救助87人次，救助资金30万元，完成目标任务
    不通过：完成年度目标。
    怎么改：请写明本年度实际做了哪些事、数量多少、效果如何。
    """
    judgement = judgement_of(form.template)
    expected, achieved = (_words(form.value(place)) for place in (EXPECTED, ACHIEVED))
    if read_notation(achieved).kind in {Kind.BLANK, Kind.NOT_APPLICABLE}:
        return
    if not _HAN.search(achieved) and any(sign.isdigit() for sign in achieved):
        also = "预期目标和" if expected and not _HAN.search(expected) and form.own_words else ""
        yield Found(f"{also}实际完成情况只填了数字，请写明完成了哪些任务", ACHIEVED)
    elif min(len(expected), len(achieved)) >= SHORTEST and alike(expected, achieved, judgement.goal_likeness):
        yield Found("实际完成情况与预期目标几乎一字不差，请写明实际完成的任务和数量", ACHIEVED, cells=(EXPECTED,))
    elif not _substance(achieved, judgement):
        yield Found(f"实际完成情况“{cut(achieved)}”没有写明做了什么", ACHIEVED)
    elif _only_money(achieved, judgement):
        yield Found("实际完成情况只写了资金，没有写明完成的任务和效果", ACHIEVED)


def _words(value: Value) -> str:
    return value if isinstance(value, str) else "" if value is None else plain(value)


def _substance(text: str, judgement: Judgement) -> str:
    """What is left of a text without the phrases that fit any project."""
    left = "".join(sign for sign in text if sign.isalnum())
    for phrase in judgement.empty_phrases:
        left = left.replace(phrase, "")
    return left


def _only_money(text: str, judgement: Judgement) -> bool:
    """Whether every clause speaks of money, with an amount somewhere, and nothing else is counted."""
    clauses = [clause for clause in _CLAUSE.split(text) if _substance(clause, judgement)]
    told = [clause for clause in clauses if has_word(clause, judgement.budget_words)]
    return bool(clauses) and "元" in text and not _COUNTED.search(text) and len(told) * 3 >= len(clauses) * 2
