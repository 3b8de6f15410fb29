"""The reader for .xlsx and .xlsm: one guarded pass, with nothing but the standard library."""

from collections.abc import Mapping
from dataclasses import replace

from perf_xlsx.workbook.book import Book, RawCell, SheetGrid
from perf_xlsx.workbook.cells_in import Source
from perf_xlsx.workbook.drawings_in import covers_of
from perf_xlsx.workbook.extras import extras_of
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.package import Package
from perf_xlsx.workbook.refuse import at_most
from perf_xlsx.workbook.relations import Relation
from perf_xlsx.workbook.sheet_in import empty_sheet, read_sheet
from perf_xlsx.workbook.strings import shared_strings
from perf_xlsx.workbook.styles_in import Styles, read_styles
from perf_xlsx.workbook.workbook_in import (
    SheetEntry,
    WorkbookPart,
    custom_properties,
    defined_names,
    open_workbook,
    sheet_entries,
)


def read_xlsx(package: Package, types: Mapping[str, str], roots: Mapping[str, Relation], limits: Limits) -> Book:
    """Read a workbook from its opened package; types and roots are what the package says of its parts."""
    workbook = open_workbook(package, types, roots)
    entries = sheet_entries(workbook, limits)
    styles, style_numbers, repainting = _styles(workbook)
    source = Source(_strings(workbook), style_numbers, workbook.date1904(), limits, repainting)
    sheets, calls = _sheets(package, entries, source)
    return Book(
        sheets=sheets,
        styles=styles,
        properties=custom_properties(package, roots, limits),
        names=defined_names(workbook, entries, limits),
        date1904=source.date1904,
        extras=extras_of(package, types, workbook.relations.values(), calls),
    )


def _sheets(package: Package, entries: list[SheetEntry], source: Source) -> tuple[tuple[SheetGrid, ...], list[RawCell]]:
    """Read every sheet, and gather the cells whose formulas may call another program."""
    limits, counts = source.limits, _Counts(source.limits)
    grids: list[SheetGrid] = []
    calls: list[RawCell] = []
    for entry in entries:
        if entry.part is None:
            grids.append(empty_sheet(entry.name, entry.state))
            continue
        data = package.read(entry.part)
        counts.before(data)
        grid = read_sheet(data, entry, source)
        counts.cells += len(grid.cells) + len(grid.blanks)
        at_most(limits.cells, counts.cells, "单元格数", "个")
        if b"|" in data:
            calls += [cell for cell in grid.cells.values() if cell.formula is not None and "|" in cell.formula]
        covers = covers_of(package, entry.part, data)
        grids.append(replace(grid, drawn=covers.shapes, noted=covers.notes) if any(covers) else grid)
    return tuple(grids), calls


class _Counts:
    """Marks and cells of all sheets so far; while the bytes are too few to hold too many, nothing is counted."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.uncounted: list[bytes] = []
        self.size = self.marks = self.cells = 0

    def before(self, data: bytes) -> None:
        """Refuse a sheet past the limits before it is parsed: a hundred thousand cells take a second to parse."""
        self.size += len(data)
        self.uncounted.append(data)
        if self.size > self.limits.xml_marks:
            self.marks += sum(one.count(b"<") for one in self.uncounted)
            self.uncounted.clear()
            at_most(self.limits.xml_marks, self.marks, "全部工作表的标记数")
        if self.cells + len(data) // len(b"<c/>") > self.limits.cells:
            at_most(self.limits.cells, self.cells + _cells_written(data), "单元格数", "个")


def _cells_written(data: bytes) -> int:
    """Count cells as programs spell them."""
    return data.count(b"<c ") + data.count(b"<c>") + data.count(b"<c/>")


def _styles(workbook: WorkbookPart) -> Styles:
    name = workbook.part("styles")
    data = None if name is None else workbook.package.read(name)
    return read_styles(data, "styles", workbook.package.limits)


def _strings(workbook: WorkbookPart) -> dict[int, str]:
    name = workbook.part("sharedStrings")
    if name is None:
        return {}
    limits = workbook.package.limits
    texts = shared_strings(workbook.package.read(name), name, limits)
    return dict(enumerate(texts))  # by number in a mapping: a negative number must not find a text
