"""Killed with -9 at random moments and resumed with the ledger: the same as a run nobody disturbed.

A small share here; `make crash N=2000` is the bureau's thousand forms, killed ten times.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from returned import returned
from tools import QUALITY, SATISFACTION

FORMS = int(os.environ.get("PERF_XLSX_CRASH_FORMS", "60"))
KILLS = 3 if FORMS < 500 else 10
SEED = int(os.environ.get("PERF_XLSX_CRASH_SEED", "7"))
FILLINGS = (None, {f"indicators.{SATISFACTION}.actual": "0.8"}, {f"indicators.{QUALITY}.actual": None})


def command(folder: Path, ledger: Path, form: str, *options: str) -> list[str]:
    """A check of a folder; two processes work beside it."""
    given = ("check", str(folder), "--format", form, "--jobs", "2", "--ledger", str(ledger), *options)
    return [sys.executable, "-X", "utf8", "-m", "perf_xlsx", *given]


def results(ledger: Path) -> int:
    """How many results a ledger holds; none where there is no ledger yet."""
    if not ledger.exists():
        return 0
    try:
        with closing(sqlite3.connect(ledger, timeout=60)) as base:
            return int(base.execute("SELECT count(*) FROM results").fetchone()[0])
    except sqlite3.OperationalError:  # killed before its tables were there
        return 0


def batch(folder: Path) -> Path:
    """Forms with faults and without, a few that cannot be opened."""
    kinds = [returned(folder, filling, f"{number}.xlsx") for number, filling in enumerate(FILLINGS)]
    forms = folder / "回收"
    forms.mkdir()
    for number in range(FORMS):
        shutil.copyfile(kinds[number % len(kinds)], forms / f"{number:05}.xlsx")
    for number in range(0, FORMS, 50):
        (forms / f"坏{number:05}.xlsx").write_bytes(b"PK\x03\x04")
    return forms


def killed_at(forms: Path, ledger: Path, line: int, wait: float) -> int:
    """Start a check, kill it a moment after it has told of so many files; gives how many results it left."""
    running = subprocess.Popen(
        command(forms, ledger, "jsonl"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
    )
    assert running.stdout is not None
    with running.stdout as told:
        for _ in range(line):
            assert told.readline()
        time.sleep(wait)
        # It cannot have come to its end: what it has to tell is more than the pipe holds.
        assert running.poll() is None
        running.send_signal(signal.SIGKILL)
        running.wait()
    return results(ledger)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a Unix word")
def test_killed_and_resumed_equals_undisturbed(tmp_path: Path) -> None:
    """Killed soon after the start and in the midst of the forms; nothing is missing in the end or told twice."""
    forms, moments, ledger = batch(tmp_path), random.Random(SEED), tmp_path / "断.db"
    reports = [tmp_path / name for name in ("顺.csv", "断.csv")]
    start = time.monotonic()
    whole = _done(forms, tmp_path / "顺.db", reports[0])
    seconds = time.monotonic() - start
    left = [killed_at(forms, ledger, 0, moments.uniform(0, 1))]
    for turn in range(1, KILLS):
        line = int((turn - 1 + moments.random()) * FORMS / KILLS)
        left.append(killed_at(forms, ledger, line, moments.uniform(0, 0.2)))
    print(f"\n{FORMS}张表，一次审完{seconds:.1f}秒；中断{KILLS}次，各次之后台账里的结果：{left}")  # noqa: T201
    assert left == sorted(left)
    assert left[-1] < FORMS
    resumed = _done(forms, ledger, reports[1])
    assert resumed.returncode == whole.returncode == 3
    assert resumed.stdout == whole.stdout
    assert b'"since"' not in whole.stdout
    assert reports[1].read_bytes() == reports[0].read_bytes()
    assert results(ledger) == results(tmp_path / "顺.db")


def _done(forms: Path, ledger: Path, report: Path) -> "subprocess.CompletedProcess[bytes]":
    whole = command(forms, ledger, "json", "--report", str(report))
    return subprocess.run(whole, capture_output=True, check=False)
