"""C02 on a narrative report."""

from collections.abc import Iterator
from dataclasses import replace

from perf_xlsx.form.naming import has_word
from perf_xlsx.narrative.facts import ReportFacts
from perf_xlsx.narrative.figures import shortened
from perf_xlsx.narrative.outline import Part
from perf_xlsx.narrative.results import is_full
from perf_xlsx.rules.base import Found, Scope
from perf_xlsx.rules.full_marks_with_problems import full_marks_with_problems

SHORTEST_PROBLEM = 8
PROBLEM_HEADINGS = ("问题", "不足")
NO_PROBLEM = (
    "未发现",
    "没有发现",
    "不存在",
    "暂无",
    "没有问题",
    "无明显",
    "【请填写",
    "已整改",
    "已解决",
    "整改到位",
    "整改完毕",
    "无偏离",
    "没有扣分",
)


def _full_marks(facts: ReportFacts) -> Iterator[Found]:
    """The total beside the first problem that is stated."""
    full = next((one for one in facts.scores if is_full(one.value)), None)
    if full is None:
        return
    for part in facts.report.parts:
        if not part.heading and part.heads and _about_problems(part) and _states_one(part):
            told = f"{part.place}“{shortened(part.text.strip())}”"
            yield Found(f"{full.told}，{told}，满分与没有解决的问题并存，请核实", cell=full.place)
            return


def _about_problems(part: Part) -> bool:
    """Whether the nearest heading that says anything is about problems."""
    return has_word(part.heads[-1], PROBLEM_HEADINGS) and not part.heads[-1].startswith(("其他", "需要"))


def _states_one(part: Part) -> bool:
    text = part.text.strip()
    return len(text) >= SHORTEST_PROBLEM and not has_word(text, NO_PROBLEM) and not text.startswith("无")


full_marks_in_report = replace(full_marks_with_problems, scope=Scope.REPORT, run=_full_marks)
