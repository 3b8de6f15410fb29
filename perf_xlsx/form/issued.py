"""An issued form as values: what the workbook shows before, and while, it is filled."""

from collections.abc import Mapping

from perf_xlsx.form.arrange import INAPPLICABLE
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project, constants_of
from perf_xlsx.form.sheet import Sheet, lay_out
from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template


def sheet_of(template: Template, project: Project) -> Sheet:
    """The layout a project's form is issued in."""
    return lay_out(template, project.shape)


def issued_form(template: Template, project: Project, inputs: Mapping[Place, Value] | None = None) -> FilledForm:
    """A project's form with what has been filled in (nothing but the prefilled cells when `inputs` is None)."""
    sheet = sheet_of(template, project)
    idle = frozenset(row for row, shape in zip(sheet.indicator_rows, project.shape, strict=True) if not shape.applies)
    declared: dict[Place, Value] = {**constants_of(template), **project.given}
    for cell in sheet.cells:
        if cell.place is not None and cell.text == INAPPLICABLE and cell.place not in declared:
            declared[cell.place] = INAPPLICABLE
    declared |= project.prefilled if inputs is None else inputs
    return FilledForm(
        template,
        sheet.indicator_rows,
        declared,
        issued=True,
        idle_rows=idle,
        fiscal_year=project.fiscal_year,
        project_code=project.code,
        sheet=sheet,
    )
