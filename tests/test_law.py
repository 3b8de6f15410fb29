"""The law on the shipped templates, the proof that it can fail, and the values stored in an issued workbook."""

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import law
import pytest
from tools import NATIONAL, catalog, national

from perf_xlsx.expr import evaluate, excel, meaning
from perf_xlsx.expr.nodes import Node
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.issued import issued_form, sheet_of
from perf_xlsx.numbers import SIGNIFICANT, Value
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.workbook.write import write_form

ASKED = int(os.environ.get("PERF_XLSX_LAW_FORMS", "0"))
# Unless more are asked for, the form most others are copied from has many, each other one enough for its own cells.
MANY, SOME, FEW = 100, 6, 6
TEMPLATES = tuple(catalog().get(name, blank=blank) for name in sorted(catalog().files) for blank in (False, True))


def forms_of(template: Template) -> int:
    """How many random forms a template is held to the law with."""
    return ASKED or (MANY if template.id == NATIONAL else SOME)


def named(template: Template) -> str:
    """A template and its flavour."""
    return f"{template.id} {template.flavour}"


@pytest.mark.office
@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_python_and_the_office_program_agree(
    template: Template, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On random forms every formula cell, mirror and flag is computed alike on both sides."""
    forms = forms_of(template)
    tally = law.differences(template, forms, tmp_path)
    with capsys.disabled():
        print(f"\n{named(template)}: {tally}")  # noqa: T201 - what `make law` is run for
    assert tally.forms == forms
    assert tally.flags > forms
    assert tally.not_computable < 0.2
    assert not tally.differences, "\n".join(tally.differences[:20])


def min_as_max(function: str, *arguments: excel.Parts) -> excel.Parts:
    """Emit MIN as MAX."""
    return _call("MAX" if function == "MIN" else function, *arguments)


def other_numbers(node: Node) -> excel.Parts:
    """Compare the negative."""
    return ["-", *_rounded(node)]


def one_sign_more(value: Value, least: int) -> bool:
    """Ask for one sign more in an explanation."""
    return meaning.is_explanation(value, least + 1)


def unrounded(value: Decimal, _places: int) -> Decimal:
    """Leave a number as it is."""
    return SIGNIFICANT.plus(value)


_call, _rounded = excel._call, excel._rounded


@pytest.mark.office
@pytest.mark.parametrize(
    ("module", "name", "broken"),
    [
        pytest.param(excel, "_call", min_as_max, id="Excel takes the larger for the smaller"),
        pytest.param(excel, "_rounded", other_numbers, id="Excel compares other numbers"),
        pytest.param(evaluate, "is_explanation", one_sign_more, id="Python wants a sign more"),
        pytest.param(meaning, "excel_round", unrounded, id="Python compares unrounded"),
    ],
)
def test_the_law_notices(
    module: object, name: str, broken: Callable[..., object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A function that is broken on one side only makes the law fail."""
    monkeypatch.setattr(module, name, broken)
    template = Catalog().get(national().id)  # formulas are compiled once a template: a fresh one
    assert law.differences(template, FEW, tmp_path).differences


def test_the_law_is_hard_to_please() -> None:
    """A number is no text, nothing is not 0, and the tenth digit counts."""
    assert law.same(Decimal("0.1"), 0.1)
    assert law.same(None, None)
    assert law.same("", None)
    assert not law.same(Decimal(0), None)
    assert not law.same(None, 0)
    assert not law.same(Decimal(1), "1")
    assert not law.same(Decimal(1), True)
    assert not law.same("a", "A")
    assert not law.same(Decimal("1.00000001"), 1)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
@pytest.mark.parametrize("seed", range(5))
def test_an_issued_workbook_holds_right_values(template: Template, seed: int) -> None:
    """Without recalculation openpyxl reads the computed value of every formula cell."""
    dice = law.dice_of(f"issued/{seed}")
    project = law.random_project(template, dice)
    sheet = sheet_of(template, project)
    typed = law.random_inputs(template, project, sheet, dice) if seed else {}
    inputs = {place: one.value for place, one in typed.items() if not one.xml}
    workbook = write_form(template, project, identity_of(template, project), inputs=inputs)
    found, _ = law.stored_values(workbook)
    expected = law.expectations(sheet, issued_form(template, project, inputs))
    wrong = {at: (value, found.get(at)) for at, value in expected.items() if not law.same(value, found.get(at))}
    assert expected
    assert not wrong
