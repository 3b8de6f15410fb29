"""Fixtures for all tests: the office program, and what happens where it is absent."""

import os
import signal

import browser
import office
import pytest


def needed(found: str | None, reason: str) -> str:
    """Return what was found; skip the test where nothing was, or fail it where the office program is required."""
    if found:
        return found
    if os.environ.get("PERF_XLSX_REQUIRE_OFFICE"):
        pytest.fail(f"{reason}, and PERF_XLSX_REQUIRE_OFFICE is set", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def soffice() -> str:
    """Return the path of LibreOffice's soffice."""
    return needed(office.find(), "LibreOffice is missing")


@pytest.fixture(scope="session")
def clerk(soffice: str) -> str:
    """Return the path of a Python that can drive LibreOffice, for tests that use `office.typed`."""
    return needed(office.find_clerk(), "no Python with uno (package python3-uno)")


def office_where_marked(request: pytest.FixtureRequest) -> None:
    """Ask for LibreOffice in a test marked `office`."""
    if request.node.get_closest_marker("office"):
        request.getfixturevalue("soffice")


@pytest.fixture(autouse=True)
def _office_where_marked(request: pytest.FixtureRequest) -> None:
    """Ask for LibreOffice in every test marked `office`."""
    office_where_marked(request)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium."""
    return needed(browser.find(), "Chromium is missing")


@pytest.fixture(autouse=True, scope="session")
def _ctrl_c_is_heard() -> None:
    """What a shell starts in the background ignores Ctrl-C, and so would the programs the tests start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
