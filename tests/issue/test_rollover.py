"""This year's projects from last year's returned forms."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from returned import returned, workbook
from tools import FILLED, NATIONAL, national, project

from perf_xlsx.api import check_paths, read_returned
from perf_xlsx.cli.main import cli
from perf_xlsx.errors import UsageError


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
