"""Rows and columns of a returned form against the issued ones, by their keys: inserted, deleted, moved, hidden."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, pairwise

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import KEY
from perf_xlsx.form.place import Place
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.form.trust import Change
from perf_xlsx.template.spans import letters_of_number, span
from perf_xlsx.workbook.book import a1, split_area
from perf_xlsx.workbook.placed import is_still, placed
from perf_xlsx.workbook.shown_in import unseen
from perf_xlsx.workbook.stamp import Area, At, Placed, Stamp

# Of what a hostile file holds ten thousands of, a few are named, and not all are looked at.
FEW, MOST_MERGES = 5, 2000
# The merges of an honest form, as text; what is longer is not remembered.
USUAL_SIGNS = 20_000
# What a row of the list holds, one of which stands in every row that is used.
HELD = ("points", "level3", "actual")


def structure_changes(stamp: Stamp, form: FilledForm, levels: Mapping[int, str]) -> Iterator[Change]:
    """Everything done to rows and columns; `levels` are what the row keys said when they were issued."""
    sheet = form.sheet
    if sheet is None:
        return
    if stamp.stated is None:
        yield Change(f"隐藏列中的标识（{KEY}）被删或被改")
    if not is_still(stamp, sheet) or stamp.copies or dict(levels) != stamp.levels:
        yield from _rows(stamp, form, sheet, levels)
        yield from _columns(stamp, sheet)
    yield from _hidden_rows(stamp, form, sheet)
    yield from _hidden_columns(stamp, form, sheet)
    yield from _merged(stamp, placed(stamp, sheet))
    yield from unseen(stamp, form)


def _rows(stamp: Stamp, form: FilledForm, sheet: Sheet, levels: Mapping[int, str]) -> Iterator[Change]:
    ids = sheet.page.row_ids
    for number in sorted(levels.keys() - set(range(1, len(sheet.shape) + 1))):
        yield Change(f"第{number}个指标行被删除")
    missing = [_row_name(form, row, sheet) for row, name in sorted(ids.items()) if name not in stamp.rows]
    if len(missing) > FEW:
        yield Change(f"{'、'.join(missing[:FEW])}等{len(missing)}行被删除，或其标识被删")
    for name in missing if len(missing) <= FEW else ():
        yield Change(f"{name}被删除，或其标识被删")
    for number, text in levels.items():
        if number in stamp.levels and stamp.levels[number] != text:
            row = stamp.rows.get(f"{_list_key(form)}.{number}", 1)
            yield Change(f"第{number}个指标行的标识被改", a1(row, stamp.key_column))
    if stamp.copies:
        rows = "、".join(str(row) for row in stamp.copies[:FEW])
        yield Change(f"第{rows}{'…' if len(stamp.copies) > FEW else ''}行是别的行的复制", a1(stamp.copies[0], 1))
    present = [(row, stamp.rows[name]) for row, name in sorted(ids.items()) if name in stamp.rows]
    yield from _gaps(present, "行")


def _columns(stamp: Stamp, sheet: Sheet) -> Iterator[Change]:
    issued = range(1, sheet.hidden.key_column)
    columns = dict(stamp.columns) or {number: number for number in issued}
    for number in issued:
        if number not in columns:
            yield Change(f"{letters_of_number(number)}列被删除，或其标识被删")
    present = [(number, columns[number]) for number in issued if number in columns]
    yield from _gaps([*present, (sheet.hidden.key_column, stamp.key_column)], "列")


def _gaps(present: list[tuple[int, int]], what: str) -> Iterator[Change]:
    """What lies between two neighbours and is none of the form's was inserted; who comes before the one above moved."""
    taken = {now for _, now in present}
    for (issued_above, above), (issued, now) in pairwise([(0, 0), *present]):
        gone = issued - issued_above - 1  # told already
        more = now - above - 1 - sum(above < one < now for one in taken) - gone
        if now <= above:
            cell = a1(now, 1) if what == "行" else a1(1, now)
            yield Change(f"原{_name(issued, what)}被移到{_name(now, what)}", cell)
        elif more > 0:
            first = a1(above + 1, 1) if what == "行" else a1(1, above + 1)
            yield Change(f"{_name(above, what)}后插入了{more}{what}" if above else f"最前面插入了{more}{what}", first)


