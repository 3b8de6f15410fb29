"""This year's projects from last year's returned forms."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from returned import STRINGS, edited, returned, workbook
from tampering import registered, retyped, without_row
from tools import FILLED, NATIONAL, QUALITY, QUANTITY, at, national, project

from perf_xlsx.api import check_paths, read_returned
from perf_xlsx.cli.main import cli
from perf_xlsx.errors import UsageError
from perf_xlsx.form.registered import Issued
from perf_xlsx.issue.register import write_register


def test_an_issued_form_is_taken_over(tmp_path: Path) -> None:
    """Names, goal, levels, targets and weights are last year's; the year is new, and no amount is taken."""
    returned(tmp_path)
    [new] = read_returned(tmp_path, national(), 2021).projects
    old = project()
    assert (new.code, new.name, new.fiscal_year, new.shape) == (old.code, old.name, 2021, old.shape)
    kept = {place: value for place, value in old.given.items() if value is not None}
    assert {place: new.given.get(place) for place in kept} == kept
    assert new.prefilled == {}


def test_the_latest_of_two_is_taken(tmp_path: Path) -> None:
    """The later signed one counts, the other is listed; an unreadable file is listed, too."""
    returned(tmp_path, name="a.xlsx")
    early = {**FILLED, "signature.filled_on": "2021年1月2日"}
    (tmp_path / "b.xlsx").write_bytes(workbook(early))
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04")
    taken = read_returned(tmp_path, national(), 2021)
    assert len(taken.projects) == 1
    told = {Path(one.where).name: one.what for one in taken.left_out}
    assert "a.xlsx 是同一个项目" in told["b.xlsx"]
    assert told["c.xlsx"].startswith("打不开")


def test_nothing_to_take(tmp_path: Path) -> None:
    """A form of this year is none of last year; every reason is said at once."""
    returned(tmp_path)
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(UsageError) as error:
        read_returned(tmp_path, national(), 2020)
    assert len(error.value.faults) == 2


def test_the_command(tmp_path: Path) -> None:
    """What is generated is a form of the new year whose locked content is right; left-outs make the exit code 1."""
    (tmp_path / "上年").mkdir()
    returned(tmp_path / "上年")
    arguments = ["generate", "--template", NATIONAL, "--year", "2021", "-o", str(tmp_path / "下发")]
    arguments += ["--from-returned", str(tmp_path / "上年")]
    done = CliRunner().invoke(cli, arguments, standalone_mode=False, catch_exceptions=False)
    assert done.return_value == 0
    [form] = check_paths([tmp_path / "下发"]).forms
    assert (form.fiscal_year, form.project_code, form.project_name) == (2021, "B001", "基层培训")
    assert not [one for one in form.findings if one.rule.startswith("T")]
    (tmp_path / "上年/坏.xlsx").write_bytes(b"PK\x03\x04")
    arguments[6] = str(tmp_path / "再")
    done = CliRunner().invoke(cli, arguments, standalone_mode=False, catch_exceptions=False)
    assert done.return_value == 1
    assert "没有取的（1处）" in done.output


LOWERED = {f"indicators.{QUANTITY}.target": "≥40人次", f"indicators.{QUANTITY}.target_number": 40}


def roll_over(folder: Path, *more: str) -> Result:
    """What the command says of last year's forms in a folder."""
    arguments = ["generate", "--template", NATIONAL, "--year", "2021", "-o", str(folder.parent / "下发")]
    arguments += ["--from-returned", str(folder), *more]
    return CliRunner().invoke(cli, arguments, standalone_mode=False, catch_exceptions=False)


def test_a_changed_target_is_taken_over_as_issued(tmp_path: Path) -> None:
    """Target, weight and hidden direction come from the copy the form carries; each changed cell is told."""
    changes = {**LOWERED, f"indicators.{QUANTITY}.points": 30, f"indicators.{QUALITY}.direction": "lower"}
    retyped(changes)(returned(tmp_path))
    taken = read_returned(tmp_path, national(), 2021)
    [new] = taken.projects
    kept = {place: value for place, value in project().given.items() if value is not None}
    assert {place: new.given.get(place) for place in kept} == kept
    told = "\n".join(one.what for one in taken.restored)
    assert "E13 “产出指标·数量指标·培训人次·年度指标值”下发时为≥50人次，现为≥40人次" in told
    assert "分值”下发时为20，现为30" in told
    assert "指标方向”下发时为越高越好，现为越低越好" in told
    assert all("B001" in one.where for one in taken.restored)
    assert (len(taken.restored), taken.left_out) == (3, [])


def test_a_deleted_row_is_taken_over(tmp_path: Path) -> None:
    """The indicator of a row that was deleted is there again."""
    without_row(13)(returned(tmp_path))
    taken = read_returned(tmp_path, national(), 2021)
    assert taken.projects[0].shape == project().shape
    assert taken.projects[0].given[at(f"indicators.{QUANTITY}.level3")] == "培训人次"
    assert [one.what for one in taken.restored] == ["第1个指标行“培训人次”报回时已被删除"]


def test_what_nobody_knows_is_not_taken(tmp_path: Path) -> None:
    """The copy was changed, too: only the register knows; without it the form is left out and told, exit code 1."""
    folder = tmp_path / "上年"
    folder.mkdir()
    _tampered_with_its_copy(returned(folder))
    (folder / "好.xlsx").write_bytes(workbook(FILLED, replace(project(), code="B002")))
    done = roll_over(folder)
    assert done.return_value == 1
    assert "看不出下发时是什么" in done.output
    assert "没有取的（1处）" in done.output
    write_register(tmp_path / "register.csv", [(national(), project())], [_issued()])
    for file in (tmp_path / "下发").rglob("*.*"):
        file.unlink()
    done = roll_over(folder, "--register", str(tmp_path / "register.csv"))
    assert done.return_value == 0
    assert "已按下发的取（1处）" in done.output
    assert "下发时为≥50人次，现为≥40人次" in done.output
    [form] = [one for one in check_paths([tmp_path / "下发"]).forms if one.project_code == "B001"]
    assert next(one for one in form.extract.aims if one.name == "培训人次").target == 50


def test_a_register_is_for_returned_forms_only(tmp_path: Path) -> None:
    """With a project list there is nothing to hold against it."""
    (tmp_path / "register.csv").write_text("")
    arguments = ["generate", "--template", NATIONAL, "--year", "2021", "-o", str(tmp_path / "下发")]
    with pytest.raises(UsageError, match="--from-returned"):
        CliRunner().invoke(
            cli,
            [*arguments, "--register", str(tmp_path / "register.csv")],
            standalone_mode=False,
            catch_exceptions=False,
        )


def _tampered_with_its_copy(file: Path) -> None:
    """A lowered target, in the hidden copy of what was issued, too."""
    retyped(LOWERED)(file)
    edited(
        file, {STRINGS: lambda xml: xml.replace("≥50人次", "≥40人次").replace("[&quot;50&quot;]", "[&quot;40&quot;]")}
    )


def _issued() -> Issued:
    return registered(project())["B001"].issued
