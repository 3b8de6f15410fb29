"""A time limit for work done in this process: a thread beside it interrupts the main thread, on Windows too."""

import _thread
import signal
import threading
import time
from collections.abc import Callable
from typing import Self, TypeVar

from perf_xlsx.workbook.book import Refusal
from perf_xlsx.workbook.limits import Limits

Result = TypeVar("Result")

# By then an interrupt that was sent has arrived.
ARRIVAL_SECONDS = 1


class TooSlowError(Exception):
    """The work was not done in time."""


class Watch:
    """Watches one piece of work after the other; one thread for all of them.

    It stops Python that goes round in circles; a single call of a library that never returns only another process can
    stop (check.pool), and the limits of the reader keep those short.

    Elsewhere than in the main thread, or where a program has its own ideas about Ctrl-C, nothing is watched.
    """

    def __init__(self, seconds: float) -> None:
        """Take the seconds each piece of work may take."""
        self._seconds = seconds
        self._deadline: float | None = None
        self._fired = False
        self._ended = False
        self._wake = threading.Condition()
        self._able = (
            threading.current_thread() is threading.main_thread()
            and signal.getsignal(signal.SIGINT) is signal.default_int_handler
        )
        self._thread = threading.Thread(target=self._guard, name="perf-xlsx-watch", daemon=True)

    def __enter__(self) -> Self:
        if self._able:
            self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        if self._able:
            with self._wake:
                self._ended = True
                self._wake.notify()
            self._thread.join()

    def run(self, work: Callable[[], Result]) -> Result:
        """Do the work; raises TooSlowError when it takes too long."""
        if not self._able:
            return work()
        self._set(time.monotonic() + self._seconds)
        try:
            try:
                result = work()
            finally:
                self._set(None)
            if self._fired:
                time.sleep(ARRIVAL_SECONDS)
        except KeyboardInterrupt:
            if not self._fired:
                raise
            raise TooSlowError from None
        return result

    def _set(self, deadline: float | None) -> None:
        with self._wake:
            self._deadline = deadline
            if deadline is not None:
                self._fired = False
                self._wake.notify()

    def _guard(self) -> None:
        with self._wake:
            while not self._ended:
                left = None if self._deadline is None else self._deadline - time.monotonic()
                if left is not None and left <= 0:
                    self._deadline, self._fired = None, True
                    _thread.interrupt_main()
                    left = None
                self._wake.wait(left)


def late_refusal(limits: Limits) -> Refusal:
    """What is said of a file that took too long."""
    return Refusal("F03", f"审核用时超出上限{limits.file_seconds:g}秒")
