"""Charts as inline SVG: no script, no style attribute, every text escaped."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from perf_xlsx.report.plain import plain_text

WIDTH, LINE, TOP = 420, 26, 4  # so narrow that a telephone shows it at a readable size
LEFT, RIGHT, LONGEST_NAME = 180, 40, 12  # room for names and for the number behind the longest bar
NARROWEST_SHOWN = 16  # a number is written into a piece at least this wide


class Piece(NamedTuple):
    """A piece of a bar: how many, and its colour."""

    amount: int
    colour: str


class Bar(NamedTuple):
    """A bar: its name and its pieces from left to right."""

    name: str
    pieces: Sequence[Piece]


def bar_chart(title: str, bars: Sequence[Bar]) -> str:
    """Horizontal bars one below the other, the number behind each, names cut where they are long."""
    height = TOP * 2 + LINE * max(1, len(bars))
    most = max([sum(piece.amount for piece in bar.pieces) for bar in bars], default=0) or 1
    scale = (WIDTH - LEFT - RIGHT) / most
    lines = [f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(plain_text(title))}">']
    for number, bar in enumerate(bars):
        lines += _bar(bar, TOP + number * LINE, scale)
    return "".join([*lines, "</svg>"])


def _bar(bar: Bar, top: int, scale: float) -> list[str]:
    middle, thick = top + LINE // 2 + 4, LINE - 8
    name = bar.name if len(bar.name) <= LONGEST_NAME else bar.name[:LONGEST_NAME] + "…"
    full = f"<title>{escape(plain_text(bar.name))}</title>"
    lines = [f'<text x="{LEFT - 8}" y="{middle}" text-anchor="end">{escape(plain_text(name))}{full}</text>']
    start = float(LEFT)
    for piece in bar.pieces:
        wide = piece.amount * scale
        size = f'x="{start:.1f}" y="{top + 4}" width="{wide:.1f}" height="{thick}"'
        if wide:
            lines.append(f'<rect {size} rx="2" fill="{piece.colour}"/>')
        if len(bar.pieces) > 1 and wide >= NARROWEST_SHOWN:
            place = f'x="{start + wide / 2:.1f}" y="{middle}" text-anchor="middle"'
            lines.append(f'<text class="in" {place}>{piece.amount}</text>')
        start += wide
    total = sum(piece.amount for piece in bar.pieces)
    return [*lines, f'<text class="n" x="{start + 6:.1f}" y="{middle}">{total}</text>']
