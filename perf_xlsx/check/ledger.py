"""The ledger: results by content of the file and by rule set, so that a second run checks only what changed.

A SQLite file. What it holds are JSON texts, never pickles: a ledger may have been anywhere. Every result is a
transaction of its own, so that a run that was killed goes on where it was. Two runs at once share what they find, and
each compares with the round that was the last when it began.
"""

import hashlib
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self, overload

from perf_xlsx.check.batch import check_files
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.moved import Before, Moved
from perf_xlsx.check.rounds import compared, since
from perf_xlsx.check.ruleset import rule_set
from perf_xlsx.check.stored import read_reports, stored_reports
from perf_xlsx.errors import UsageError
from perf_xlsx.files.path_list import Picked
from perf_xlsx.files.whole_file import reason_of, try_place
from perf_xlsx.files.workbench import CACHE_KILOBYTES, Workbench
from perf_xlsx.finding import FormReport

# "perf" as SQLite's application id: another program's database is not written into.
MARK, LAYOUT = 0x70657266, 1
BUSY_SECONDS = 60
CHUNK, UNREAD = 1 << 20, bytes(32)
# The rounds as they were when the run began: another run may close its own meanwhile.
LAST_ROUND = """
DROP TABLE IF EXISTS temp.last_round;
CREATE TEMP TABLE last_round (
  file TEXT NOT NULL PRIMARY KEY, content TEXT NOT NULL, rules TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO last_round SELECT file, content, rules FROM rounds;
"""
NEXT_OF_ROUND = "SELECT file, content, rules FROM last_round WHERE file > ? ORDER BY file LIMIT 1"
TABLES = """
CREATE TABLE IF NOT EXISTS results (
  content TEXT NOT NULL, rules TEXT NOT NULL, final INTEGER NOT NULL, reports TEXT NOT NULL,
  PRIMARY KEY (content, rules)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rounds (
  file TEXT NOT NULL PRIMARY KEY, content TEXT NOT NULL, rules TEXT NOT NULL
) WITHOUT ROWID;
"""


