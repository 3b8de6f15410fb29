"""A returned 自评结果汇总表: its lines, found by the headings of its columns."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from perf_xlsx.check.seems import seems
from perf_xlsx.extract import LARGEST, SummaryLine
from perf_xlsx.notation import strip_blanks
from perf_xlsx.numbers import ErrorText, plain
from perf_xlsx.workbook.book import Book, SheetGrid, a1

SUMMARY = "自评结果汇总表"
HEAD_ROWS, MOST_LINES = 10, 200_000
TEXTS = {"项目编码": "code", "项目名称": "name", "主管部门": "department"}
# A heading may go on: 年初预算数（万元）.
FIGURES = ("年初预算", "全年预算", "全年执行", "得分")
ALSO = {"自评得分": "得分", "自评总分": "得分", "总分": "得分"}
SUMS, TOTAL = ("小计", "合计", "总计"), "合计"
IN_TEN_THOUSANDS = {"（元）": Decimal("0.0001"), "（亿元）": Decimal(10000)}


def summary_of_book(book: Book) -> tuple[str, tuple[SummaryLine, ...]] | None:
    """The sheet and lines of a 汇总表; None when the workbook is none, or its columns cannot be told."""
    if seems(book) != SUMMARY:
        return None
    for sheet in book.sheets:
        head = _head(book, sheet)
        if head is not None:
            row, columns = head
            return sheet.name, tuple(_lines(book, sheet, row, columns))
    return None


def _head(book: Book, sheet: SheetGrid) -> tuple[int, Mapping[str, tuple[int, Decimal]]] | None:
    """The row of headings: name and score at least; columns with the factor to 万元, by what stands in them."""
    for row in range(1, HEAD_ROWS + 1):
        columns: dict[str, tuple[int, Decimal]] = {}
        for at, column in sheet.cells:
            text = book.value_at(sheet, at, column) if at == row else None
            word = strip_blanks(text).replace("(", "（").replace(")", "）") if isinstance(text, str) else ""
            key = _key(word)
            if key:
                factor = next((one for sign, one in IN_TEN_THOUSANDS.items() if word.endswith(sign)), Decimal(1))
                columns.setdefault(key, (column, factor))
        if {"name", "得分"} <= columns.keys():
            return row, columns
    return None


def _key(word: str) -> str:
    if word in TEXTS:
        return TEXTS[word]
    whole = word.partition("（")[0].removesuffix("数")
    return ALSO.get(whole, whole if whole in FIGURES else "")


def _lines(
    book: Book, sheet: SheetGrid, head: int, columns: Mapping[str, tuple[int, Decimal]]
) -> Iterator[SummaryLine]:
    rows = sorted({row for row, _ in sheet.cells if row > head})[:MOST_LINES]
    for row in rows:
        texts = {key: _text(book, sheet, row, columns[key][0]) for key in TEXTS.values() if key in columns}
        name = texts.get("name", "")
        sums = next((word for word in SUMS if any(text.startswith(word) for text in _row_texts(book, sheet, row))), "")
        if sums == SUMS[0] or not (name or sums):
            continue
        figures: dict[str, Decimal | None] = {}
        for key in FIGURES:
            if key in columns:
                column, factor = columns[key]
                value = book.value_at(sheet, row, column)
                sane = value if isinstance(value, Decimal) and abs(value) < LARGEST else None
                figures[key] = None if sane is None else sane * factor
        cells = {key: a1(row, columns[key][0]) for key in figures}
        of = ("", TOTAL, "") if sums else (texts.get("code", ""), name, texts.get("department", ""))
        yield SummaryLine(*of, figures, cells, row)


def _row_texts(book: Book, sheet: SheetGrid, row: int) -> Iterator[str]:
    for column in range(1, 6):
        yield _text(book, sheet, row, column)


def _text(book: Book, sheet: SheetGrid, row: int, column: int) -> str:
    value = book.value_at(sheet, row, column)
    if isinstance(value, Decimal):
        return plain(value)
    return "" if value is None or isinstance(value, ErrorText) else strip_blanks(value)
