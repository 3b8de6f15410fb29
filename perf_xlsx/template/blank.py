"""The 空白版 of a form: what a project list would give is typed by the unit (workbook.md, D2 and section 3)."""

from dataclasses import replace

from perf_xlsx.template.model import Column, Definition

YEAR = "fiscal_year"


def blank_definition(definition: Definition) -> Definition:
    """The definition with its issued cells open; levels stay as they are, they are the form's own."""
    blocks = tuple(
        replace(block, columns=tuple(_open(column) for column in block.columns)) for block in definition.blocks
    )
    return replace(definition, blocks=blocks)


def _open(column: Column) -> Column:
    if not column.issued or column.group or column.key == YEAR:
        return column
    if column.typed_formula:
        return replace(column, issued=False, typed_formula="", formula=column.typed_formula)
    return column if column.hidden else replace(column, issued=False)
