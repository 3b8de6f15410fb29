"""How every kind of cell looks: fonts every Chinese Windows has, one format a look, made once a workbook."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.template.model import Kind

BODY_FONT, TITLE_FONT, BODY_SIZE = "宋体", "黑体", 10
CHINESE_CHARSET = 134
GREY, PALE, RULE, INK = "#F2F2F2", "#DDEBF7", "#BFBFBF", "#404040"
LOCKED = "#F7F7F7"
BLANK_INPUT = "#FFF8D6"
STATUS_COLOURS = {"×": ("#FFC7CE", "#9C0006"), "！": ("#FFEB9C", "#7F6000"), "√": ("#E8F5E9", "#2E7D32")}
NUMBER_FORMATS = {
    Kind.MONEY: "#,##0.00####;-#,##0.00####;0.00",
    Kind.PERCENT: "0.00%",
    Kind.POINTS: "0.00##",
    Kind.NUMBER: "General",
    Kind.MEASURE: "General",
    Kind.TEXT: "General",
}

LONGEST_UNIT = 30

Look = tuple[tuple[str, Any], ...]


@dataclass(slots=True)
class Styles:
    """The formats of one workbook."""

    book: Workbook
    made: dict[Look, Format]

    def of(self, **properties: Any) -> Format:
        """A format with these properties over the body's."""
        look = tuple(sorted(properties.items()))
        if look not in self.made:
            base = {
                "font_name": BODY_FONT,
                "font_size": BODY_SIZE,
                "font_charset": CHINESE_CHARSET,
                "valign": "vcenter",
                "align": "center",
                "text_wrap": True,
                "locked": True,
            }
            self.made[look] = self.book.add_format({**base, **properties})
        return self.made[look]


def look_of(cell: Cell, *, panel: bool, number_format: str = "") -> dict[str, Any]:
    """The properties a cell of the form differs from the body by."""
    look: dict[str, Any] = {}
    if cell.role is Role.INPUT:
        look["locked"] = False
    if cell.role in {Role.INPUT, Role.GIVEN, Role.FORMULA} and cell.style != "signature":
        whole = cell.source is not None and cell.source.key == "points"
        form = "General" if whole else number_format or NUMBER_FORMATS[cell.kind]
        if form != "General":
            look["num_format"] = form
    special = _SPECIAL.get(cell.style)
    if special is not None:
        return {**look, **special}
    if panel:
        look |= {"font_size": 9, "border": 4, "border_color": RULE, "font_color": INK}
        if cell.role is Role.LABEL:
            look |= {"bold": True, "bg_color": PALE}
        elif cell.role is not Role.INPUT:
            look["bg_color"] = LOCKED
    else:
        look["border"] = 1
    if _left_aligned(cell):
        look["align"] = "left"
        look["indent"] = cell.indent
    if cell.role in {Role.INPUT, Role.GIVEN} and cell.kind is Kind.TEXT and cell.source and cell.source.max_length:
        look["font_size"] = 9
    return {key: value for key, value in look.items() if value != 0 or key == "locked"}


def literal_format(unit: str) -> str:
    """The number format that shows a number as it is with a word behind it; 255 signs are all a format may have."""
    return 'General"' + "".join(sign for sign in unit if sign.isprintable() and sign != '"')[:LONGEST_UNIT] + '"'


def font_size_of(cell: Cell) -> float:
    """The size in points a printed cell's text is set in."""
    return float(look_of(cell, panel=False).get("font_size", BODY_SIZE))


def _left_aligned(cell: Cell) -> bool:
    if cell.role is Role.LABEL:
        return cell.left
    if cell.role is Role.STATUS:
        return True
    if cell.role not in {Role.INPUT, Role.GIVEN} or cell.kind is not Kind.TEXT:
        return False
    return cell.source is not None and not cell.source.group and cell.source.key not in _CENTRED


_CENTRED = {"target", "comparator", "measure_unit", "grade"}
_SPECIAL: dict[str, dict[str, Any]] = {
    "title": {"font_name": TITLE_FONT, "font_size": 18},
    "subtitle": {"font_size": 11},
    "note": {"font_size": 9, "align": "left"},
    "signature": {"align": "left"},
    "total": {"border": 1, "bold": True, "bg_color": GREY},
}
