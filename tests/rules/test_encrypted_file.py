"""F02: a password to open."""

from pathlib import Path

from containers import container
from returned import codes, report, returned, the_one
from tools import national, project

from perf_xlsx.finding import Verdict
from perf_xlsx.form.identity import identity_of
from perf_xlsx.workbook.write import write_form


def test_password_to_open(tmp_path: Path) -> None:
    """An encrypted workbook is said to be one, and nothing else."""
    file = tmp_path / "加密.xlsx"
    file.write_bytes(container({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"\x1f" * 900}))
    assert the_one(file, "F02").message == "文件设有打开密码，请取消密码后报送"
    assert codes(file) == ["F02"]
    assert report(file).verdict is Verdict.UNCHECKED


def test_protected_sheet_is_no_encryption(tmp_path: Path) -> None:
    """The password of the sheet's protection, which we set ourselves, does not keep anybody from reading."""
    file = returned(tmp_path)
    one = project()
    file.write_bytes(write_form(national(), one, identity_of(national(), one), password="demo"))
    assert "F02" not in codes(file)
