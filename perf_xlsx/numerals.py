"""Chinese numerals in a short text: 三次 becomes 3次 and 百分之九十五 becomes 95%, before a notation is read."""

import re

from perf_xlsx.periods import DURATIONS

# 起 is left out on purpose: 一起 is a word, not one case.
_MEASURE_WORDS = (
    "个 次 人 人次 名 户 家 件 篇 例 份 批 批次 期 场 场次 部 集 册 本 套 台 台套 项 条 座 栋 间 辆 只 头 棵 株 "
    "亩 万亩 米 公里 千米 平方米 立方米 公斤 吨 种 处 所 块 张 幅 元 万元 亿元 万 亿 万人 万人次 万个 %"
)
MEASURES = DURATIONS | frozenset(_MEASURE_WORDS.split())

_DIGITS = "零一二三四五六七八九"
_DIGIT = "一二两三四五六七八九"
_VALUES = {sign: place for place, sign in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_NUMERAL = re.compile(
    rf"(?:(?P<k>[{_DIGIT}])千)?(?P<gap>[零〇])?(?:(?P<h>[{_DIGIT}])百)?(?P<zero>[零〇])?"
    rf"(?:(?P<t>[{_DIGIT}])?(?P<ten>十))?(?P<u>[{_DIGITS}两〇])?"
)
_DECIMALS = re.compile(rf"[{_DIGITS}〇]{{1,6}}")
_PLAIN = rf"[{_DIGITS}〇两十百千]{{1,8}}"
# 三万人 keeps its 万 in the unit; 一万二千人 cannot.
_WRITTEN = rf"(?:{_PLAIN}万(?=[{_DIGITS}〇两]))?{_PLAIN}(?:点[{_DIGITS}〇]{{1,6}})?"
_COUNT = re.compile(rf"{_WRITTEN}(?={'|'.join(sorted(MEASURES, key=len, reverse=True))})")
_YEAR = re.compile(r"[一二][〇零一二三四五六七八九]{3}(?=年)")
_FRACTION = re.compile(rf"(百分之|千分之)([0-9][0-9.,]*|{_WRITTEN})|百分百")
_POINTS = re.compile(r"(?<=[0-9])个?百分[比点]")
_SHARES = {"百分之": "%", "千分之": "‰"}


def in_digits(numeral: str) -> str | None:
    """Write a Chinese numeral in digits, 九十五点五 as 95.5 and 一万二千 as 12000; None when it is none."""
    upper, ten_thousand, lower = numeral.partition("万")
    if not ten_thousand:
        return _below_ten_thousand(numeral)
    high, low = _below_ten_thousand(upper), _below_ten_thousand(lower.removeprefix("零"))
    # 一万二 is spoken for 12000, and a slip for 10002
    whole = lower.startswith("零") or "千" in lower
    return str(int(high) * 10000 + int(low)) if high and low and whole and high.isdigit() and low.isdigit() else None


def _below_ten_thousand(numeral: str) -> str | None:
    whole, point, decimals = numeral.partition("点")
    found = _NUMERAL.fullmatch(whole)
    if not whole or found is None or (point and _DECIMALS.fullmatch(decimals) is None):
        return None
    thousands, hundreds, tens, units = (_VALUES.get(found[name] or "零", 0) for name in "khtu")
    if found["ten"] and not found["t"]:
        tens = 1
    skipped = bool(found["gap"] or found["zero"])
    if not found["ten"] and units and (found["h"] or found["k"]) and not skipped:
        return None  # 一百二 is spoken for 120, and a slip for 102
    value = str(thousands * 1000 + hundreds * 100 + tens * 10 + units)
    return value + "".join([".", *(str(_VALUES[sign]) for sign in decimals)]) if point else value


def rates_in_digits(text: str) -> str:
    """Write every 百分之…, 千分之…, 百分百, …百分比 and …个百分点 of a text with the signs % and ‰."""

    def rate(found: re.Match[str]) -> str:
        share, number = found[1], found[2]
        if share is None or (share, number) == ("百分之", "百"):
            return "100%"
        digits = number if number[0].isascii() else in_digits(number)
        return found[0] if digits is None else digits + _SHARES[share]

    return _POINTS.sub("%", _FRACTION.sub(rate, text))


def counts_in_digits(text: str) -> str:
    """Write the Chinese numerals that stand before a measure word, and the years, in digits."""

    def year(found: re.Match[str]) -> str:
        return "".join(str(_VALUES[sign]) for sign in found[0])

    return _COUNT.sub(lambda found: in_digits(found[0]) or found[0], _YEAR.sub(year, text))
