"""A budget changed in the course of the year: 年中调整 says by how much, or, elsewhere, to what."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from perf_xlsx.numbers import plain
from perf_xlsx.recognise.columns import Column
from perf_xlsx.recognise.funds_header import ADJUSTMENT, FundsHeader
from perf_xlsx.recognise.funds_lines import Line
from perf_xlsx.recognise.funds_values import FundsValues
from perf_xlsx.recognise.grid import Box, Seen
from perf_xlsx.recognise.values import rate

FIRST, LATER, SPENT, RATE = "initial_budget", "annual_budget", "annual_spending", "execution_rate"
# What a label says that stands over differences, and, of these, over those that are taken off.
CHANGES, LESS, MORE = ("+", "±", "增", "减", "追加"), "减", ("+", "±", "增", "加")
SIGNED = ("+", "＋")
CERTAIN, LIKELY = 100, 10
IN_SUM = "计入全年预算数"


def with_adjustments(values: FundsValues, header: FundsHeader, lines: list[Line]) -> tuple[FundsHeader, list[Line]]:
    """The header and the lines with 全年预算数 put in, where only 年初预算数 and what was changed are given."""
    changes = [one for one in header.columns if one.key.startswith(ADJUSTMENT)]
    keys = {one.key for one in header.columns}
    if not changes or LATER in keys or FIRST not in keys:
        return header, lines
    by_how_much = _are_differences(values, changes, lines)
    first = changes[0]
    text = f"全年预算数（年初预算数与{first.text}之和）" if by_how_much else first.text
    others = [one for one in header.columns if one not in changes]
    columns = sorted([*others, replace(first, key=LATER, text=text)], key=lambda one: one.first)
    changed = [_line(values, line, changes, total=by_how_much) for line in lines]
    return replace(header, columns=tuple(columns)), changed


def _line(values: FundsValues, line: Line, changes: Sequence[Column], *, total: bool) -> Line:
    first = changes[0]
    box = line.cells.get(first.key)
    if total:
        others = [one for change in changes if (one := line.cells.get(change.key)) is not None]
        values.book.labels((one for one in others if one is not box), IN_SUM)
        box = _sum(values, line, changes) or box
    cells = {key: one for key, one in line.cells.items() if not key.startswith(ADJUSTMENT)}
    columns = {**line.columns, LATER: line.columns.get(first.key, first.first)}
    return replace(line, cells={**cells, LATER: box} if box else cells, columns=columns)


def _sum(values: FundsValues, line: Line, changes: Sequence[Column]) -> Box | None:
    """年初预算数 and all that was changed, where the first of the changes stands; None where one cannot be read."""
    begun = line.cells.get(FIRST)
    amount = values.amount(begun) if begun else Decimal(0)
    if not isinstance(amount, Decimal) or not (begun or any(one.key in line.cells for one in changes)):
        return None
    for change in changes:
        box = line.cells.get(change.key)
        value = values.amount(box) if box else None
        if isinstance(value, str):
            return None
        if isinstance(value, Decimal):
            amount += -abs(value) if _takes_off(change) else value
    at = (line.row, line.columns.get(changes[0].key, changes[0].first))
    return Box(*at, *at, Seen(amount, plain(amount)))


def _takes_off(change: Column) -> bool:
    return LESS in change.text and not any(word in change.text for word in MORE)


def _are_differences(values: FundsValues, changes: Sequence[Column], lines: Sequence[Line]) -> bool:
    """Whether the column says by how much: by its label, its signs, or by which of both the rates are of."""
    if len(changes) > 1 or any(word in changes[0].text for word in CHANGES):
        return True
    votes = [vote for line in lines for vote in _votes(values, line, changes[0])]
    return sum(votes) > 0


def _votes(values: FundsValues, line: Line, change: Column) -> Iterator[int]:
    """What speaks in a row for a difference, and, with a minus, against it; signs tell most, then the rate."""
    begun, changed, spent = (_amount(values, line.cells.get(key)) for key in (FIRST, change.key, SPENT))
    if changed is None or begun is None:
        return
    signed = changed < 0 or line.cells[change.key].seen.text.strip().startswith(SIGNED)
    if signed or (changed == 0 and spent):
        yield CERTAIN
    stated = line.cells.get(RATE)
    share = rate(stated.seen, in_percent=False, likely=None) if stated else None
    if spent and isinstance(share, Decimal) and changed > 0 < begun + changed:
        by, to = (abs(spent / base - share) for base in (begun + changed, changed))
        yield LIKELY if by < to else -LIKELY
    elif spent is not None:
        yield 1 if spent > changed else -1


def _amount(values: FundsValues, box: Box | None) -> Decimal | None:
    value = values.amount(box) if box else None
    return value if isinstance(value, Decimal) else None
