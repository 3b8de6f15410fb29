"""The ledger: results by content of the file and by rule set, so that a second run checks only what changed.

A SQLite file. What it holds are JSON texts, never pickles: a ledger may have been anywhere. Every result is a
transaction of its own, so that a run that was killed goes on where it was; SQLite's own lock keeps two processes apart.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from perf_xlsx.check.batch import check_files
from perf_xlsx.check.engine import Checking
from perf_xlsx.check.ruleset import rule_set
from perf_xlsx.check.stored import read_reports, stored_reports
from perf_xlsx.errors import UsageError
from perf_xlsx.finding import FormReport

# "perf" as SQLite's application id: another program's database is not written into.
MARK, LAYOUT = 0x70657266, 1
BUSY_SECONDS = 60
CHUNK = 1 << 20
TABLES = """
CREATE TABLE IF NOT EXISTS results (
  content TEXT NOT NULL, rules TEXT NOT NULL, reports TEXT NOT NULL, PRIMARY KEY (content, rules)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS latest (
  file TEXT NOT NULL PRIMARY KEY, content TEXT NOT NULL, rules TEXT NOT NULL,
  before_content TEXT NOT NULL DEFAULT '', before_rules TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of a file since the last run: its reports now and then (None at first), what has changed."""

    file: str
    now: list[FormReport]
    before: list[FormReport] | None = None
    same_content: bool = False
    same_rules: bool = True


class Ledger:
    """An open ledger; raises UsageError where the file is none, is damaged or is held by another for too long."""

    def __init__(self, path: Path) -> None:
        """Open a ledger, a new one where there is none."""
        self.path = path
        try:
            self._base = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            self._prepare()
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        with suppress(sqlite3.Error):
            self._base.close()

    def run(self, files: Sequence[Path], checking: Checking, jobs: int | None) -> Iterator[Progress]:
        """Check what changed, take the rest from the ledger; in the order of the files, each as it is done."""
        rules = rule_set(checking)
        contents = [content_of(file) for file in files]
        open_files = [
            file
            for file, content in zip(files, contents, strict=True)
            if not content or self._kept(content, rules) is None
        ]
        checked = check_files(open_files, checking, jobs)
        waiting = set(open_files)
        for file, content in zip(files, contents, strict=True):
            kept = None if file in waiting else self._kept(content, rules)
            reports = next(checked) if file in waiting else _named(read_reports(kept or "[]"), file)
            yield self._entered(file, (content, rules), reports)

    def _prepare(self) -> None:
        mark = self._base.execute("PRAGMA application_id").fetchone()[0]
        tables = self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        layout = self._base.execute("PRAGMA user_version").fetchone()[0]
        if tables and (mark, layout) != (MARK, LAYOUT):
            raise UsageError(f"{self.path} 不是本程序这一版的台账，没有改动它；请换一个文件名")
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.execute("BEGIN IMMEDIATE")
        self._base.execute(f"PRAGMA application_id = {MARK}")
        self._base.execute(f"PRAGMA user_version = {LAYOUT}")
        for statement in filter(str.strip, TABLES.split(";")):
            self._base.execute(statement)
        self._base.execute("COMMIT")
        if self._base.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise self._unusable("内容已损坏")

    def _kept(self, content: str, rules: str) -> str | None:
        row = self._asked("SELECT reports FROM results WHERE content = ? AND rules = ?", (content, rules))
        return str(row[0]) if row else None

    def _entered(self, file: Path, key: tuple[str, str], reports: list[FormReport]) -> Progress:
        """Note a file's result; a second run over the same content is still compared with the round before it."""
        name = file.resolve().as_posix().encode(errors="replace").decode()
        row = self._asked("SELECT content, rules, before_content, before_rules FROM latest WHERE file = ?", (name,))
        last = (str(row[0]), str(row[1])) if row else ("", "")
        text = self._kept(*last) if last[0] else None
        before = None if text is None else _named(read_reports(text), file)
        if key[0] and all(not report.rules.crashed for report in reports):
            self._write(name, key, last, reports)
        return Progress(file.as_posix(), reports, before, last[0] == key[0], last[1] == key[1])

    def _write(self, name: str, key: tuple[str, str], last: tuple[str, str], reports: list[FormReport]) -> None:
        try:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", (*key, stored_reports(reports)))
            self._base.execute("INSERT OR REPLACE INTO latest VALUES (?, ?, ?, ?, ?)", (name, *key, *last))
            self._base.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _asked(self, question: str, values: tuple[str, ...]) -> tuple[object, ...] | None:
        try:
            found: tuple[object, ...] | None = self._base.execute(question, values).fetchone()
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        return found

    def _unusable(self, why: object) -> UsageError:
        busy = "locked" in str(why)
        what = "正被别的程序占用，请稍后再试" if busy else "打不开或已损坏，请换一个文件名，或删去后重新审核"
        return UsageError(f"台账 {self.path} {what}（{why}）")


def content_of(file: Path) -> str:
    """SHA-256 of a file's bytes, 64 hex; empty when it cannot be read, which the check itself reports."""
    digest = hashlib.sha256()
    try:
        with file.open("rb") as stream:
            while part := stream.read(CHUNK):
                digest.update(part)
    except OSError:
        return ""
    return digest.hexdigest()


def _named(reports: list[FormReport], file: Path) -> list[FormReport]:
    """The same results under the name the file has now: equal content is checked once, wherever it lies."""
    return [replace(report, file=file.as_posix()) for report in reports]


def dumped(value: object) -> str:
    """A value as one JSON text, keys in order."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True)
