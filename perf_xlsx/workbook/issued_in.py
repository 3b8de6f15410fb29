"""An issued workbook that came back: found by the keys in its cells, wherever they have been moved to."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from perf_xlsx.form.arrange import RowShape, Shape
from perf_xlsx.form.checks import NOTE
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.hidden import COLUMN, ROW, read_level_text
from perf_xlsx.form.identity import KEY, SIGNATURE, Identity, read_facts, read_key
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import constants_of
from perf_xlsx.form.report_sheet import TEXT
from perf_xlsx.form.sheet import Sheet, lay_out
from perf_xlsx.numbers import Value, percent
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.spans import letters_of_number, number_of_letters
from perf_xlsx.workbook.book import Book, RawCell, SheetGrid, cell_value
from perf_xlsx.workbook.dates import spelled_date
from perf_xlsx.workbook.looks import looks_of
from perf_xlsx.workbook.meta_in import metas_of, property_facts
from perf_xlsx.workbook.placed import is_still, placed
from perf_xlsx.workbook.report_in import text_keys, texts_of
from perf_xlsx.workbook.stamp import At, Stamp, rows_now

FEW_ROWS = 20
FEWEST_KEYS = 3
LOST = "#REF!"

_KEYS = frozenset({KEY, SIGNATURE, ROW, COLUMN, NOTE[: len(KEY)], TEXT[: len(KEY)]})
# What only this program writes: a copy of an issued form's values, hidden cells too, carries some of it along.
_MARKS = (KEY, SIGNATURE, ROW, COLUMN, NOTE, TEXT)
_SMALL = re.compile(r"[1-9][0-9]{0,4}")
_REFERENCE = re.compile(r"""("(?:[^"]|"")*")|(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})(?![\w(])""")


def stamps_of(book: Book) -> Iterator[Stamp]:
    """Every issued form of a workbook; notes and texts go to one that is alone, else nothing says whose they are."""
    marked = [(grid, _marked(grid)) for grid in book.sheets]
    stamps = [stamp for grid, keys in marked if (stamp := _stamp(book, grid, keys))]
    metas = metas_of(book) if stamps else []
    for stamp in stamps:
        stamp.metas = metas
        copies = (meta.carried for meta in metas if meta.carried is not None)
        certain = (copy for copy in copies if copy.digest(stamp.identity) == stamp.identity.digest)
        stamp.issued_levels = next((copy.levels for copy in certain), {})
    if len(stamps) == 1:
        stamps[0].notes = _notes(marked)
        stamps[0].text_keys = text_keys(marked)
        stamps[0].texts = texts_of(stamps[0].text_keys)
    return iter(stamps)


def _marked(grid: SheetGrid) -> Mapping[At, str]:
    """The cells that look like keys of ours."""
    return {at: cell[1] for at, cell in grid.cells.items() if cell[0] == "s" and cell[1][:4] in _KEYS}


def own_cells(grid: SheetGrid) -> Sequence[At]:
    """The cells of a sheet without a stamp that hold keys of ours, and what was hidden right of the row keys."""
    marks = {at: cell.text for at, cell in grid.cells.items() if cell.kind == "s" and cell.text.startswith(_MARKS)}
    if not marks:
        return ()
    columns = Counter(column for (_, column), text in marks.items() if text.startswith(ROW))
    hidden = min((column for column, count in columns.items() if count >= FEWEST_KEYS), default=None)
    return [at for at in grid.cells if at in marks or (hidden is not None and at[1] >= hidden)]


def _notes(marked: Iterable[tuple[SheetGrid, Mapping[At, str]]]) -> Mapping[str, str]:
    """What was written on 校验 beside each rule's key."""
    notes: dict[str, str] = {}
    for grid, keys in marked:
        for (row, column), text in keys.items():
            if text.startswith(NOTE):
                value = cell_value(grid.cells.get((row, column - 1)))
                notes[text.removeprefix(NOTE)] = value if isinstance(value, str) else ""
    return notes


def _stamp(book: Book, grid: SheetGrid, keys: Mapping[At, str]) -> Stamp | None:
    """The issued form of a sheet; None where its keys say of none."""
    found: dict[str, list[tuple[int, int, str]]] = {KEY: [], SIGNATURE: [], ROW: [], COLUMN: []}
    for (row, column), text in keys.items():
        found.setdefault(text[: len(KEY)], []).append((row, column, text[len(KEY) :]))
    # What a filler typed may look like a key: only the column most row keys stand in counts, and one row likewise.
    key_column = _most(column for _, column, _ in found[ROW])
    if not key_column:
        return None
    stated = next((one for _, _, text in found[KEY] if (one := read_key(KEY + text))), None)
    rows = [(row, text) for row, column, text in found[ROW] if column == key_column]
    # A word like a row key on a sheet of the filler's own makes no form of it: one that lost its key has many.
    identity = stated or (_identity_elsewhere(book) if len(rows) >= FEWEST_KEYS else None)
    if identity is None:
        return None
    stamp = Stamp(grid, identity, book.styles, key_column=key_column, stated=stated)
    stamp.date1904 = book.date1904
    # What is typed into the form may look like a signature: the one beside the row keys counts.
    stamp.signature = next((text for _, column, text in found[SIGNATURE] if column > key_column), "")
    for row, text in rows:
        _note_row(stamp, row, text)
    column_row = _most(row for row, _, _ in found[COLUMN])
    for row, column, text in found[COLUMN]:
        if row == column_row and _SMALL.fullmatch(text):
            stamp.columns.setdefault(int(text), column)
    return stamp


