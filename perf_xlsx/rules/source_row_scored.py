"""A17."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.declared_cells import declared_cells
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.rules.base import Found, Scope, rule

BLOCK, TOTAL = "funds", "total"


@rule("A17", "warning", Scope.FORM)
def source_row_scored(form: FilledForm) -> Iterator[Found]:
    """分项重复计分

    做什么：资金栏中分项（财政拨款、结转、其他）的行也填了分值或得分的，指出。
    为什么：分值和得分只在年度资金总额一行；分项再填，合计时会重复。
    依据：自评表资金栏（分项行划“—”）
    通过：当年财政拨款一行，分值、得分为“—”
    不通过：当年财政拨款一行又填分值10、得分10
    怎么改：请删去分项行的分值和得分。
    """
    told: set[str] = set()
    for place in declared_cells(form).of_block(BLOCK):
        value = form.declared[place]
        scored = place.row != TOTAL and place.column in {"points", "score"}
        if scored and isinstance(value, Decimal) and value != 0 and place.row not in told:
            told.add(place.row)
            label = form.label(Place(BLOCK, place.row, "annual_spending")).rpartition("·")[0]
            yield Found(f"“{label or '分项'}”一行重复填了分值或得分", place, value=value)
