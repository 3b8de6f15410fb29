"""Notations of target and actual cells: the kinds, comparators, numbers and units met on real forms."""

import dataclasses
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xlsx.notation import BLANKS, PLACEHOLDERS, Kind, Notation, read_notation, strip_blanks, written
from perf_xlsx.numbers import ErrorText
from perf_xlsx.numerals import in_digits

QUANTITIES = """
100%            |    | 1       | %
≥ 90 %          | ≥  | 0.9     | %
≧80%            | ≥  | 0.8     | %
＞=90％         | ≥  | 0.9     | %
＞＝９５％      | ≥  | 0.95    | %
>=530元/人*月   | ≥  | 530     | 元/人*月
≥=90%           | ≥  | 0.9     | %
≥≥90%           | ≥  | 0.9     | %
不低于90%       | ≥  | 0.9     | %
不得低于80%     | ≥  | 0.8     | %
不小于5         | ≥  | 5       |
不少于12 种     | ≥  | 12      | 种
大于等于95%     | ≥  | 0.95    | %
大于或等于95%   | ≥  | 0.95    | %
大于等于90%以上 | ≥  | 0.9     | %
达到90%以上     | ≥  | 0.9     | %
98%以上         | ≥  | 0.98    | %
80%（含）以上   | ≥  | 0.8     | %
3次及以上       | ≥  | 3       | 次
达100%          | ≥  | 1       | %
达到95%         | ≥  | 0.95    | %
至少全年完成2次宣传 | ≥ | 2    | 次宣传
满意度达到≥95%  | ≥  | 0.95    | %
优良天数达到三百天 | ≥ | 300   | 天
≥100百分比      | ≥  | 1       | %
≥20年           | ≥  | 20      | 年
≥12月           | ≥  | 12      | 月
≥60周岁         | ≥  | 60      | 周岁
≤90万元         | ≤  | 90      | 万元
≤620万/月       | ≤  | 620     | 万/月
≦5              | ≤  | 5       |
<=5300元/户     | ≤  | 5300    | 元/户
≤35μg/m3        | ≤  | 35      | μg/m3
不超过30万元    | ≤  | 30      | 万元
不高于10%       | ≤  | 0.1     | %
小于等于3       | ≤  | 3       |
至多2次         | ≤  | 2       | 次
控制在5%以内    | ≤  | 0.05    | %
控制在95%以上   | ≥  | 0.95    | %
10%以下         | ≤  | 0.1     | %
30天以内        | ≤  | 30      | 天
3个月内         | ≤  | 3       | 个月
=100%           | ＝ | 1       | %
﹦100           | ＝ | 100     |
═100%           | ＝ | 1       | %
等于3次         | ＝ | 3       | 次
>5              | ＞ | 5       |
超过90%以上     | ＞ | 0.9     | %
高于5%          | ＞ | 0.05    | %
小于0.9‰        | ＜ | 0.9     | ‰
＜3%            | ＜ | 0.03    | %
少于3起         | ＜ | 3       | 起
已完成100%      |    | 1       | %
100%到位        |    | 1       | %
100%，达成预期指标 |  | 1      | %
满意度100%      |    | 1       | %
合格率：100%    |    | 1       | %
提高5个百分点   |    | 0.05    | %
100.00%         |    | 1       | %
-5%             |    | -0.05   | %
－5%            |    | -0.05   | %
0起             |    | 0       | 起
0               |    | 0       |
7.60            |    | 7.6     |
1,000册         |    | 1000    | 册
1，000册        |    | 1000    | 册
12,345,678.90元 |    | 12345678.9 | 元
150万元         |    | 150     | 万元
150万           |    | 150     | 万
5.8万           |    | 5.8     | 万
200万粒         |    | 200     | 万粒
10（万元）      |    | 10      | 万元
100万元（财政） |    | 100     | 万元
1次/月          |    | 1       | 次/月
400元/人、天    |    | 400     | 元/人、天
160场次         |    | 160     | 场次
100m²           |    | 100     | m²
100m2           |    | 100     | m2
完成12个村脱贫  |    | 12      | 个村脱贫
三次            |    | 3       | 次
十二个          |    | 12      | 个
两百人          |    | 200     | 人
不少于三次      | ≥  | 3       | 次
至少两次检查    | ≥  | 2       | 次检查
三十五万元      |    | 35      | 万元
百分之九十五    |    | 0.95    | %
百分之95以上    | ≥  | 0.95    | %
百分之九十五点五 |   | 0.955   | %
百分之百        |    | 1       | %
百分百完成      |    | 1       | %
百分之一百      |    | 1       | %
千分之五        |    | 5       | ‰
一万二千人      |    | 12000   | 人
一万零五百元    |    | 10500   | 元
三万人          |    | 3       | 万人
12月底前100%到位 |   | 1       | %
12月底前到位100% |   | 1       | %
11月底完成100%  |    | 1       | %
年底前完成10个  |    | 10      | 个
2020年≥95%      | ≥  | 0.95    | %
截至12月31日完成95%以上 | ≥ | 0.95 | %
200%            |    | 2       | %
≥290%           | ≥  | 2.9     | %
""".strip().splitlines()

