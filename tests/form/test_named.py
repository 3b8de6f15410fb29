"""What a form is called after: the department, where the form is about all that it does."""

import csv
import io
from pathlib import Path

import pytest
from batches import ABOUT
from tools import catalog, national

from perf_xlsx.api import (
    Checking,
    check_paths,
    generate,
    read_projects,
    read_register,
    write_letters,
    write_sample_list,
)
from perf_xlsx.form.named import name_place
from perf_xlsx.report.projects import summary_of
from perf_xlsx.report.text import summary_lines

CHAPTERS = """一、项目基本情况
路灯维护项目维护全市路灯，年初预算100万元，全年预算100万元，全年执行95万元，执行率95%。
二、绩效自评工作开展情况
成立了自评小组，按要求开展了绩效自评。
三、绩效目标完成情况分析
维护路灯300盏，完成了年度绩效目标，自评得分95分，等级为优。
四、偏离绩效目标的原因和下一步改进措施
没有偏离绩效目标。
"""
DEPARTMENT = "national/2020/department_self_evaluation"


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms of the two departments of the sample list."""
    folder, template = tmp_path_factory.mktemp("departments"), catalog().find(DEPARTMENT)
    write_sample_list(template, folder / "list.xlsx")
    generate(template, read_projects(folder / "list.xlsx", template, 2025), folder / "out")
    return folder / "out"


def test_the_register_names_the_department(issued: Path) -> None:
    """Code, then the department as name and as 主管部门."""
    _, *lines = csv.reader(io.StringIO((issued / "register.csv").read_bytes().decode("utf-8-sig")))
    named = {line[0]: (line[1], line[2]) for line in lines}
    assert len(named) == 2
    assert all(name == department != "" for name, department in named.values())


def test_reports_name_the_department(issued: Path, tmp_path: Path) -> None:
    """One came back, one did not: its line, the finding, its letter and that letter's file say the department."""
    register = read_register(issued / "register.csv")
    (came, here), (missing, gone) = sorted((code, one.supervising_department) for code, one in register.items())
    batch = check_paths([issued / register[came].issued.path], Checking(catalog(), 2025, register=register))
    assert [form.project_name for form in batch.forms] == [here]
    assert [line.name for line in summary_of(batch, 2025, register).lines] == [here]
    assert any(f"没有收到“{gone}”（{missing}）的自评表" in line for line in summary_lines(batch))
    first, last = write_letters(batch, ABOUT, tmp_path, register)
    assert f"2025年度“{here}”（{came}）绩效自评表" in first.read_text("utf-8-sig")
    assert last.name == f"未报送_{missing}_{gone}.txt"


def test_a_project_is_not_called_after_its_department() -> None:
    """A template with 项目名称 is of a project, named or not."""
    assert name_place(national()).column == "project_name"


def test_a_projects_report_is_not_held_against_the_departments_form(issued: Path, tmp_path: Path) -> None:
    """Its file and its heading name the department too; it is of another form, which did not come."""
    entry = next(iter(read_register(issued / "register.csv").values()))
    report = tmp_path / f"{entry.supervising_department}路灯维护项目绩效自评报告.txt"
    report.write_text(f"{entry.supervising_department}2025年路灯维护项目绩效自评报告\n{CHAPTERS}", "utf-8")
    forms = check_paths([issued / entry.issued.path, report], Checking(catalog(), 2025)).forms
    [read] = [one for one in forms if one.file.endswith(".txt")]
    assert read.kind == "report"
    assert not [one for one in read.assumptions if "核对" in one and Path(entry.issued.path).name in one]
