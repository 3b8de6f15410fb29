"""A few hundred mutated forms: every one gets a verdict (`make fuzz N=20000` tries more)."""

import os
import subprocess
import sys
from pathlib import Path

FUZZ = Path(__file__).with_name("fuzz.py")
ROOT = FUZZ.parents[1]


def test_every_mutated_file_gets_a_verdict() -> None:
    """No exception escapes, no rule crashes, none is over two seconds, all of them below 150 MB."""
    files = os.environ.get("PERF_XLSX_FUZZ_FILES", "300")
    search = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, str(FUZZ), files],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": search, "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
