"""One sheet of a returned workbook: its cells, and what was declared around them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from perf_xlsx.workbook.book import LAST_COLUMN, SheetGrid, Validation
from perf_xlsx.workbook.cells_in import FLAT_HEIGHT, Gathered, Source, read_cells
from perf_xlsx.workbook.covers_in import repainted_by
from perf_xlsx.workbook.known import Known
from perf_xlsx.workbook.limits import DEFAULT_LIMITS, Limits
from perf_xlsx.workbook.plain_cells import DEEPEST, read_plain, rows_apart
from perf_xlsx.workbook.plain_text import NotPlainError
from perf_xlsx.workbook.refuse import RefusedError, at_most, damaged, shown
from perf_xlsx.workbook.workbook_in import SheetEntry
from perf_xlsx.workbook.xml_in import (
    Element,
    guard_depth,
    guard_size,
    is_below,
    is_true,
    local_name,
    main_namespace,
    parse,
)

# Signs; the narrowest column of an honest form has four.
_FLAT_WIDTH = 0.5
_DIGITS = 7
_BAD_COLUMN = "列的范围或样式无效"
_HEADER, _HEADER_END = b"<headerFooter", b"</headerFooter>"


def empty_sheet(name: str, state: str) -> SheetGrid:
    """Stand in for a sheet without cells, such as a chart."""
    return SheetGrid(name, state, {}, {}, {}, (), None, (), (), frozenset(), ())


class Around(NamedTuple):
    """What a sheet declares around its rows; styles of columns as the file names them.

    `flat` says that rows without a height of their own cannot be seen.
    """

    columns: tuple[tuple[int, int, str | None, bool], ...]
    protection: Mapping[str, str] | None
    merges: tuple[str, ...]
    validations: tuple[Validation, ...]
    repainted: tuple[str, ...]
    flat: bool = False


def read_sheet(data: bytes, entry: SheetEntry, source: Source) -> SheetGrid:
    """Read a worksheet from its part: off the text where that is plain, the rest from a tree."""
    limits, part = source.limits, entry.part or ""
    apart = rows_apart(data, limits)
    gathered = None if apart is None else read_plain(apart, source)
    # What is painted otherwise depends on the file's own styles too.
    known = apart is not None and gathered is not None and not source.repainting
    around = _known_around(apart.around, limits) if apart and known else None
    if around is not None and not around.flat:
        guard_size(data, part, limits)
        return _grid(entry, gathered or Gathered(), around, source)
    root = parse(data, part, limits, apart.around if apart and gathered else None)
    space = main_namespace(root, "worksheet", entry.name)
    rows = root.findall(f"{space}sheetData")
    if len(rows) > 1:  # programs differ in which one they show
        raise damaged(f"工作表“{shown(entry.name)}”有两份内容")
    gathered = gathered or read_cells(rows[0], space, source) if rows else Gathered()
    around = _around(root, space, limits, source.repainting)
    if around.flat:
        gathered.hidden_rows.update(_without_height(data, limits, part))
    return _grid(entry, gathered, around, source)


def _without_height(data: bytes, limits: Limits, part: str) -> Iterator[int]:
    """The rows that have no height of their own, by the numbers they tell."""
    for element in parse(data, part, limits).iter():
        number = element.get("r", "")
        if local_name(element) == "row" and element.get("ht") is None and number.isdecimal() and len(number) <= _DIGITS:
            yield int(number)


def _grid(entry: SheetEntry, gathered: Gathered, around: Around, source: Source) -> SheetGrid:
    numbers = source.style_numbers
    try:
        styles = tuple((first, last, numbers[style]) for first, last, style, _ in around.columns)
    except LookupError as error:
        raise damaged(_BAD_COLUMN) from error
    return SheetGrid(
        name=entry.name,
        state=entry.state,
        cells=gathered.cells,
        blanks=gathered.blanks,
        row_styles=gathered.row_styles,
        column_styles=tuple(one for one in styles if one[2]),
        protection=around.protection,
        merges=around.merges,
        validations=around.validations,
        hidden_rows=frozenset(gathered.hidden_rows),
        hidden_columns=tuple((first, last) for first, last, _, hidden in around.columns if hidden),
        repainted=around.repainted,
    )


def _known_around(data: bytes, limits: Limits) -> Around | None:
    """What stands around the rows of a form of a known issue, all but its print header; None where it takes a tree."""
    if limits.ranges < DEFAULT_LIMITS.ranges:
        return None
    start = data.find(_HEADER)
    end = data.find(_HEADER_END, start) + len(_HEADER_END) if start > 0 else 0
    try:
        if end > start > 0:
            header = parse(data[start:end], "", limits)
            data = data[:start] + data[end:] if not any(map(len, header)) else data
        return _arounds[data]
    except (NotPlainError, RefusedError):
        return None


def _plain_around(data: bytes) -> Around:
    root = parse(data, "", DEFAULT_LIMITS)
    guard_depth(root, "", DEEPEST)
    space = main_namespace(root, "worksheet", "")
    if root.find(f"{space}sheetData") is None:
        raise NotPlainError
    return _around(root, space, DEFAULT_LIMITS)


_arounds = Known(_plain_around, room=1_000_000)


def _around(root: Element, space: str, limits: Limits, repainting: frozenset[str] = frozenset()) -> Around:
    protection = root.find(f"{space}sheetProtection")
    columns = tuple(_column(element) for element in root.iterfind(f"{space}cols/{space}col"))
    at_most(LAST_COLUMN, len(columns), "列定义数")
    merges = tuple(element.get("ref", "") for element in root.iterfind(f"{space}mergeCells/{space}mergeCell"))
    at_most(limits.ranges, len(merges), "合并单元格数")
    attributes = None if protection is None else dict(protection.attrib)
    repainted = repainted_by(root, repainting, space)
    defaults = root.find(f"{space}sheetFormatPr")
    sizes = {} if defaults is None else defaults.attrib
    if is_below(sizes.get("defaultColWidth"), _FLAT_WIDTH):
        columns = (*columns, *_undeclared(columns))
    flat = is_below(sizes.get("defaultRowHeight"), FLAT_HEIGHT)
    return Around(columns, attributes, merges, _validations(root, space, limits), repainted, flat)


def _undeclared(columns: Iterable[tuple[int, int, str | None, bool]]) -> Iterator[tuple[int, int, str | None, bool]]:
    """The columns between those that are declared, of a sheet whose other columns cannot be seen."""
    after = 1
    for first, last, _, _ in sorted(columns, key=lambda one: one[:2]):
        if first > after:
            yield after, first - 1, None, True
        after = max(after, last + 1)
    if after <= LAST_COLUMN:
        yield after, LAST_COLUMN, None, True


def _column(element: Element) -> tuple[int, int, str | None, bool]:
    hidden = is_true(element.get("hidden")) or is_below(element.get("width"), _FLAT_WIDTH)
    try:
        first, last = int(element.get("min", "")), int(element.get("max", ""))
    except ValueError as error:
        raise damaged(_BAD_COLUMN) from error
    # Programs write a last column past the sheet's edge now and then.
    return max(first, 1), min(last, LAST_COLUMN), element.get("style"), hidden


def _validations(root: Element, space: str, limits: Limits) -> tuple[Validation, ...]:
    elements = root.findall(f"{space}dataValidations/{space}dataValidation")
    extensions = root.find(f"{space}extLst")
    if extensions is not None:
        # A list that stands on another sheet is kept here by Excel 2010 and later.
        elements += [element for element in extensions.iter() if local_name(element) == "dataValidation"]
    at_most(limits.ranges, len(elements), "数据有效性数")
    return tuple(map(_validation, elements))


def _validation(element: Element) -> Validation:
    texts = {local_name(child): "".join(child.itertext()).strip() for child in element}
    return Validation(
        ranges=element.get("sqref") or texts.get("sqref", ""),
        kind=element.get("type", "none"),
        operator=element.get("operator", "between"),
        formula1=texts.get("formula1", ""),
        formula2=texts.get("formula2", ""),
        allow_blank=is_true(element.get("allowBlank")),
    )
