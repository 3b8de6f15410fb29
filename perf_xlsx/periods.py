"""Dates, deadlines and durations in a short text: 2021年12月31日, 12月底前, 1-12月, 3个月."""

import re

_DURATION_WORDS = (
    "年 整年 年度 学年 个学年 学期 个学期 季度 个季度 月 个月 周 个周 星期 个星期 天 个天 日 日历天 个日历天 "
    "工作日 个工作日 小时 个小时 分钟"
)
DURATIONS = frozenset(_DURATION_WORDS.split())

_YEAR = "(?:19|20)[0-9]{2}"
_MONTH = "(?:1[0-2]|0?[1-9])月份?"
_TO = "[-—~至到]{1,4}"
_ALONE = "(?<![0-9.])"
# After a comparator a lone month is a duration: ≥12月.
_UNCOMPARED = r"(?<![≥≤=<>])(?<![等大小高低多少]于)(?<!超过)(?<!至[少多])"
_DATE = re.compile(
    rf"{_YEAR}([-/.])[0-9]{{1,2}}\1[0-9]{{1,2}}(?![0-9])(?: ?0{{1,2}}:00(?::00)?)?"
    rf"|{_ALONE}{_YEAR}[-/](?:1[0-2]|0?[1-9])(?![0-9])"
    rf"|{_ALONE}(?:{_YEAR}年?{_TO})?{_YEAR}年度?"
    rf"|{_ALONE}[0-9]{{1,2}}{_TO}{_MONTH}"
    rf"|{_ALONE}(?:{_UNCOMPARED}{_MONTH}|{_MONTH}(?=[0-9底末初上中下前]))"
    rf"|(?<=[月份])[0-9]{{1,2}}[日号]|{_ALONE}[0-9]{{1,2}}日(?=[之以]?前)"
    r"|第?[1-4]季度(?!/)|年[底末初中]|[上下]半年"
)
_DEADLINE = re.compile(
    rf"(?:截[至止]|不[晚迟]于|[于在])?(?:{_DATE.pattern})(?:底|末|初|[上中下]旬)?(?:[之以]?前|之?内)?[,;、]?"
)
_SPAN = re.compile(r"全年|当年|本年度?|年内|半年")
_AROUND = re.compile(
    r"(?:[之以]?前|之?内|底|末|初|[上中下]旬|完成|竣工|到位|实施|结束|截[至止]|不[晚迟]于|不超过|已|均|全部"
    r"|[≥≤=<>于在按每第份起年、,;~至到—-])*+"
)


def without_dates(text: str) -> str:
    """Remove every date of the calendar, so that only other numbers are left."""
    return _DATE.sub("", text)


def without_deadline(text: str) -> str:
    """Remove the dates of a text with what makes deadlines of them: 12月底前100%到位 leaves 100%到位."""
    return _DEADLINE.sub("", text)


def is_period(text: str) -> bool:
    """Tell whether a text names dates or spans of the year and nothing but what goes with them (…底前完成)."""
    rest = _SPAN.sub("", _DATE.sub("", text))
    return rest != text and _AROUND.fullmatch(rest) is not None
