"""A workbook whose long sheets take no memory: rows, their heights and their links lie on disk until it is closed.

XlsxWriter can keep the cells of rows on disk ("constant_memory"), but keeps what is said of a row and every link.
"""

from collections.abc import Iterator
from typing import Any

from xlsxwriter.packager import Packager
from xlsxwriter.relationships import Relationships
from xlsxwriter.url import Url
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from perf_xlsx.files.spilled import Spilled

_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


class LeanBook(Workbook):  # type: ignore[misc]
    """A workbook whose long sheets (`LeanSheet`) keep their links on disk."""

    def _get_packager(self) -> Packager:
        return _LeanPackager()


class LeanSheet(Worksheet):  # type: ignore[misc]
    """A sheet of rows one below the other, with links to files; it takes no pictures and no charts."""

    def __init__(self) -> None:
        super().__init__()
        self.links: Spilled[tuple[int, int, str]] = Spilled()

    def targets(self) -> Iterator[tuple[str, str, str]]:
        """The relationship of each link, in the order of the links."""
        return ((_HYPERLINK, Url(address)._target(), "External") for _, _, address in self.links)  # noqa: SLF001

    def _write_url(self, row: int, col: int, url: str, *how: Any) -> int:
        done: int = super()._write_url(row, col, url, *how)
        if done == 0:
            del self.hyperlinks[row]
            self.links.add((row, col, url))
        return done

    def _write_single_row(self, current_row_num: int = 0) -> None:
        written = self.previous_row
        super()._write_single_row(current_row_num)
        self.row_info.pop(written, None)
        self.row_sizes.pop(written, None)

    def _write_hyperlinks(self) -> None:
        if not self.links:
            return
        self._xml_start_tag("hyperlinks")
        for number, (row, column, address) in enumerate(self.links, 1):
            self._write_hyperlink_external(row, column, number, Url(address))
        self._xml_end_tag("hyperlinks")


class _LeanPackager(Packager):  # type: ignore[misc]
    """Writes where the links of long sheets lead, one after the other."""

    def _write_worksheet_rels_files(self) -> None:
        super()._write_worksheet_rels_files()
        for number, sheet in enumerate(self.workbook.worksheets(), 1):
            if isinstance(sheet, LeanSheet) and sheet.links:
                around: Any = Relationships()
                around.relationships = sheet.targets()
                around._set_xml_writer(self._filename(f"xl/worksheets/_rels/sheet{number}.xml.rels"))  # noqa: SLF001
                around._assemble_xml_file()  # noqa: SLF001
