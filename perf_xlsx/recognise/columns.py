"""A column of a table on a hand-made form."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds, the sheet columns it spans, its label; `part` counts the halves of one that holds two."""

    key: str
    first: int
    last: int
    text: str
    part: int | None = None
