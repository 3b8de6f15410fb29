"""A real Chromium without a window, as tests of the HTML report use it: open a file, run script in it, take a picture.

It is spoken to over its own pipe (file descriptors 3 and 4, one JSON message after the other), so that no port is
opened and no library is needed. Every request the page makes is kept.
"""

import base64
import functools
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--hide-scrollbars", "--no-first-run",
    "--disable-dev-shm-usage", "--disable-background-networking",
)  # fmt: skip


@functools.cache
def find() -> str | None:
    """Return the path of a Chromium, or None where there is none."""
    if sys.platform == "win32":
        return None  # the pipe is handed over the POSIX way
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Page:
    """One page of a running browser."""

    def __init__(self, told: int, heard: int) -> None:
        self.told, self.heard, self.number, self.rest = told, heard, 0, b""
        self.session = ""
        self.requests: list[str] = []
        self.loaded = False
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **parameters: object) -> Any:
        """Send one command and wait for its answer; what happens meanwhile is noted."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.told, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return answer["result"]

    def _next(self) -> Any:
        while b"\0" not in self.rest:
            piece = os.read(self.heard, 1 << 16)
            assert piece, "the browser is gone"
            self.rest += piece
        whole, _, self.rest = self.rest.partition(b"\0")
        answer = json.loads(whole)
        if answer.get("method") == "Network.requestWillBeSent":
            self.requests.append(answer["params"]["request"]["url"])
        self.loaded = self.loaded or answer.get("method") == "Page.loadEventFired"
        return answer

    def open(self, file: Path, *, width: int = 1280, height: int = 1400, fragment: str = "") -> None:
        """Open a file at a window's size."""
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )  # fmt: skip
        self.loaded = False
        self.ask("Page.navigate", url=file.as_uri() + fragment)
        while not self.loaded:
            self._next()

    def run(self, script: str) -> Any:
        """Evaluate an expression in the page and return its value."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def choose(self, key: str, value: str) -> None:
        """Put a value into a field as a person does: the page hears of it."""
        self.run(f"{{const f = document.getElementById({json.dumps(key)}); f.value = {json.dumps(value)};"
                 "f.dispatchEvent(new Event('input', {bubbles: true}));}")  # fmt: skip

    def picture(self, file: Path) -> None:
        """Save what is seen as PNG."""
        file.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))


@contextmanager
def browser(path: str) -> Iterator[Page]:
    """Start a browser on a fresh profile, and end it with its whole process group."""
    with tempfile.TemporaryDirectory(prefix="perf-xlsx-browser-", ignore_cleanup_errors=True) as profile:
        read, told = os.pipe()
        heard, write = os.pipe()
        quiet = os.open(os.devnull, os.O_RDWR)
        # Moved out of the way first: one of ours may be 3 or 4 itself.
        high = [os.dup(one) for one in (read, write, quiet)]
        moves = [(os.POSIX_SPAWN_DUP2, old, new) for old, new in zip([*high, high[2]], (3, 4, 1, 2), strict=True)]
        command = [path, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
        process = os.posix_spawn(path, command, os.environ, file_actions=moves, setpgroup=0)
        for one in (read, write, quiet, *high):
            os.close(one)
        try:
            yield Page(told, heard)
        finally:
            for one in (told, heard):
                os.close(one)
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)
