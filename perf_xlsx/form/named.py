"""What a form is called after: its project, or the department where a form is about all that one does."""

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template

_PROJECT, _DEPARTMENT = (Place("header", "", key) for key in ("project_name", "supervising_department"))


def name_place(template: Template) -> Place:
    """Where the name stands; a template without 项目名称 is of a whole department."""
    return _PROJECT if template.column_of(_PROJECT) else _DEPARTMENT


def name_of(form: FilledForm) -> Value:
    """The name as it stands on a form; None where nothing does."""
    return form.value(name_place(form.template))


def issued_name(template: Template, project: Project) -> str:
    """The name a form is issued with."""
    place = name_place(template)
    return project.text(place.block, place.column)
