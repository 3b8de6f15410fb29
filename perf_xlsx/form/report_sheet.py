"""The sheet 报告 of an issued workbook: what stands on it, and how a text is found again."""

from typing import NamedTuple

from perf_xlsx.template.report_texts import ReportText

SHEET_NAME = "报告"
TITLE = "绩效自评报告：文字部分"
HOW_TO = (
    "绩效自评报告照自评表起草，金额、得分、等级和各项指标不必在这里重写。"
    "这里只写表上没有的文字，一部分写在一格里，分段按 Alt+Enter；还没有想好的可以留空，报告里会标出来。"
)
HEADINGS = ("部分", "内容")
TEXT = "TEXT:"
LABEL_COLUMN, TEXT_COLUMN, KEY_COLUMN = 1, 2, 3  # counted from 1; the key is hidden
FIRST_ROW = 4


class Key(NamedTuple):
    """What a text is known by: its part, and the label it was issued under."""

    part: str
    label: str


def key_text(one: ReportText) -> str:
    """The text of the hidden cell beside a part."""
    return f"{TEXT}{one.key}:{one.label}"


def read_key(text: str) -> Key | None:
    """Read it back; None when it is none."""
    if not text.startswith(TEXT):
        return None
    part, colon, label = text.removeprefix(TEXT).partition(":")
    return Key(part, label) if colon else None
