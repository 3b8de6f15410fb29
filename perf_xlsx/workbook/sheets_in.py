"""The sheets of a returned workbook against the issued ones: renamed, deleted, copied away, added."""

from collections.abc import Iterator, Sequence

from perf_xlsx.form.checks import SHEET_NAME
from perf_xlsx.form.guide import GUIDE_NAME
from perf_xlsx.form.report_sheet import SHEET_NAME as REPORT_NAME
from perf_xlsx.form.trust import Change
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.meta_in import Meta, property_facts
from perf_xlsx.workbook.refuse import shown
from perf_xlsx.workbook.stamp import Stamp

META_SHEET, LISTS_SHEET = "_meta", "_lists"
FEW = 5
# Nothing on these is computed or checked.
WORDS_ONLY = frozenset({GUIDE_NAME, REPORT_NAME})
HELPERS = (SHEET_NAME, GUIDE_NAME, LISTS_SHEET, META_SHEET)


def sheet_changes(book: Book, stamp: Stamp, forms: Sequence[Stamp], meta: Meta, own: str) -> Iterator[Change]:
    """Everything done to the sheets, seen from one issued form of the book.

    `meta` is its sheet of facts, `own` the name its sheet was issued with.
    """
    issued = list(meta.sheets) or [own, *HELPERS, *dict.fromkeys(grid.name for grid, *_ in stamp.text_keys)]
    present = [grid.name for grid in book.sheets]
    missing = [name for name in issued if name not in present and name != own]
    bare = not meta.facts and not property_facts(book)
    if (bare and {SHEET_NAME, LISTS_SHEET, META_SHEET} <= set(missing)) or (not meta.facts and len(forms) > 1):
        yield Change("自评表被复制到别的工作簿")
        return
    first = min(forms, key=lambda one: one.grid.name != own)
    if stamp is not first and first.identity.project_code == stamp.identity.project_code:
        yield Change(f"工作表“{shown(stamp.grid.name)}”是“{shown(first.grid.name)}”的复制")
        return
    if stamp.grid.name != own:
        yield Change(f"工作表“{own}”改名为“{shown(stamp.grid.name)}”")
    stamped = {one.grid.name for one in forms}
    extra = [name for name in present if name not in issued and name not in stamped]
    yield from _helpers(missing, extra, emptied=not meta.facts and META_SHEET in present)


def _helpers(missing: Sequence[str], extra: Sequence[str], *, emptied: bool) -> Iterator[Change]:
    """What became of the other sheets; an added one hides nothing."""
    if len(missing) == len(extra) == 1 and not missing[0].startswith("_"):
        yield Change(f"工作表“{shown(missing[0])}”改名为“{shown(extra[0])}”")
        return
    for name in missing:
        hidden = "隐藏" if name.startswith("_") else ""
        yield Change(f"{hidden}工作表“{shown(name)}”被删除", serious=name not in WORDS_ONLY)
    if emptied:
        yield Change(f"隐藏工作表“{META_SHEET}”被清空")
    if extra:
        names = "、".join(f"“{shown(name)}”" for name in extra[:FEW])
        yield Change(f"增加了工作表{names}{f'等{len(extra)}张' if len(extra) > FEW else ''}", serious=False)
