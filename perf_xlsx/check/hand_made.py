"""A workbook without a stamp: its sheets as grids, and the hand-made forms read from them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from perf_xlsx.check.repeated import repeating
from perf_xlsx.errors import UsageError
from perf_xlsx.form.arrange import MOST_INDICATORS
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.numbers import excel_round, percent, plain
from perf_xlsx.recognise.choose import Choice, choose
from perf_xlsx.recognise.form import Tables, fiscal_year_of, read_form, tables_of, year_above
from perf_xlsx.recognise.grid import At, Grid, Seen
from perf_xlsx.recognise.outline import Outline
from perf_xlsx.recognise.sentences import read_sentences
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.workbook.book import Book, RawCell, SheetGrid, a1, cell_value, split_a1
from perf_xlsx.workbook.dates import spelled_date
from perf_xlsx.workbook.issued_in import own_cells

DEFAULT = "national/project_self_evaluation"
EARLIEST = "national/2020/project_self_evaluation"
RATE_PLACES = 6
# A workbook of more rows is a list or a ledger; more forms than these no unit sends in one file.
MOST_ROWS, MOST_FORMS = 5_000, 200
# The text of a document outside its tables, where a sheet is named.
BODY = "正文"
COPIED = "表上有下发表的标记，却认不出是哪一份（如只粘贴了数值的副本），锁定的内容没有核对；请用下发的原文件填报"
IN_SENTENCES = "指标是文字叙述的，按句读成表；没有分值、得分和资金栏的，相关规则不审"
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Chosen(Protocol):
    """What a check says about templates."""

    @property
    def catalog(self) -> Catalog:
        """The definitions there are."""

    @property
    def fiscal_year(self) -> int | None:
        """The batch's year."""

    @property
    def template(self) -> str:
        """The definition asked for, empty to choose one."""


@dataclass(frozen=True, slots=True)
class HandMade:
    """The forms of a workbook with the sheets they stand on; without any, what the workbook seems to hold.

    `told` are forms whose indicators a text tells in sentences. `quoted` are the tables of a report that are no forms
    of their own but may be held against one: what repeats a form of the report, and `funds`, its funds alone.
    `past_limit` says which safe bound the workbook is past, in the words of F03.
    """

    forms: tuple[tuple[str, FilledForm], ...] = ()
    relative: str = ""
    past_limit: str = ""
    told: tuple[tuple[str, FilledForm], ...] = ()
    quoted: tuple[tuple[str, FilledForm], ...] = ()
    funds: tuple[tuple[str, FilledForm], ...] = ()


def read_hand_made(book: Book, chosen: Chosen) -> HandMade:
    """Read every form of a workbook by the words on it."""
    if sum(len({row for row, _ in sheet.cells}) for sheet in book.sheets) > MOST_ROWS:
        return HandMade()
    tables = [(sheet.name, tables_of(grid_of(book, sheet))) for sheet in book.sheets]
    outlines = [(name, outline) for name, found in tables for outline in found.forms]
    longest = max((sum(len(rows) for _, rows in outline.indicators) for _, outline in outlines), default=0)
    if longest > MOST_INDICATORS:
        return HandMade(past_limit=_past_rows(longest))
    if len(outlines) > MOST_FORMS:
        return HandMade(past_limit=f"的表为{len(outlines)}张，超出上限{MOST_FORMS}")
    relatives = [(sheet, name) for sheet, found in tables for name in found.relatives]
    beside = tuple(f"文件中另有{name}（工作表“{sheet}”），不是自评表，未审核" for sheet, name in relatives)
    forms = [(name, _read(book, outline, chosen, beside)) for name, outline in outlines]
    repeat = repeating([form for _, form in forms])
    own = tuple(one for one, repeats in zip(forms, repeat, strict=True) if not repeats)
    read = HandMade(own, next((name for _, name in relatives), ""))
    if book.passages:
        quoted = tuple(one for one, repeats in zip(forms, repeat, strict=True) if repeats)
        read = replace(read, quoted=quoted, funds=_funds_alone(book, tables, chosen))
    return read if any(outline.indicators for _, outline in outlines) else _with_told(read, book, chosen, beside)


def _funds_alone(
    book: Book, tables: Sequence[tuple[str, Tables]], chosen: Chosen
) -> tuple[tuple[str, FilledForm], ...]:
    """The tables of a report that hold its funds and nothing else, of the year the words right above them name."""
    alone = [(name, outline) for name, found in tables for outline in found.funds][:MOST_FORMS]
    forms = ((name, outline, _read(book, outline, chosen, ())) for name, outline in alone)
    return tuple((name, replace(form, fiscal_year=year_above(outline), memory={})) for name, outline, form in forms)


