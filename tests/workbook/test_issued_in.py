"""An issued workbook read back: keys, identity, values by place, formulas led back to where they were issued."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from returned import STRINGS, address, edited, key_column, put, resaved, returned
from tools import QUANTITY, SATISFACTION, at, filled, national

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import constants_of
from perf_xlsx.numbers import ErrorText, PastReckoning, same_number
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.issued_in import read_issued, stamps_of
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.stamp import Stamp


def stamps(file: Path) -> list[Stamp]:
    """The issued forms of a file."""
    book = read_book(file)
    assert isinstance(book, Book)
    return list(stamps_of(book))


def read(file: Path) -> FilledForm:
    """The one form of a file."""
    [stamp] = stamps(file)
    return read_issued(stamp, national())


def test_read_back_equal(tmp_path: Path) -> None:
    """What was written is read back: values, rows, idle rows; results apart."""
    form, before = read(returned(tmp_path)), filled()
    assert form.indicator_rows == before.indicator_rows
    assert form.idle_rows == before.idle_rows
    assert (form.fiscal_year, form.project_code, form.issued) == (2020, "B001", True)
    for place in before.declared.keys() | form.declared.keys():
        assert form.declared.get(place) == before.declared.get(place), place
    assert len(form.stored) > 20
    for place, (found, formula) in form.stored.items():
        expected = before.computed(place)
        assert formula == before.issued_formula(place).removeprefix("=")
        if isinstance(expected, Decimal):
            assert isinstance(found, Decimal)
            assert same_number(found, expected), place
        else:
            assert (found or None) == expected, place


def test_results_are_not_declared(tmp_path: Path) -> None:
    """No formula cell is believed: its place is not among the declared ones."""
    form = read(returned(tmp_path))
    assert not form.declared.keys() & form.stored.keys()
    typed = form.declared.keys() - constants_of(national()).keys()
    assert all(form.formula(place) is None for place in typed)


def test_addresses(tmp_path: Path) -> None:
    """Every visible value has its address on the sheet; hidden ones have none."""
    form = read(returned(tmp_path))
    assert form.addresses[at("total.score")] == address("total.score") == "H23"
    assert at("levels.output.level_points") not in form.addresses
    assert Place("indicators", QUANTITY, "direction") not in form.addresses


def test_identity(tmp_path: Path) -> None:
    """The key cell says template, digests, year and project."""
    [stamp] = stamps(returned(tmp_path))
    assert stamp.identity.template == national().id
    assert stamp.identity.template_digest == national().digest[:16]
    assert (stamp.identity.fiscal_year, stamp.identity.project_code) == (2020, "B001")
    assert len(stamp.identity.digest) == 64


@pytest.mark.parametrize(
    "key",
    [
        "",
        "{}",
        "null",
        "[" * 5000,
        '{"template":"t","template_digest":"d","fiscal_year":1e400,"project_code":"","digest":""}',
        '{"template":"t","template_digest":"d","fiscal_year":true,"project_code":"","digest":""}',
        '{"template":"t","template_digest":"d","fiscal_year":99999,"project_code":"","digest":""}',
        '{"template":["t"],"template_digest":"d","fiscal_year":2020,"project_code":"","digest":""}',
        '{"template":"t","fiscal_year":2020,"project_code":"","digest":""}',
    ],
    ids=range(9),
)
def test_damaged_key_gives_way_to_the_hidden_sheet(tmp_path: Path, key: str) -> None:
    """A key cell that is none is passed over, and the next source of identity is taken."""
    text = key.replace('"', "&quot;")
    file = edited(returned(tmp_path), {STRINGS: lambda xml: re.sub(r"KEY:[^<]*", lambda _: f"KEY:{text}", xml)})
    [stamp] = stamps(file)
    assert stamp.identity.template == national().id


@pytest.mark.parametrize("year", ["", "x", "9" * 5000, "²⁰²⁰", "-2020"])
def test_damaged_facts_are_none(tmp_path: Path, year: str) -> None:
    """Without a key cell, a year that is none in _meta and in the properties leaves no identity, and no crash."""
    file = edited(
        returned(tmp_path),
        {
            STRINGS: lambda xml: xml.replace("KEY:", "KAY:").replace("<t>2020</t>", f"<t>{year}</t>"),
            "docProps/custom.xml": lambda xml: xml.replace(">2020<", f">{year}<"),
        },
    )
    assert stamps(file) == []


def test_rows_alone_are_no_form(tmp_path: Path) -> None:
    """Text that looks like a row key makes no form; a key cell without rows neither."""
    file = edited(returned(tmp_path), {STRINGS: lambda xml: xml.replace("ROW:", "RAW:")})
    assert stamps(file) == []


def test_first_of_two_equal_keys_counts(tmp_path: Path) -> None:
    """A row copied with its key does not move the row it was copied from."""
    file = returned(tmp_path)
    column = key_column(file)

    def change(book: Any) -> None:
        page = book.worksheets[0]
        page.cell(60, column).value = page.cell(13, column).value
        page["F60"] = 1

    assert read(resaved(file, change)).declared[Place("indicators", QUANTITY, "actual")] == 60


@pytest.mark.parametrize(
    ("inner", "kind", "value"),
    [
        ("<v>七八</v>", "str", "七八"),
        ("<v>#DIV/0!</v>", "e", ErrorText("#DIV/0!")),
        ("<f>2+3</f><v>5</v>", "", 5),
        ("<v>1</v>", "b", "TRUE"),
        ("<v>NaN</v>", "", PastReckoning("NaN")),
        ("<v>-0.5</v>", "", None),
        ("", "", None),
    ],
)
def test_anything_in_an_input(tmp_path: Path, inner: str, kind: str, value: object) -> None:
    """Words, errors, formulas of the filler's own, booleans: each is read as what it is."""
    form = read(put(returned(tmp_path), f"indicators.{SATISFACTION}.actual", inner, kind))
    found = form.declared[Place("indicators", SATISFACTION, "actual")]
    assert str(found) == "-0.5" if "-0.5" in inner else found == value


def test_all_keys_gone_but_one_row(tmp_path: Path) -> None:
    """What no key leads to is not read, and is not taken from elsewhere."""
    file = edited(returned(tmp_path), {STRINGS: lambda xml: re.sub(r"ROW:(?!header\.1)", "RAW:", xml)})
    form = read(file)
    assert form.declared[at("header.project_name")] == "基层培训"
    assert at("funds.appropriation.annual_budget") not in form.declared
    assert Place("indicators", QUANTITY, "actual") not in form.declared
    assert form.indicator_rows == filled().indicator_rows  # as the copy of what was issued has them


def test_a_note_like_a_row_key_is_no_form(tmp_path: Path) -> None:
    """On a sheet of the filler's own a few words that look like keys make no form of it, and the real one is found."""

    def noted(book: Any) -> None:
        sheet = book.create_sheet("底稿")
        sheet["A1"], sheet["A2"] = "ROW:indicators.1", "ROW:indicators.2:output/quantity/1"

    assert [stamp.grid.name for stamp in stamps(resaved(returned(tmp_path), noted))] == ["自评表"]