def _hidden_rows(stamp: Stamp, form: FilledForm, sheet: Sheet) -> Iterator[Change]:
    """Rows of the form that hold something and are not shown; the last one of the list is hidden as issued."""
    for row, name in sorted(sheet.page.row_ids.items()):
        now = stamp.rows.get(name)
        if now in stamp.grid.hidden_rows and row != sheet.page.sentinel and _holds_something(form, row, sheet):
            yield Change(f"第{now}行（{_row_name(form, row, sheet)}）被隐藏", a1(now or 1, 1))


def _holds_something(form: FilledForm, row: int, sheet: Sheet) -> bool:
    first, last = sheet.page.list_rows
    if first <= row <= last:
        number = str(row - first + 1)
        held = (form.declared.get(Place(_list_key(form), number, column)) for column in HELD)
        return number not in form.idle_rows and any(value is not None for value in held)
    own = [cell for cell in sheet.page.cells if cell.row == row and cell.place is not None]
    return any(cell.place and form.value(cell.place) is not None for cell in own)


def _hidden_columns(stamp: Stamp, form: FilledForm, sheet: Sheet) -> Iterator[Change]:
    """Hidden columns among the printed ones; the panel beside them may be put away."""
    first, last = span(form.template.definition.sheet.printed) or (1, 1)
    shift = stamp.key_column - sheet.hidden.key_column
    for number in range(first, last + 1):
        now = stamp.columns.get(number, number + shift)
        if any(left <= now <= right for left, right in stamp.grid.hidden_columns):
            yield Change(f"{letters_of_number(now)}列被隐藏", a1(1, now))


def _merged(stamp: Stamp, now: Placed) -> Iterator[Change]:
    """Cells of the form swallowed by a merge that was not issued: what stood in them is lost."""
    merges = stamp.grid.merges
    usual = sum(map(len, merges)) <= USUAL_SIGNS
    found = (_swallowing if usual else _swallowing.__wrapped__)(now.starts, now.spans, stamp.key_column, merges)
    if found:
        names = "、".join(f"{a1(*area[:2])}:{a1(*area[2:])}" for area in found[:FEW])
        yield Change(f"{names}{'…' if len(found) > FEW else ''}被合并", a1(*found[0][:2]))


@lru_cache(maxsize=64)
def _swallowing(starts: frozenset[At], issued: frozenset[Area], right: int, merges: tuple[str, ...]) -> list[Area]:
    """The merges that swallow cells of a form; forms of one layout have the same."""
    bottom = max(starts, default=(0, 0))[0]
    areas = (area for area in map(split_area, merges) if area and area[0] <= bottom and area[1] <= right)
    found: list[Area] = []
    for area in islice((area for area in areas if area not in issued), MOST_MERGES):
        inside = (at for at in starts if area[0] <= at[0] <= area[2] and area[1] <= at[1] <= area[3])
        if any(at != area[:2] for at in inside):
            found.append(area)
    return found


def _row_name(form: FilledForm, row: int, sheet: Sheet) -> str:
    first, last = sheet.page.list_rows
    if first <= row <= last:
        name = form.value(Place(_list_key(form), str(row - first + 1), "level3"))
        return f"第{row - first + 1}个指标行“{name}”" if name else f"第{row - first + 1}个指标行"
    return f"原第{row}行"


def _name(number: int, what: str) -> str:
    return f"第{number}行" if what == "行" else f"{letters_of_number(number)}列"


def _list_key(form: FilledForm) -> str:
    return form.template.indicators.key if form.template.indicators else ""
