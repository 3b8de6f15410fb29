"""Every cell of the real forms is read to the right place, however the form was typed."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import case_book
import openpyxl
import pytest
from case_book import FORMS, Style, Typed
from tools import at

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.hand_made import read_hand_made
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.notation import PLACEHOLDERS, read_notation
from perf_xlsx.numbers import Value, plain
from perf_xlsx.workbook.book import Refusal
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.read import read_book

TEXTS = {"level3", "target", "split_target", "deviation_explanation", "comparator", "measure_unit"}
STYLES = {
    "numbers": Style(),
    "text": Style(as_text=True),
    "at C5": Style(top=5, left=3),
    "spaced labels": Style(spaced_labels=True),
    "blank rows between": Style(gap=1, as_text=True),
    "nothing merged": Style(merged=False),
    "no title": Style(titled=False),
}


def read_all(file: Path) -> list[FilledForm]:
    """Every form of a workbook."""
    book = read_book(file, Limits())
    assert not isinstance(book, Refusal)
    return [form for _, form in read_hand_made(book, Checking()).forms]


def normal(value: Value) -> Value:
    """A text as what it says: numbers and rates in one spelling, marks as nothing."""
    if isinstance(value, Decimal):
        return plain(value)
    found = read_notation(value)
    if found.text in PLACEHOLDERS or not found.text:
        return None
    return plain(found.number) if found.number is not None and not found.comparator else "".join(found.text.split())


def differences(form: FilledForm, typed: Typed) -> list[str]:
    """Every typed cell that was read to another place, from another cell or as something else."""
    found: list[str] = []
    for place, (cell, text) in typed.cells.items():
        target = place_on(form, place._replace(column="target") if place.column == "split_target" else place)
        if target is None:
            continue
        if place.column in {"level1", "level2"} and not text.strip():
            continue  # carried down, see test_levels_are_carried_down
        if place.column == "completion_rate" and target not in form.declared:
            continue
        if target not in form.declared:
            found.append(f"{place} not read from {cell}")
        elif place.column not in {"comparator", "measure_unit"} and form.addresses.get(target) != cell:
            found.append(f"{place} read from {form.addresses.get(target)}, typed at {cell}")
        elif not same(form, target, place.column, text):
            found.append(f"{place} read as {form.declared[target]!r}, typed {text!r}")
    return found


# Where a template has another place for a cell than the national form; what another cell says too is not read twice.
ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    "hebei/2020/project_self_evaluation": {
        "funds.total.arrived": "funds.total.received",
        "funds.appropriation.arrived": "funds.appropriation.received",
        "funds.other.arrived": "funds.other.received",
    },
    "ningxia/2022/project_self_evaluation": {
        "header.supervising_department": "header.county_department",
        "total.score": "",  # 项目总得分 above the form is read, 总分 below it says the same
    },
    "shanxi/2020/project_self_evaluation": {
        "indicators.1.level1": "funds.total.level1",
        "indicators.1.level2": "funds.total.level2",
        "indicators.1.level3": "funds.total.level3",
        "indicators.1.points": "funds.total.points",
        "indicators.1.target": "funds.total.target",
        "indicators.1.actual": "funds.total.execution_rate",
        "indicators.1.completion_rate": "funds.total.completion_rate",
        "indicators.1.score": "funds.total.score",
        "indicators.1.deviation_explanation": "funds.total.deviation_explanation",
    },
}


def place_on(form: FilledForm, place: Place) -> Place | None:
    """The place a template has for a cell; None where it is not read."""
    known = ELSEWHERE.get(form.template.id, {}).get(str(place), str(place))
    return at(known) if known else None


def place_beside(place: Place, column: str) -> Place:
    """Another cell of the same row."""
    return place._replace(column=column)


def same(form: FilledForm, target: Place, column: str, text: str) -> bool:
    """Whether what is declared is what was typed."""
    value = form.declared[target]
    if column in {"comparator", "measure_unit"}:
        return True
    if column == "split_target" or (column == "target" and place_beside(target, "comparator") in form.addresses):
        return normal(text) is None if value is None else text.strip() in str(value)
    if column == "level3":
        return "".join(text.split()).endswith("".join(str(value or "").split()))
    if text.strip() in PLACEHOLDERS and isinstance(value, str):
        return value == text.strip()
    if column in {"execution_rate", "arrival_rate"} and value != 0 and normal(text) is not None:
        return isinstance(value, Decimal) and normal(text) in {plain(value), plain(value * 100)}
    if column == "actual" and isinstance(value, Decimal):
        number = read_notation(text).number
        return number is not None and number in {value, value * 100}
    return normal(value) == normal(text)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", FORMS)
def test_every_cell_is_read_to_its_place(name: str, style: str, tmp_path: Path) -> None:
    """Header, funds, goals, indicators and total: the right text or number, and the cell it stands in."""
    file = tmp_path / "form.xlsx"
    typed = case_book.workbook_of(name, file, STYLES[style])
    [form] = read_all(file)
    assert differences(form, typed) == []
    assert form.fiscal_year == case_book.case(name)["year"]


@pytest.mark.parametrize("style", ["numbers", "text", "no title"])
@pytest.mark.parametrize("name", FORMS)
def test_every_cell_is_accounted_for(name: str, style: str, tmp_path: Path) -> None:
    """Cells read and cells passed over with a reason are together the cells with content."""
    file = tmp_path / "form.xlsx"
    typed = case_book.workbook_of(name, file, STYLES[style])
    [form] = read_all(file)
    cells = form.found.cells
    assert len({cell.address for cell in cells}) == len(cells) == typed.count
    assert all((cell.place is None) == bool(cell.reason) for cell in cells)
    assert [cell for cell in cells if cell.reason == "表外文字"] == []


@pytest.mark.parametrize("name", FORMS)
def test_two_forms_on_one_sheet(name: str, tmp_path: Path) -> None:
    """A form is read as well when another stands above it, and both when they stand on two sheets."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    first = case_book.write_case(case_book.case("002-6-yiqingfangkong"), sheet, Style())
    second = case_book.write_case(case_book.case(name), sheet, Style(top=first.next_row + 2))
    third = case_book.write_case(case_book.case(name), book.create_sheet("二"), Style(as_text=True))
    book.save(tmp_path / "forms.xlsx")
    forms = read_all(tmp_path / "forms.xlsx")
    assert len(forms) == 3
    for form, typed in zip(forms, (first, second, third), strict=True):
        assert differences(form, typed) == []
