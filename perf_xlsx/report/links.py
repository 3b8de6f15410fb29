"""Where a report finds the files it speaks of: a path from the report's folder, as a link spells it."""

import os
from pathlib import Path
from urllib.parse import quote


def relative(file: str, report: Path) -> str:
    """The way from a report to a file, with forward slashes; the whole path where there is none (another drive)."""
    # Not resolve(): a link the operator made to the returned forms is the name they know.
    whole, folder = os.path.abspath(file), os.path.abspath(report.parent)  # noqa: PTH100
    try:
        return Path(os.path.relpath(whole, folder)).as_posix()
    except ValueError:
        return Path(whole).as_posix()


def link(file: str, report: Path) -> str:
    """The same as the address of a link: nothing in a name is a scheme, a query or a fragment."""
    path = relative(file, report)
    if Path(path).is_absolute():
        return Path(path).as_uri()
    return "./" + quote(path.encode("utf-8", "surrogateescape"))
