"""Notations of 指标值 and 完成值 cells: the kind of value a text is, with its comparator, number and unit."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from perf_xlsx.numbers import ErrorText, Value, decimal_of, plain
from perf_xlsx.numerals import MEASURES, counts_in_digits, rates_in_digits
from perf_xlsx.periods import DURATIONS, is_period, without_dates, without_deadline

BLANKS = " \u3000\u00a0\t\n\r"
PLACEHOLDERS: tuple[str, ...] = ("/", "／", "—", "－", "-", "无", "不适用")


class Kind(StrEnum):
    """What a cell of a target or an actual value is."""

    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    QUANTITY = "quantity"
    WORDS = "words"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Notation:
    """The reading of one cell; a percentage is held as 0–1, 万 and ‰ stay in the unit."""

    kind: Kind
    text: str
    comparator: str = ""
    number: Decimal | None = None
    unit: str = ""
    bare_period: bool = False


# A longer text is a sentence, not a notation; the patterns below never see it.
_LONGEST = 120
_LONGEST_UNIT = 10
_SENTENCE_LETTERS = 5
_LARGEST_EXPONENT = 300
_DASHES = "/／—－-\u2013\u2015\u2500\u2212"
# ‰ stays as written: no spreadsheet has a number format for it.
_SCALES = {"%": 2}
_PER = frozenset("%‰")
_UNREAD = Notation(Kind.UNKNOWN, "")
_WORDS = Notation(Kind.WORDS, "")
_PERIOD = Notation(Kind.WORDS, "", bare_period=True)
# Whole NFKC would turn ㎡ and m² into m2, so only the width forms of the signs are folded.
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans(
    "≧⩾≮≦⩽≯═﹦﹤﹥﹪﹣\u2212\u2013", "≥≥≥≤≤≤==<>%---"
)
_BLANK_RUN = re.compile(f"[{BLANKS}]+")
_LOOSE_BLANK = re.compile(r"(?<![0-9]) | (?![0-9])")
_CLOSING = "。.;,、!"
_HAN = "[\u4e00-\u9fff]"
_NUMBER = re.compile(r"(?!(?<=[mM])[23](?![0-9.,]))[0-9][0-9.,]*")
# OCR makes a 2 of ≥: nobody can tell what 290% was.
_MISREAD = re.compile(r"2(?:[5-9][0-9](?:\.[0-9]+)?|100)[%$]")
_has_digit = re.compile("[0-9]").search
_WELL_FORMED = re.compile(r"[0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")

_NOT = "不(?:得|能|可|应)?"
_COMPARATOR = re.compile(
    rf"(?P<ge>>=|=>|≥=?|(?:大于|高于|多于)或?等于|{_NOT}(?:低于|少于|小于)|至少)"
    rf"|(?P<le><=|=<|≤=?|(?:小于|低于|少于)或?等于|{_NOT}(?:超过|超出|突破|高于|大于|多于)|至多)"
    r"|(?P<gt>>|大于|超过|高于|多于)|(?P<lt><|小于|低于|少于)|(?P<eq>=|等于)"
    r"|(?P<reach>(?<![传到下送抵直发表转])(?:达到|达(?=[≥≤=<>]|$)))|(?P<within>控制在)"
)
_HARD = {"ge": "≥", "le": "≤", "gt": "＞", "lt": "＜", "eq": "＝"}
_SOFT = {"reach": "≥", "within": "≤"}
_BOTH = {frozenset("≥＞"): "＞", frozenset("≤＜"): "＜"}
_NEGATED = re.compile(r"[不未没非无](?:有|能|得|曾)?$")
_SUFFIX = re.compile(r"(?:[及或](?=以))?(?:(以上)|以下|[以之]内|(?<=[年月天日周时钟%])内)$")
_SIGN = re.compile(r"[≥≤=<>%‰]")

_VERBS = re.compile(
    r"(?:(?:提高|提升|增长|增加)[到至了]?|完成了?|到位|落实|拨付|支付|实现|达成|开展|举办|组织|制作|建设|新建|改建|建成|培训|发放|购置|采购|"
    r"新增|同比|覆盖|保持|确保|保证|下达|支付|补助|资助|救助|印发|印刷|编制|全年|每年|年度|本年|当年|全部|累计|合计|总计|"
    r"共计|实际|预计|计划|已|均|共|为|是|有)*+"
)
_LABEL = re.compile(rf"{_HAN}{{1,10}}[率度数量额]:?")
_NAME = re.compile(r"[^\W\d_]{2,15}:?")
_DONE = re.compile(
    r"[,;]?(?:(?:已|全部|均|按时|按期|如期)*+"
    r"(?:完成|达标|到位|覆盖|合格|通过|征收|落实|达成预期指标|达成年度指标))++$"
)
_UNIT = re.compile(r"(?![/*·、])(?:[^\W\d_]|[/*·、㎡㎥²³℃°$¥￥]|(?<=[mM])[23])*(?<![/*·、])")
_UNIT_DOUBT = re.compile(r"^[余多来几成]|[未不]|左右|上下|下降|降低|减少|以[上下内外]")
_PERIOD_OF_WORDS = re.compile(rf"(?:年|个?月|天|日|周(?!岁)){_HAN}")
_NOUN = re.compile(rf"{_HAN}{{0,4}}")
_BRACKET = re.compile(r"(.*?)\(([^()]*)\)")
_INCLUDED = re.compile(r"\(含[^()]*\)")
_MEASURED = re.compile(rf"[%‰]|以[上下内]|^(?:大?约|将?近|接近)|{_COMPARATOR.pattern}")
_NUMERAL_DOUBT = re.compile(
    r"[约近数几][一二两三四五六七八九十百千万]|[十百千万][余多几来]|[一二两三四五六七八九十][百千万]|^[零〇一二两三四五六七八九十百千万亿]+$"
)


def strip_blanks(text: str) -> str:
    """Remove every blank of a text: the six that count as nothing in a cell."""
    return text if text.isalnum() else _BLANK_RUN.sub("", text)


def written(comparator: str, number: Decimal | None, unit: str) -> str:
    """Write a split target as one text: ≥, 0.8 and % give ≥80%."""
    if number is None:
        return comparator + unit
    return comparator + plain(number.scaleb(_SCALES.get(unit, 0))) + unit


def read_notation(value: Value) -> Notation:
    """Read what a cell of 指标值 or 完成值 says; UNKNOWN where it cannot be told."""
    if isinstance(value, Decimal):
        return _read_number(value)
    text = (value or "").strip(BLANKS)
    read = _read_text if len(text) <= _LONGEST else _read_text.__wrapped__
    return Notation(Kind.UNKNOWN, text) if isinstance(value, ErrorText) else read(text)


def is_no_answer(text: str) -> bool:
    """Whether nothing stands in a cell, or a mark for "not applicable"; a long text need not be read for that."""
    bare = strip_blanks(text)
    return not bare or bare in PLACEHOLDERS or (bare[0] in _DASHES and bare == bare[0] * len(bare))


def _read_number(value: Decimal) -> Notation:
    if not value.is_finite() or abs(value.adjusted()) >= _LARGEST_EXPONENT:
        return Notation(Kind.UNKNOWN, str(value))
    return Notation(Kind.QUANTITY, plain(value), number=value)


@lru_cache(maxsize=1024)  # targets and answers are the same in form after form
def _read_text(text: str) -> Notation:
    if is_no_answer(text):
        return Notation(Kind.NOT_APPLICABLE if text else Kind.BLANK, text)
    # A blank between two digits stays, or 100 1000 would become one number.
    folded = _LOOSE_BLANK.sub("", _BLANK_RUN.sub(" ", text)).translate(_FOLDED).rstrip(_CLOSING)
    return replace(_read_folded(folded), text=text)


def _read_folded(folded: str) -> Notation:
    if len(folded) > _LONGEST:
        return _UNREAD if _has_digit(folded) else _read_words(folded)
    text = rates_in_digits(folded)
    if _has_digit(text):
        return _read_digits(text)
    reading = _read_digits(counts_in_digits(text))
    if reading.bare_period or (reading.kind is Kind.QUANTITY and (reading.comparator or reading.unit in MEASURES)):
        return reading
    return _read_words(text)


def _read_words(text: str) -> Notation:
    if not any(sign.isalpha() for sign in text) or _SIGN.search(text):
        return _UNREAD
    return _UNREAD if len(text) <= _LONGEST_UNIT and _NUMERAL_DOUBT.search(text) else _WORDS


def _read_digits(text: str) -> Notation:
    undated = without_dates(text)
    if is_period(text):
        return _PERIOD
    if undated != text:
        if _has_digit(undated):
            return _read_beside_deadline(without_deadline(text))
        return _UNREAD if _SIGN.search(undated) else _WORDS
    if _MISREAD.fullmatch(text):
        return _UNREAD
    found = [*_NUMBER.finditer(text)]
    if len(found) != 1:
        return _UNREAD
    return _read_quantity(text, found[0]) or _read_incidental(text)


def _read_beside_deadline(text: str) -> Notation:
    """The one quantity that stands beside a date (年底前完成10个); a second period beside it could be anything."""
    found = [*_NUMBER.finditer(text)]
    single = len(found) == 1 and not text.startswith(("-", "~", "至", "—"))
    reading = _read_quantity(text, found[0]) if single else None
    return _UNREAD if reading is None or reading.unit in DURATIONS else reading


def _read_incidental(text: str) -> Notation:
    sentence = sum(sign.isalpha() for sign in text) >= _SENTENCE_LETTERS
    return _WORDS if sentence and not _MEASURED.search(text) else _UNREAD


def _read_quantity(text: str, found: re.Match[str]) -> Notation | None:
    number = decimal_of(found[0].replace(",", "")) if _WELL_FORMED.fullmatch(found[0]) else None
    before = text[: found.start()]
    if before.endswith(("-", "+")):
        number = -number if number is not None and before.endswith("-") else number
        before = before[:-1]
    groups, tail = _groups_before(before), _unit_after(text[found.end() :])
    if number is None or groups is None or tail is None:
        return None
    unit, suffix = tail
    comparator = _comparator_of(groups, suffix)
    if comparator is None:
        return None
    rate = number.scaleb(-_SCALES.get(unit, 0))
    return Notation(Kind.QUANTITY, "", comparator, rate, unit, not comparator and unit in DURATIONS)


def _groups_before(text: str) -> list[str] | None:
    """Name the comparators before the number; None when something stands there that is none and no usual verb."""
    found = [*_COMPARATOR.finditer(text)]
    if not found:
        return [] if _VERBS.fullmatch(text) or _LABEL.fullmatch(text) else None
    start = found[0].start()
    label, between = text[:start], _COMPARATOR.sub("", text[start:])
    # 不低于上年的95% is no 95%: between comparator and number only a verb may stand.
    if _NEGATED.search(label) or not _VERBS.fullmatch(between):
        return None
    if not (_VERBS.fullmatch(label) or _NAME.fullmatch(label)):
        return None
    return [match.lastgroup or "" for match in found]


def _comparator_of(groups: list[str], suffix: str) -> str | None:
    """Join all comparators of a text into one: "" for none, None for a contradiction."""
    signs = {_HARD[group] for group in groups if group in _HARD} | ({suffix} if suffix else set())
    signs = signs or {_SOFT[group] for group in groups}
    if len(signs) <= 1:
        return "".join(signs)
    return _BOTH.get(frozenset(signs))


def _unit_after(text: str) -> tuple[str, str] | None:
    """Split what follows the number into unit and comparator (以上, 以内); None when it is neither."""
    text = _INCLUDED.sub("", text)
    bracket = _BRACKET.fullmatch(text)
    if bracket:
        if bracket[2].startswith("不"):
            return None
        text = bracket[1] or bracket[2]
    text = _DONE.sub("", text)
    suffix = _SUFFIX.search(text)
    comparator = ("≥" if suffix[1] else "≤") if suffix else ""
    unit = text[: suffix.start()] if suffix else text
    rate = unit[:1] in _PER
    plausible = _NOUN.fullmatch(unit[1:]) if rate else _UNIT.fullmatch(unit)
    if not plausible or _UNIT_DOUBT.search(unit) or len(unit) > _LONGEST_UNIT:
        return None
    if unit not in DURATIONS and _PERIOD_OF_WORDS.match(unit):
        return None
    return (unit[:1] if rate else unit), comparator
