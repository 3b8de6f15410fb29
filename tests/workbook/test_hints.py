"""The hint beside a merged text input: there when a text may not show whole, silent before."""

import io
from pathlib import Path
from typing import Any

import office
import openpyxl
import pytest
from returned import address, workbook
from tools import Changes, project

from perf_xlsx.workbook.hints import hint_of

ROW = int("".join(sign for sign in address("goal.achieved") if sign.isdigit()))
HINT = f"K{ROW}"
# F:I is 336 pixels wide and 120 high: 26 signs of 9 points a line, 6 lines.
LINE, FITTING = 26, 26 * 6


def page_of(inputs: Changes, given: Changes | None = None, *, results: bool = False) -> Any:
    """The form's sheet with what was filled in beforehand; `given` is what was issued."""
    return openpyxl.load_workbook(io.BytesIO(workbook(inputs, project(given=given))), data_only=results).worksheets[0]


def places(formula: str) -> int:
    """How many places a hint's formula allows."""
    return int(formula.split(">")[1].split(",", maxsplit=1)[0])


def test_room_is_what_the_row_has() -> None:
    """So many signs as lines of the row hold; a line break takes the rest of its line."""
    formula = page_of({})[HINT].value
    assert places(formula) == FITTING
    assert f"+{LINE}*(LEN(" in formula


def test_the_row_is_as_high_as_the_plan() -> None:
    """A long plan makes room for as much beside it."""
    plan: Changes = {"goal.expected": "全年组织培训，提高服务能力。" * 40}
    assert places(page_of({}, plan)[HINT].value) > 2 * FITTING


def test_what_is_stored() -> None:
    """Silent on an empty form and on a text the row was made for; a text no row can show is told at once."""
    assert not page_of({}, results=True)[HINT].value
    assert not page_of({"goal.achieved": "字" * 700}, results=True)[HINT].value
    assert page_of({"goal.achieved": "字" * 900}, results=True)[HINT].value == hint_of(ROW)


def test_no_formula_looks_at_the_input_itself() -> None:
    """The text is read through a window with locked ends: cut and paste leave the formula as it is (D4)."""
    page = page_of({})
    assert f"INDEX($E{ROW}:$J{ROW},1,2)" in page[HINT].value
    assert address("goal.achieved") not in page[HINT].value


def test_a_plan_too_long_for_a_row_is_set_smaller() -> None:
    """What was issued shows whole on screen and paper: from a thousand signs on in smaller letters."""
    for signs, size in ((700, 10), (900, 9), (1100, 8)):
        page = page_of({}, {"goal.expected": "字" * signs})
        assert page[address("goal.expected")].font.size == size, signs
        assert page.row_dimensions[ROW].height <= 409.5


def test_a_long_plan_is_not_fitted_to_one_page() -> None:
    """Whether a form is one page is judged by the heights it has, not by those of an empty one."""
    short, long = (page_of({}, {"goal.expected": "字" * signs}).page_setup.fitToHeight for signs in (1, 750))
    assert (short or 1, long) == (1, 0)


@pytest.mark.office
def test_the_office_program_computes_it(tmp_path: Path, clerk: str) -> None:
    """Typed into an empty form: silent while the text fits, and there with the first sign too many."""
    (empty := tmp_path / "空.xlsx").write_bytes(workbook({}))
    texts = ["字" * FITTING, "字" * (FITTING + 1), "一\n" * 5, "一\n" * 6]
    jobs = []
    for number, text in enumerate(texts):
        action = {"type": "paste_text", "cell": address("goal.achieved"), "value": text}
        jobs.append(office.Job(empty, [action], tmp_path / f"{number}.xlsx"))
    assert office.typed_all(jobs) == [[]] * len(texts)
    pages = [openpyxl.load_workbook(job.saved, data_only=True).worksheets[0] for job in jobs]
    assert [page[HINT].value or "" for page in pages] == ["", hint_of(ROW), "", hint_of(ROW)]
