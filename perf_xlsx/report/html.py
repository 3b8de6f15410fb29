"""The check as one HTML file: nothing is fetched, no text in it is markup, filters in a few lines of script.

The content security policy names our style and our script by their digests and allows nothing else, so that a text
that got in as markup could neither run nor call out.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from itertools import chain
from pathlib import Path

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.finding import Finding, Severity, Verdict
from perf_xlsx.report.html_data import data_parts
from perf_xlsx.report.plain import plain_text
from perf_xlsx.report.svg import Bar, Piece, bar_chart
from perf_xlsx.report.tallies import (
    About,
    commonest,
    departments,
    grades,
    limits_of_reading,
    rule_uses,
    told_between,
    told_of_batch,
)
from perf_xlsx.report.text import answer_text

HERE = Path(__file__).parent
COLOURS = {Verdict.RETURN: "#c5554a", Verdict.REVIEW: "#d29b2e", Verdict.PASS: "#5f9b77", Verdict.UNCHECKED: "#9aa0a6"}
BLUE, PURPLE = "#4a7ba6", "#8c7aa9"
MOST_DEPARTMENTS = 15
MOST_OPEN = 20  # more findings between forms are folded


def html_parts(batch: BatchReport, about: About, path: Path) -> Iterator[bytes]:
    """The page in parts, a form each; `path` is where it will stand, for the links to the files."""
    head, tail = _frame(batch, about)
    for part in chain((head,), data_parts(batch, path), (tail,)):
        yield part.encode("utf-8", "replace")


def _frame(batch: BatchReport, about: About) -> tuple[str, str]:
    """What stands before the forms of the script and behind them."""
    style, script = _part("page.css"), _part("page.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>绩效自评审核报告</title>\n<style>{style}</style>\n</head>\n<body>\n<main>",
        f'<header><h1>绩效自评审核报告</h1><p class="quiet">{escape(about.line)}</p></header>',
        _cards(batch),
        _charts(batch, about),
        _between(batch),
        _filters(batch, about),
        '<noscript><p class="quiet">逐表的结果要用能运行脚本的浏览器看。</p></noscript>',
        '<p class="count" id="count"></p><div id="list"></div>',
        '<button class="more" id="more" type="button" hidden>再显示</button>',
        _rules(batch, about),
        _exemptions(batch),
        _notes(batch, about),
        '</main>\n<script type="application/json" id="data">',
    ]
    return "\n".join(parts), f"</script>\n<script>{script}</script>\n</body>\n</html>\n"


@cache
def _part(name: str) -> str:
    return (HERE / name).read_text("utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _cards(batch: BatchReport) -> str:
    verdicts = batch.verdicts()
    cards = [("", "文件", batch.tally.files)]
    cards += [("", "自评表", batch.tally.forms)]
    cards += [("", "自评报告", batch.tally.reports)] if batch.tally.reports else []
    cards += [(one.value, one.chinese, verdicts[one]) for one in Verdict]
    boxes = "".join(f'<div class="card {kind}"><b>{n}</b><span>{name}</span></div>' for kind, name, n in cards)
    found = "；".join(f"{one.chinese}{batch.count(one)}条" for one in Severity)
    told = "".join(f"<br>{escape(plain_text(words))}。" for words in told_of_batch(batch))
    return f'<div class="cards">{boxes}</div><p class="quiet">共查出：{found}。{told}</p>'


def _charts(batch: BatchReport, about: About) -> str:
    shown = departments(batch)[:MOST_DEPARTMENTS]
    bars = [Bar(one.name, [Piece(one.verdicts.get(v, 0), COLOURS[v]) for v in Verdict]) for one in shown]
    legend = "".join(f'<span class="{one.value}"><i></i>{one.chinese}</span>' for one in Verdict)
    most = f"（退回最多的{MOST_DEPARTMENTS}个）" if len(departments(batch)) > MOST_DEPARTMENTS else ""
    graded = [Bar(name, [Piece(count, BLUE)]) for name, count in grades(batch).items()]
    rules = [Bar(f"{use.code} {use.title}", [Piece(use.found, PURPLE)]) for use in commonest(batch, about.titles)]
    return (
        f'<h2>总体情况</h2><div class="charts"><figure class="chart tall"><figcaption>各主管部门审核结论{most}'
        f"</figcaption>{bar_chart('各主管部门审核结论', bars)}"
        f'<div class="legend">{legend}</div></figure>'
        f'<figure class="chart"><figcaption>自评等级分布</figcaption>{bar_chart("自评等级分布", graded)}</figure>'
        '<figure class="chart"><figcaption>最常见的规则（条数）</figcaption>'
        f"{bar_chart('最常见的规则', rules)}</figure></div>"
    )


def _between(batch: BatchReport) -> str:
    """What was found between the forms: it has no form to stand under."""
    if not batch.findings:
        return ""
    rows = [
        (one.severity.chinese, f"{one.rule} {one.title}", one.message, answer_text(one) or _remedy(one))
        for one in batch.findings
    ]
    table = _table(("级别", "规则", "问题", "怎么改"), rows, cards=True)
    if len(rows) > MOST_OPEN:  # the forms below must not be out of reach
        table = f'<details class="fold"><summary>展开（共{len(rows)}条）</summary>{table}</details>'
    counts = escape(told_between(batch))
    return f'<h2>全批的问题</h2><p class="quiet">{counts}。</p>{table}'


def _remedy(finding: Finding) -> str:
    return "" if finding.severity is Severity.INFO else finding.fix


def _filters(batch: BatchReport, about: About) -> str:
    rules = [(use.code, f"{use.code} {use.title}") for use in rule_uses(batch, about.titles) if use.in_forms]
    names = sorted(batch.tally.departments)
    return (
        '<h2>逐表结果</h2><div class="filters" role="search">'
        '<button type="button" id="as-forms" aria-pressed="true">按表看</button>'
        '<button type="button" id="as-findings" aria-pressed="false">按问题看</button>'
        '<input type="search" id="search" placeholder="项目、单位、编码、问题" aria-label="查找">'
        + _select("department", "全部部门", [(plain_text(name), plain_text(name)) for name in names])
        + _select("rule", "全部规则", rules)
        + _select("severity", "全部级别", [(one.value, one.chinese) for one in Severity])
        + _select("verdict", "全部结论", [(one.value, one.chinese) for one in Verdict])
        + '<button type="button" id="clear">清除</button></div>'
    )


def _select(key: str, every: str, options: Iterable[tuple[str, str]]) -> str:
    lines = "".join(
        f'<option value="{escape(plain_text(value))}">{escape(plain_text(words))}</option>' for value, words in options
    )
    return f'<select id="{key}" aria-label="{every}"><option value="">{every}</option>{lines}</select>'


def _rules(batch: BatchReport, about: About) -> str:
    rows = [
        (use.code, use.title, str(use.found), str(use.ran), str(use.skipped), str(use.crashed), "；".join(use.reasons))
        for use in rule_uses(batch, about.titles)
    ]
    table = _table(("编号", "规则", "问题", "运行", "跳过", "出错", "跳过、出错的理由"), rows, numbers=(2, 3, 4, 5))
    crashed = sum(bool(form.rules.crashed) for form in batch.forms)
    told = f"有{crashed}张表的规则运行出错" if crashed else "没有规则出错"
    return f'<h2>规则运行情况</h2><details class="fold"><summary>展开（{told}）</summary>{table}</details>'


def _exemptions(batch: BatchReport) -> str:
    if not batch.exemptions:
        return ""
    rows = [
        (one.where, one.what, one.reason, one.approved_by, one.use.chinese, str(one.count)) for one in batch.exemptions
    ]
    heads = ("出处", "内容", "理由", "批准人", "情况", "问题条数")
    return "<h2>豁免和本地规则</h2>" + _table(heads, rows, numbers=(5,))


def _notes(batch: BatchReport, about: About) -> str:
    rows = [("程序", f"perf-xlsx {about.version}"), ("审核时间", f"{about.made:%Y-%m-%d %H:%M:%S %z}")]
    rows += [("本批年度", str(about.fiscal_year or "没有指定"))]
    rows += limits_of_reading(batch)
    table = _table(("项目", "说明"), rows)
    return f'<h2>说明</h2><details class="fold"><summary>版本和限度</summary>{table}</details>'


def _table(
    heads: Iterable[str], rows: Iterable[Iterable[str]], numbers: tuple[int, ...] = (), *, cards: bool = False
) -> str:
    look = ' class="cards-on-phone"' if cards else ""
    kinds = [' class="num"' if number in numbers else "" for number in range(20)]
    head = "".join(f"<th{kinds[n]}>{escape(words)}</th>" for n, words in enumerate(heads))
    body = "".join(
        "<tr>" + "".join(f"<td{kinds[n]}>{escape(plain_text(text))}</td>" for n, text in enumerate(row)) + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table{look}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
