"""Processes at work beside this one: a file that hangs or kills one of them is one finding, and the rest go on."""

import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from perf_xlsx.check import worker
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import refused_report
from perf_xlsx.check.watch import late_refusal
from perf_xlsx.errors import UsageError
from perf_xlsx.finding import FormReport
from perf_xlsx.workbook.book import Refusal

SCRIPT = Path(worker.__file__)
CHUNK = 16
START_SECONDS = 60
# A process may have died of something else; the file gets a second one to itself before it is blamed.
TRIES = 2
DIED = Refusal("F01", "审核它的进程意外退出")

Task = tuple[int, Path]


class _Worker:
    """One process: what it was asked and has not answered yet, oldest first."""

    def __init__(self, checking: Checking, answers: "queue.Queue[tuple[_Worker, Any]]") -> None:
        command = [sys.executable, "-P", "-X", "utf8", str(SCRIPT)]
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=hidden
        )
        self.waiting: deque[Task] = deque()
        self.ready = False
        self.deadline = time.monotonic() + START_SECONDS
        self._answers = answers
        threading.Thread(target=self._listen, daemon=True).start()
        self._send([entry or str(Path.cwd()) for entry in sys.path])
        self._send(checking)

    def ask(self, tasks: Sequence[Task], seconds: float) -> None:
        """Give it files to check, each of which may take so long."""
        self.waiting.extend(tasks)
        self.deadline = time.monotonic() + seconds
        self._send([str(file) for _, file in tasks])

    def end(self) -> None:
        """End it at once."""
        self.process.kill()
        with suppress(OSError):
            self.process.wait(START_SECONDS)
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]

    def _send(self, value: object) -> None:
        with suppress(OSError):  # a process that has died is noticed by its silence
            worker.send(self.process.stdin, value)  # type: ignore[arg-type]

    def _listen(self) -> None:
        while True:
            try:
                answer = worker.receive(self.process.stdout)  # type: ignore[arg-type]
            except (EOFError, OSError, ValueError):
                self._answers.put((self, EOFError()))
                return
            self._answers.put((self, answer))


class Pool:
    """So many processes with one set of settings, started when first needed."""

    def __init__(self, checking: Checking, jobs: int) -> None:
        """Take what to check with, and how many processes there may be."""
        self._checking, self._jobs = checking, jobs
        self._answers: queue.Queue[tuple[_Worker, Any]] = queue.Queue()
        self._workers: list[_Worker] = []
        self._files: Iterator[Task] = iter(())
        self._untouched = 0
        self._again: deque[Task] = deque()
        self._tries: dict[int, int] = {}
        self._done: dict[int, list[FormReport]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for one in self._workers:
            one.end()
        self._workers.clear()

    def run(self, files: Sequence[Path]) -> Iterator[list[FormReport]]:
        """The reports of each file, in the order of the files, each as soon as all before it are there."""
        self._files, self._untouched = enumerate(files), len(files)
        for number in range(len(files)):
            while number not in self._done:
                self._step()
            yield self._done.pop(number)
        self._tries.clear()

    def _step(self) -> None:
        """Keep everybody busy, then wait for one answer, or for a deadline to pass."""
        while len(self._workers) < min(self._jobs, self._left):
            self._workers.append(_Worker(self._checking, self._answers))
        self._hand_out()
        soonest = min((one.deadline for one in self._busy()), default=time.monotonic())
        try:
            one, answer = self._answers.get(timeout=max(0.0, soonest - time.monotonic()))
        except queue.Empty:
            for late in [one for one in self._busy() if one.deadline <= time.monotonic()]:
                self._lose(late, late_refusal(self._checking.limits))
            return
        if one in self._workers:
            self._take(one, answer)

    def _busy(self) -> list[_Worker]:
        return [one for one in self._workers if one.waiting or not one.ready]

    def _hand_out(self) -> None:
        share = max(1, min(CHUNK, self._left // max(1, len(self._workers))))
        for one in self._workers:
            if one.ready and not one.waiting and self._left:
                # A file whose process died before is asked for alone.
                alone = bool(self._again) and self._again[0][0] in self._tries
                tasks = [self._next() for _ in range(1 if alone else min(share, self._left))]
                one.ask(tasks, self._checking.limits.file_seconds)

    @property
    def _left(self) -> int:
        """How many files nobody is at."""
        return len(self._again) + self._untouched

    def _next(self) -> Task:
        """What is to be checked again, else the next file."""
        if self._again:
            return self._again.popleft()
        self._untouched -= 1
        return next(self._files)

    def _take(self, one: _Worker, answer: Any) -> None:
        if isinstance(answer, EOFError):
            self._lose(one, DIED)
        elif isinstance(answer, Exception):
            raise answer
        elif answer is None:
            one.ready = True
        else:
            number, _ = one.waiting.popleft()
            self._done[number] = answer
            one.deadline = time.monotonic() + self._checking.limits.file_seconds

    def _lose(self, one: _Worker, why: Refusal) -> None:
        """A process that died or was too slow: the file it was at is blamed, the others are handed out again."""
        self._workers.remove(one)
        one.end()
        if not one.ready:
            raise UsageError("审核的进程无法启动，请用 --jobs 1 重试")
        if one.waiting:
            number, file = one.waiting.popleft()
            self._tries[number] = self._tries.get(number, 0) + 1
            again = why is DIED and self._tries[number] < TRIES
            if again:
                one.waiting.appendleft((number, file))
            else:
                self._done[number] = [refused_report(file.as_posix(), why, self._checking)]
        self._again.extendleft(reversed(one.waiting))
