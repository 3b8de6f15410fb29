"""Years and anniversaries in texts."""

import pytest
from tools import national

from perf_xlsx.form.year_mentions import stale_years
from perf_xlsx.template.judgement import judgement_of

JUDGEMENT = judgement_of(national())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2019年，先后举办两次培训班", ["2019年"]),
        ("2019年3月举办，2018年采购", ["2019年", "2018年"]),
        ("今年是改革开放40周年", ["改革开放40周年"]),
        ("建成9周年", []),
        ("2009年完工", []),
        ("2010年完工", ["2010年"]),
        ("2020年完工，2021年验收", []),
        ("编号12019年", []),
        ("“十三五”2016年规划、《2019年工作要点》", ["2016年"]),
        ("2019年度任务，2019年底完工，2019年结余", []),
        ("2019—2020年行动计划", []),
        ("落实〔2019〕12号", []),
    ],
)
def test_years_of_before(text: str, found: list[str]) -> None:
    """Ten years back and no further; names, plans, notices, batches and carry-overs are exempt."""
    assert list(stale_years(text, 2020, JUDGEMENT)) == found


def test_only_the_beginning_of_an_endless_text_is_read() -> None:
    """What stands past four thousand characters is not looked at."""
    assert list(stale_years("字" * 4000 + "2019年举办", 2020, JUDGEMENT)) == []
