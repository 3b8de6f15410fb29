"""The column names a definition prints, as the names on a form are compared with them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from perf_xlsx.recognise.words import label
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Block, BlockKind, Column, Definition
from perf_xlsx.template.spans import span

RATE = "execution_rate"
_FILLED_IN = re.compile(r"\{[^{}]*\}")


def is_printed(definition: Definition, at: str) -> bool:
    """Whether a span stands on the printed form, and not in the panel beside it."""
    place, printed = span(at), span(definition.sheet.printed)
    return place is not None and printed is not None and place[0] <= printed[1]


def printed_columns(definition: Definition, block: Block) -> Sequence[Column]:
    """The columns of a block that stand on the printed form."""
    return [column for column in block.columns if is_printed(definition, column.at)]


def name_of(column: Column) -> str:
    """What stands above a column, below the heading it may share with its neighbours."""
    own = column.printed or column.label
    return f"{column.over}/{own}" if column.over else own


def indicator_names(definition: Definition) -> Sequence[str]:
    """The column names of the indicators, from left to right."""
    block = next((one for one in definition.blocks if one.kind is BlockKind.LIST), None)
    columns = printed_columns(definition, block) if block else ()
    return [_label(name_of(column)) for column in columns]


def own_columns(template: Template) -> Mapping[str, Column]:
    """The printed columns of a template's indicators by name."""
    block = template.indicators
    columns = printed_columns(template.definition, block) if block else ()
    return {_label(name_of(column)): column for column in columns}


def funds_names(definition: Definition) -> Sequence[str]:
    """The column names of the funds; where they stand in a matrix, the sources."""
    block = next(_funds_blocks(definition), None)
    columns = printed_columns(definition, block) if block else ()
    return [_label(column.printed or column.label) for column in columns]


def _label(text: str) -> str:
    """A printed name as labels are looked up; what the policy fills in stands in brackets, which do not count."""
    return label(_FILLED_IN.sub("", text))


def _funds_blocks(definition: Definition) -> Iterator[Block]:
    """The printed grids with a rate of execution in a column or a row."""
    for block in definition.blocks:
        if block.kind is BlockKind.GRID and not block.hidden and block.header:
            keys = {column.key for column in block.columns} | {row.key for row in block.rows}
            if RATE in keys:
                yield block
