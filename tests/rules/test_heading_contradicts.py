"""C23: department, unit and project that do not belong together."""

import pytest
from consistent import form_of, message, told
from tools import typed

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.rules.heading_contradicts import heading_contradicts

HONEST = [
    ("昌吉州党委宣传部", "昌吉州党委宣传部", "疫情防控宣传补助经费"),
    ("永德县教育体育局", "永德县明朗中学", "义务教育营养改善计划专项资金"),
    ("廊坊市发改委", "廊坊市食品工程学校", "办公宿舍楼、食堂及餐厅暖通改造经费"),
    ("219-池州市贵池区棠溪镇人民政府", "219001-池州市贵池区棠溪镇人民政府", "委托业务项目"),
    ("财政部", "阆中市交通运输局", "车辆购置税收入补助地方资金(普通省道公路建设)"),
    ("农业农村厅", "原州区农技中心", "马铃薯种薯示范项目"),
    ("黄石市住房和城乡建设局", "黄石市住房和城乡建设局", "海绵城市示范城市的申报工作经费"),
    ("天长市水利局", "天长市水利局", "水旱灾害防御经费"),
    ("民政局", "敬老院", "农村养老服务中心建设"),
    ("某县卫生健康局", "某县疾控中心", "学生近视防控"),
    ("州水利局", "木垒县水利局", "灌区节水改造"),
    ("", "天长市水利局", "水旱灾害防御经费"),
]


def heading(department: str, unit: str, project: str) -> FilledForm:
    """A form with this heading."""
    keys = ("supervising_department", "implementing_unit", "project_name")
    return form_of("", {f"header.{key}": text for key, text in zip(keys, (department, unit, project), strict=True)})


@pytest.mark.parametrize("words", HONEST)
def test_honest_headings(words: tuple[str, str, str]) -> None:
    """The same field, a field nobody listed, a school under the planning office, a county under its prefecture."""
    assert told(heading_contradicts, heading(*words)) == []


@pytest.mark.parametrize(
    "words",
    [
        ("区市场监督管理局", "农业科", "渔业成品油价格改革补贴"),
        ("成安县民政局", "木垒县民政局", "高龄津贴"),
    ],
)
def test_headings_that_do_not_fit(words: tuple[str, str, str]) -> None:
    """Unit and project in one field, the department in another; two counties."""
    assert told(heading_contradicts, heading(*words)) == [("header.supervising_department", "warning")]


def test_all_three_are_quoted() -> None:
    """The clerk sees what was compared."""
    form = heading("区市场监督管理局", "农业科", "渔业成品油价格改革补贴")
    assert message(heading_contradicts, form) == (
        "主管部门“区市场监督管理局”与实施单位“农业科”、项目“渔业成品油价格改革补贴”对不上，请核对"
    )


def test_issued_headings_are_locked() -> None:
    """Not the filler's to mend."""
    given = {"header.supervising_department": "成安县民政局", "header.implementing_unit": "木垒县民政局"}
    assert told(heading_contradicts, typed(given=given)) == []
