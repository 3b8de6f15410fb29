"""Workbooks on disk: where they land, that they are whole, the same every time, and hold the right values."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lists import SAMPLES, YEAR, csv_list, national, read

from perf_xlsx.errors import ProjectListError, UsageError
from perf_xlsx.files import whole_file
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.form.registered import Issued
from perf_xlsx.issue.generate import Issue, generate
from perf_xlsx.issue.projects import read_projects
from perf_xlsx.workbook.write import write_form

FORMS = json.loads((SAMPLES / "seed_002.json").read_text("utf-8"))["projects"]


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def six() -> list[Project]:
    """The six real projects of 2020."""
    return read_projects(SAMPLES / "projects.xlsx", national(), 2020)


def renamed(project: Project, **fields: str) -> Project:
    """A project with other header fields."""
    changed = {Place("header", "", key): value for key, value in fields.items()}
    return replace(project, given={**project.given, **changed})


def test_a_workbook_a_project_and_a_register(tmp_path: Path) -> None:
    """Files land as department/code_name.xlsx with the register beside them; what is returned says where."""
    projects = read(csv_list(tmp_path / "list"))
    issued = generate(national(), projects, tmp_path / "new" / "out")
    assert sorted(files(tmp_path / "new" / "out")) == [
        "register.csv",
        "某州交通局/P2_道路养护.xlsx",
        "某州教育局/P1_基层培训.xlsx",
    ]
    digest = identity_of(national(), projects[0]).digest
    assert issued[0] == Issued("P1", "基层培训", "某州教育局/P1_基层培训.xlsx", digest)
    assert [one.code for one in issued] == ["P1", "P2"]


def test_key_and_password_reach_the_workbooks(tmp_path: Path) -> None:
    """What is written is the form signed with the key and protected with the password."""
    projects = read(csv_list(tmp_path / "list"))
    generate(national(), projects, tmp_path / "out", Issue(key=b"key", password="word"))
    expected = write_form(national(), projects[0], identity_of(national(), projects[0], b"key"), password="word")
    assert files(tmp_path / "out")["某州教育局/P1_基层培训.xlsx"] == expected


def test_two_runs_and_two_jobs_give_the_same_bytes(tmp_path: Path) -> None:
    """Another run, over what is already there, and one with two processes write the same, in the same order."""
    projects, seen = six(), list[Issued]()
    first = generate(national(), projects, tmp_path / "a", Issue(key=b"k"))
    (tmp_path / "b" / "昌吉州党委宣传部").mkdir(parents=True)
    (tmp_path / "b" / first[0].path).write_text("old")
    (tmp_path / "kept").hardlink_to(tmp_path / "b" / first[0].path)
    parallel = Issue(key=b"k", jobs=2, progress=seen.append)
    assert generate(national(), projects, tmp_path / "b", parallel) == first == seen
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert len(files(tmp_path / "a")) == 7
    assert (tmp_path / "kept").read_text() == "old", "a file is replaced, not written into"


def test_a_faulty_list_writes_nothing(tmp_path: Path) -> None:
    """A list with one fault leaves no folder, no file."""
    faulty = csv_list(tmp_path / "list", indicators="| 项目编码 |\n| P9 |")
    with pytest.raises(ProjectListError, match="未生成任何文件"):
        generate(national(), read_projects(faulty, national(), YEAR), tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_cannot_be_written_is_named(tmp_path: Path, jobs: int) -> None:
    """A folder in the place of a file is said by the file's name; nothing half-written and no register stays."""
    projects = read(csv_list(tmp_path / "list"))
    blocked = tmp_path / "out" / "某州交通局" / "P2_道路养护.xlsx"
    (blocked / "in the way").mkdir(parents=True)
    with pytest.raises(UsageError, match=r"P2_道路养护\.xlsx：那里已有同名的文件夹"):
        generate(national(), projects, tmp_path / "out", Issue(jobs=jobs))
    assert not list(tmp_path.rglob("*.tmp"))
    assert not (tmp_path / "out" / "register.csv").exists()


class Deadly:
    """Ends the process that takes it over."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


def test_a_process_that_dies_is_said(tmp_path: Path) -> None:
    """When a process at work is killed, one sentence says so and what to do."""
    projects = [replace(one, prefilled={Place("a", "b", "c"): Deadly()}) for one in six()]  # type: ignore[dict-item]
    with pytest.raises(UsageError, match="并行写表的进程意外退出，请用 --jobs 1 重试"):
        generate(national(), projects, tmp_path, Issue(jobs=2))


def test_a_file_in_place_of_the_folder_is_wrong_use(tmp_path: Path) -> None:
    """When the output folder is a file, that is said."""
    (tmp_path / "out").write_text("")
    with pytest.raises(UsageError, match=r"out：那里已有同名的文件，不是文件夹"):
        generate(national(), read(csv_list(tmp_path / "list")), tmp_path / "out")


def test_a_failure_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full half-way, the old file is as it was and nothing lies beside it."""

    def full(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:1])
        raise OSError(28, "No space left on device")

    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space") as caught:
        whole_file.write_whole(target, b"new")
    assert whole_file.reason_of(caught.value) == "磁盘已满"
    assert caught.value.filename == str(target)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
    assert target.read_bytes() == b"old"


