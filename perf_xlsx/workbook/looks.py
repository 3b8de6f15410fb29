"""What the styles of a workbook say of the cells that have them, worked out once for all books that share them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from perf_xlsx.workbook.book import Style
from perf_xlsx.workbook.dates import date_parts
from perf_xlsx.workbook.number_formats import is_usual, places_shown

# A locked number is issued with two decimals at least, a rate with two of its percents.
LOCKED_PLACES = 2
# Of an honest book a few hundred styles are remembered, and the styles of few books.
_MOST_BOOKS, _MOST_STYLES = 16, 2000


@dataclass(frozen=True, slots=True)
class Looks:
    """Style numbers by what they do.

    `odd` may show another number than is stored, `rounded` fewer decimals than a locked number was issued with;
    `telling` say more of a number than its digits; of `unlocked` cells the lock is off, `faint` ones cannot be seen.
    """

    odd: frozenset[int]
    rounded: frozenset[int]
    telling: frozenset[int]
    unlocked: frozenset[int]
    faint: frozenset[int]


def looks_of(styles: Sequence[Style]) -> Looks:
    """Sort the styles of a book."""
    if len(styles) > _MOST_STYLES:
        return _sorted(styles)
    known = _known.get(id(styles))
    if known is None:
        if len(_known) >= _MOST_BOOKS:
            _known.clear()
        # The styles are kept beside, so that their number is nobody else's.
        known = _known[id(styles)] = styles, _sorted(styles)
    return known[1]


def is_telling(code: str) -> bool:
    """Whether a number format says more of a number than its digits."""
    return "%" in code or bool(date_parts(code))


def _sorted(styles: Sequence[Style]) -> Looks:
    def numbers(fits: Callable[[Style], bool]) -> frozenset[int]:
        return frozenset(number for number, style in enumerate(styles) if fits(style))

    return Looks(
        odd=numbers(lambda style: not is_usual(style.number_format)),
        rounded=numbers(lambda style: places_shown(style.number_format) < LOCKED_PLACES),
        telling=numbers(lambda style: is_telling(style.number_format)),
        unlocked=numbers(lambda style: not style.locked),
        faint=numbers(lambda style: style.faint),
    )


_known: dict[int, tuple[Sequence[Style], Looks]] = {}