DURATIONS = ["1年", "一年", "3个月", "三个月", "30天", "15个工作日", "24小时", "18月"]

PERIODS = [
    *("12月底前", "十二月底前", "11月前", "7月", "9月份", "12月底到位", "11月底前完成", "年底前", "全年", "上半年"),
    *(
        "2020年",
        "2020年底",
        "2020年年底前",
        "2020-2022年",
        "2020年内",
        "二〇二〇年十二月",
        "第四季度",
        "不晚于12月31日",
    ),
    *("2021年12月31日", "2021-12-31", "2021.12.31", "2021-12-31 00:00:00", "截至2020年12月31日", "≤12月31日"),
    *("1-12月", "2020年1月--2020年11月", "2020年1-12月", "1月1日～12月31日"),
]

WORDS = [
    *("是", "否", "是/否", "好坏", "完成", "已完成", "通过", "基本达到", "达成预期指标", "有效提高", "有一定增强"),
    *("进一步增强", "一次性通过", "一人一策", "一起", "万无一失", "不低于上年水平", "两个维护", "三年行动计划"),
    *("完成2020年脱贫任务", "完成3年行动计划", "改善200户村民居住条件", "在项目计划完成时间内完成"),
    "6月份完成宣传片制作;9月份完成文本;11月完成专家评审",
]

UNKNOWN = [
    *("工95%", "二100%", "5=50%", "7,00.0,77", "1,0000", "1.2.3", "100%%", "1E5", ".5"),
    *("≥", "≥上年", "★★★(≥**人)", "……", "?", "%", "指标2:", "第3次", "12、完成", "2/3", "1：1"),
    *("≥≤90%", "≥90%以下", "大于90%以下", "<>5", "=≥90%", "不等于3次", "未达到95%", "没有达到95%", "3个未完成"),
    *("100% 1000件", "100% 5个", "100 1000", "10 000元", "完成1部宣传片,2套方案", "5-10次", "50%～60%", "1-3年"),
    *("12月底前完成3个月", "1月1日-12月31日完成2次", "2020年1月--2020年11月2次", "一万二人"),
    *("290%", "290$", "250%", "2100%", "工5%", "^80%", "到95%", "扁5"),
    *(
        "约30次",
        "约30名贫困学生",
        "近百人",
        "数十次",
        "十余次",
        "30余次",
        "95%左右",
        "±5%",
        "一百二人",
        "百分之一百二",
    ),
    *(
        "下降5%",
        "不低于上年的95%",
        "不低于上年的3倍",
        "3次以上宣传",
        "每月1次",
        "80%以上（不含）",
        "9成以上",
        "9" * 400,
    ),
]