def test_a_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    """Issued files have the rights other new files have: a share's other users can open them."""
    whole_file.write_whole(tmp_path / "a", b"")
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_an_unknown_reason_is_given_by_its_number() -> None:
    """A failure without a sentence of its own keeps the system's."""
    assert whole_file.reason_of(OSError(9999, "odd")) == "系统没有允许（错误号9999）"


def test_names_in_the_list_never_leave_the_folder(tmp_path: Path) -> None:
    """A project made by hand with a path for a code and a department lands inside the folder all the same."""
    project = read(csv_list(tmp_path / "list"))[0]
    wild = replace(renamed(project, supervising_department="../..", project_name="a/b"), code="../../c")
    issued = generate(national(), [wild], tmp_path / "out")
    assert issued[0].path == "..／/..／..／c_a／b.xlsx"
    assert sorted(files(tmp_path)) == [
        "list/指标.csv",
        "list/项目.csv",
        *sorted(f"out/{p}" for p in files(tmp_path / "out")),
    ]


# ---------------------------------------------------------------- the six real projects


def printed(data: bytes, *, values: bool) -> list[list[Any]]:
    """The visible sheet of an issued workbook, as openpyxl reads it."""
    page = openpyxl.load_workbook(io.BytesIO(data), data_only=values)["自评表"]
    return [list(row) for row in page.iter_rows(max_col=9, values_only=True)]


@pytest.fixture(scope="module")
def issued_files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The six workbooks, by file name."""
    out = tmp_path_factory.mktemp("out")
    generate(national(), six(), out)
    return {Path(path).name: data for path, data in files(out).items()}


@pytest.mark.parametrize("number", range(1, 7))
def test_a_real_project_is_issued_row_by_row(issued_files: Mapping[str, bytes], number: int) -> None:
    """Every row of the real form is there in its order, "/" rows too, with name and points; the points make 100."""
    form = FORMS[number - 1]
    name = f"CJ2020-{number:03}_{form['header']['项目名称']}.xlsx"
    rows = printed(issued_files[name], values=True)
    top = next(at for at, row in enumerate(rows) if row[1] == "一级指标")
    found = [(row[3], row[6]) for row in rows[top + 1 : top + 1 + len(form["indicators"])]]
    assert found == [
        ("/", "/") if one["level3"] == "/" else (one["level3"].strip(), float(one["weight"]))
        for one in form["indicators"]
    ]
    total = next(row for row in rows if row[0] == "总分")
    assert total[6] == 100
    funds = next(row for row in rows if row[1] == "年度资金总额")
    assert [funds[3], funds[4], funds[6]] == [float(cell) for cell in form["funds"]["rows"][0]["cells"][:2]] + [10]


def test_the_six_forms_have_the_rows_of_the_real_ones() -> None:
    """84 printed rows in all, 72 of them indicators: what the six published forms have."""
    shapes = [project.shape for project in six()]
    assert [len(shape) for shape in shapes] == [len(form["indicators"]) for form in FORMS]
    in_use = [sum(one["level3"] != "/" for one in form["indicators"]) for form in FORMS]
    assert [sum(row.applies for row in shape) for shape in shapes] == in_use
    assert [sum(map(len, shapes)), sum(in_use)] == [84, 72]


def test_real_targets_are_split(issued_files: Mapping[str, bytes]) -> None:
    """大于等于90%以上 is printed ≥90%, and a satisfaction of 85 % is held as 0.85."""
    software, epidemic = six()[4:]
    assert "≥90%" in [
        row[4] for row in printed(issued_files["CJ2020-005_续费升级州直机关正版办公软件项目.xlsx"], values=True)
    ]
    assert software.given[Place("indicators", "9", "target_number")] == Decimal("0.9")
    assert epidemic.given[Place("indicators", "15", "target")] == "≥85%"
    directions = [epidemic.given.get(Place("indicators", str(row), "direction")) for row in (1, 9, 10, 11, 12)]
    assert directions == ["higher", "same", "lower", None, "qualitative"]


def test_every_total_is_a_formula(issued_files: Mapping[str, bytes]) -> None:
    """The total of the points is a formula whose stored value is right before any program has calculated it."""
    for name, data in issued_files.items():
        if name.endswith(".xlsx"):
            total = next(row for row in printed(data, values=False) if row[0] == "总分")
            assert str(total[6]).startswith("="), name


def test_the_list_of_the_six_is_made_again(tmp_path: Path) -> None:
    """samples/make_projects.py gives the projects.xlsx that lies there, cell by cell."""
    for name in ("make_projects.py", "seed_002.json"):
        (tmp_path / name).write_bytes((SAMPLES / name).read_bytes())
    environment = os.environ | {"PYTHONPATH": str(SAMPLES.parent)}
    subprocess.run([sys.executable, str(tmp_path / "make_projects.py")], check=True, env=environment)
    assert read_projects(tmp_path / "projects.xlsx", national(), 2020) == six()
    assert not re.search(rb"20(2[1-9]|[3-9]\d)-\d\d-\d\dT", (tmp_path / "projects.xlsx").read_bytes())