class Ledger:
    """An open ledger; raises UsageError where the file is none, is damaged or is held by another for too long."""

    def __init__(self, path: Path) -> None:
        """Open a ledger, a new one where there is none, in a folder that is made when it is missing."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try_place(path)
            self._base = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            self._prepare()
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        except OSError as error:
            raise UsageError(f"写不出 {path}：{reason_of(error)}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        with suppress(sqlite3.Error):
            self._base.close()

    def run(
        self, files: Sequence[Path], checking: Checking, jobs: int | None, cluster: str = ""
    ) -> Iterator[list[FormReport]]:
        """Check what changed, take the rest from the ledger; in the order of the files, each as it is done.

        A round is noted when the last file is done: an interrupted run goes on in the same round, and what it shows
        as resolved or new is against the round before.
        """
        rules, moved = rule_set(checking), Moved(lambda: self._left_behind(files))
        self._begin()
        contents, left = _Contents(files), array("Q")
        for number, content in enumerate(contents):
            if not (content and self._is_final(content, rules)):
                left.append(number)
        checked, to_come = check_files(Picked(files, left), checking, jobs, cluster), iter(left)
        upcoming = next(to_come, None)
        for number, (file, content) in enumerate(zip(files, contents, strict=True)):
            known = number != upcoming
            reports = self._read(content, rules, file) if known else next(checked)
            upcoming = upcoming if known else next(to_come, None)
            if not known and content and content == content_of(file):
                self._store((content, rules), reports)
            yield self._since(file, (content, rules), reports, moved)
        every = zip(files, contents, strict=True)
        self._close_round((_name(file), content, rules) for file, content in every if content)
        self._write("DELETE FROM rounds WHERE file = ?", ((one,) for one in moved.followed() if not Path(one).exists()))

    def _prepare(self) -> None:
        self._base.execute("BEGIN")  # one view of all three: another run may be making the ledger just now
        mark = self._base.execute("PRAGMA application_id").fetchone()[0]
        tables = self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        layout = self._base.execute("PRAGMA user_version").fetchone()[0]
        self._base.execute("COMMIT")
        if tables and (mark, layout) != (MARK, LAYOUT):
            raise self._no_ledger()
        self._base.execute("PRAGMA synchronous = NORMAL")
        if not tables:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.execute(f"PRAGMA application_id = {MARK}")
            self._base.execute(f"PRAGMA user_version = {LAYOUT}")
            for statement in filter(str.strip, TABLES.split(";")):
                self._base.execute(statement)
            self._base.execute("COMMIT")
        if self._base.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise self._unusable("内容已损坏")

    def _begin(self) -> None:
        try:
            self._base.execute(f"PRAGMA temp.cache_size = -{CACHE_KILOBYTES}")
            for statement in filter(str.strip, LAST_ROUND.split(";")):
                self._base.execute(statement)
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _is_final(self, content: str, rules: str) -> bool:
        row = self._asked("SELECT final FROM results WHERE content = ? AND rules = ?", (content, rules))
        return bool(row and row[0])

    def _read(self, content: str, rules: str, file: Path) -> list[FormReport]:
        row = self._asked("SELECT reports FROM results WHERE content = ? AND rules = ?", (content, rules))
        return [replace(one, file=file.as_posix()) for one in read_reports(str(row[0]))] if row else []

    def _since(self, file: Path, key: tuple[str, str], reports: list[FormReport], moved: Moved) -> list[FormReport]:
        """The reports with what changed since the last round; of a file that was not there, by its project."""
        row = self._asked("SELECT content, rules FROM last_round WHERE file = ?", (_name(file),))
        if row is None:
            known = [(moved.of(one), one) for one in reports]
            return [
                one if old is None else since(old.report, one, same_rules=old.rules == key[1]) for old, one in known
            ]
        last = (str(row[0]), str(row[1]))
        before = reports if last == key else self._read(*last, file)
        return compared(before, reports, same_rules=last[1] == key[1]) if before else reports

    def _left_behind(self, files: Sequence[Path]) -> Iterator[Before]:
        """The forms of the last round whose files are not in this one."""
        if self._asked("SELECT 1 FROM last_round LIMIT 1", ()) is None:
            return
        names = Workbench("CREATE TABLE here (file TEXT PRIMARY KEY) WITHOUT ROWID;")
        for file in files:
            names.put("here", _name(file))
        last = ""
        while (row := self._asked(NEXT_OF_ROUND, (last,))) is not None:
            last, content, rules = map(str, row)
            if not any(names.rows("SELECT 1 FROM here WHERE file = ?", last)):
                yield from (Before(last, rules, one) for one in self._read(content, rules, Path(last)))

    def _store(self, key: tuple[str, str], reports: list[FormReport]) -> None:
        """Keep a result. One that hung on the moment (a crash, a time limit) is shown later, but not relied upon."""
        final = all(report.opened for report in reports)
        values = (*key, final, stored_reports(reports))
        self._write("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)", [values])

    def _close_round(self, files: Iterable[tuple[str, str, str]]) -> None:
        self._write("INSERT OR REPLACE INTO rounds VALUES (?, ?, ?)", files)

    def _write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.executemany(statement, rows)
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
        if getattr(why, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB:
            return self._no_ledger()
        busy = "locked" in str(why)
        what = "正被别的程序占用，请稍后再试" if busy else "打不开或已损坏，请换一个文件名"
        return UsageError(f"台账 {self.path} {what}")

    def _no_ledger(self) -> UsageError:
        """What is said of a file of another program: never that it should be deleted."""
        return UsageError(f"{self.path} 不是本程序这一版的台账，没有改动它；请换一个文件名")


class _Contents(Sequence[str]):
    """The content of each of many files, empty where it cannot be read, in 32 bytes a file."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._digests = bytearray()
        for file in files:
            self._digests += bytes.fromhex(content_of(file)) or UNREAD

    def __len__(self) -> int:
        return len(self._digests) // len(UNREAD)

    @overload
    def __getitem__(self, number: int) -> str: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...

    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        at = range(len(self))[number] * len(UNREAD)
        digest = bytes(self._digests[at : at + len(UNREAD)])
        return "" if digest == UNREAD else digest.hex()


def content_of(file: Path) -> str:
    """SHA-256 of a file's name, which T08 looks at, and bytes, 64 hex; empty when it cannot be read."""
    digest = hashlib.sha256(f"{file.name}\n".encode(errors="surrogatepass"))
    try:
        with file.open("rb") as stream:
            while part := stream.read(CHUNK):
                digest.update(part)
    except OSError:
        return ""
    return digest.hexdigest()


def _name(file: Path) -> str:
    """A file's whole path, as the ledger knows it."""
    return file.resolve().as_posix().encode(errors="replace").decode()
