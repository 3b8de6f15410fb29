"""The progress bar: how many, how fast, how long still, on a terminal; nothing elsewhere."""

import io
import sys
import time

import pytest

from perf_xlsx.cli.progress import progress


class Screen(io.StringIO):
    """Standard error, a terminal or not."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        """Whether a person is looking."""
        return self.terminal


def shown(monkeypatch: pytest.MonkeyPatch, *, terminal: bool, total: int = 4) -> str:
    """What some steps write."""
    screen = Screen(terminal=terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with progress("审核", total) as step:
        for _ in range(total):
            time.sleep(0.15)
            step()
    return screen.getvalue()


def test_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words, count, rate and remaining time."""
    told = shown(monkeypatch, terminal=True)
    assert "审核" in told
    assert "/4" in told
    assert "每秒" in told
    assert "还要" in told


def test_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing where nobody looks, and nothing for a single piece of work."""
    assert shown(monkeypatch, terminal=False) == ""
    assert shown(monkeypatch, terminal=True, total=1) == ""
