"""填报状态: what a row says of itself while it is filled, in the words of the first rule it does not meet."""

import pytest
from tools import Changes, typed

from perf_xlsx.form.cells import Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.status import DONE, MARKS, row_flags, status_of
from perf_xlsx.template.catalog import Catalog


def status(form: FilledForm, row: str) -> str:
    """The status of a row."""
    assert form.sheet
    return status_of(form, row_flags(form.sheet.flags, "indicators", row))


def test_a_finished_row_is_ticked() -> None:
    """Every row of the clean form."""
    form = typed()
    rows = [row for row in form.indicator_rows if row not in form.idle_rows]
    assert {status(form, row) for row in rows} == {DONE}


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"indicators.1.actual": None}, "○ 待填实际完成值"),
        ({"indicators.1.actual": " \u3000"}, "○ 待填实际完成值"),
        ({"indicators.1.actual": "约70"}, "× 实际完成值须为数字"),
        ({"indicators.1.adjusted_score": "八分"}, "× 自评调整得分须为数字"),
        ({"indicators.1.adjusted_score": 1000}, "× 得分须在0和分值之间"),
        ({"indicators.1.adjusted_score": 1}, "！已达标而扣分，须说明理由"),
        ({"indicators.1.actual": 1}, "！须填偏差原因和改进措施"),
        ({"indicators.1.actual": 1, "indicators.1.deviation_explanation": "受疫情影响暂缓，已调整计划"}, DONE),
        ({"indicators.1.actual": 100000}, "！超额较多，须说明原因"),
    ],
)
def test_the_first_unmet_rule_speaks(changes: Changes, word: str) -> None:
    """Not filled before wrong, wrong before owed."""
    assert status(typed(changes), "1") == word


def test_every_word_begins_with_its_sign() -> None:
    """Colours go by the first sign, so that each word of every template has one."""
    for template in Catalog().all():
        words = [case.case.status for case in template.cases if case.case.status]
        assert words
        assert all(word[:2] in {"○ ", "× "} or word[0] == MARKS["warning"] for word in words)


def test_rows_that_do_not_apply_have_none() -> None:
    """A row of "/" says nothing."""
    form = typed()
    assert form.sheet
    rows = {cell.place.row for cell in form.sheet.cells if cell.role is Role.STATUS and cell.place}
    assert rows == set(form.indicator_rows) - form.idle_rows
