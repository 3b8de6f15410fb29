"""The picture of each shipped template, as text: a change of a form is read as a difference, and accepted."""

import os
from pathlib import Path

import pytest

from perf_xlsx.form.picture import picture
from perf_xlsx.template.catalog import Catalog

GOLDEN = Path(__file__).parent / "golden"
TEMPLATES = sorted(Catalog().files)


@pytest.mark.parametrize("name", TEMPLATES)
def test_picture_is_the_accepted_one(name: str) -> None:
    """`template show` prints what stands in tests/golden; make golden accepts a change."""
    file = GOLDEN / f"{name.replace('/', '-')}.txt"
    drawn = picture(Catalog().get(name))
    if os.environ.get("PERF_XLSX_ACCEPT_PICTURES"):
        file.write_text(drawn, "utf-8")
    assert file.is_file(), "no picture accepted yet: make golden"
    assert file.read_text("utf-8") == drawn


def test_no_picture_is_left_over() -> None:
    """Every accepted picture belongs to a template."""
    assert {file.stem for file in GOLDEN.glob("*.txt")} == {name.replace("/", "-") for name in TEMPLATES}
