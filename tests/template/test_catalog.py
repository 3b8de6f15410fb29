"""Which definition a name and a fiscal year mean, and what is said where there is none."""

# ruff: noqa: E501 - tables of cases

from pathlib import Path

import pytest
from tools import NATIONAL, catalog

from perf_xlsx.errors import TemplateError, UsageError
from perf_xlsx.template.catalog import Catalog, spoken_years
from perf_xlsx.template.shipped import shipped_folder

TEXT = catalog().files[NATIONAL].read_text("utf-8")


def folder(tmp_path: Path, *ids_and_years: tuple[str, str]) -> Catalog:
    """A catalogue whose own folder holds copies of the national form."""
    for name, years in ids_and_years:
        region, _, form = name.split("/")
        file = tmp_path / f"{name}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = TEXT.replace('region = "national"', f'region = "{region}"').replace('"2020-"', f'"{years}"')
        file.write_text(text.replace('form = "project_self_evaluation"', f'form = "{form}"'), "utf-8")
    return Catalog(tmp_path)


def test_the_shipped_folder_is_found() -> None:
    """Shared rules and at least the national form travel with the program."""
    assert (shipped_folder() / "rules.toml").is_file()
    assert NATIONAL in catalog().files


def test_a_short_name_means_the_newest_that_covers_the_year(tmp_path: Path) -> None:
    """Of definitions that overlap the one that began last counts; without a year the newest of all."""
    catalogue = folder(
        tmp_path, ("hubei/2018/form", "2018-"), ("hubei/2021/form", "2021-2022"), ("hubei/2023/form", "2023-")
    )
    named = [catalogue.find("hubei/form", year).id for year in (2018, 2020, 2021, 2022, 2023, 2030, None)]
    assert [name.split("/")[1] for name in named] == ["2018", "2018", "2021", "2021", "2023", "2023", "2023"]


def test_ones_own_folder_goes_first(tmp_path: Path) -> None:
    """A definition of one's own hides the shipped one of the same id; the others are still there."""
    catalogue = folder(tmp_path, (NATIONAL, "2020-2020"))
    assert catalogue.files[NATIONAL].is_relative_to(tmp_path)
    assert catalogue.get(NATIONAL).definition.fiscal_years == "2020-2020"
    assert Catalog(tmp_path / "empty").files == catalog().files


def test_ones_own_rules_go_first(tmp_path: Path) -> None:
    """A rules.toml in one's own folder replaces the shipped one."""
    (tmp_path / "rules.toml").write_text("rules = []\n", "utf-8")
    assert Catalog(tmp_path).shared.rules == ()


@pytest.mark.parametrize(
    ("name", "year", "said"),
    [
        ("national/2020/project_self_evaluatoin", None, "没有模板“national/2020/project_self_evaluatoin”，是否想写“national/2020/project_self_evaluation”？perf-xlsx template list"),
        ("nation", None, "没有模板“nation”。perf-xlsx template list 列出全部模板"),
        ("nationl/project_self_evaluation", 2020, "，是否想写“national/project_self_evaluation”？"),
        ("national/project_self_evaluation", 2019, "没有适用于2019年度的“national/project_self_evaluation”模板。现有 national/2020/project_self_evaluation：2020年度起"),
        ("national/2020/project_self_evaluation", 2019, "模板 national/2020/project_self_evaluation 适用于2020年度起，不含2019年度"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(name: str, year: int | None, said: str) -> None:
    """An unknown name gets the nearest known one, an uncovered year the years that are covered."""
    with pytest.raises(UsageError) as raised:
        catalog().find(name, year)
    assert said in str(raised.value)


def test_a_file_must_stand_where_it_says(tmp_path: Path) -> None:
    """A copy that was not edited is a mistake, said with the id its content has."""
    catalogue = folder(tmp_path, ("hubei/2021/form", "2020-"))
    with pytest.raises(TemplateError, match="文件位置与内容不一致，按内容应为 hubei/2020/form"):
        catalogue.get("hubei/2021/form")


def test_other_encodings_are_said(tmp_path: Path) -> None:
    """A definition saved in GB18030 is no traceback; a BOM is no mistake."""
    catalogue = folder(tmp_path, ("hubei/2020/form", "2020-"))
    file = tmp_path / "hubei/2020/form.toml"
    text = file.read_text("utf-8")
    file.write_text(text, "utf-8-sig")
    assert catalogue.get("hubei/2020/form").id == "hubei/2020/form"
    file.write_text(text, "gb18030")
    with pytest.raises(TemplateError, match="不是 UTF-8 文本"):
        Catalog(tmp_path).get("hubei/2020/form")


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("2020", "2020年度"),
        ("2020-2020", "2020年度"),
        ("2020-2022", "2020—2022年度"),
        ("2020-", "2020年度起"),
        ("x", "x"),
    ],
)
def test_years_are_spoken(text: str, spoken: str) -> None:
    """Years as a person reads them."""
    assert spoken_years(text) == spoken
