"""Which files a check is about."""

import os
import sys
from pathlib import Path

import pytest

from perf_xlsx.check import batch
from perf_xlsx.check.batch import FORM_SUFFIXES, check_listing, list_files
from perf_xlsx.check.checking import Checking
from perf_xlsx.errors import UsageError


def _touch(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"")
    return file


def names(*paths: Path) -> tuple[list[str], int]:
    """What is listed, and how many are passed over."""
    listing = list_files(paths)
    return [file.name for file in listing.files], listing.passed_over


def test_order_is_fixed(tmp_path: Path) -> None:
    """Folders are walked by name, files first, so that two runs say the same."""
    for name in ("乙/2.xlsx", "甲/1.xlsx", "b.xlsx", "a.xlsx", "甲/深/0.xlsx"):
        _touch(tmp_path / name)
    assert names(tmp_path) == (["a.xlsx", "b.xlsx", "2.xlsx", "1.xlsx", "0.xlsx"], 0)


@pytest.mark.parametrize("suffix", sorted(FORM_SUFFIXES))
def test_forms_by_name(tmp_path: Path, suffix: str) -> None:
    """What may be a form is listed, in small letters and in capitals, so that a wrong format is told, not lost."""
    _touch(tmp_path / f"表{suffix}")
    _touch(tmp_path / f"表2{suffix.upper()}")
    assert len(names(tmp_path)[0]) == 2


def test_no_forms_by_name(tmp_path: Path) -> None:
    """Lock files, hidden files and other endings are counted, in a folder."""
    for name in ("~$表.xlsx", ".表.xlsx", "._表.xlsx", "表.txt", "表", "表.xlsx.tmp", "表.jpg"):
        _touch(tmp_path / name)
    assert names(tmp_path) == ([], 7)


def test_named_files_are_taken_as_they_are(tmp_path: Path) -> None:
    """Whoever names a file means it."""
    file = _touch(tmp_path / "~$表.tmp")
    assert names(file) == (["~$表.tmp"], 0)


def test_each_once(tmp_path: Path) -> None:
    """However often and by whatever way it is named."""
    file = _touch(tmp_path / "深/表.xlsx")
    assert names(tmp_path, file, tmp_path / "深", tmp_path / "深/../深/表.xlsx") == (["表.xlsx"], 0)


def test_missing_paths_are_all_told(tmp_path: Path) -> None:
    """All that are not there, in one sentence."""
    with pytest.raises(UsageError) as error:
        list_files([tmp_path / "甲", tmp_path, tmp_path / "乙"])
    assert str(error.value) == f"无法执行：找不到 {tmp_path / '甲'}、{tmp_path / '乙'}，请检查路径"


def test_folder_that_cannot_be_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its forms would silently be missing: it is told."""
    shut = tmp_path / "锁"
    shut.mkdir()
    scan = os.scandir

    def refusing(path: str) -> object:
        if Path(path) == shut:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(batch.os, "scandir", refusing)  # type: ignore[attr-defined]
    with pytest.raises(UsageError, match=r"无法打开文件夹 .*锁，请检查权限"):
        list_files([tmp_path])


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links(tmp_path: Path) -> None:
    """A named link to a folder is followed, one inside a folder is not; a link to a file counts as that file."""
    file = _touch(tmp_path / "真/表.xlsx")
    (tmp_path / "链").symlink_to(tmp_path / "真", target_is_directory=True)
    (tmp_path / "真/环").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "真/又.xlsx").symlink_to(file)
    assert names(tmp_path / "链") == (["又.xlsx"], 0)
    assert names(tmp_path) == (["又.xlsx"], 0)


def test_names_are_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports carry the path as the caller wrote it, with forward slashes."""
    _touch(tmp_path / "回收/表.xlsx")
    monkeypatch.chdir(tmp_path)
    [report] = check_listing(list_files([Path("回收")]).files, Checking())
    assert report.file == "回收/表.xlsx"
