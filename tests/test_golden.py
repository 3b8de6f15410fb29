"""The picture of each shipped template, as text: a change of a form is read as a difference, and accepted."""

import os
from pathlib import Path

import pytest

from perf_xlsx.form.picture import picture
from perf_xlsx.template.catalog import Catalog

GOLDEN = Path(__file__).parent / "golden"
TEMPLATES = sorted(Catalog().files)


def file_of(name: str, *, blank: bool) -> Path:
    """Where the accepted picture of a template, or of its 空白版, stands."""
    return GOLDEN / f"{name.replace('/', '-')}{'-blank' if blank else ''}.txt"


@pytest.mark.parametrize("blank", [False, True], ids=["prefilled", "blank"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_picture_is_the_accepted_one(name: str, *, blank: bool) -> None:
    """`template show` prints what stands in tests/golden; make golden accepts a change."""
    file = file_of(name, blank=blank)
    drawn = picture(Catalog().get(name, blank=blank))
    if os.environ.get("PERF_XLSX_ACCEPT_PICTURES"):
        file.write_text(drawn, "utf-8")
    assert file.is_file(), "no picture accepted yet: make golden"
    assert file.read_text("utf-8") == drawn


def test_no_picture_is_left_over() -> None:
    """Every accepted picture belongs to a template."""
    wanted = {file_of(name, blank=blank) for name in TEMPLATES for blank in (False, True)}
    assert set(GOLDEN.glob("*.txt")) == wanted
