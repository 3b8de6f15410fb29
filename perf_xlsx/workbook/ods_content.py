"""content.xml of an .ods: its rows are read and let go as they come, so that a large table takes little memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.ods_cells import Table, TableReader, groups_of
from perf_xlsx.workbook.ods_styles import OFFICE, TABLE, OpenStyles, read_open_styles, style_groups
from perf_xlsx.workbook.package import Package
from perf_xlsx.workbook.xml_in import Element

SPREADSHEET = f"{OFFICE}body/{OFFICE}spreadsheet"

_AROUND_TABLES = (f"{OFFICE}body", f"{OFFICE}spreadsheet", f"{TABLE}table")
_ROW, _ROW_GROUPS = f"{TABLE}table-row", groups_of("row")


@dataclass(frozen=True, slots=True)
class Content:
    """The part with its rows emptied, the styles its cells name, and what was read of each table."""

    root: Element
    styles: OpenStyles
    readers: dict[Element, TableReader]

    def table(self, table: Element) -> Table:
        """What was read of a table; one without rows holds nothing."""
        return self.readers[table].found if table in self.readers else Table()


def read_content(package: Package, limits: Limits) -> Content:
    """Read the part, its rows by the styles before them; once more where there are styles behind them, too."""
    common = [package.tree("styles.xml")] if "styles.xml" in package else []
    found, groups = _read(package, common, None, limits)
    if len(style_groups([found.root])) == groups:
        return found
    return _read(package, common, read_open_styles([*common, found.root], limits), limits)[0]


def _read(
    package: Package, common: Sequence[Element], styles: OpenStyles | None, limits: Limits
) -> tuple[Content, int]:
    """The part, and how many groups of styles were there when its first row came, or at its end without rows."""
    events = package.events("content.xml")
    root, groups = next(events)[1], None
    readers: dict[Element, TableReader] = {}
    for table, row in _rows(root, events):
        groups = len(style_groups([root])) if groups is None else groups
        styles = read_open_styles([*common, root], limits) if styles is None else styles
        if table not in readers:
            used = sum(len(one.found.cells) + len(one.found.blanks) for one in readers.values())
            readers[table] = TableReader(styles.numbers, limits, used)
        readers[table].read_row(row)
        row.clear()
    styles = read_open_styles([*common, root], limits) if styles is None else styles
    return Content(root, styles, readers), len(style_groups([root])) if groups is None else groups


def _rows(root: Element, events: Iterator[tuple[str, Element]]) -> Iterator[tuple[Element, Element]]:
    """Every row of the workbook as it ends, with its table; a table inside a cell is no table of the workbook."""
    path, book = [root], None
    for event, element in events:
        if event == "start":
            path.append(element)
            continue
        path.pop()
        if element.tag == _ROW and _in_a_table(path):
            book = root.find(SPREADSHEET) if book is None else book
            if path[2] is book:
                yield path[3], element
            else:
                element.clear()


def _in_a_table(path: Sequence[Element]) -> bool:
    tags = [element.tag for element in path[1:]]
    return tuple(tags[:3]) == _AROUND_TABLES and _ROW_GROUPS.issuperset(tags[3:])