# Every notation of the thirty real forms, as printed there, with what a reviewer reads: comparator, number (a rate as
# 0–1), unit; "words", "period" (a time without a number), "n/a", "unknown".
REAL = """
5家 | | 5 | 家
11.25万元 | | 11.25 | 万元
大于等于95% | ≥ | 0.95 | %
≥10次 | ≥ | 10 | 次
≧10% | ≥ | 0.1 | %
≧1批 | ≥ | 1 | 批
≥100场次 | ≥ | 100 | 场次
160场次 | | 160 | 场次
≥100% | ≥ | 1 | %
100.00% | | 1 | %
0 | | 0 |
13 | | 13 |
820.58万元 | | 820.58 | 万元
115.8 | | 115.8 |
≧100家 | ≥ | 100 | 家
大于等于90%以上 | ≥ | 0.9 | %
≧5000册 | ≥ | 5000 | 册
达100% | ≥ | 1 | %
一年 | | 1 | 年
1年 | | 1 | 年
≥50个 | ≥ | 50 | 个
≥100百分比 | ≥ | 1 | %
100百分比 | | 1 | %
≤90万元 | ≤ | 90 | 万元
=100% | ＝ | 1 | %
≧735人次 | ≥ | 735 | 人次
═100% | ＝ | 1 | %
>=98%(百分比) | ≥ | 0.98 | %
>=98 %(百分比) | ≥ | 0.98 | %
≥400平方米 | ≥ | 400 | 平方米
200万 | | 200 | 万
195.5万元 | | 195.5 | 万元
>=21933人 | ≥ | 21933 | 人
>=530元/人*月 | ≥ | 530 | 元/人*月
400元/人、天 | | 400 | 元/人、天
<=5300元/户 | ≤ | 5300 | 元/户
550万粒 | | 550 | 万粒
8535.5亩 | | 8535.5 | 亩
≤4 | ≤ | 4 |
≥2000 | ≥ | 2000 |
14726 | | 14726 |
1次/月 | | 1 | 次/月
≤620万/月 | ≤ | 620 | 万/月
小于0.9‰ | ＜ | 0.9 | ‰
0起 | | 0 | 起
0人次 | | 0 | 人次
5.8万 | | 5.8 | 万
不少于12 种 | ≥ | 12 | 种
98%以上 | ≥ | 0.98 | %
至少全年完成2次宣传 | ≥ | 2 | 次宣传
≥20年 | ≥ | 20 | 年
已完成100% | | 1 | %
11月底完成100% | | 1 | %
12月底前100%到位 | | 1 | %
99.55分 | | 99.55 | 分
99分 | | 99 | 分
9月前 | period
7月 | period
1-12月 | period
2020年1月--2020年11月 | period
2021年12月31日 | period
2020年 | period
有效提高 | words
有一定增强 | words
达成预期指标 | words
严格执行相关制度规定 | words
在项目计划完成时间内完成 | words
为推进乡村振兴持续增添动力 | words
6月份完成宣传片制作;9月份完成文本;11月完成专家评审 | words
是 | words
是/否 | words
好坏 | words
满意 | words
通过 | words
完成 | words
基本达到 | words
/ | n/a
— | n/a
无 | n/a
完成1部宣传片,2套方案 | unknown
100% 1000件 | unknown
100% 5个 | unknown
7,00.0,77 | unknown
290$ | unknown
290% | unknown
250% | unknown
工5% | unknown
^80% | unknown
5=50% | unknown
…… | unknown
""".strip().splitlines()
KINDS = {"words": Kind.WORDS, "period": Kind.WORDS, "n/a": Kind.NOT_APPLICABLE, "unknown": Kind.UNKNOWN}

COMPARATORS = ["", "≥", "≤", "＝", "＞", "＜"]
UNITS = ["", "%", "‰", "个", "次", "万", "万元", "场次", "元/人*月", "元/人、天", "平方米", "m²", "个月", "年度", "TB"]
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
SNIPPETS = st.sampled_from(
    [*"≥≤＞＜=%‰.,-—/、（）一二百千万点年月日底前个次 \u3000\t0123456789", "百分之", "不低于", "以上", "完成"]
)


@pytest.mark.parametrize("line", QUANTITIES, ids=lambda line: line.split("|")[0].strip())
def test_a_quantity_is_read(line: str) -> None:
    """Every notation of a quantity yields its comparator, its number (a rate as 0–1) and its unit, and is no period."""
    text, comparator, number, unit = (part.strip() for part in line.split("|"))
    assert read_notation(text) == Notation(Kind.QUANTITY, text, comparator, Decimal(number), unit)


