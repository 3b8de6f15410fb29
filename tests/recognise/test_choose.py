"""Which template a hand-made form is checked by: by its columns, its title, its 一级指标 and the places on it."""

from collections.abc import Mapping
from pathlib import Path

import case_book
import openpyxl
import pytest
from returned import report
from sheets import grid
from tools import NATIONAL, catalog

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.hand_made import read_hand_made
from perf_xlsx.recognise.choose import Choice, choose
from perf_xlsx.recognise.form import tables_of
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.read import read_book

XINJIANG, COST = "xinjiang/2020/project_self_evaluation", "national/2020/project_self_evaluation_with_cost"
DEPARTMENT, ANHUI = "national/2020/department_self_evaluation", "anhui/2022/project_self_evaluation"
HUBEI, TRANSFER = "hubei/2020/project_self_evaluation", "transfer/2021/transfer_self_evaluation"
# What a reader of the published forms would call them; where the words leave it open, the national form.
CASES = {
    "001-indicator-lines": NATIONAL,
    **{name: XINJIANG for name in case_book.FORMS if name.startswith("002-")},
    "003-annex1": "shanxi/2020/project_self_evaluation",
    "003-funds-matrix": NATIONAL,
    "003-sub1-zhixing": "shanxi/2020/execution_sub_table",
    "003-sub2-chanchu": "shanxi/2020/output_sub_table",
    "003-sub3-xiaoyi": "shanxi/2020/benefit_sub_table",
    "003-sub4-manyidu": "shanxi/2020/satisfaction_sub_table",
    "w01-chizhou-tangxi-weituo": ANHUI,
    "w05-qingshen-gongzi": "sichuan/2023/project_self_evaluation",
    "w09-langzhong-chegoushui": TRANSFER,
    "w14-yongde-mingliang": "yunnan/2022/project_self_evaluation",
    "w15-tianchang-shuihan": NATIONAL,  # the national columns, and no place anybody outside Anhui knows
    "w18-1wenmi-changjiangjinbu": HUBEI,
    "w21-chengan-minzheng-gaoling": "hebei/2020/project_self_evaluation",
    "w24-langfang-shipin-nuantong": NATIONAL,
    "w27-huangshi-zhujian-haimian": HUBEI,
    "w37-suixi-linshijiuzhu": NATIONAL,  # of 2019, which no template covers
    "w39-yuanzhou-malingshu": "ningxia/2022/project_self_evaluation",
    "w47-jinzhai-meilixiangcun-zhengti": DEPARTMENT,
    "w51-hbust-jiangzhuxuejin": NATIONAL,
}
FORM = """
{title}
（{year}年度）
项目名称|{name}
主管部门|{department}|<|实施单位|某单位
项目资金（万元）|{funds}
年度资金总额|100|100|90|10|90%|9
一级指标|二级指标|三级指标|{columns}
{level1}|数量指标|培训人数|≥10人|10人|90|90|
总分|||||100|99|
"""
FUNDS = "年初预算数|全年预算数|全年执行数|分值|执行率|得分"
COLUMNS = "年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施"


def chosen(words: Mapping[str, str], year: int = 2022) -> Choice:
    """What a small form is taken for."""
    plain = {
        "title": "项目支出绩效自评表",
        "name": "培训",
        "department": "某局",
        "funds": FUNDS,
        "columns": COLUMNS,
        "level1": "产出指标",
    }
    [form] = tables_of(grid(FORM.format(year=year, **{**plain, **words}))).forms
    return choose(form, catalog().covering(year))


@pytest.mark.parametrize("name", case_book.FORMS)
def test_the_published_forms(name: str, tmp_path: Path) -> None:
    """Each is taken for the template made after it, and the report says why."""
    case_book.workbook_of(name, tmp_path / "a.xlsx")
    one = report(tmp_path / "a.xlsx")
    assert one.template == CASES[name]
    known = "栏目与这份表样一致" in one.assumptions[0]
    assert known or "不足以认定" in one.assumptions[0]
    assert one.template in one.assumptions[0]


def test_columns_of_the_national_form() -> None:
    """Plainly the national one."""
    assert chosen({}) == Choice(NATIONAL, "栏目与这份表样一致")


