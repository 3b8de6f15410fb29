"""A time limit for work done in this process."""

import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from returned import returned

from perf_xlsx.check import batch
from perf_xlsx.check.batch import check_files
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.check.watch import TooSlowError, Watch
from perf_xlsx.finding import FormReport
from perf_xlsx.workbook.limits import Limits


@pytest.fixture(autouse=True)
def _usual_interrupt() -> Iterator[None]:
    """Ctrl-C as in any program: workers of the test runner ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def endless() -> None:
    """Never done."""
    while True:
        pass


def test_what_takes_too_long_is_interrupted() -> None:
    """A loop that never ends; the next piece of work has its own time."""
    with Watch(0.2) as watch:
        for _ in range(2):
            start = time.monotonic()
            with pytest.raises(TooSlowError):
                watch.run(endless)
            assert time.monotonic() - start < 5
        assert watch.run(lambda: 7) == 7


def test_what_is_quick_is_left_alone() -> None:
    """Many pieces of work, longer together than one may be."""
    with Watch(0.3) as watch:
        start = time.monotonic()
        while time.monotonic() - start < 0.6:
            assert watch.run(lambda: 1) == 1


def test_other_mistakes_and_ctrl_c_pass() -> None:
    """What the work raises is raised, an interrupt of the user's too."""

    def interrupted() -> None:
        raise KeyboardInterrupt

    with Watch(10) as watch:
        with pytest.raises(ZeroDivisionError):
            watch.run(lambda: 1 / 0)
        with pytest.raises(KeyboardInterrupt):
            watch.run(interrupted)


def test_elsewhere_than_in_the_main_thread_nothing_is_watched() -> None:
    """A program that checks in a thread of its own is never interrupted."""
    done: list[int] = []

    def late() -> int:
        time.sleep(0.3)
        return 7

    def work() -> None:
        with Watch(0.1) as watch:
            done.append(watch.run(late))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [7]


def test_a_file_that_takes_too_long_is_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """F03 with the limit in it, and the files before and after are as ever."""
    files = [returned(tmp_path, name=name) for name in ("a.xlsx", "挂.xlsx", "z.xlsx")]

    def slow(path: Path, shown: str, checking: Checking) -> list[FormReport]:
        if "挂" in path.name:
            endless()
        return check_file(path, shown, checking)

    monkeypatch.setattr(batch, "check_file", slow)
    (first,), (late,), (last,) = check_files(files, Checking(limits=Limits(file_seconds=3)))
    assert [one.verdict.value for one in (first, late, last)] == ["pass", "unchecked", "pass"]
    assert [(one.rule, one.message) for one in late.findings] == [("F03", "文件审核用时超出上限3秒，未打开")]
