"""What a workbook without an issued form seems to be, by the words of its titles."""

import re
from collections.abc import Iterator

from perf_xlsx.workbook.book import Book

LETTER, _LETTER = "公文", re.compile(r"关于.*(?:函|通知|报告|请示|说明|批复|意见)")
TITLE_ROWS = 5
LONGEST_TITLE = 40

# The first that fits: a title may hold the words of several.
KINDS = (
    (("汇总",), "自评结果汇总表"),
    (("整体支出",), "部门整体支出绩效自评表"),
    (("自评",), "没有下发标识的自评表（自制表，或下发表的隐藏列被删）"),
    (("监控",), "绩效运行监控表"),
    (("评价得分", "评分", "打分", "评价指标体系"), "绩效评价得分表"),
    (("绩效目标", "目标申报", "目标表"), "绩效目标表"),
)


def seems(book: Book) -> str:
    """Name what it seems to be; empty when its titles say nothing."""
    titles = list(_titles(book))
    if any(_LETTER.fullmatch(title) for title in titles):
        return LETTER
    return next((kind for words, kind in KINDS if any(word in title for word in words for title in titles)), "")


def _titles(book: Book) -> Iterator[str]:
    """Names of sheets, and the short texts of their first rows."""
    for sheet in book.sheets:
        yield sheet.name
        for (row, _), cell in sheet.cells.items():
            if row <= TITLE_ROWS and cell.kind == "s" and len(cell.text) <= LONGEST_TITLE:
                yield "".join(cell.text.split())