def _most(numbers: Iterator[int]) -> int:
    """The number that comes up most often; 0 when there is none."""
    return next((number for number, _ in Counter(numbers).most_common(1)), 0)


def _note_row(stamp: Stamp, row: int, key: str) -> None:
    name, _, levels = key.partition(":")
    if stamp.rows.setdefault(name, row) != row:
        stamp.copies.append(row)
    number = name.rpartition(".")[2]
    if levels and _SMALL.fullmatch(number):
        stamp.levels.setdefault(int(number), levels)


def _identity_elsewhere(book: Book) -> Identity | None:
    """The hidden sheet of facts, then the custom properties, when the key cell is gone."""
    stated = (meta.identity for meta in metas_of(book))
    return next((one for one in stated if one is not None), None) or read_facts(property_facts(book))


def read_issued(stamp: Stamp, template: Template) -> FilledForm:
    """Read the values of an issued form: what was given and filled in as declared, results apart."""
    sheet = lay_out(template, _shape(stamp))
    now, cells, moved = placed(stamp, sheet), stamp.grid.cells, _moved(stamp, sheet)
    declared: dict[Place, Value] = dict(constants_of(template))
    printed: dict[Place, str] = {}
    telling = looks_of(stamp.styles).telling
    for place, at in now.declared:
        raw = cells.get(at)
        declared[place] = value = cell_value(raw)
        if raw is not None and raw.style in telling and isinstance(value, Decimal):
            printed |= _spelled(place, value, stamp.styles[raw.style].number_format, date1904=stamp.date1904)
    declared |= now.labels
    stored = {place: (_stored(raw := cells.get(at)), _formula(raw, moved)) for place, at in now.stored}
    return FilledForm(
        template,
        sheet.indicator_rows,
        declared,
        issued=True,
        idle_rows=now.idle,
        addresses=now.addresses,
        printed=printed,
        notes=stamp.notes,
        texts=stamp.texts,
        stored=stored,
        sheet=sheet,
        fiscal_year=stamp.identity.fiscal_year,
        project_code=stamp.identity.project_code,
    )


def _spelled(place: Place, value: Decimal, code: str, *, date1904: bool) -> dict[Place, str]:
    """How a number is shown where its format says more than its kind: as a rate, or as a date Excel made of "3-5"."""
    text = percent(value) if "%" in code else spelled_date(value, code, date1904=date1904)
    return {place: text} if text else {}


def _shape(stamp: Stamp) -> Shape:
    """The rows as issued; one whose key is gone or damaged keeps its number, with the levels of the row above."""
    shape: list[RowShape] = []
    above = RowShape("", "", applies=True)
    levels = stamp.issued_levels or stamp.levels
    believable = 2 * len(levels) + FEW_ROWS  # a number far past the others is a key somebody has edited
    for number in range(1, max((one for one in levels if one <= believable), default=0) + 1):
        found = read_level_text(levels.get(number, ""))
        above = found or above._replace(applies=True)
        shape.append(above)
    return tuple(shape)


def _moved(stamp: Stamp, sheet: Sheet) -> tuple[Mapping[int, int], Mapping[int, int]] | None:
    """From where rows and columns stand now to where they were issued; None when nothing has moved."""
    if is_still(stamp, sheet):
        return None
    rows = {now: row for row, now in rows_now(stamp, sheet).items()}
    shift = stamp.key_column - sheet.hidden.key_column
    columns = {now: issued for issued, now in stamp.columns.items()}
    columns |= {column + shift: column for column in range(sheet.hidden.key_column, sheet.hidden.last_column + 1)}
    still = all(now == issued for moves in (rows, columns) for now, issued in moves.items())
    return None if still else (rows, columns)


def _stored(raw: RawCell | None) -> Value:
    """A stored result: an empty text is one, no value at all is None."""
    empty = raw is not None and raw.kind == "s" and raw.formula is not None and not raw.text
    return "" if empty else cell_value(raw)


def _formula(raw: RawCell | None, moved: tuple[Mapping[int, int], Mapping[int, int]] | None) -> str | None:
    """A formula as found, its references led back to where the cells were issued."""
    if raw is None or raw.formula is None or moved is None:
        return raw.formula if raw is not None else None
    rows, columns = moved

    def back(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]
        column, row = columns.get(number_of_letters(found[3])), rows.get(int(found[5]))
        return LOST if column is None or row is None else f"{found[2]}{letters_of_number(column)}{found[4]}{row}"

    return _REFERENCE.sub(back, raw.formula)
