"""Files and folders to form reports, one after the other."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from perf_xlsx.check.engine import Checking, check_file
from perf_xlsx.errors import UsageError
from perf_xlsx.finding import BatchReport, FormReport

FORM_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".docx", ".doc", ".wps", ".pdf"})
LOCK_PREFIX = "~$"


@dataclass(slots=True)
class Listing:
    """The files a check is about, and how many in its folders were passed over."""

    files: list[Path] = field(default_factory=list)
    passed_over: int = 0


def list_files(paths: Sequence[Path]) -> Listing:
    """Every file named, and in folders, recursively, every file that is a form by its name; none twice.

    Raises UsageError when a path does not exist, or a folder cannot be looked into.
    """
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise UsageError(f"找不到 {'、'.join(missing)}，请检查路径")
    listing = Listing()
    seen: set[str] = set()
    for path in paths:
        named = not path.is_dir()
        for file in [path] if named else _walk(path):
            whole = os.path.normcase(os.path.realpath(file))
            if whole in seen:
                continue
            seen.add(whole)
            if named or _is_form_by_name(file):
                listing.files.append(file)
            else:
                listing.passed_over += 1
    return listing


def check_listing(files: Iterable[Path], checking: Checking) -> Iterator[FormReport]:
    """Check files in order, yielding each form's report as it is done."""
    for file in files:
        yield from check_file(file, file.as_posix(), checking)


def batch_of(forms: Iterable[FormReport], checking: Checking, listing: Listing) -> BatchReport:
    """The whole batch: its forms, what came of waivers and local rules, and what was passed over."""
    every = tuple(forms)
    exemptions = (*checking.waivers.uses(every), *checking.local.uses(every))
    return BatchReport(every, passed_over=listing.passed_over, exemptions=exemptions)


def _walk(folder: Path) -> Iterator[Path]:
    """The files of a folder in a fixed order; links to other folders are not followed."""
    for where, folders, names in os.walk(folder, onerror=_cannot_list):
        folders.sort()
        for name in sorted(names):
            yield Path(where) / name


def _cannot_list(error: OSError) -> None:
    """A folder that cannot be looked into is said, not passed over: its forms would be missing."""
    raise UsageError(f"无法打开文件夹 {error.filename}，请检查权限") from error


def _is_form_by_name(file: Path) -> bool:
    return not file.name.startswith((LOCK_PREFIX, ".")) and file.suffix.lower() in FORM_SUFFIXES
