"""The end of a form: the row of totals, and what is written below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.form.place import Place
from perf_xlsx.recognise.grid import Box, Seen, address, bare, label_text
from perf_xlsx.recognise.head import SIGNATURE, pairs_of
from perf_xlsx.recognise.indicator_header import Header
from perf_xlsx.recognise.notebook import Notebook
from perf_xlsx.recognise.sums import note_sums, sum_of
from perf_xlsx.recognise.two_in_one import half
from perf_xlsx.recognise.values import is_number, number, points, text
from perf_xlsx.recognise.words import GRADES, LONGEST_SPACED, REMARKS, TOTAL_ROW, label

BLOCK, REMARK = "total", "remarks"
FUNDS_REASON = Place("funds", "total", "deviation_explanation")
FUNDS_SCORE = Place("funds", "total", "score")
# What only the total of the whole form is called; 合计 may be of the table above it alone.
_TICKED_AFTER = re.compile(f"({'|'.join(sorted(GRADES, key=len, reverse=True))})[(\\[]?[√✓✔☑■][)\\]]?")
_TICKED_BEFORE = re.compile(f"[☑■√✓✔]({'|'.join(sorted(GRADES, key=len, reverse=True))})")
_COLON = re.compile("[:：]")
_WHOLE = re.compile("总(?!计)|自评|最终|综合")


@dataclass(frozen=True, slots=True)
class Totals:
    """What the rows of totals below a table are read by: its header, the rows of its indicators, the whole.

    `elsewhere` says that the total of the form stands in its head.
    """

    header: Header
    rows: Sequence[str]
    whole: object
    elsewhere: bool

    def read(self, book: Notebook, rows: Sequence[int]) -> None:
        """Read every row of totals."""
        for row in rows:
            others = self.elsewhere or len(rows) > 1
            if not self._is_of_indicators(book, row, others=others):
                read_total(book, self.header, row)

    def _is_of_indicators(self, book: Notebook, row: int, *, others: bool) -> bool:
        """Note a sum of the indicators alone, where 执行率 is scored apart from them; whether the row is one."""
        first, *rest = book.grid.rows[row]
        by_word = not _WHOLE.search(label(first.seen.text))
        if not (rest and (by_word or others)) or not isinstance(book.declared.get(FUNDS_SCORE), Decimal):
            return False
        cells = {key: _cell(self.header, key, rest) for key in ("points", "score")}
        key = "points" if cells["points"] else "score"
        box = cells[key]
        stated = points(box.seen) if box else None
        if stated is None or stated == self.whole or stated != sum_of(book, key, self.rows):
            return False
        note_sums(book, label_text(first), cells, [self.rows])
        book.labels([first])
        return True


def _cell(header: Header, key: str, boxes: Sequence[Box]) -> Box | None:
    """The cell of a row of totals under a column."""
    column = header.column(key)
    return half(column, next((one for one in boxes if column and _under(one, column.first, column.last)), None))


def read_total(book: Notebook, header: Header, row: int) -> None:
    """Read 总分: the cells under 分值 and 得分, and a grade anywhere in the row."""
    boxes = list(book.grid.rows[row])
    total = total_inside(boxes[0])
    if total is not None:
        book.note(Place(BLOCK, "", "score"), boxes[0].at, number(total), total)
    book.labels(boxes[:1])
    rest = boxes[1:]
    grade = next((box for box in rest if bare(box.seen.text).strip("()") in GRADES), None)
    if grade is not None:
        book.note(Place(BLOCK, "", "grade"), grade.at, GRADES[bare(grade.seen.text).strip("()")], grade.seen)
    for key in ("points", "score"):
        column = header.column(key)
        if column is None or (total is not None and key == "score"):
            continue
        box = _cell(header, key, [one for one in rest if one is not grade])
        at = box.at if box else (row, column.first)
        book.note(Place(BLOCK, "", key), at, points(box.seen) if box else None, box.seen if box else None)
    numbers = [box for box in rest if isinstance(number(box.seen), Decimal)]
    if Place(BLOCK, "", "score") not in book.declared and numbers:
        box = numbers[-1]
        book.note(Place(BLOCK, "", "score"), box.at, number(box.seen), box.seen)
    book.labels(rest, "总分行没有对应的栏")


def total_inside(box: Box) -> Seen | None:
    """The total of a cell that holds its label, too (自评总得分：100分); None where it is no such cell."""
    if not isinstance(box.seen.value, str) or not _COLON.search(box.seen.text, 0, LONGEST_SPACED):
        return None
    name, colon, words = bare(box.seen.text[:LONGEST_SPACED]).partition(":")
    seen = Seen(words, words)
    return seen if colon and TOTAL_ROW.fullmatch(label(name)) and is_number(seen) else None


def _under(box: Box, first: int, last: int) -> bool:
    return box.column <= last and box.last_column >= first


def read_remarks(book: Notebook, rows: Sequence[int]) -> None:
    """Read what is said below the table; reasons given there are reasons for the whole form."""
    key, caption, count = "note", "说明", 0
    for row in rows:
        boxes = list(book.grid.rows[row])
        for field, name, content in pairs_of(boxes):
            if field in SIGNATURE:
                at = content.at if content else (row, name.last_column + 1)
                seen = content.seen if content else None
                words = seen.text if seen else ""
                book.note(Place("signature", "", field), at, words.partition("：")[2] or words or None, seen)
        if any(field in SIGNATURE for field, _, _ in pairs_of(boxes)):
            book.labels(boxes)
            continue
        own = REMARKS.of(boxes[0].seen.text)
        inline = "" if own else _inline(boxes[0])
        if inline == "signature":
            book.labels(boxes, "签章栏")
            continue
        if own or inline:
            key, caption = own or inline, label_text(boxes[0]).partition("：")[0]
        if own:
            book.labels(boxes[:1])
        for box in boxes[1:] if own else boxes:
            if book.is_read(box.at):  # by the template's own words; a reason holds for the whole form all the same
                _reason(book, key, box)
                continue
            count += 1
            _grade(book, key, box)
            place = Place(REMARK, "", key if Place(REMARK, "", key) not in book.declared else f"{key}_{count}")
            book.captions[place] = caption
            book.note(place, box.at, text(box.seen), box.seen)
            _reason(book, key, box)


def _reason(book: Notebook, key: str, box: Box) -> None:
    if key == "reasons" and book.declared.get(FUNDS_REASON) is None:
        book.declared[FUNDS_REASON] = text(box.seen)
        book.addresses[FUNDS_REASON] = address(box.at)


def _grade(book: Notebook, key: str, box: Box) -> None:
    """自评等级 优 below the table is the grade of the form."""
    words = bare(box.seen.text)
    grade = GRADES.get(words) or grade_inside(box) or _ticked(words) if key == "conclusion" else None
    if grade:
        book.note(Place(BLOCK, "", "grade"), box.at, grade, box.seen)


def grade_inside(box: Box) -> str:
    """The grade of a cell that holds its label, too (自评等级：优); blank where it is no such cell."""
    name, _, words = bare(box.seen.text[:LONGEST_SPACED]).partition(":")
    return GRADES.get(words, "") if words and REMARKS.of(name) == "conclusion" else ""


def _ticked(words: str) -> str:
    """The grade that is ticked among all four: 优(√)良( )中( )差( ); blank unless just one is."""
    after = {GRADES[found[1]] for found in _TICKED_AFTER.finditer(words)}
    before = {GRADES[found[1]] for found in _TICKED_BEFORE.finditer(words)}
    found = after or before
    return next(iter(found)) if len(found) == 1 else ""


def _inline(box: Box) -> str:
    """What a cell says that holds label and content: 项目负责人：张三."""
    name, colon, words = bare(box.seen.text[:LONGEST_SPACED]).partition(":")
    return REMARKS.of(name) if colon and words else ""
