"""A temporary database: any text and any value come back, unique rows stay the first, nothing is left behind."""

import gc
import sqlite3
from decimal import Decimal

import pytest

from perf_xlsx.files.workbench import Workbench, packed, spelt, unpacked, unspelt

TABLES = "CREATE TABLE things (number INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB);"


@pytest.mark.parametrize("text", ["", "项目", "\ud800\x00\x1f", "a'; DROP TABLE things; --", ["P1", "教育局"]])
def test_what_is_put_in_comes_out(text: object) -> None:
    """Texts that are no Unicode, quotes and lists among them; values as they were."""
    base = Workbench(TABLES)
    assert base.put("things", None, spelt(text), packed((text, Decimal("1.50")))) == 1
    [(name, data)] = base.rows("SELECT name, data FROM things WHERE name = ?", spelt(text))
    assert unspelt(name) == text
    assert unpacked(data) == (text, Decimal("1.50"))


def test_the_first_of_a_kind_stays() -> None:
    """A second row where only one may be is passed over."""
    base = Workbench(TABLES)
    for data in (b"1", b"2"):
        base.put("things", None, "a", data)
    assert list(base.rows("SELECT data FROM things")) == [(b"1",)]


def test_nothing_is_left_behind() -> None:
    """When nobody uses it any more it is closed."""
    base = Workbench(TABLES)
    inner = base._base
    del base
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        inner.execute("SELECT 1")
