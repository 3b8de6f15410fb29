"""Cells of one block that claim the same place on the sheet."""

from collections.abc import Iterator

from perf_xlsx.errors import Fault
from perf_xlsx.template.model import Block, BlockKind
from perf_xlsx.template.spans import span

Claim = tuple[str, str, int]


def overlap_faults(block: Block) -> list[Fault]:
    """Every such place of a block, by the path of what came second."""
    taken: dict[tuple[int, int], str] = {}
    faults: dict[str, Fault] = {}
    for name, at, line in _claims(block):
        columns = span(at)
        for number in range(columns[0], columns[1] + 1) if columns else ():
            first = taken.setdefault((line, number), name)
            if first != name:
                faults.setdefault(name, Fault(f"blocks[{block.key}].{name}", f"与 {first} 占用同一列"))
    return list(faults.values())


def _claims(block: Block) -> Iterator[Claim]:
    """What claims which columns of which line; grids and lists repeat one line."""
    if block.kind is BlockKind.FIELDS:
        yield from _field_claims(block)
        return
    yield ("side", block.side, 1)
    yield ("row_labels", block.row_labels, 1)
    for column in block.columns:
        yield (f"columns[{column.key}].at", column.at, 1)


def _field_claims(block: Block) -> Iterator[Claim]:
    shown = [column for column in block.columns if not column.hidden]
    yield ("label_at", block.label_at, 1)
    lines = {line for column in shown for line in (column.line, column.label_line or column.line)}
    for line in range(1, max(lines, default=0) + 1):
        yield ("side", block.side, line)
    for column in shown:
        yield (f"columns[{column.key}].at", column.at, column.line)
        if column.label_at:
            yield (f"columns[{column.key}].label_at", column.label_at, column.label_line or column.line)
