"""T07: the signature is not that of the locked content."""

from pathlib import Path

import pytest
from returned import STRINGS, edited, found, report, returned, the_one
from tampering import CUSTOM, KEY, retyped, signed_workbook, without_sheets
from tools import QUANTITY

from perf_xlsx.check.checking import Checking

SIGNED = Checking(key=KEY)


def signed(folder: Path) -> Path:
    """The clean form, signed."""
    file = folder / "回收.xlsx"
    file.write_bytes(signed_workbook())
    return file


def test_a_signed_form(tmp_path: Path) -> None:
    """With the right key nothing is found; with another the signature is wrong."""
    assert found(signed(tmp_path), "T07", SIGNED) == []
    assert the_one(signed(tmp_path), "T07", Checking(key=b"other")).message == "下发签名不符，固定内容可能被改"


def test_without_a_key_it_is_skipped(tmp_path: Path) -> None:
    """The rule says that no key was given."""
    assert report(signed(tmp_path)).rules.skipped["T07"] == "审核时没有给密钥文件（--key-file）"


def test_an_unsigned_form(tmp_path: Path) -> None:
    """A form without signature cannot be confirmed, and that is said."""
    assert the_one(returned(tmp_path), "T07", SIGNED).message.startswith("表内没有下发签名")


@pytest.mark.parametrize("where", ["cell", "properties and facts"])
def test_one_signature_is_enough(tmp_path: Path, where: str) -> None:
    """Where some places that hold it are gone the others prove as much."""
    file = signed(tmp_path)
    if where == "cell":
        edited(file, {STRINGS: lambda xml: xml.replace("SIG:", "SUG:")})
    else:
        edited(file, {CUSTOM: lambda xml: xml.replace("perf_", "other_")})
        without_sheets("_meta")(file)
    assert found(file, "T07", SIGNED) == []
    retyped({f"indicators.{QUANTITY}.target": "≥1人次"}, signed=True)(file)
    assert len(found(file, "T07", SIGNED)) == 1
