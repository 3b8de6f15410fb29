"""What XlsxWriter cannot write, put right while the parts are packed (workbook.md, section 9).

Normal unlocked with every other format saying its own lock, rows that keep their automatic height, unused columns
locked, the workbook's structure protected.
"""

import re
from copy import deepcopy
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

LAST_COLUMN = 16384
XF = re.compile(r"<xf ([^>]*?)(/>|>(.*?)</xf>)", re.DOTALL)
FIXED_ROW = re.compile(r'(<row r="(\d+)"[^>]*?) customHeight="1"')


class FormWorkbook(Workbook):  # type: ignore[misc]
    """A workbook whose parts are finished by `FormPackager`."""

    def __init__(self, target: Any, options: dict[str, Any]) -> None:
        # XlsxWriter writes into the options it is given: the second workbook of a process would look different.
        super().__init__(target, deepcopy(options))
        self.base_format: Format = self.add_format({"locked": True})
        self.automatic_rows: dict[int, frozenset[int]] = {}  # by the number of the sheet
        self.row_pixels: dict[int, int] = {}
        self.password = ""
        self.structure_hash = ""

    def _get_packager(self) -> Packager:
        return FormPackager(self)


class FormSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose formulas are written as they are.

    XlsxWriter looks for functions newer than Excel 2010 in every formula; ours use none (held by a test), and the
    search took half the time of writing a form.
    """

    def _prepare_formula(self, formula: str, _expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002
        return formula.removeprefix("=")


class FormPackager(Packager):  # type: ignore[misc]
    """Finishes styles.xml, workbook.xml and the sheets after XlsxWriter has written them."""

    def __init__(self, book: FormWorkbook) -> None:
        super().__init__()
        self.form_book = book

    def _create_package(self) -> list[tuple[Any, str, bool]]:
        files: list[tuple[Any, str, bool]] = super()._create_package()
        for stream, name, _binary in files:
            finish = self._finisher(name)
            if finish is not None:
                text = finish(stream.getvalue())
                stream.seek(0)
                stream.truncate()
                stream.write(text)
        return files

    def _finisher(self, name: str) -> Any:
        if name == "xl/styles.xml":
            return explicit_locks
        if name == "xl/workbook.xml":
            return lambda text: locked_structure(text, self.form_book.structure_hash)
        if name.startswith("xl/worksheets/sheet"):
            index = self.form_book.base_format._get_xf_index()  # noqa: SLF001 - XlsxWriter has no public way to ask
            number = int(name.removeprefix("xl/worksheets/sheet").removesuffix(".xml"))
            rows = self.form_book.automatic_rows.get(number, frozenset())
            return lambda text: automatic_heights(locked_columns(text, index), rows)
        return None


def explicit_locks(text: str) -> str:
    """Unlock Normal, so that text pasted from Word stays editable; every other format says its own lock."""
    head, rest = text.split("<cellXfs", 1)
    cells, tail = rest.split("</cellXfs>", 1)
    head = re.sub(
        r"(<cellStyleXfs[^>]*>)<xf ([^>]*?)/>",
        r'\1<xf \2 applyProtection="1"><protection locked="0"/></xf>',
        head,
        count=1,
    )
    return f"{head}<cellXfs{XF.sub(_with_lock, cells)}</cellXfs>{tail}"


def _with_lock(found: re.Match[str]) -> str:
    attributes, inner = found[1], found[3] or ""
    if "<protection" in inner:
        return found[0]
    return f'<xf {attributes} applyProtection="1">{inner}<protection locked="1"/></xf>'


def locked_structure(text: str, password_hash: str) -> str:
    """Protect the order and number of sheets."""
    if not password_hash:
        return text
    protection = f'<workbookProtection workbookPassword="{password_hash}" lockStructure="1"/>'
    return re.sub(r"(<workbookPr[^>]*/>)", lambda found: found[1] + protection, text, count=1)


def locked_columns(text: str, index: int) -> str:
    """Lock every column that has no format of its own, with one element instead of sixteen thousand entries."""
    maxima = [int(number) for number in re.findall(r'<col min="\d+" max="(\d+)"', text)]
    first = max(maxima, default=0) + 1
    column = f'<col min="{first}" max="{LAST_COLUMN}" width="9.140625" style="{index}"/>'
    if maxima:
        return text.replace("</cols>", f"{column}</cols>", 1)
    return text.replace("<sheetData", f"<cols>{column}</cols><sheetData", 1)


def automatic_heights(text: str, rows: frozenset[int]) -> str:
    """Let rows open at the height given and grow with what is typed."""
    if not rows:
        return text
    return FIXED_ROW.sub(lambda found: found[1] if int(found[2]) in rows else found[0], text)
