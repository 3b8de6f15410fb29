"""What stands around the form: hidden sheets, names, properties, print set-up, protection."""

import json
from datetime import datetime

from xlsxwriter.worksheet import Worksheet

from perf_xlsx.form.carried import SHEETS, carried_lines
from perf_xlsx.form.cells import Role
from perf_xlsx.form.identity import Identity
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.form.prompts import grade_words
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Kind
from perf_xlsx.template.spans import letters_of_number, span
from perf_xlsx.workbook.ooxml_out import FormWorkbook
from perf_xlsx.workbook.pages import BOTTOM, LEFT, RIGHT, TOP, fits_one_page
from perf_xlsx.workbook.style import BLANK_INPUT, STATUS_COLOURS
from perf_xlsx.workbook.validation import LISTS_SHEET

META_SHEET = "_meta"
PROPERTY_PREFIX = "perf_"
# The format knows no time zone; a fixed date makes two builds equal byte for byte.
CREATED = datetime(2020, 1, 1)  # noqa: DTZ001
MARKED_COLUMNS = {"×": ("actual",), "！": ("deviation_explanation",)}
ALLOWED = {"format_rows": True, "format_columns": True, "select_locked_cells": True, "select_unlocked_cells": True}


def finish_book(book: FormWorkbook, page: Worksheet, identity: Identity, sheet: Sheet, project: Project) -> None:
    """Everything but the cells of the form."""
    template, password = sheet.template, book.password
    facts = _facts(identity, project)
    _hidden_sheets(book, template, [*_meta_lines(facts), *carried_lines(template, project)])
    for key, value in facts.items():
        book.set_custom_property(PROPERTY_PREFIX + key, value)
    book.set_properties(
        {
            "title": template.definition.title,
            "subject": f"{project.fiscal_year}年度",
            "author": "perf-xlsx",
            "created": CREATED,
        }
    )
    _names(book, sheet)
    _print_setup(book, page, identity, sheet)
    _blank_inputs(book, page, sheet)
    _status_colours(book, page, sheet)
    page.protect(password, ALLOWED)
    page.hide_gridlines(2)
    # A form whose every row is crossed out may have nothing to fill in.
    first = next((cell for cell in sheet.cells if cell.role is Role.INPUT), sheet.cells[0])
    page.set_selection(first.row - 1, first.column - 1, first.row - 1, first.column - 1)
    book.structure_hash = page.protect_options["password"] if password else ""


def _facts(identity: Identity, project: Project) -> dict[str, str]:
    """What the workbook says of itself outside its cells: a cross-check, never the first source."""
    return {
        "template": identity.template,
        "template_digest": identity.template_digest,
        "fiscal_year": str(identity.fiscal_year),
        "project_code": identity.project_code,
        "project_name": project.name,
        "digest": identity.digest,
        "signature": identity.signature,
        "flavour": identity.flavour,
    }


def _meta_lines(facts: dict[str, str]) -> list[tuple[str, str]]:
    return [(f"META:{key}", value) for key, value in facts.items()]


def _hidden_sheets(book: FormWorkbook, template: Template, lines: list[tuple[str, str]]) -> None:
    lists = book.add_worksheet(LISTS_SHEET)
    lists.write_column(0, 0, grade_words(template), book.base_format)
    lists.hide()
    meta = book.add_worksheet(META_SHEET)
    names = json.dumps([sheet.get_name() for sheet in book.worksheets()], ensure_ascii=False)
    for row, (name, text) in enumerate([*lines, (SHEETS, names)]):
        meta.write_string(row, 0, name, book.base_format)
        meta.write_string(row, 1, text, book.base_format)
    meta.very_hidden()
    for sheet in (lists, meta):
        sheet.protect(book.password)


def _names(book: FormWorkbook, sheet: Sheet) -> None:
    """Names over whole columns: a name of a single cell moves with cut and paste (workbook.md, section 2)."""
    indicators = sheet.template.indicators
    first, last = sheet.page.list_rows
    for column in indicators.columns if indicators else ():
        place = span(column.at)
        if place is not None:
            letters = letters_of_number(place[0])
            area = f"'{sheet.template.definition.sheet.name}'!${letters}${first - 1}:${letters}${last + 1}"
            book.define_name(f"pf_{column.key}", f"={area}")


