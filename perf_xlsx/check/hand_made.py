"""A workbook without a stamp: its sheets as grids, and the hand-made forms read from them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple, Protocol

from perf_xlsx.errors import UsageError
from perf_xlsx.form.arrange import MOST_INDICATORS
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import excel_round, percent, plain
from perf_xlsx.recognise.choose import Choice, choose
from perf_xlsx.recognise.form import fiscal_year_of, read_form, tables_of
from perf_xlsx.recognise.grid import At, Grid, Seen
from perf_xlsx.recognise.levels import EXECUTION
from perf_xlsx.recognise.outline import Outline
from perf_xlsx.recognise.sentences import read_sentences
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.workbook.book import Book, RawCell, SheetGrid, a1, cell_value, split_a1
from perf_xlsx.workbook.dates import spelled_date

DEFAULT = "national/project_self_evaluation"
EARLIEST = "national/2020/project_self_evaluation"
RATE_PLACES = 6
# A workbook of more rows is a list or a ledger; more forms than these no unit sends in one file.
MOST_ROWS, MOST_FORMS = 5_000, 200
# The text of a document outside its tables, where a sheet is named.
BODY = "正文"
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


class Result(NamedTuple):
    """A line of results: what it is about, and what it scored."""

    about: str | tuple[str, str, str]
    points: Decimal | None
    score: Decimal | None


class Said(NamedTuple):
    """What a form says, as far as another may say it once more."""

    name: str
    funds: Mapping[Place, Decimal]
    results: Counter[Result]


@dataclass(frozen=True, slots=True)
class HandMade:
    """The forms of a workbook with the sheets they stand on; without any, what the workbook seems to hold.

    `told` are forms whose indicators a text tells in sentences.
    `past_limit` says which safe bound the workbook is past, in the words of F03.
    """

    forms: tuple[tuple[str, FilledForm], ...] = ()
    relative: str = ""
    past_limit: str = ""
    told: tuple[tuple[str, FilledForm], ...] = ()


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
    read = HandMade(tuple(_without_quoted(forms)), next((name for _, name in relatives), ""))
    return read if any(outline.indicators for _, outline in outlines) else _with_told(read, book, chosen, beside)


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


def _without_quoted(forms: list[tuple[str, FilledForm]]) -> list[tuple[str, FilledForm]]:
    """Forms without those that are part of another once more: a report repeats what the form it annexes says.

    What differs in a single figure is no repetition.
    """
    every = [Said(_name_of(form), _funds_of(form), Counter(_results_of(form))) for _, form in forms]
    return [one for one, said in zip(forms, every, strict=True) if not any(_quotes(said, other) for other in every)]


def _quotes(part: Said, whole: Said) -> bool:
    """Whether a part says nothing but what a whole form says: its funds, or lines of its results."""
    if part.results.total() >= whole.results.total() or not (part.funds or part.results):
        return False
    # Above a table of a report its name may stand in a sentence: 项目名称：培训。主管部门：…
    if not part.name.startswith(whole.name) and part.name:
        return False
    scored = [Result(EXECUTION, points, score) for points, score in _scored(whole.funds)]
    return part.funds.items() <= whole.funds.items() and part.results <= whole.results + Counter(scored)


def _name_of(form: FilledForm) -> str:
    return str(form.declared.get(Place("header", "", "project_name")) or "")


def _scored(funds: Mapping[Place, Decimal]) -> Iterator[tuple[Decimal, Decimal]]:
    """What the funds block scored, as a table of results tells it on a line."""
    points, score = (funds.get(Place("funds", "total", key)) for key in ("points", "score"))
    if points is not None and score is not None:
        yield points, score


def _results_of(form: FilledForm) -> Iterator[Result]:
    for one in indicators_of(form):
        name = EXECUTION if one.level1 == EXECUTION else (one.name, one.target_text, one.actual_text)
        yield Result(name, one.points, one.score)


def _funds_of(form: FilledForm) -> Mapping[Place, Decimal]:
    return {
        place: value for place, value in form.declared.items() if place.block == "funds" and isinstance(value, Decimal)
    }


def _read(book: Book, outline: Outline, chosen: Chosen, beside: tuple[str, ...]) -> FilledForm:
    template, assumption = _template_for(chosen, outline)
    form = read_form(outline, template)
    found = replace(form.found, assumptions=(assumption, *form.found.assumptions, *beside))
    if "numbers" in book.cannot_tell:  # where all is text, a number stored as text is nobody's doing
        found = replace(found, as_text=frozenset())
    return replace(form, found=found)


def grid_of(book: Book, sheet: SheetGrid) -> Grid:
    """A sheet as the eye sees it."""
    cells = {at: seen for at, raw in sheet.cells.items() if (seen := _seen(book, raw)) is not None}
    ruled = frozenset(row for row, _ in sheet.blanks)
    return Grid(sheet.name, cells, dict(_spans(sheet)), ruled)


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
