"""Files and folders to form reports: one after the other in this process, or by several beside it."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.check.between import between, previous_checking
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file, refused_report
from perf_xlsx.check.watch import TooSlowError, Watch, late_refusal
from perf_xlsx.errors import UsageError
from perf_xlsx.files.path_list import PathList
from perf_xlsx.finding import FormReport
from perf_xlsx.form.returns import Return, return_of

FORM_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".docx", ".doc", ".wps", ".pdf"})
# Of texts in a folder only those that say they are reports.
TEXT, REPORT_NAME = ".txt", "报告"
LOCK_PREFIX = "~$"
FEW_FILES, MOST_JOBS = 100, 16
# Ten times a form with pictures in it.
BIG_BYTES = 1024 * 1024


@dataclass(slots=True)
class Listing:
    """The files a check is about, and how many in its folders were passed over."""

    files: Sequence[Path] = ()
    passed_over: int = 0


def list_files(paths: Sequence[Path]) -> Listing:
    """Every file named, and in folders, recursively, every file that is a form by its name; none twice.

    Raises UsageError when a path does not exist, or a folder cannot be looked into.
    """
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise UsageError(f"找不到 {'、'.join(missing)}，请检查路径")
    files, passed_over = PathList(), 0
    seen: set[bytes] = set()
    for path in paths:
        named = not path.is_dir()
        for file in [path] if named else _walk(path):
            whole = hashlib.blake2b(os.fsencode(os.path.normcase(os.path.realpath(file))), digest_size=16).digest()
            if whole in seen:
                continue
            seen.add(whole)
            if named or _is_form_by_name(file):
                files.add(file)
            else:
                passed_over += 1
    return Listing(files, passed_over)


def check_listing(
    files: Iterable[Path], checking: Checking, jobs: int | None = 1, cluster: str = ""
) -> Iterator[FormReport]:
    """Check files in order, yielding each form's report as it is done; `jobs` and `cluster` as in `check_files`."""
    every = files if isinstance(files, Sequence) else list(files)
    for reports in check_files(every, checking, jobs, cluster):
        yield from reports


def check_files(
    files: Sequence[Path], checking: Checking, jobs: int | None = 1, cluster: str = ""
) -> Iterator[list[FormReport]]:
    """Check files in order, yielding the reports of each as they are done.

    `jobs` is how many processes work: 1 is this one alone, None as many as pay; `cluster` is the address of a Dask
    scheduler that does the work instead. A big file is never checked in this process: what it might do to it would end
    the batch. Raises UsageError when processes cannot be started, or the cluster cannot be used.
    """
    if cluster:
        yield from _on_cluster(files, checking, cluster)
        return
    number = automatic_jobs(len(files)) if jobs is None else jobs
    if number > 1:
        yield from _beside(files, checking, number)
        return
    with Watch(checking.limits.file_seconds) as watch:
        for file in files:
            if _is_big(file):
                yield from _beside([file], checking, 1)
            else:
                yield _here(file, checking, watch)


def _beside(files: Sequence[Path], checking: Checking, jobs: int) -> Iterator[list[FormReport]]:
    # Not needed for a few files of the usual size.
    from perf_xlsx.check.pool import Pool  # noqa: PLC0415

    with Pool(checking, jobs) as pool:
        yield from pool.run(files)


def _on_cluster(files: Sequence[Path], checking: Checking, address: str) -> Iterator[list[FormReport]]:
    # Dask takes seconds to import, and few have it.
    try:
        from perf_xlsx.check.cluster import check_on_cluster  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(f"--cluster 要用 Dask（{error}），请先安装：pip install perf-xlsx[dask]") from error
    yield from check_on_cluster(files, checking, address)


def _here(file: Path, checking: Checking, watch: Watch) -> list[FormReport]:
    try:
        return watch.run(partial(check_file, file, file.as_posix(), checking))
    except TooSlowError:
        return [refused_report(file.as_posix(), late_refusal(checking.limits), checking)]


def automatic_jobs(files: int) -> int:
    """How many processes pay for so many files: starting one takes as long as checking dozens."""
    return 1 if files < FEW_FILES else min(os.cpu_count() or 1, MOST_JOBS)


def _is_big(file: Path) -> bool:
    try:
        return file.stat().st_size > BIG_BYTES
    except OSError:
        return False


def batch_of(
    forms: Iterable[FormReport], checking: Checking, listing: Listing, previous: Sequence[Return] | None = None
) -> BatchReport:
    """The whole batch: its forms, what was found between them, what came of waivers and local rules.

    A sequence of forms stays what it is: it may be too long for memory, and is gone through a few times.
    `previous` are last year's returns (`read_previous`), None when there are none to compare with.
    """
    every = forms if isinstance(forms, Sequence) else tuple(forms)
    found, rules, returns = between(every, checking, previous)
    exemptions = (*checking.waivers.uses(every, found), *checking.local.uses(every, found))
    limits = checking.limits.table()
    passed_over = listing.passed_over
    return BatchReport(every, found, passed_over, exemptions, limits=limits, rules=rules, returns=returns)


def read_previous(folder: Path, checking: Checking, jobs: int | None = 1, cluster: str = "") -> tuple[Return, ...]:
    """Last year's returned forms, as far as the batch rules compare them; raises UsageError when there are none."""
    files = list_files([folder]).files
    found = tuple(return_of(one) for one in check_listing(files, previous_checking(checking), jobs, cluster))
    if not any(one.kind == "form" for one in found):
        raise UsageError(f"{folder} 里没有读出上年的自评表，请核对 --previous 的文件夹")
    return found


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
    suffix = file.suffix.lower()
    known = suffix in FORM_SUFFIXES or (suffix == TEXT and REPORT_NAME in file.stem)
    return known and not file.name.startswith((LOCK_PREFIX, "."))