@pytest.mark.parametrize("line", REAL, ids=lambda line: line.split("|")[0].strip())
def test_every_notation_of_the_real_forms(line: str) -> None:
    """What stands on a real form is read as a reviewer reads it, and nothing is guessed where he could not."""
    text, *expected = (part.strip() for part in line.split("|"))
    reading = read_notation(text)
    if len(expected) == 1:
        assert (reading.kind, reading.bare_period) == (KINDS[expected[0]], expected[0] == "period")
        assert reading.number is None
    else:
        comparator, number, unit = expected
        assert (reading.kind, reading.comparator, reading.unit) == (Kind.QUANTITY, comparator, unit)
        assert reading.number == Decimal(number)


@pytest.mark.parametrize("text", DURATIONS)
def test_a_bare_duration_is_a_quantity_without_direction(text: str) -> None:
    """A duration without comparator is a quantity and marked as a bare period."""
    reading = read_notation(text)
    assert (reading.kind, reading.comparator, reading.bare_period) == (Kind.QUANTITY, "", True)


@pytest.mark.parametrize("text", DURATIONS)
def test_a_duration_with_a_comparator_has_a_direction(text: str) -> None:
    """The same duration under ≥ is no bare period any more."""
    reading = read_notation("≥" + text)
    assert (reading.kind, reading.comparator, reading.bare_period) == (Kind.QUANTITY, "≥", False)


@pytest.mark.parametrize("text", PERIODS)
def test_a_date_or_deadline_is_words_without_direction(text: str) -> None:
    """Dates, deadlines and spans of the calendar are words, marked as a bare period, without a number."""
    assert read_notation(text) == Notation(Kind.WORDS, text, bare_period=True)


@pytest.mark.parametrize("text", WORDS)
def test_words_stay_words(text: str) -> None:
    """Qualitative text is words, also where a numeral stands in it incidentally."""
    assert read_notation(text) == Notation(Kind.WORDS, text)


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_cannot_be_told_is_unknown(text: str) -> None:
    """Two values, a contradiction, an approximation or damage is unknown, never a guessed number."""
    assert read_notation(text) == Notation(Kind.UNKNOWN, text)


@pytest.mark.parametrize("text", [*PLACEHOLDERS, "——", "//", "---", "－－", "— —", " / ", "\u2013"])
def test_a_placeholder_is_not_applicable(text: str) -> None:
    """Each placeholder and each run of one dash or slash says that the row does not apply."""
    assert read_notation(text).kind is Kind.NOT_APPLICABLE


@pytest.mark.parametrize("value", [None, "", " ", BLANKS])
def test_a_cell_of_blanks_is_blank(value: str | None) -> None:
    """An empty cell and a cell of nothing but the six blanks are blank, with no text."""
    assert read_notation(value) == Notation(Kind.BLANK, "")


def test_a_number_of_a_cell_is_a_quantity_without_unit() -> None:
    """A stored number is read as it is, 0.95 too: whether it is a rate only the row can tell."""
    assert read_notation(Decimal("0.950")) == Notation(Kind.QUANTITY, "0.95", number=Decimal("0.95"))


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("-Infinity"), Decimal("1E+999999"), ErrorText("#REF!")])
def test_no_number_and_an_error_value_are_unknown(value: Decimal | str) -> None:
    """A number that no cell can hold and an error value are unknown, and nothing is raised."""
    assert read_notation(value) == Notation(Kind.UNKNOWN, str(value))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("提高" * 16383, Kind.WORDS),
        ("完成1" * 10922, Kind.UNKNOWN),
        ("1" * 32767, Kind.UNKNOWN),
        ("1,1." * 8191, Kind.UNKNOWN),
        ("≥" * 32767, Kind.UNKNOWN),
        ("1" + " " * 32765 + "%", Kind.QUANTITY),
        ("(" * 32767, Kind.UNKNOWN),
        ("一" * 32767, Kind.WORDS),
        ("—" * 32767, Kind.NOT_APPLICABLE),
        ("完成" * 55 + "x1", Kind.WORDS),
    ],
    ids=lambda value: str(value)[:6],
)
def test_the_longest_cell_is_read_without_hanging(text: str, kind: Kind) -> None:
    """A cell filled to its 32,767 characters with what patterns trip over comes back with its kind."""
    assert read_notation(text).kind is kind


