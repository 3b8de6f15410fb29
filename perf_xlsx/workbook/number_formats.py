"""What a number format makes of a cell's content: the text a person sees, where that can be told."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from perf_xlsx.numbers import EXACT, plain
from perf_xlsx.workbook.dates import date_parts

GENERAL = "General"
# From a longer format, or a longer number, nothing is told: spreadsheet programs hold 255 signs, and 15 digits.
LONGEST_CODE, LARGEST_EXPONENT, MOST_PLACES = 255, 20, 30

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<skipped>.)|\*(?P<filled>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_SCALES = {"亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3}
# A date, a power or a fraction: what is shown is another spelling of the number.
_UNTOLD = re.compile(r"[0#?]\s*/|e[+-]", re.IGNORECASE)
_USUAL = re.compile(r"(?:#,##|#)?0(?:\.[0#?]+)?%?")
_HOLDERS = frozenset("0#?")

# A section in the colour of the paper shows nothing; BLANK stands where it would show a text.
BLANK = "blank"
_WHITE = re.compile(r"white|白色|(?:color|颜色) ?2", re.IGNORECASE)

Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format between semicolons."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for kind, _ in self.tokens)


@lru_cache(maxsize=512)
def is_usual(code: str) -> bool:
    """Whether a format shows every number as it is, rounded at most, and every text: nearly every format is."""
    if code in {GENERAL, "@"}:
        return True
    above, *others = code.split(";")
    return _USUAL.fullmatch(above) is not None and all(_USUAL.fullmatch(part.lstrip("-")) for part in others[:2])


@lru_cache(maxsize=512)
def places_shown(code: str) -> int:
    """How many decimals a usual format shows; as many as there are where it is the general one, with a unit or not."""
    if code == "@" or "general" in _sections(code)[0].kinds:
        return MOST_PLACES
    decimals = code.partition(";")[0].partition(".")[2]
    return sum(sign in _HOLDERS for sign in decimals) + 2 * ("%" in code)


def shown_number(value: Decimal, code: str) -> str | None:
    """The text a number is shown as; None where that cannot be told, or is a date's, a power's or a fraction's."""
    if len(code) > LONGEST_CODE or abs(value.adjusted()) > LARGEST_EXPONENT or date_parts(code) or _UNTOLD.search(code):
        return None
    section, unsigned = _chosen(value, _sections(code))
    if section is None or not section.tokens:
        return ""
    if "@" in section.kinds:
        return plain(value)
    return _rendered(abs(value) if unsigned else value, section.tokens)


def shown_text(text: str, code: str) -> str:
    """The text a text is shown as."""
    sections = _sections(code) if len(code) <= LONGEST_CODE else ()
    own = next((one for one in sections if one.kinds & {"@", BLANK}), None)
    if own is None and len(sections) > 3:  # noqa: PLR2004 - positive, negative, zero, text
        own = sections[3]
    if own is None:
        return text
    return "".join(text if kind == "@" else literal for kind, literal in own.tokens if kind in {"@", "literal"})


def says(text: str, value: Decimal) -> bool:
    """Whether a shown text says a number, rounded to the digits it has; a word like 万 in it counts."""
    bare = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    numbers = _NUMBER.findall(bare)
    if not numbers:
        return value == 0
    if len(numbers) > 1:
        return False
    number = Decimal(numbers[0])
    half = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
    powers = [0, *(power for word, power in _SCALES.items() if word in bare)]
    share = -2 * bare.count("%")
    near = (abs(number.scaleb(power + share) - value) <= half.scaleb(power + share) for power in powers)
    # A loss shown in red, or in brackets, has no sign.
    far = (abs(number.scaleb(power + share) + value) <= half.scaleb(power + share) for power in powers)
    return any(near) or (value < 0 and any(far))


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    found: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match["sign"] == ";":
            found.append([])
        else:
            found[-1].append(match)
    return tuple(_section(matches) for matches in found[:4])


def _section(matches: list[re.Match[str]]) -> _Section:
    tokens: list[Token] = []
    condition, white = None, False
    for match in matches:
        kind, text = match.lastgroup or "", match[match.lastgroup or 0] or ""
        if kind == "bracket":
            white = white or _WHITE.fullmatch(text.strip()) is not None
            known = _CONDITION.fullmatch(text.strip())
            condition = (known[1], Decimal(known[2])) if known else condition
        elif kind == "general" or (kind == "sign" and text in "0#?.,%@"):
            tokens.append((kind if kind == "general" else text, text))
        elif kind == "skipped":
            tokens.append(("literal", " "))
        else:
            tokens.append(("literal", text))
    if white:
        tokens = [(BLANK, "") for kind, _ in tokens if kind == "@"]
    return _Section(tuple(tokens), condition)


def _chosen(value: Decimal, sections: tuple[_Section, ...]) -> tuple[_Section | None, bool]:
    """The section a number is shown by, and whether without its sign."""
    numbers = [one for one in sections[:3] if one.kinds != {"@"}] or list(sections[:1])
    if any(one.condition for one in numbers):
        for one in numbers:
            if one.condition is None or _holds(value, *one.condition):
                return one, False
        return None, False
    if value < 0 and len(numbers) > 1:
        return numbers[1], True
    if value == 0 and len(numbers) > 2:  # noqa: PLR2004 - the third one is that of zero
        return numbers[2], False
    return numbers[0], False


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }[sign]


def _rendered(value: Decimal, tokens: tuple[Token, ...]) -> str:
    kinds = [kind for kind, _ in tokens]
    if "general" in kinds:
        return "".join(plain(value) if kind == "general" else text for kind, text in tokens)
    holders = [at for at, kind in enumerate(kinds) if kind in _HOLDERS]
    point = kinds.index(".") if "." in kinds else len(kinds)
    whole = [at for at in holders if at < point]
    parts = [at for at in holders if at > point][:MOST_PLACES]
    last = whole[-1] if whole else -1
    behind = next((at for at in range(last + 1, len(kinds)) if kinds[at] != ","), len(kinds))
    scale = 2 * kinds.count("%") - 3 * (behind - last - 1 if whole else 0)
    rounded = value.scaleb(scale).quantize(Decimal(1).scaleb(-len(parts)), ROUND_HALF_UP, EXACT)
    digits, _, decimals = format(abs(rounded), "f").partition(".")
    shown = dict(zip(parts, decimals, strict=False)) | _spread(digits, whole, kinds)
    for at in reversed(parts):
        if kinds[at] == "0" or shown[at] != "0":
            break
        shown[at] = ""
    texts = [shown.get(at, "") if at in holders else text for at, (_, text) in enumerate(tokens)]
    texts = ["" if kind == "," else text for kind, text in zip(kinds, texts, strict=True)]
    return ("-" if rounded < 0 else "") + "".join(texts)


def _spread(digits: str, places: list[int], kinds: list[str]) -> dict[int, str]:
    """The digits before the point over their places from the right; what is too much stands in the first."""
    digits = digits.lstrip("0")
    shown: dict[int, str] = {}
    for at in reversed(places):
        shown[at] = digits[-1:] or ("0" if kinds[at] == "0" else "")
        digits = digits[:-1]
    if places:
        shown[places[0]] = digits + shown[places[0]]
    return shown
