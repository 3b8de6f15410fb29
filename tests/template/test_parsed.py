"""The formulas that travel parsed: fresh, complete, and enough to do without lark."""

import json
import subprocess
import sys

import pytest
from tools import NATIONAL, catalog

from perf_xlsx.expr import parse as parse_module
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.parsed import FILE, parsed

HEAVY = ("lark", "openpyxl", "xlsxwriter", "click", "rich", "xml.etree.ElementTree")
LOADING = f"""
import sys
from perf_xlsx.template.catalog import Catalog
template = Catalog().get({NATIONAL!r})
assert template.cases and template.formulas
print(*[name for name in {HEAVY!r} if name in sys.modules])
"""


def test_the_parsed_formulas_are_fresh() -> None:
    """What travels with the package is what the grammar makes of the definitions now."""
    assert FILE.read_text("utf-8") == parsed(catalog()), "perf_xlsx/expr/parsed.json is stale: run make parsed"


def test_loading_a_shipped_template_imports_nothing_heavy() -> None:
    """Neither lark nor any workbook library is imported to read, bind and compile a shipped definition."""
    run = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True)
    assert run.stdout.split() == [], "a formula is missing from perf_xlsx/expr/parsed.json: run make parsed"


def test_every_formula_that_is_asked_for_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the definitions asks the grammar for nothing."""
    monkeypatch.setattr(parse_module, "_grammar", None)
    assert list(Catalog().all())


def test_the_file_is_sorted() -> None:
    """Two runs give one file, and a change is read as a difference."""
    texts = list(json.loads(FILE.read_text("utf-8")))
    assert texts == sorted(texts)
