"""The sheet 报告 of a returned workbook: the texts by their keys, and labels that are not what they were."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from perf_xlsx.form.report_sheet import KEY_COLUMN, LABEL_COLUMN, TEXT_COLUMN, Key, read_key
from perf_xlsx.form.trust import Change
from perf_xlsx.notation import strip_blanks
from perf_xlsx.numbers import plain
from perf_xlsx.template.report_texts import report_texts
from perf_xlsx.workbook.book import SheetGrid, cell_value
from perf_xlsx.workbook.refuse import shown

At = tuple[int, int]
Found = tuple[SheetGrid, int, int, Key]


def texts_of(keys: Iterable[Found]) -> Mapping[str, str]:
    """What was written, every part the workbook has, blank ones too; nothing where it has no such sheet."""
    texts: dict[str, str] = {}
    for grid, row, column, key in keys:
        value = cell_value(grid.cells.get((row, column - KEY_COLUMN + TEXT_COLUMN)))
        text = "" if value is None else value if isinstance(value, str) else plain(value)
        texts.setdefault(key.part, text.strip())
    return texts


def label_changes(keys: Iterable[Found]) -> Iterator[Change]:
    """Locked names of parts that say something else now: what stands beside them may be meant for another chapter."""
    for grid, row, column, key in keys:
        raw = grid.cells.get((row, column - KEY_COLUMN + LABEL_COLUMN))
        text = raw.text if raw is not None else ""
        if not strip_blanks(text).startswith(strip_blanks(key.label)):
            name = f"改为“{shown(text)}”" if text.strip() else "被删"
            yield Change(f"工作表“{shown(grid.name)}”第{row}行的栏目“{shown(key.label)}”{name}")


def text_keys(marked: Iterable[tuple[SheetGrid, Mapping[At, str]]]) -> Sequence[Found]:
    """The keys of such texts among the cells that look like keys, sheet by sheet."""
    known = {one.key for one in report_texts()}
    return [
        (grid, row, column, key)
        for grid, keys in marked
        for (row, column), text in keys.items()
        if column >= KEY_COLUMN and (key := read_key(text)) is not None and key.part in known
    ]
