"""A process beside this one that reads what may hang or fill memory: kept for many files, ended when it takes too long.

It is started as a plain program, not by `multiprocessing`, so that it needs nothing of the program that uses this
library, on Windows too, and ends by itself when that program is gone.
"""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import Any

START_SECONDS = 30


class TooSlowError(Exception):
    """The helper was ended because it took too long."""


class DiedError(Exception):
    """The helper ended over an order, or gave no answer to it."""


class NotStartedError(RuntimeError):
    """The helper could not be started at all: no fault of any file."""


class Helper:
    """One script kept running: an order goes in, its answer comes out; started when first needed, and after a loss."""

    def __init__(self, script: Path, memory: int) -> None:
        """Take the script, and the bytes of memory it may use."""
        self._command = [sys.executable, "-P", "-X", "utf8", str(script)]
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = Lock()
        atexit.register(self.close)

    def ask(self, order: bytes, seconds: float) -> Any:
        """Send one order and give its answer, read from JSON.

        Raises TooSlowError after so many seconds, DiedError when no answer came; the next order gets a new process.
        Raises NotStartedError when there is none to be had.
        """
        with self._lock:
            process = self._running()
            try:
                return json.loads(_exchange(process, [f"{len(order)}\n".encode(), order], seconds))
            except (OSError, ValueError) as error:
                self._end()
                raise DiedError from error
            except BaseException:  # Ctrl-C too: half an answer must not be taken for the next one's
                self._end()
                raise

    def close(self) -> None:
        """End the process, if one is running."""
        with self._lock:
            self._end()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return self._process
        self._end()
        self._owner = os.getpid()
        begin = {"path": [entry or str(Path.cwd()) for entry in sys.path], "memory": self._memory}
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own script
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            _exchange(self._process, [json.dumps(begin).encode() + b"\n"], START_SECONDS)
        except (OSError, TooSlowError) as error:
            self._end()
            raise NotStartedError("读取旧版表格的辅助程序无法启动，请检查安装") from error
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return  # a process forked off this one leaves its parent's helper alone
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()


def _exchange(process: "subprocess.Popen[bytes]", parts: Sequence[bytes], seconds: float) -> bytes:
    """Write an order and read one line; a timer ends the process, and with it the waiting, when that takes too long."""
    assert process.stdin is not None  # noqa: S101 - for the type checker: both are pipes
    assert process.stdout is not None  # noqa: S101
    late: list[bool] = []

    def end() -> None:
        late.append(True)
        process.kill()

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        for part in parts:
            process.stdin.write(part)
        process.stdin.flush()
        answer = process.stdout.readline()
    except OSError:
        answer = b""
    finally:
        timer.cancel()
    if answer.endswith(b"\n"):
        return answer
    raise TooSlowError if late else BrokenPipeError