def _with_told(read: HandMade, book: Book, chosen: Chosen, beside: tuple[str, ...]) -> HandMade:
    """The same with the forms that are told in sentences, where no table holds indicators."""
    texts = {sheet.name: list(paragraphs_of(sheet)) for sheet in book.sheets if not book.passages}
    texts |= {BODY: [(one.place, one.text) for one in book.passages if not one.table]} if book.passages else {}
    found = [told for name, paragraphs in texts.items() if (told := read_sentences(name, paragraphs)) is not None]
    if max((len(told.places) for told in found), default=0) > MOST_INDICATORS:
        return HandMade(past_limit=_past_rows(max(len(told.places) for told in found)))
    said = (IN_SENTENCES, *beside)
    pairs = [(told, outline) for told in found for outline in tables_of(told.grid).forms]
    forms = [(told.grid.name, told.placed(_read(book, outline, chosen, said))) for told, outline in pairs]
    return replace(read, told=tuple(forms))


def _past_rows(rows: int) -> str:
    return f"的指标行数为{rows}，超出上限{MOST_INDICATORS}"


def paragraphs_of(sheet: SheetGrid) -> Iterator[tuple[str, str]]:
    """The texts that stand alone in their rows, each with its cell."""
    rows = Counter(row for row, _ in sheet.cells)
    for (row, column), cell in sorted(sheet.cells.items()):
        if rows[row] == 1 and cell.kind == "s" and column == 1:
            yield from ((a1(row, column), line) for line in cell.text.splitlines())


def _read(book: Book, outline: Outline, chosen: Chosen, beside: tuple[str, ...]) -> FilledForm:
    template, assumption = _template_for(chosen, outline)
    form = read_form(outline, template)
    copied = (COPIED,) if outline.grid.marks else ()
    found = replace(form.found, assumptions=(assumption, *copied, *form.found.assumptions, *beside))
    if "numbers" in book.cannot_tell:  # where all is text, a number stored as text is nobody's doing
        found = replace(found, as_text=frozenset())
    return replace(form, found=found)


def grid_of(book: Book, sheet: SheetGrid) -> Grid:
    """A sheet as the eye sees it."""
    cells = {at: seen for at, raw in sheet.cells.items() if (seen := _seen(book, raw)) is not None}
    marks = {at: cells.pop(at) for at in own_cells(sheet) if at in cells}
    ruled = frozenset(row for row, _ in sheet.blanks)
    return Grid(sheet.name, cells, dict(_spans(sheet)), ruled, marks)


def _seen(book: Book, raw: RawCell) -> Seen | None:
    """A cell with content; a formula without result counts as one, blanks do not."""
    value = cell_value(raw)
    if value is None or (isinstance(value, str) and not value.strip()):
        return Seen(None, "", lost=True) if raw.formula is not None and not raw.kind else None
    if not isinstance(value, Decimal):
        return Seen(value, str(value))
    return _number_seen(value, book.styles[raw.style].number_format, date1904=book.date1904)


def _number_seen(value: Decimal, number_format: str, *, date1904: bool) -> Seen:
    shape = _QUOTED.sub("", number_format).lower()
    if "%" in shape:
        return Seen(value, percent(excel_round(value, RATE_PLACES)))
    day = spelled_date(value, number_format, date1904=date1904)
    return Seen(value, plain(value)) if day is None else Seen(day, day)


def _spans(sheet: SheetGrid) -> Iterator[tuple[At, At]]:
    for merge in sheet.merges:
        first, _, last = merge.partition(":")
        start, end = split_a1(first), split_a1(last or first)
        if start and end and start <= end and start[1] <= end[1]:
            yield start, end


def _template_for(chosen: Chosen, outline: Outline) -> tuple[Template, str]:
    """The template a form is checked by, and how that was settled."""
    covered = fiscal_year_of(outline) or chosen.fiscal_year
    if chosen.template:
        try:
            template = chosen.catalog.find(chosen.template, covered)
        except UsageError:  # the year stands on the form: whatever is typed there, the form is checked as was asked
            template = chosen.catalog.find(chosen.template)
        return template, f"自制表，按指定的模板{template.id}审核"
    choice = choose(outline, chosen.catalog.covering(covered)) if outline.indicators else Choice()
    if choice.template:
        template = chosen.catalog.get(choice.template)
        return template, f"自制表，按文字识别各栏，认作{template.definition.title}（{template.id}）：{choice.why}"
    try:
        template = chosen.catalog.find(DEFAULT, covered) if covered else chosen.catalog.get(EARLIEST)
    except UsageError:
        template = chosen.catalog.get(EARLIEST)
    told = f"按{template.definition.title}的统一口径（{template.id}）审核"
    return template, f"自制表，按文字识别各栏，{told}：{choice.why}"