@given(st.one_of(st.text(), st.lists(SNIPPETS, max_size=30).map("".join)))
def test_any_text_is_read_and_kept(text: str) -> None:
    """No text raises, the text is kept without its outer blanks, and only a quantity has number, unit or comparator."""
    reading = read_notation(text)
    assert reading.text == text.strip(BLANKS)
    assert (reading.number is not None) == (reading.kind is Kind.QUANTITY)
    assert reading.kind is Kind.QUANTITY or (reading.unit, reading.comparator) == ("", "")
    assert (reading.kind is Kind.BLANK) == (strip_blanks(text) == "")


@given(st.lists(SNIPPETS, max_size=12).map("".join))
def test_a_quantity_holds_the_digits_of_its_text(text: str) -> None:
    """Where a text with ASCII digits is read as a quantity, its one number is the one that stands there."""
    reading = read_notation(text)
    digits = re.findall(r"[0-9][0-9.,]*", text.rstrip(BLANKS + ".,、"))
    if digits and reading.number is not None:
        scale = {"%": 100}.get(reading.unit, 1)
        assert [abs(reading.number * scale)] == [Decimal(one.replace(",", "")) for one in digits]


@given(st.sampled_from(COMPARATORS), NUMBERS, st.sampled_from(UNITS))
def test_what_is_written_is_read_back(comparator: str, number: Decimal, unit: str) -> None:
    """The printed form of a split target is read as the same comparator, number and unit."""
    reading = read_notation(written(comparator, number, unit))
    assert (reading.kind, reading.comparator, reading.number, reading.unit) == (Kind.QUANTITY, comparator, number, unit)


@pytest.mark.parametrize("line", QUANTITIES, ids=lambda line: line.split("|")[0].strip())
def test_what_is_read_is_written_back_to_the_same_reading(line: str) -> None:
    """A quantity written from its reading is the same quantity again."""
    first = read_notation(line.split("|", maxsplit=1)[0])
    again = read_notation(written(first.comparator, first.number, first.unit))
    assert again == dataclasses.replace(first, text=again.text)


@pytest.mark.parametrize(
    ("comparator", "number", "unit", "text"),
    [
        ("≥", Decimal("0.8"), "%", "≥80%"),
        ("＜", Decimal("0.9"), "‰", "＜0.9‰"),
        ("", Decimal("1E+2"), "次", "100次"),
        ("≤", Decimal("30.50"), "万元", "≤30.5万元"),
        ("", None, "有效提高", "有效提高"),
        ("", None, "", ""),
    ],
)
def test_a_split_target_is_written_as_one_text(comparator: str, number: Decimal | None, unit: str, text: str) -> None:
    """Comparator, number and unit stand together, a rate as percentage or per mille, words without a number."""
    assert written(comparator, number, unit) == text


def test_exactly_six_blanks_are_stripped() -> None:
    """Space, U+3000, U+00A0, tab and both line ends go wherever they stand; other thin or odd spaces stay."""
    assert strip_blanks(" 有\u3000效\u00a0提\t高\r\n ") == "有效提高"
    assert strip_blanks("\u2003\u200b\v\ufeff") == "\u2003\u200b\v\ufeff"


def chinese(number: int) -> str:
    """Write a number from 1 to 9999 in Chinese the long way: 1005 is 一千零五, 12 is 一十二."""
    parts = [
        "一二三四五六七八九"[int(digit) - 1] + place if digit != "0" else "零"
        for digit, place in zip(f"{number:04}", "千百十 ", strict=True)
    ]
    return re.sub("零+", "零", "".join(parts).replace(" ", "")).strip("零")


@given(st.integers(1, 9999))
def test_every_chinese_numeral_below_ten_thousand_is_read(number: int) -> None:
    """The numeral of each number gives its digits, in full and with the leading 一 of 一十 left off."""
    numeral = chinese(number)
    assert in_digits(numeral) == str(number)
    assert in_digits(re.sub("^一十", "十", numeral)) == str(number)


@pytest.mark.parametrize("numeral", ["", "百", "一百二", "十百", "一二", "千", "一千二", "三点", "点五"])
def test_what_is_no_numeral_gives_no_digits(numeral: str) -> None:
    """A shortened, shuffled or broken numeral is not guessed at."""
    assert in_digits(numeral) is None