@pytest.mark.parametrize(
    ("words", "template"),
    [
        ({"title": "部门整体支出绩效自评表"}, DEPARTMENT),
        ({"level1": "成本指标"}, COST),
        ({"department": "昌吉州教育局"}, XINJIANG),
        ({"name": "安徽省农村公路养护"}, ANHUI),
        ({"department": "长沙市教育局"}, NATIONAL),
        ({"department": "湖北省教育厅", "name": "对口支援新疆培训"}, NATIONAL),  # two places decide nothing
        ({"department": "昌吉州教育局", "level1": "成本指标"}, COST),  # Xinjiang's form has no such level
        ({"department": "昌吉州教育局", "title": "部门整体支出绩效自评表"}, DEPARTMENT),
    ],
)
def test_what_decides_between_forms_of_the_same_columns(words: dict[str, str], template: str) -> None:
    """The title, a 一级指标 of its own, a place that only one of them has."""
    assert chosen(words).template == template


@pytest.mark.parametrize(
    "words",
    [
        {"columns": "目标|完成|权重|自评|备注"},
        {"columns": "分值|年度指标值|实际完成值|得分|偏差原因分析及改进措施", "funds": "预算|调整|支出|权重|比率|评分"},
    ],
)
def test_other_columns_decide_nothing(words: dict[str, str]) -> None:
    """No template in particular: the caller takes the national one, as before."""
    assert chosen(words).template == ""


def test_another_region_speaks_against_a_template() -> None:
    """Columns only Hubei's form has, on a form that names Hunan."""
    text = """
项目自评表
单位名称|{place}某局
预算执行情况(万元)|预算数(A)|执行数(B)|执行率(B/A)|得分(20分*执行率)
年度财政资金总额|100|90|90%|18
一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)|得分
产出指标|数量指标|里程|≥10公里|10公里|80
"""
    names = []
    for place in ("湖北省", "湖南省", ""):
        [form] = tables_of(grid(text.format(place=place))).forms
        names.append(choose(form, catalog().covering(2022)).template)
    assert names == [HUBEI, "", HUBEI]


def test_years_a_template_does_not_cover() -> None:
    """Anhui's form is of 2022 on: one of 2021 with the same columns is the national one."""
    assert [chosen({"department": "池州市教育局"}, year).template for year in (2021, 2022)] == [NATIONAL, ANHUI]


RENAMED = {
    'label = "年度指标值"': 'label = "评分标准值"',
    "年度\\n指标值": "评分\\n标准值",
    'label = "实际完成值"': 'label = "自查值"',
    "实际\\n完成值": "自查\\n完成值",
}


def workbook(file: Path, **words: str) -> Path:
    """The small form as a workbook."""
    plain = {"title": "项目自评表", "name": "培训", "department": "某局", "funds": FUNDS, "columns": COLUMNS}
    book = openpyxl.Workbook()
    for line in FORM.format(year=2026, level1="产出指标", **{**plain, **words}).strip().splitlines():
        book.worksheets[0].append([None if word in {"", "<"} else word for word in line.split("|")])
    book.save(file)
    return file


def test_definitions_of_ones_own(tmp_path: Path) -> None:
    """A folder's template is recognised by its columns like the shipped ones, and goes before one of the same id."""
    own = tmp_path / "own" / "guangxi" / "2026" / "project_self_evaluation.toml"
    own.parent.mkdir(parents=True)
    text = catalog().files[NATIONAL].read_text("utf-8")
    text = text.replace('region = "national"', 'region = "guangxi"').replace('"2020-"', '"2026-"')
    for ours, theirs in RENAMED.items():
        text = text.replace(ours, theirs)
    own.write_text(text, "utf-8")
    file = workbook(tmp_path / "a.xlsx", columns="评分标准值|自查完成值|分值|得分|偏差原因分析及改进措施")
    made = Checking(Catalog(tmp_path / "own"))
    book = read_book(file)
    assert isinstance(book, Book)
    [(_, form)] = read_hand_made(book, made).forms
    assert form.template.id == "guangxi/2026/project_self_evaluation"
    [(_, shipped)] = read_hand_made(book, Checking()).forms
    assert shipped.template.id == NATIONAL


def test_what_is_asked_for_goes_first(tmp_path: Path) -> None:
    """--template decides, whatever is printed."""
    file = workbook(tmp_path / "a.xlsx", department="昌吉州教育局")
    one = report(file, Checking(template="national/project_self_evaluation"))
    assert (one.template, one.assumptions[0]) == (NATIONAL, f"自制表，按指定的模板{NATIONAL}审核")
    assert report(file).template == XINJIANG
