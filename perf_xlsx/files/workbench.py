"""A temporary database: what is joined, grouped and sorted there may be larger than memory.

Texts are kept in ASCII, as JSON spells them: what came from a file may be no Unicode at all.
"""

import json
import pickle
import sqlite3
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CACHE_KILOBYTES = 512


class Workbench:
    """Tables nobody else sees; they go when nobody uses them any more.

    With a file they lie in that: once they are finished (`finish`), other processes may open it to ask.
    """

    def __init__(self, tables: str = "", file: Path | None = None) -> None:
        """Begin with these tables, empty. SQLite keeps what has no name in a small cache, and past that on disk."""
        self._base = sqlite3.connect(file or "", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._base.close)
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
        self._base.executescript(tables)
        self._base.execute("BEGIN")

    def finish(self) -> None:
        """Nothing is added any more: from now on other processes see it all."""
        self._base.execute("COMMIT")

    def close(self) -> None:
        """Let go of the tables."""
        self._base.close()

    def run(self, statement: str) -> None:
        """Change the tables."""
        self._base.execute(statement)

    def put(self, table: str, *values: object) -> int:
        """Add one row, unless one that must be the only one is there; gives its number."""
        places = ", ".join("?" * len(values))
        return self._base.execute(f"INSERT OR IGNORE INTO {table} VALUES ({places})", values).lastrowid or 0  # noqa: S608

    def rows(self, question: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """What the tables answer, row by row."""
        return iter(self._base.execute(question, values))


def spelt(value: object) -> str:
    """A text, or several, as the tables hold it."""
    return json.dumps(value)


def unspelt(text: str) -> Any:
    """What `spelt` was given; several texts are a list."""
    return json.loads(text)


def packed(value: object) -> bytes:
    """A value as the tables hold it."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Any:
    """What `packed` was given."""
    return pickle.loads(data)  # noqa: S301 - our own values from our own tables
