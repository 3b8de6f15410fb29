"""The funds as a matrix: rows of measures under columns of sources."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from perf_xlsx.form.place import Place
from perf_xlsx.recognise.columns import Column
from perf_xlsx.recognise.funds_header import ADJUSTMENT, MONEY, RATES, FundsHeader
from perf_xlsx.recognise.funds_lines import STATE
from perf_xlsx.recognise.funds_values import FundsValues, likely_rate
from perf_xlsx.recognise.funds_words import BLOCK
from perf_xlsx.recognise.grid import Box, bare
from perf_xlsx.recognise.words import FUNDS_COLUMNS


def read_matrix(values: FundsValues, header: FundsHeader, rows: Sequence[int]) -> None:
    """Read the rows; 小计 is what the template calls 财政拨款."""
    table, lines = _table(values, header, rows)
    _state_sums(values, header, table)
    for column in header.columns:
        source = "appropriation" if column.key == "subtotal" else column.key
        cells = {measure: boxes[column.key] for measure, boxes in table.items() if column.key in boxes}
        for measure, label in lines.items():
            place = Place(BLOCK, source, measure)
            named = Column(measure, column.first, column.last, label.seen.text)
            values.book.captions[place] = f"{column.text}·{bare(label.seen.text)}"
            box = cells.get(measure)
            value = values.of(named, box, likely_rate(measure, cells)) if box else None
            values.book.note(place, box.at if box else (label.row, column.first), value, box.seen if box else None)


def _table(
    values: FundsValues, header: FundsHeader, rows: Sequence[int]
) -> tuple[dict[str, dict[str, Box]], dict[str, Box]]:
    """The cells by measure and source, and the label of each measure."""
    table: dict[str, dict[str, Box]] = {}
    lines: dict[str, Box] = {}
    for row in rows:
        labels = [box for box in values.book.grid.rows.get(row, ()) if box.column < header.first]
        keys = (FUNDS_COLUMNS.of(box.seen.text) for box in labels)
        measure = next((key for key in keys if key in MONEY | RATES | {ADJUSTMENT}), "")
        values.book.labels(labels)
        if measure:
            lines[measure] = labels[0]
            table[measure] = {
                column.key: box
                for column in header.columns
                if (box := next(values.book.grid.between(row, column.first, column.last), None))
            }
    adjusted = {ADJUSTMENT: "annual_budget"} if "annual_budget" not in table else {}
    passed = table.pop(ADJUSTMENT, {}) if not adjusted else {}
    values.book.labels(passed.values(), "全年预算数另有一行")
    return (
        {adjusted.get(key, key): cells for key, cells in table.items()},
        {adjusted.get(key, key): label for key, label in lines.items() if key in table},
    )


def _state_sums(values: FundsValues, header: FundsHeader, table: Mapping[str, Mapping[str, Box]]) -> None:
    """财政资金 of a matrix that has no 小计: the sum of what the levels of the state pay."""
    keys = {column.key for column in header.columns}
    if keys & {"subtotal", "appropriation"} or not keys & set(STATE):
        return
    for measure in MONEY & set(table):
        boxes = [box for key, box in table[measure].items() if key in STATE]
        amounts = [value for box in boxes if isinstance(value := values.amount(box), Decimal)]
        if amounts:
            place = Place(BLOCK, "appropriation", measure)
            values.book.captions[place] = "财政资金（各级之和）"
            values.book.note(place, boxes[0].at, sum(amounts, Decimal(0)))
