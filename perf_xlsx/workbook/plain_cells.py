"""Rows and cells read off the text of a sheet where programs spell them plainly: most forms need no tree for them.

Either this gives what the tree would give, or it raises NotPlainError and the tree is built: nothing is refused here.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from perf_xlsx.template.spans import number_of_letters
from perf_xlsx.workbook.book import LAST_COLUMN, LAST_ROW, RawCell
from perf_xlsx.workbook.cells_in import KINDS, Gathered, Place, RowFacts, Source, note_row, row_facts
from perf_xlsx.workbook.known import Known
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.plain_text import NotPlainError, plain_start, plain_text, without_entities
from perf_xlsx.workbook.strings import unescape

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_X14AC = b" xmlns:x14ac="

# Each part of these ends at a sign it cannot hold, so that no sign is looked at more than a few times.
_CELL = re.compile(
    rb'(<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"[^<>]*+>(?:<f[^<>]*+>[^<]++</f>)?)'
    rb"(?:<v>([^<]*+)</v></c>)?",
)
_HEAD = re.compile(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="(0|[1-9][0-9]{0,4})")?(?: t="([a-z]{1,3})")?'
    r'(?:(/)>|>(?:<f(?: a?ca="(?:0|1|true|false)")?>([^<]++)</f>)?)',
)
_ROW = re.compile(r"""(</row>)|<row((?: (?!xmlns)(?:x14ac:)?[A-Za-z]+="[ !#-%'-;=?-~]*")*+)(/?)>""")
_ATTRIBUTE = re.compile(r'([A-Za-z0-9:]+)="([^"]*)"')

_SHORT, _FEW = 4, 4
DEEPEST = 8
"""Nesting of a plain sheet: its rows have five levels, what stands around them a few more."""

LONGEST = 10_000
"""Signs of a cell up to its value: spreadsheet programs keep formulas of 8,192."""


class Apart(NamedTuple):
    """A sheet taken apart: its rows, all the rest, in which no row is left, and whether x14ac: is declared there."""

    rows: bytes
    around: bytes
    x14ac: bool


class _Head(NamedTuple):
    """A cell up to its value; `known` are cells it made with short values, `blank` says that it has none."""

    place: Place
    blank: bool
    kind: str
    formula: str | None
    style: int
    known: dict[bytes, RawCell]


class _Tags(NamedTuple):
    """What stands between two cells: whether a row ends there, the rows that begin, whether the last goes on."""

    ends: bool
    rows: tuple[RowFacts, ...]
    goes_on: bool
    x14ac: bool


def rows_apart(data: bytes, limits: Limits) -> Apart | None:
    """Take the rows out of a sheet; None where a comment, a prefix or the like might give them another sense."""
    start, end = data.find(_OPEN), data.rfind(_CLOSE)
    root = plain_start(data, b"worksheet")
    if not root or not 0 < start < end or limits.depth < DEEPEST or limits.text_length < LONGEST:
        return None
    first = start + len(_OPEN)
    around = data[:first] + data[end:]
    if around.count(b"sheetData") > 2 or b"<!" in around or around.count(b"<?") > 1:  # noqa: PLR2004 - begins and ends
        return None
    return Apart(data[first:end], around, _X14AC in root)


def read_plain(apart: Apart, source: Source) -> Gathered | None:
    """Read the rows of a sheet; None when they are not plain."""
    try:
        return _read(apart, source)
    except (NotPlainError, LookupError, ValueError):
        return None


def _read(apart: Apart, source: Source) -> Gathered:
    pieces = _CELL.split(apart.rows)
    values = [value for value in pieces[2::3] if value]
    if len(plain_text(b"".join(values))) > LONGEST and max(map(len, values)) > LONGEST:
        raise NotPlainError
    gathered = Gathered()
    cells, blanks = gathered.cells, gathered.blanks
    _read_rows(pieces[::3], apart, gathered, source)
    _read_cells(pieces, gathered, source.strings)
    last_style = max(max(blanks.values(), default=0), max(map(itemgetter(3), cells.values()), default=0))
    twice = len(cells) + len(blanks) != len(pieces) // 3 or not blanks.keys().isdisjoint(cells)
    if twice or str(last_style) not in source.style_numbers:
        raise NotPlainError
    return gathered


def _read_rows(between: list[bytes], apart: Apart, gathered: Gathered, source: Source) -> None:
    """Read the tags of rows: each cell must stand in a row, and each row must end."""
    number, within, last = 0, False, len(between) - 1
    for index, text in enumerate(between):
        if text:
            tags = _tags[text]
            if tags.ends is not within or tags.x14ac > apart.x14ac:
                raise NotPlainError
            for facts in tags.rows:
                number = note_row(facts, number, gathered, source)
            within = tags.goes_on
        if within is (index == last):
            raise NotPlainError


def _read_cells(pieces: list[bytes], gathered: Gathered, strings: Mapping[int, str]) -> None:
    cells, blanks = gathered.cells, gathered.blanks
    new, heads, each = tuple.__new__, _heads, iter(pieces)
    next(each)
    for text, value, _ in zip(each, each, each, strict=True):
        head = heads[text]
        place, blank, kind, formula, style, known = head
        if blank is not (value is None):
            raise NotPlainError
        if not value and formula is None:
            blanks[place] = style
        elif kind == "shared":
            cells[place] = new(RawCell, ("s", strings[int(value)], formula, style))
        else:
            cells[place] = known.get(value) or _cell_of(head, value)


def _cell_of(head: _Head, value: bytes) -> RawCell:
    """Make a cell; flags are 0 or 1, and remembered, but what is typed is seldom typed again."""
    text, kind = value.decode(), head.kind
    if kind == "str":
        kind, text = "s", unescape(without_entities(text))
    elif "&" in text:
        raise NotPlainError
    elif not text:  # a formula without a result
        kind = ""
    cell = RawCell(kind, text, head.formula, head.style)
    if len(value) <= _SHORT and len(head.known) < _FEW:
        head.known[value] = cell
    return cell


def _head_of(data: bytes) -> _Head:
    found = _HEAD.fullmatch(plain_text(data))
    if found is None or len(data) > LONGEST:
        raise NotPlainError
    letters, row, style, kind, nothing, formula = found.groups()
    place = int(row), _column(letters)
    if place[0] > LAST_ROW or place[1] > LAST_COLUMN:
        raise NotPlainError
    formula = None if formula is None else without_entities(formula)
    return _Head(place, bool(nothing), KINDS[kind], formula, int(style or 0), {})


def _tags_of(data: bytes) -> _Tags:
    text = plain_text(data)
    ends = within = text.startswith("</row>")
    at, rows = 0, list[RowFacts]()
    for found in _ROW.finditer(text):
        if found.start() != at or bool(found[1]) is not within:
            raise NotPlainError
        at, within = found.end(), False
        if not found[1]:
            within = not found[3]
            pairs = _ATTRIBUTE.findall(found[2])
            attributes = dict(pairs)
            if len(attributes) != len(pairs):
                raise NotPlainError
            rows.append(row_facts(attributes))
    if at != len(text):
        raise NotPlainError
    return _Tags(ends, tuple(rows), within, "x14ac:" in text)


_column = lru_cache(maxsize=1024)(number_of_letters)
_heads = Known(_head_of, room=1_500_000)
_tags = Known(_tags_of, room=200_000)
