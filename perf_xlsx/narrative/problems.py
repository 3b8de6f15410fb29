"""The problems a report states, beside the total it gives itself."""

from perf_xlsx.form.leftovers import GAP
from perf_xlsx.form.naming import has_word
from perf_xlsx.narrative.facts import ReportFacts
from perf_xlsx.narrative.figures import Fact
from perf_xlsx.narrative.outline import Part
from perf_xlsx.narrative.results import is_full

SHORTEST_PROBLEM = 8
PROBLEM_HEADINGS = ("问题", "不足")
OTHER_HEADINGS = ("其他", "需要")
NO_PROBLEM = (
    "未发现",
    "没有发现",
    "不存在",
    "暂无",
    "没有问题",
    "无明显",
    GAP,
    "已整改",
    "已解决",
    "整改到位",
    "整改完毕",
    "无偏离",
    "没有扣分",
)


def full_marks_beside_problem(facts: ReportFacts) -> tuple[Fact, Part] | None:
    """Full marks, and the first paragraph that states a problem nobody says was solved; None without either."""
    full = next((one for one in facts.scores if is_full(one.value)), None)
    found = (part for part in facts.report.parts if not part.heading and _about_problems(part) and _states_one(part))
    stated = next(found, None)
    return (full, stated) if full is not None and stated is not None else None


def _about_problems(part: Part) -> bool:
    """Whether the nearest heading that says anything is about problems."""
    return (
        bool(part.heads)
        and has_word(part.heads[-1], PROBLEM_HEADINGS)
        and not part.heads[-1].startswith(OTHER_HEADINGS)
    )


def _states_one(part: Part) -> bool:
    text = part.text.strip()
    return len(text) >= SHORTEST_PROBLEM and not has_word(text, NO_PROBLEM) and not text.startswith("无")
