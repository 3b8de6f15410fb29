"""Issued forms that came back as anybody's: filled, then without keys, properties, hidden parts and other sheets."""

import io
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.worksheet.header_footer import HeaderFooter
from sensible import answers, worked_project

from perf_xlsx.form.hidden import COLUMN, ROW
from perf_xlsx.form.identity import KEY, SIGNATURE, identity_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Kind
from perf_xlsx.template.spans import span
from perf_xlsx.workbook.write import write_form

# Forms whose columns are those of the national one are known by a place that stands on them.
PLACES = {"xinjiang": "昌吉州教育局", "anhui": "池州市教育局"}
DEPARTMENT = Place("header", "", "supervising_department")
SHARE, SPENT = Decimal("0.9"), Decimal("0.93")
REASON = "受汛期影响推迟，拟于下年一季度补办完毕"


def local_project(template: Template, folder: Path) -> Project:
    """A worked project of a department whose name says where it is."""
    project = worked_project(template, folder)
    place = PLACES.get(template.definition.region)
    if place is None or DEPARTMENT not in project.given:
        return project
    return replace(project, given={**project.given, DEPARTMENT: place})


def filling(template: Template, project: Project, folder: Path, *, short: bool) -> Mapping[Place, Value]:
    """What a careful unit types; `short` of its targets and of its money, with reasons."""
    typed = answers(template, project, folder)
    if template.blank and template.definition.region in PLACES:
        typed[DEPARTMENT] = PLACES[template.definition.region]
    return {place: _short(template, place, value) for place, value in typed.items()} if short else typed


def _short(template: Template, place: Place, value: Value) -> Value:
    block = template.block(place.block)
    column = block.column(place.column) if block else None
    if not isinstance(value, Decimal) or column is None:
        return value
    if column.kind is Kind.MEASURE:
        return value * SHARE
    spent = column.key == "annual_spending" or place.row == "annual_spending"
    return value * SPENT if column.kind is Kind.MONEY and spent else value


def issued_book(template: Template, project: Project, inputs: Mapping[Place, Value]) -> bytes:
    """The issued workbook with what was typed."""
    return write_form(template, project, identity_of(template, project), inputs=inputs)


def stripped(workbook: bytes, template: Template, file: Path) -> Path:
    """The same form with nothing in it but what is printed."""
    book = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)
    page = book.worksheets[0]
    for other in book.worksheets[1:]:
        book.remove(other)
    last = (span(template.definition.sheet.printed) or (1, 1))[1]
    for area in list(page.merged_cells.ranges):
        if area.min_col > last:
            page.unmerge_cells(str(area))
    page.delete_cols(last + 1, page.max_column)
    for row in page.iter_rows():
        for cell in row:
            if str(cell.value).startswith((ROW, COLUMN, KEY, SIGNATURE)):
                cell.value = None
    _without_names(book)
    book.save(file)
    return file


def _without_names(book: Any) -> None:
    for name in list(book.defined_names):
        del book.defined_names[name]
    book.custom_doc_props = CustomPropertyList()
    page = book.worksheets[0]
    page.title = "Sheet1"
    page.oddFooter = page.evenFooter = page.firstFooter = HeaderFooter().oddFooter
    page.conditional_formatting = type(page.conditional_formatting)()
    page.data_validations.dataValidation = []
