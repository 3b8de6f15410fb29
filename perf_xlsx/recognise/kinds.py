"""A self-evaluation form, or a near relative: told by its title first, then by its columns."""

import re

from perf_xlsx.form.naming import STAGES
from perf_xlsx.recognise.grid import bare
from perf_xlsx.recognise.outline import Outline

TARGETS, MONITORING, RATING, SUMMARY = "绩效目标表", "绩效运行监控表", "绩效评价得分表", "自评结果汇总表"
_MONITORING = re.compile(r"预计完成|完成目标可能性|[0-9]月(?:份)?(?:底)?(?:执行|完成)|监控")
_RATING = re.compile(r"评价得分表|评分表|打分表|指标体系|得分表|评分标准表")
DONE = frozenset({"actual", "score"})
# How to give points, instead of what was wanted and what was done.
GUIDE, VALUES = frozenset({"method", "description"}), frozenset({"target", "actual"})


def relative(form: Outline) -> str:
    """Name what a table is that is no self-evaluation form; "" for one that is."""
    title = "".join(bare(form.grid.rows[row][0].seen.text) for row in form.titles)
    own = "自评" in title
    if form.listing or "汇总" in title:
        return SUMMARY
    keys = {key for header, _ in form.indicators for key in header.keys}
    texts = [column.text for header, _ in form.indicators for column in header.columns]
    if ("监控" in title and not own) or any(_MONITORING.search(text) for text in texts):
        return MONITORING
    if (not own and (_RATING.search(title) or _rated(form))) or (keys & GUIDE and not keys & VALUES):
        return RATING
    if form.indicators and not keys & DONE and not own:
        return TARGETS
    return ""


def is_form(form: Outline) -> bool:
    """Whether there is something to check: indicators, or a funds block that says what was spent."""
    title = "".join(bare(form.grid.rows[row][0].seen.text) for row in form.titles)
    own = "自评" in title and "报告" not in title
    return bool(form.indicators) or any(header.matrix or own for header, _ in form.funds)


def _rated(form: Outline) -> bool:
    """Whether the first level is that of an evaluation: 决策, 过程, 产出, 效益."""
    found = {
        word
        for header, rows in form.indicators
        if (column := header.column("level1"))
        for row in rows
        for box in form.grid.between(row, column.first, column.last)
        for word in STAGES
        if word in bare(box.seen.text)
    }
    return len(found) > 1
