"""The hidden columns: keys, helpers, mirrors and flags, each where reader and formulas look for it."""

from tools import at, filled, national, project

from perf_xlsx.expr.pattern import Face
from perf_xlsx.form.cells import Role
from perf_xlsx.form.hidden import Hidden, faces_needed
from perf_xlsx.form.sheet import lay_out


def hidden() -> Hidden:
    """The hidden part of the national form of five indicators."""
    return lay_out(national(), project().shape).hidden


def test_everything_stands_right_of_the_panel() -> None:
    """Nothing hidden stands in a printed column or in the panel, but the column keys in the hidden row."""
    found = hidden()
    assert found.key_column == 19
    assert all(cell.column >= 19 or cell.text.startswith("COL:") for cell in found.cells)
    assert all(mirror.column > 19 for mirror in found.mirrors)
    assert all(19 < flag.column <= found.last_column for flag in found.flags)


def test_every_row_and_column_has_its_key() -> None:
    """A key in each row that holds something, a key under each visible column."""
    keys = {cell.text: (cell.row, cell.column) for cell in hidden().cells if cell.role is Role.KEY}
    assert keys["ROW:funds.total"] == (6, 19)
    assert next(at for text, at in keys.items() if text.startswith("ROW:indicators.1")) == (13, 19)
    assert keys["ROW:END"] == (22, 19)
    assert keys["COL:6"] == (22, 6)


def test_every_rule_has_its_column_of_flags() -> None:
    """Each instance of a rule on the form has one flag, and the rule's code stands above it."""
    found = hidden()
    codes = {
        cell.column: cell.text for cell in found.cells if cell.role is Role.KEY and cell.row == 1 and cell.column > 19
    }
    assert all(codes[flag.column] == flag.demand.case.rule.code for flag in found.flags)
    flagged = sorted((flag.demand.case.rule.code, str(flag.demand.place)) for flag in found.flags)
    demanded = sorted((demand.case.rule.code, str(demand.place)) for demand in filled().demands())
    assert flagged == demanded


def test_idle_rows_have_no_flags() -> None:
    """A row printed "/" owes nothing."""
    assert not [flag for flag in hidden().flags if flag.row == 15]


def test_what_formulas_look_at_is_mirrored() -> None:
    """Inputs and texts have mirrors in the faces formulas need; locked numbers need none."""
    found = hidden()
    assert (at("indicators.1.actual"), Face.RAW) in found.mirror_at
    assert (at("indicators.1.actual"), Face.NUMBER) in found.mirror_at
    assert (at("funds.other.annual_budget"), Face.NUMBER) in found.mirror_at
    assert (at("indicators.1.score"), Face.NUMBER) in found.mirror_at
    assert (at("indicators.1.points"), Face.RAW) not in found.mirror_at
    assert (at("signature.phone"), Face.RAW) not in found.mirror_at
    assert ("signature", "phone") not in faces_needed(national())


def test_a_flag_stands_in_the_row_it_is_about() -> None:
    """Status and colours of a row are read off the flags beside it."""
    sheet = lay_out(national(), project().shape)
    assert all(flag.row == sheet.at[flag.demand.place].row for flag in sheet.flags)
