"""Formats nobody can read: letters in the colour of what is behind them, or too small; conditional ones likewise."""

from collections.abc import Sequence
from dataclasses import dataclass

from perf_xlsx.workbook.number_formats import is_usual
from perf_xlsx.workbook.xml_in import Element

# Points; the smallest print of an honest form has 6.
SMALLEST = 3.0
# Of 255 for each of red, green and blue.
NEARLY = 16
WHITE, BLACK = (255, 255, 255), (0, 0, 0)

_INDEXED = {"0": BLACK, "1": WHITE, "8": BLACK, "9": WHITE, "64": BLACK, "65": WHITE}
_THEMES = {"0": WHITE, "1": BLACK}
_HEX = 6

# Red, green and blue; or the words of a colour that only the theme tells.
Colour = tuple[int, int, int] | str | None


@dataclass(frozen=True, slots=True)
class Looks:
    """By their numbers: fonts (None is too small to read), and fills."""

    fonts: Sequence[Colour]
    fills: Sequence[Colour]

    def faint(self, element: Element) -> bool:
        """Whether nobody can read what stands in a cell of this format."""
        font = _numbered(self.fonts, element.get("fontId"), BLACK)
        return font is None or _alike(font, _numbered(self.fills, element.get("fillId"), WHITE))


def read_looks(root: Element, space: str) -> Looks:
    """Read the fonts and fills of the cell formats."""
    fonts = [_font(one, space) for one in root.iterfind(f"{space}fonts/{space}font")]
    return Looks(fonts, [_fill(one, space, WHITE) for one in root.iterfind(f"{space}fills/{space}fill")])


def repainting(root: Element, space: str) -> frozenset[str]:
    """The numbers of conditional formats that show another number than there is, or nothing."""
    formats = enumerate(root.iterfind(f"{space}dxfs/{space}dxf"))
    return frozenset(str(number) for number, one in formats if hides(one, space))


def hides(element: Element, space: str) -> bool:
    """Whether a conditional format shows another number than there is, or nothing; plain letters are black on white."""
    code, font, fill = (element.find(f"{space}{name}") for name in ("numFmt", "font", "fill"))
    if code is not None and not is_usual(code.get("formatCode", "General")):
        return True
    behind = WHITE if fill is None else _fill(fill, space, WHITE, conditional=True)
    return _alike(BLACK if font is None else _font(font, space), behind)


def is_black(element: Element) -> bool:
    """Whether a colour of a scale is that of plain letters."""
    return _alike(_colour(element, BLACK), BLACK)


def _font(element: Element, space: str) -> Colour:
    size, colour = element.find(f"{space}sz"), element.find(f"{space}color")
    if size is not None and _number(size.get("val")) < SMALLEST:
        return None
    return BLACK if colour is None else _colour(colour, BLACK)


def _fill(element: Element, space: str, none: Colour, *, conditional: bool = False) -> Colour:
    pattern = element.find(f"{space}patternFill")
    kind = "none" if pattern is None else pattern.get("patternType", "solid" if conditional else "none")
    if pattern is None or kind == "none":
        return none
    # A conditional format names the colour of a plain fill the other way round.
    names = ("bgColor", "fgColor") if conditional else ("fgColor",)
    found = next((one for name in names if (one := pattern.find(f"{space}{name}")) is not None), None)
    return "?" if kind != "solid" or found is None else _colour(found, none)


def _colour(element: Element, automatic: Colour) -> Colour:
    rgb, theme, indexed = (element.get(key) for key in ("rgb", "theme", "indexed"))
    if rgb is not None:
        try:
            red, green, blue = bytes.fromhex(rgb[-_HEX:])
        except ValueError:
            return "?"
        return red, green, blue
    tint = _number(element.get("tint", "0"))
    if theme is not None:
        return _THEMES[theme] if theme in _THEMES and not tint else f"theme {theme} {tint}"
    return automatic if indexed is None else _INDEXED.get(indexed, f"indexed {indexed}")


def _alike(font: Colour, fill: Colour) -> bool:
    if isinstance(font, tuple) and isinstance(fill, tuple):
        return all(abs(one - other) <= NEARLY for one, other in zip(font, fill, strict=True))
    return font == fill and font != "?"


def _numbered(found: Sequence[Colour], number: str | None, otherwise: Colour) -> Colour:
    at = int(number) if number is not None and number.isdecimal() and len(number) < _HEX else 0
    return found[at] if at < len(found) else otherwise


def _number(text: str | None) -> float:
    try:
        return float(text or "")
    except ValueError:
        return SMALLEST
