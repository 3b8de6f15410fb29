"""Numbers with units in goal texts."""

from decimal import Decimal

import pytest
from tools import national

from perf_xlsx.form.figures import figures_in, measure_of
from perf_xlsx.template.judgement import judgement_of

JUDGEMENT = judgement_of(national())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("完成州直机关单位115家办公软件", [("115家", 115)]),
        ("采购原原种425万粒,繁育田850亩", [("425万粒", 425), ("850亩", 850)]),
        ("发送短信1,800万条", [("1,800万条", 18_000_000)]),
        ("合格率98.5%", [("98.5%", Decimal("0.985"))]),
        ("资金30万元", [("30万元", 30)]),
        ("2.整治村庄202个;3.改造3061户", [("202个", 202), ("3061户", 3061)]),
        ("第3次会议", []),
        ("A4纸张、G312线", []),
        ("2020年，数字化", [("2020年", 2020)]),
        ("无数字", []),
    ],
)
def test_what_is_counted(text: str, found: list[tuple[str, object]]) -> None:
    """Number, scale and unit; numbering, ordinals and codes are no figures."""
    figures = figures_in(text, JUDGEMENT, frozenset({"万粒"}))
    assert [(one.text, one.number) for one in figures] == found


@pytest.mark.parametrize("text", ["约115家", "115余家", "115家以上", "超过115家", "近115家单位", "115家左右"])
def test_about_so_many(text: str) -> None:
    """Said to be inexact, before or behind the unit."""
    assert [one.about for one in figures_in(text, JUDGEMENT)] == [True]


def test_words_around_a_number() -> None:
    """Its own clause, and the next where nothing else is counted there."""
    first, second = figures_in("采购种子425斤,免费发放。培训30人", JUDGEMENT)
    assert (first.clause, first.wider) == ("采购种子425斤", "采购种子425斤免费发放")
    assert second.clause == "培训30人"


def test_measures_that_may_be_compared() -> None:
    """个 with 家; 人 and 人次, 元 and 万元 only with themselves."""
    home, person, money = figures_in("115家，30人，5万元", JUDGEMENT)
    assert measure_of(home.unit, JUDGEMENT) == measure_of("个", JUDGEMENT)
    assert measure_of(person.unit, JUDGEMENT) != measure_of("人次", JUDGEMENT)
    assert measure_of(person.unit, JUDGEMENT) == measure_of("人", JUDGEMENT)
    assert measure_of(money.unit, JUDGEMENT) != measure_of("元", JUDGEMENT)
