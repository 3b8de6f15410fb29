"""The sheet 审核意见 of a marked copy: what stands in its lines, and how a note on it is found again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from perf_xlsx.finding import Finding, Severity

SHEET_NAME = "审核意见"
FINDING = "FIND:"
HEADINGS = ("序号", "级别", "规则", "位置", "栏目", "填报的内容", "应为", "问题", "怎么改", "说明", "指纹")
WIDTHS = (40, 48, 48, 56, 200, 120, 90, 300, 260, 240, 120)  # pixels
HOW_TO = (
    "请按“怎么改”逐条修改；“核实”的如果没有错，在“说明”栏写明原因（不少于{least}个字）。"
    "改好后，这个文件可以直接报回。请不要增删行列和工作表。"
)
NOTE_COLUMN, PRINT_COLUMN, KEY_COLUMN = 10, 11, 12  # counted from 1; the key is hidden
FIRST_ROW = 5
GROUNDS = {Severity.ERROR: "#F8CBAD", Severity.WARNING: "#FFE699", Severity.INFO: "#DDEBF7"}
MOST_SIGNS = 30_000
_PARTS = 4


class Note(NamedTuple):
    """What was written beside a finding of an earlier check."""

    fingerprint: str
    rule: str
    field: str
    where: str
    text: str


def where_of(sheet: str, cell: str) -> str:
    """A place in a workbook of several forms, 表格1!H27; `cell` may be empty."""
    return f"{sheet}!{cell}"


def key_text(finding: Finding, where: str = "") -> str:
    """What a finding is known by when the copy comes back; `where` tells several forms of a file apart."""
    return f"{FINDING}{finding.fingerprint}:{finding.rule}:{finding.field or ''}{f':{where}' if where else ''}"


def read_key(text: str) -> tuple[str, str, str, str] | None:
    """Fingerprint, rule, field and place of a key; None when it is none."""
    parts = [*text.removeprefix(FINDING).split(":", _PARTS - 1), ""][:_PARTS]
    return (parts[0], parts[1], parts[2], parts[3]) if text.startswith(FINDING) and len(parts) == _PARTS else None


def line_texts(number: int, finding: Finding, cell: str) -> Sequence[str]:
    """A line's cells; `cell` is where it stands in the copy."""
    note = finding.explanation or finding.expired_explanation or ""
    texts = (finding.label, finding.value, finding.expected, finding.message, finding.fix, note, finding.fingerprint)
    return (str(number), finding.severity.chinese, finding.rule, cell, *(_kept(text or "") for text in texts))


def comments(marks: Mapping[str, Iterable[Finding]]) -> Mapping[str, tuple[str, str]]:
    """For each marked cell the colour of its most serious finding, and the words of its comment."""
    made: dict[str, tuple[str, str]] = {}
    for cell, findings in marks.items():
        ordered = sorted(findings, key=lambda one: one.severity.rank)
        words = "\n".join(f"{one.severity.chinese}（{one.rule}）{one.message}\n→ {one.fix}" for one in ordered)
        made[cell] = (GROUNDS[ordered[0].severity], _kept(words))
    return made


def _kept(text: str) -> str:
    """A text as a cell takes it."""
    shown = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    return shown if len(shown) <= MOST_SIGNS else shown[:MOST_SIGNS] + "…"
