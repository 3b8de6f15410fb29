"""The levels of an indicator: 一级 and 二级指标 by their words, whatever is written around them."""

import re
from collections.abc import Sequence
from decimal import Decimal

from perf_xlsx.numbers import decimal_of
from perf_xlsx.recognise.grid import bare
from perf_xlsx.recognise.words import label
from perf_xlsx.template.model import Level

EXECUTION = "execution"
# What decides where a label is not one of the template's: 项目产出数量, 可持续效益指标, 满意度.
LEVEL1_WORDS = (
    ("满意", "satisfaction"),
    ("产出", "output"),
    ("效益", "benefit"),
    ("效果", "benefit"),
    ("影响力", "benefit"),
    ("预算执行", EXECUTION),
    ("资金执行", EXECUTION),
    ("执行率", EXECUTION),
    ("成本", "cost"),
)
LEVEL2_WORDS = (
    ("满意", "beneficiary_satisfaction"),
    ("数量", "quantity"),
    ("质量", "quality"),
    ("时效", "timeliness"),
    ("经济成本", "economic_cost"),
    ("社会成本", "social_cost"),
    ("环境成本", "environmental_cost"),
    ("成本", "cost"),
    ("可持续", "sustained_impact"),
    ("长效", "sustained_impact"),
    ("经济", "economic_benefit"),
    ("社会", "social_benefit"),
    ("生态", "ecological_benefit"),
    ("环境", "ecological_benefit"),
    ("预算执行", EXECUTION),
    ("服务对象", "beneficiary_satisfaction"),
    ("受益对象", "beneficiary_satisfaction"),
    ("受益群体", "beneficiary_satisfaction"),
)
_POINTS = re.compile(r"\(?([0-9]{1,3}(?:\.[0-9]{1,2})?)分\)?")


def keys_of(first: str, second: str, levels: Sequence[Level]) -> tuple[str, str]:
    """The keys of two levels; a first level that says nothing is taken from the second."""
    upper = _key(first, levels) or _by_words(first, LEVEL1_WORDS, {level.key for level in levels} | {EXECUTION})
    own = [level for level in levels if level.key == upper]
    lower = _key(second, own[0].children) if own else ""
    children = [child for level in levels for child in level.children]
    lower = lower or _key(second, children)
    lower = lower or _by_words(second, LEVEL2_WORDS, {child.key for child in children} | {EXECUTION})
    if not upper:
        parents = [level.key for level in levels if any(child.key == lower for child in level.children)]
        upper = EXECUTION if lower == EXECUTION else next(iter(parents), "")
    return upper, lower


def names_level1(text: str) -> bool:
    """Whether a heading names a 一级指标 by its words."""
    return _by_words(text, LEVEL1_WORDS, {key for _, key in LEVEL1_WORDS}) != ""


def names_level2(text: str) -> bool:
    """Whether a heading names a 二级指标 by its words."""
    return _by_words(text, LEVEL2_WORDS, {key for _, key in LEVEL2_WORDS}) != ""


def printed_points(text: str) -> Decimal | None:
    """The weight printed in a label: 产出指标(50分) has 50."""
    found = _POINTS.search(bare(text))
    return decimal_of(found[1]) if found else None


def _key(text: str, levels: Sequence[Level]) -> str:
    stem = _stem(text)
    names = ((level.key, name) for level in levels for name in (level.label, *level.names))
    return next((key for key, name in names if stem and _stem(name) == stem), "")


def _stem(text: str) -> str:
    return label(text).removesuffix("等").removesuffix("指标").removeprefix("项目")


def _by_words(text: str, words: Sequence[tuple[str, str]], known: set[str]) -> str:
    name = label(text)
    return next((key for word, key in words if word in name and key in known), "")
