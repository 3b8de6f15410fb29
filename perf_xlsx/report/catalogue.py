"""The printed catalogue of rules: docs/rules.md, made from what the checker runs (`make docs`)."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from perf_xlsx.finding import Severity
from perf_xlsx.rules import one_text_a_code
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.model import RuleText
from perf_xlsx.template.shipped import PACKAGE

FAMILIES = {
    "F": "文件",
    "T": "模板",
    "A": "算术与结构",
    "S": "评分",
    "C": "一致性",
    "R": "报告",
    "B": "批次",
}
HEAD = """\
# 审核规则

本页由程序生成（`make docs`），与程序运行的规则出自同一处；请改规则，不要改本页。
级别：退回（有一条即退回修改）、核实（核实或说明）、提示（不影响结论）。条件是审核公式，写法见 docs/templates.md。
"""


def catalogue_markdown(rules: Iterable[RuleText]) -> str:
    """Every rule in Markdown: a table a family, then each rule with why, basis, conditions, examples and fix."""
    ordered = sorted(rules, key=lambda rule: (list(FAMILIES).index(rule.code[0]), rule.code))
    lines = [HEAD]
    for family, title in FAMILIES.items():
        members = [rule for rule in ordered if rule.code[0] == family]
        if members:
            lines += [f"## {family} {title}", "", "| 编号 | 名称 | 级别 |", "|---|---|---|"]
            lines += [f"| {rule.code} | {_cell(rule.title)} | {_severities(rule)} |" for rule in members]
            lines += ["", *(line for rule in members for line in _rule_lines(rule))]
    return "\n".join(lines).rstrip() + "\n"


def shipped_rules() -> list[RuleText]:
    """The written rules and the declared ones that every template shares."""
    return one_text_a_code(Catalog().shared.rules)


def _rule_lines(rule: RuleText) -> Iterator[str]:
    yield f"### {rule.code} {rule.title}"
    yield ""
    yield f"`{rule.name}` · {_severities(rule)}"
    yield ""
    for heading, words in (("做什么", rule.what), ("为什么", rule.why), ("依据", rule.basis)):
        if words:
            yield f"- {heading}：{_text(words)}"
    for case in rule.cases:
        yield f"- 条件（{Severity(case.severity or rule.severity).chinese}）：`{' '.join(case.require.split())}`"
        yield f"  - 看的格子：{'、'.join(f'`{one}`' for one in case.on)}"
        yield f"  - 提示语：{_text(case.message)}"
    for heading, words in (("通过", rule.passing), ("不通过", rule.failing), ("怎么改", rule.fix)):
        yield f"- {heading}：{_text(words)}"
    yield ""


def _severities(rule: RuleText) -> str:
    """The severities a rule has, the most serious first."""
    found = {Severity(case.severity or rule.severity) for case in rule.cases} or {Severity(rule.severity)}
    return "、".join(severity.chinese for severity in sorted(found, key=lambda one: one.rank))


def _text(words: str) -> str:
    """A text in which no sign is Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_<>[]#" else sign for sign in " ".join(words.split()))


def _cell(words: str) -> str:
    return _text(words).replace("|", "\\|")


def main(out: Path) -> None:
    """Write the catalogue."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(catalogue_markdown(shipped_rules()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE.parent / "docs/rules.md")
