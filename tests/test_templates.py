"""Every shipped template: a sensible filling is clean, and its headers are those of the published form."""

from pathlib import Path

import pytest
from sensible import answers, worked_project, year_of
from tools import catalog, check_clean

from perf_xlsx.check.engine import Checking, check_file
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.issued import issued_form
from perf_xlsx.form.place import Place
from perf_xlsx.template.assemble import Template
from perf_xlsx.workbook.write import write_form

TEMPLATES = tuple(catalog().get(name, blank=blank) for name in sorted(catalog().files) for blank in (False, True))


def named(template: Template) -> str:
    """A template and its flavour."""
    return f"{template.id} {template.flavour}"


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_sensible_filling_is_clean(template: Template, tmp_path: Path) -> None:
    """From the sample list to the returned workbook: every target met, everything filled in, nothing found."""
    project = worked_project(template, tmp_path)
    typed = answers(template, project, tmp_path)
    form = issued_form(template, project, typed)
    check_clean(form)
    total = form.value(Place("total", "", "score"))
    assert total == (100 if template.block("total") else None)
    file = tmp_path / "回收.xlsx"
    file.write_bytes(write_form(template, project, identity_of(template, project), inputs=typed))
    (report,) = check_file(file, "回收.xlsx", Checking(fiscal_year=year_of(template)))
    assert [(one.rule, one.message) for one in report.findings] == []
    assert not report.rules.crashed