def _print_setup(book: FormWorkbook, page: Worksheet, identity: Identity, sheet: Sheet) -> None:
    last_column = (span(sheet.template.definition.sheet.printed) or (1, 1))[1]
    landscape = sheet.template.definition.sheet.landscape
    set_paper(page, identity, landscape=landscape)
    page.fit_to_pages(1, int(fits_one_page(sum(book.row_pixels.values()), landscape=landscape)))
    page.print_area(0, 0, sheet.page.bottom - 1, last_column - 1)
    page.repeat_rows(*(row - 1 for row in sheet.page.header_rows))


def set_paper(page: Worksheet, identity: Identity, note: str = "", *, landscape: bool = False) -> None:
    """A4, and what is printed around the form: `note`, project code, template, proof, page, date."""
    page.set_paper(9)
    if landscape:
        page.set_landscape()
    else:
        page.set_portrait()
    page.center_horizontally()
    page.print_black_and_white()
    page.set_margins(left=LEFT, right=RIGHT, top=TOP, bottom=BOTTOM)
    font = '&"宋体,常规"&9'
    code = f"&R{font}项目编码：{identity.project_code.replace('&', '&&')}" if identity.project_code else ""
    note = f"&L{font}{note}" if note else ""
    if note or code:
        page.set_header(note + code, {"margin": 0.3})
    proof = f"{'签名' if identity.signature else '摘要'} {identity.printed}"
    page.set_footer(f"&L{font}{identity.template}  {proof}&C{font}第 &P 页 共 &N 页&R{font}打印 &D", {"margin": 0.35})


def _blank_inputs(book: FormWorkbook, page: Worksheet, sheet: Sheet) -> None:
    """Inputs that must be filled are pale yellow while they are blank, so that a finished form prints white.

    A money cell is owed while its column has no total, and when another one of its row is filled; in a matrix, whose
    columns are the sources of funds, while its row has no total.
    """
    colour = book.add_format({"bg_color": BLANK_INPUT})
    required = {flag.demand.place for flag in sheet.flags if flag.demand.case.rule.code in {"A03", "A13"}}
    inputs = [cell for cell in sheet.cells if cell.role is Role.INPUT]
    for cell in inputs:
        at = f"{letters_of_number(cell.column)}{cell.row}"
        beside = [
            f"LEN({letters_of_number(other.column)}{other.row})>0"
            for other in inputs
            if other is not cell and other.row == cell.row and other.kind is Kind.MONEY is cell.kind
        ]
        total = sheet.at.get(Place(cell.place.block, "total", cell.place.column)) if cell.place and beside else None
        across = sheet.at.get(cell.place._replace(column="total")) if cell.place and beside else None
        if across is not None:
            beside, total = [], across
        if total is not None and total.role is Role.FORMULA:
            beside.append(f"LEN({letters_of_number(total.column)}{total.row})=0")
        in_use = sheet.in_use(cell.place) if cell.place else None
        tests = [f"LEN({at})=0"]
        if cell.place not in required:
            tests.append(f"OR({','.join(beside)})")
        elif in_use is not None:
            tests.append(f"{letters_of_number(in_use.column)}{in_use.row}=1")
        owed = f"=AND({','.join(tests)})"
        if cell.place in required or beside:
            page.conditional_format(at, {"type": "formula", "criteria": owed, "format": colour})


def _status_colours(book: FormWorkbook, page: Worksheet, sheet: Sheet) -> None:
    """Colour each row's status by its first sign, and the cell it is about: red what is wrong, yellow what is owed."""
    colours = {
        mark: book.add_format({"bg_color": ground, "font_color": ink}) for mark, (ground, ink) in STATUS_COLOURS.items()
    }
    first, last = sheet.page.list_rows
    status = next((cell for cell in sheet.page.cells if cell.role is Role.STATUS), None)
    if status is None:
        return
    letters = letters_of_number(status.column)
    for mark, colour in colours.items():
        test = {"type": "formula", "criteria": f'=LEFT(${letters}{first},1)="{mark}"', "format": colour}
        about = {letters, *(_letters_of(sheet, key) for key in MARKED_COLUMNS.get(mark, ()))}
        for column in sorted(about - {""}):
            page.conditional_format(f"{column}{first}:{column}{last}", test)


def _letters_of(sheet: Sheet, key: str) -> str:
    """The sheet column of a column of the list; empty when the template has none of that key."""
    block = sheet.template.indicators
    column = block.column(key) if block else None
    place = span(column.at) if column and column.at else None
    return letters_of_number(place[0]) if place else ""
