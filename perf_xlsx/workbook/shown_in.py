"""What a person sees on a returned form against what is stored: numbers in disguise, cells that cannot be seen."""

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import one_spelling
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.form.trust import Change, Disguised
from perf_xlsx.workbook.book import RawCell, a1, cell_value, split_area
from perf_xlsx.workbook.dates import date_parts
from perf_xlsx.workbook.looks import LOCKED_PLACES, Looks, looks_of
from perf_xlsx.workbook.number_formats import places_shown, says, shown_number, shown_text
from perf_xlsx.workbook.placed import placed
from perf_xlsx.workbook.refuse import shown
from perf_xlsx.workbook.stamp import Stamp

At = tuple[int, int]
Found = tuple[Cell, At, RawCell]

VALUED = frozenset({Role.GIVEN, Role.INPUT, Role.FORMULA})
LOCKED = frozenset({Role.GIVEN, Role.FORMULA, Role.LABEL, Role.OMITTED})
UNIT = "measure_unit"
FEW, MOST_RANGES = 5, 2000
# Where seals and signatures belong.
SEALED = frozenset({"header", "signature"})


def disguised(stamp: Stamp, form: FilledForm) -> Sequence[Disguised]:
    """Every cell whose number format shows another number than is stored, or another text, or nothing."""
    looks = looks_of(stamp.styles)
    if form.sheet is None or not (looks.odd or looks.rounded):
        return ()
    return tuple(_disguised(stamp, form, form.sheet, looks))


def _disguised(stamp: Stamp, form: FilledForm, sheet: Sheet, looks: Looks) -> Iterator[Disguised]:
    for cell, at, raw in _cells(stamp, sheet, looks.odd | looks.rounded):
        locked = cell.role in LOCKED
        if raw.style in looks.odd or locked:
            text = _seen(raw, stamp.styles[raw.style].number_format, _unit(form, cell), locked=locked)
            if text is not None:
                yield Disguised(a1(*at), cell.place, text, cell_value(raw), locked)


def _unit(form: FilledForm, cell: Cell) -> str:
    """The unit an indicator's numbers are issued with behind them: it may hold digits of its own."""
    unit = form.declared.get(cell.place._replace(column=UNIT)) if cell.place else None
    return unit if isinstance(unit, str) else ""


def _seen(raw: RawCell, code: str, unit: str, *, locked: bool) -> str | None:
    """What stands there to see; None when that is what is stored."""
    value = cell_value(raw)
    if isinstance(value, Decimal):
        return _number_seen(value, code, unit, locked=locked)
    if not isinstance(value, str):
        return None
    text = shown_text(value, code)
    return None if one_spelling(text) == one_spelling(value) or (not locked and value in text) else text


@lru_cache(maxsize=1024)  # the same few weights and rates stand in form after form
def _number_seen(value: Decimal, code: str, unit: str, *, locked: bool) -> str | None:
    if date_parts(code):
        return "日期" if locked else None
    text = shown_number(value, code)
    if text is None or (says(text.removesuffix(unit), value) and not (locked and _coarse(value, code))):
        return None
    return text.strip()


def _coarse(value: Decimal, code: str) -> bool:
    """Whether a locked number is shown rounder than it was issued."""
    places = places_shown(code)
    return places < LOCKED_PLACES and round(value, LOCKED_PLACES) != round(value, places)


def _cells(stamp: Stamp, sheet: Sheet, styles: Container[int]) -> Sequence[Found]:
    """The printed cells that hold something and have one of some styles."""
    cells = stamp.grid.cells
    shown = placed(stamp, sheet).shown
    return [(cell, at, raw) for cell, at in shown if (raw := cells.get(at)) is not None and raw.style in styles]


def unseen(stamp: Stamp, form: FilledForm) -> Iterator[Change]:
    """What cannot be seen, or is shown as something else by what lies over it."""
    sheet, grid = form.sheet, stamp.grid
    if sheet is None:
        return
    if grid.state != "visible":
        yield Change(f"工作表“{shown(grid.name)}”被隐藏")
    faint = looks_of(stamp.styles).faint
    pale = [at for _, at, raw in _cells(stamp, sheet, faint) if raw.text] if faint else []
    if pale:
        yield Change(f"{_named(pale)}的字看不见（与底色相同、太小，或缩进到格外）", a1(*pale[0]))
    areas = [area for text in grid.repainted for part in text.split()[:MOST_RANGES] if (area := split_area(part))]
    repainted = [at for at, _ in _under(stamp, sheet, areas)]
    # A seal may lie over words; numbers are what is looked for.
    covered = [at for at, raw in _under(stamp, sheet, grid.drawn) if raw.kind == "n"]
    for places, what in ((repainted, "有条件格式，显示的与所存的不同"), (covered, "被图片或图形盖住")):
        if places:
            yield Change(f"{_named(places)}{what}", a1(*places[0]))
    noted = [at for at, raw in _under(stamp, sheet, grid.noted) if raw.kind == "n"]
    if noted:
        yield Change(f"{_named(noted)}被打开的批注框盖住", a1(*noted[0]), serious=False)


def _under(stamp: Stamp, sheet: Sheet, areas: Sequence[tuple[int, int, int, int]]) -> Iterator[tuple[At, RawCell]]:
    """The cells with a value that lie in some areas; where seals belong none does."""
    for cell, at, raw in _cells(stamp, sheet, range(len(stamp.styles))) if areas else ():
        inside = any(top <= at[0] <= low and left <= at[1] <= right for top, left, low, right in areas)
        sealed = cell.place is not None and cell.place.block in SEALED
        if inside and cell.role in VALUED and not sealed and (raw.text or raw.formula):
            yield at, raw


def _named(places: Sequence[At]) -> str:
    more = f"等{len(places)}格" if len(places) > FEW else ""
    return "、".join(a1(*at) for at in islice(places, FEW)) + more
