"""C12."""

import re
from collections.abc import Iterator
from functools import lru_cache

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.likeness import alike
from perf_xlsx.form.naming import cut, has_word
from perf_xlsx.form.place import Place
from perf_xlsx.notation import is_no_answer
from perf_xlsx.numbers import Value, plain
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import Judgement, judgement_of

EXPECTED, ACHIEVED = Place("goal", "", "expected"), Place("goal", "", "achieved")
SHORTEST = 8
_CLAUSE = re.compile("[，,。；;：:、\n]")
_COUNTED = re.compile(r"[0-9](?:\.[0-9]+)?(?:余|多)?(?![0-9.,%年月日号万亿元])[\u4e00-\u9fff]")
_MARKS = re.compile(r"[\W_]+")
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
    if is_no_answer(achieved):
        return
    if not _HAN.search(achieved) and any(sign.isdigit() for sign in achieved):
        also = "预期目标和" if expected and not _HAN.search(expected) and form.own_words else ""
        yield Found(f"{also}实际完成情况只填了数字，请写明完成了哪些任务", ACHIEVED)
    elif min(len(expected), len(achieved)) >= SHORTEST and alike(expected, achieved, judgement.goal_likeness):
        yield Found("实际完成情况与预期目标几乎一字不差，请写明实际完成的任务和数量", ACHIEVED, cells=(EXPECTED,))
    elif not _has_substance(achieved, judgement):
        yield Found(f"实际完成情况“{cut(achieved)}”没有写明做了什么", ACHIEVED)
    elif _only_money(achieved, judgement):
        yield Found("实际完成情况只写了资金，没有写明完成的任务和效果", ACHIEVED)


def _words(value: Value) -> str:
    return value if isinstance(value, str) else "" if value is None else plain(value)


def _has_substance(text: str, judgement: Judgement) -> bool:
    """Whether anything is left of a text without the phrases that fit any project."""
    left = _MARKS.sub("", text)
    # A sign that stands in no phrase stays, whatever else is taken out.
    if not _hollow_signs(judgement).issuperset(left):
        return True
    for phrase in judgement.empty_phrases:
        left = left.replace(phrase, "")
    return bool(left)


@lru_cache(maxsize=64)
def _hollow_signs(judgement: Judgement) -> frozenset[str]:
    return frozenset("".join(judgement.empty_phrases))


def _only_money(text: str, judgement: Judgement) -> bool:
    """Whether every clause speaks of money, with an amount somewhere, and nothing else is counted."""
    if "元" not in text or _COUNTED.search(text):
        return False
    clauses = [clause for clause in _CLAUSE.split(text) if _has_substance(clause, judgement)]
    told = [clause for clause in clauses if has_word(clause, judgement.budget_words)]
    return bool(clauses) and len(told) * 3 >= len(clauses) * 2
