"""The rows of a sheet as office programs spell them, scanned without a tree, which would take most of the time.

What is spelled in any other way, or is wrong, is left to `cells_in`: it reads every spelling, and says what is wrong.
"""

import re

from perf_xlsx.template.spans import number_of_letters
from perf_xlsx.workbook.book import LAST_COLUMN, RawCell
from perf_xlsx.workbook.cells_in import KINDS, Gathered, Source, start_row
from perf_xlsx.workbook.strings import unescape
from perf_xlsx.workbook.xml_in import Element, guard, main_namespace, parse

_OPEN, _CLOSE, _EMPTY = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
_HEAD = re.compile(rb'(?:\xef\xbb\xbf)?<\?xml version="1\.0" encoding="(?:UTF|utf)-8"(?: standalone="(?:yes|no)")? ?\?>')
# Signs XML forbids or changes, references other than the five, and any reference within a tag.
_UNUSUAL = re.compile(
    r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|&(?!(?:quot|apos|amp|lt|gt);)|<[^<>&]*&",
)
_CELL = (
    r'<c r="([A-Z]{1,3})([0-9]+)"(?: s="([0-9]+)")?(?: t="([a-z]+)")?'
    r'(?:/>|>(?:<f(?: (?:aca|ca)="[a-z0-9]*")*>([^<>]+)</f>)?(?:<v>([^<>]*)</v>|(<v ?/>))?</c>)'
)
_TOKEN = re.compile(rf'{_CELL}|(<row(?: [A-Za-z0-9:]+="[^"<>&\s]*")*(/?)>)|(</row>)|[\s\S]')
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')


def scan(data: bytes, name: str, source: Source) -> tuple[Element, Gathered] | None:
    """Give a worksheet's tree without its rows, and what the rows hold; None when they must be read from a tree."""
    start, end = data.find(_OPEN), data.rfind(_CLOSE)
    head = _HEAD.match(data)
    if head is None or not 0 < start < end or b"<!" in data or data.find(b"<?", head.end()) > 0:
        return None
    guard(data, name, source.limits)
    try:
        gathered = _rows(data[start + len(_OPEN) : end].decode(), source)
    except (ValueError, LookupError):
        return None
    if gathered is None:
        return None
    root = parse(data[:start] + _EMPTY + data[end + len(_CLOSE) :], name, source.limits)
    space = main_namespace(root, "worksheet", name)
    return (root, gathered) if len(root.findall(f"{space}sheetData")) == 1 else None


def _rows(content: str, source: Source) -> Gathered | None:
    """Every row; None, LookupError or ValueError for what is not as expected."""
    if _UNUSUAL.search(content):
        return None
    content = content.replace("&quot;", '"').replace("&apos;", "'")
    gathered = Gathered()
    columns: dict[str, int] = {}
    number, digits, found = 0, "", 0
    for token in _TOKEN.finditer(content):
        letters, row, style, kind, formula, value, no_value, row_open, row_empty, row_close = token.groups()
        if letters is not None:
            if row != digits:
                return None
            column = columns.get(letters) or columns.setdefault(letters, _column(letters))
            found += 1
            if value is None and no_value is not None:
                value = ""
            _store(gathered, (number, column), (kind, value, formula, source.style_numbers[style]), source)
        elif row_open is not None and not digits:
            attributes = _ATTRIBUTE.findall(row_open)
            number = start_row(dict(attributes), number, gathered, source)
            digits = "" if row_empty else str(number)
            if len(dict(attributes)) != len(attributes):
                return None
        elif row_close is not None and digits:
            digits = ""
        else:
            return None
    twice = found != len(gathered.cells) + len(gathered.blanks) or not gathered.blanks.keys().isdisjoint(gathered.cells)
    return None if digits or twice else gathered


def _column(letters: str) -> int:
    number = number_of_letters(letters)
    if number > LAST_COLUMN:
        raise ValueError(letters)
    return number


Spelled = tuple[str | None, str | None, str | None, int]


def _store(gathered: Gathered, key: tuple[int, int], spelled: Spelled, source: Source) -> None:
    """Store one cell by kind, value and formula as they are spelled, and style."""
    kind, text, formula, style = spelled
    if not text and formula is None:
        gathered.blanks[key] = style
        return
    longest = source.limits.text_length
    if len(text or "") > longest or len(formula or "") > longest:
        raise ValueError(longest)
    known = KINDS[kind]
    if not text:
        known, text = ("s" if text is not None and known == "str" else ""), ""
    elif known == "shared":
        known, text = "s", source.strings[int(text)]
    elif known == "str":
        known, text = "s", unescape(_plain(text))
    else:
        text = _plain(text)
    gathered.cells[key] = RawCell(known, text, formula and _plain(formula), style)


def _plain(text: str) -> str:
    """Text without the references that are left in it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text
