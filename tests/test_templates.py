"""Every shipped template: a sensible filling is clean, and its headers are those of the published form."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from sensible import answers, worked_project, year_of
from tools import catalog, check_clean

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.issued import issued_form
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import shape_of
from perf_xlsx.form.sheet import Sheet, lay_out
from perf_xlsx.form.texts import fill_text
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.spans import span
from perf_xlsx.workbook.write import write_form

TEMPLATES = tuple(catalog().get(name, blank=blank) for name in sorted(catalog().files) for blank in (False, True))
PUBLISHED = tomllib.loads((Path(__file__).parent / "published_forms.toml").read_text("utf-8"))
# The forms whose funds stand in a matrix have them in a block of that name.
FUNDS = ("matrix", "funds")
ONE_SPELLING = str.maketrans("（）：", "():")


def named(template: Template) -> str:
    """A template and its flavour."""
    return f"{template.id} {template.flavour}"


def one_spelling(text: str) -> str:
    """A label without spaces, brackets and colons of one width."""
    return "".join(text.split()).translate(ONE_SPELLING)


class Printed:
    """The labels of a form as they are printed."""

    def __init__(self, template: Template) -> None:
        """Lay the form out with one row a 二级指标."""
        levels = [(level.key, child.key) for level in template.definition.levels for child in level.children]
        self.template = template
        self.sheet: Sheet = lay_out(template, shape_of(levels, template))
        self.last = (span(template.definition.sheet.printed) or (1, 1))[1]
        labels = [cell for cell in self.sheet.page.cells if cell.role is Role.LABEL and cell.column <= self.last]
        self.labels = [cell for cell in labels if cell.row not in self.sheet.page.hidden_rows]

    def text(self, cell: Cell) -> str:
        """What a label prints."""
        return one_spelling(fill_text(self.template, cell.text))

    def words(self) -> set[str]:
        """Every label."""
        return {self.text(cell) for cell in self.labels}

    def headers(self, row_id: str) -> list[str]:
        """The column names of a block from left to right, each below the heading it shares with its neighbours."""
        ids, page = self.sheet.page.row_ids, self.sheet.page.cells
        own = [
            cell for cell in page if ids.get(cell.row, "").startswith(f"{row_id}.header") and cell.column <= self.last
        ]
        names = sorted((cell for cell in own if cell.source is not None), key=lambda cell: cell.column)
        above = [cell for cell in own if cell.source is None]
        return ["/".join([*self._over(cell, above), self.text(cell)]) for cell in names]

    def _over(self, name: Cell, above: Sequence[Cell]) -> list[str]:
        return [
            self.text(cell)
            for cell in above
            if cell.row < name.row and cell.column <= name.column <= cell.last_column and self.text(cell)
        ]

    def rows(self, block: str) -> list[str]:
        """The names of a grid's rows."""
        ids = self.sheet.page.row_ids
        found = [cell for cell in self.labels if ids.get(cell.row, "").startswith(f"{block}.") and cell.left]
        return [self.text(cell) for cell in sorted(found, key=lambda cell: cell.row)]


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


@pytest.mark.parametrize("template", TEMPLATES[::2], ids=named)
def test_headers_are_those_of_the_published_form(template: Template) -> None:
    """Head, funds and indicators print the words of the published form, in its order."""
    published: Mapping[str, list[str]] = PUBLISHED[template.id]
    printed = Printed(template)
    assert printed.headers("indicators") == [one_spelling(text) for text in published["indicators"]]
    funds = [key for key in FUNDS if template.block(key)][:1]
    assert ["funds_columns"] * len(funds) == [key for key in published if key == "funds_columns"]
    for block in funds:
        assert printed.headers(block) == [one_spelling(text) for text in published["funds_columns"]]
        assert printed.rows(block) == [one_spelling(text) for text in published["funds_rows"]]
    wanted = {one_spelling(text) for text in (*published["head"], *published["goals"])}
    assert wanted <= printed.words()


@pytest.mark.parametrize("template", TEMPLATES[::2], ids=named)
def test_classes_of_the_published_form_are_known(template: Template) -> None:
    """Every 二级指标 the published form prints is one of the template's, by name or by another name."""
    known = {
        one_spelling(name)
        for level in template.definition.levels
        for child in level.children
        for name in (child.label, *child.names)
    }
    # An indicator row of the execution rate is no 二级指标: it stands in the funds block.
    assert {one_spelling(name) for name in PUBLISHED[template.id]["level2"]} - known <= {"预算执行指标"}


def test_every_template_has_its_published_form() -> None:
    """No template without the words of a form somebody has published, and none of those without a template."""
    assert set(PUBLISHED) == set(catalog().files)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_what_cannot_stand_says_why(template: Template) -> None:
    """A shared rule that does not stand in a template names what the template lacks."""
    codes = {rule.code for rule in catalog().shared.rules}
    standing = {rule.code for rule in template.rules}
    assert codes <= standing | set(template.unavailable)
    assert all(reason.startswith("本模板没有") for reason in template.unavailable.values())
