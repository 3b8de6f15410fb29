"""The process beside this one: lost, late or without a program, it costs one order and no more."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from perf_xlsx.workbook.helper import DiedError, Helper, NotStartedError, TooSlowError

SCRIPT = """
import json, sys, time
sys.stdin.buffer.readline()
print("{}", flush=True)
while line := sys.stdin.buffer.readline():
    order = sys.stdin.buffer.read(int(line)).decode()
    if order == "die":
        raise SystemExit(3)
    if order == "hang":
        time.sleep(60)
    print("no JSON" if order == "babble" else json.dumps([order, __import__("os").getpid()]), flush=True)
"""


@pytest.fixture
def helper(tmp_path: Path) -> Iterator[Helper]:
    """A helper that answers what it is asked, with the number of its process."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, "utf-8")
    made = Helper(script, 2**30)
    yield made
    made.close()


def test_one_process_for_many_orders(helper: Helper) -> None:
    """Orders of any size are answered in turn by one process."""
    answers = [helper.ask(order.encode(), 5) for order in ("a", "b\nb", "c" * 300_000)]
    assert [order for order, _ in answers] == ["a", "b\nb", "c" * 300_000]
    assert len({process for _, process in answers}) == 1


@pytest.mark.parametrize(("order", "error"), [("die", DiedError), ("babble", DiedError), ("hang", TooSlowError)])
def test_a_lost_order(helper: Helper, order: str, error: type[Exception]) -> None:
    """An order it dies of, hangs on or babbles over is an error in time, and the next has a new process."""
    _, before = helper.ask(b"a", 5)
    start = time.perf_counter()
    with pytest.raises(error):
        helper.ask(order.encode(), 0.3)
    assert time.perf_counter() - start < 3
    _, after = helper.ask(b"b", 5)
    assert after != before


def test_a_killed_process_is_replaced(helper: Helper) -> None:
    """A helper somebody ended between two orders is started anew."""
    _, process = helper.ask(b"a", 5)
    os.kill(process, 9)
    for _ in range(50):
        time.sleep(0.02)
        try:
            order, _ = helper.ask(b"b", 5)
        except DiedError:
            continue
        assert order == "b"
        return
    pytest.fail("no new process")


def test_no_process_to_be_had(tmp_path: Path) -> None:
    """A script that ends before it is ready is no file's fault, and is said so."""
    with pytest.raises(NotStartedError, match="辅助程序"):
        Helper(tmp_path / "没有.py", 2**30).ask(b"a", 5)


def test_it_ends_with_its_master(tmp_path: Path) -> None:
    """When the program that uses it ends, however, the helper ends too."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, "utf-8")
    program = (
        "import os, pathlib, sys\nfrom perf_xlsx.workbook.helper import Helper\n"
        "print(Helper(pathlib.Path(sys.argv[1]), 2**30).ask(b'a', 5)[1], flush=True)\nos._exit(0)"
    )
    told = subprocess.run([sys.executable, "-c", program, str(script)], capture_output=True, check=True, text=True)
    for _ in range(100):
        try:
            os.kill(int(told.stdout), 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    pytest.fail("still running")
