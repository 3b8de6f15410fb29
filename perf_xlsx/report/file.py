"""A report in a file: what kind by its suffix, whole or not at all."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.errors import UsageError
from perf_xlsx.files.whole_file import reason_of, try_place, write_parts
from perf_xlsx.report.findings_csv import csv_parts
from perf_xlsx.report.json import json_parts
from perf_xlsx.report.tallies import About

Make = Callable[[BatchReport, About, Path], Iterable[bytes]]


def _json(batch: BatchReport, about: About, _path: Path) -> Iterable[bytes]:
    return (part.encode() for part in json_parts(batch, about.version))


def _csv(batch: BatchReport, _about: About, _path: Path) -> Iterable[bytes]:
    return csv_parts(batch)


def _xlsx(batch: BatchReport, about: About, path: Path) -> Iterable[bytes]:
    from perf_xlsx.report.workbook import workbook_report  # noqa: PLC0415 - XlsxWriter is slow to import

    return workbook_report(batch, about, path)


def _html(batch: BatchReport, about: About, path: Path) -> Iterable[bytes]:
    from perf_xlsx.report.html import html_parts  # noqa: PLC0415 - needed by few runs

    return html_parts(batch, about, path)


KINDS: Mapping[str, Make] = {".xlsx": _xlsx, ".html": _html, ".json": _json, ".csv": _csv}


def refuse_unknown(path: Path) -> None:
    """Raise UsageError when no report has this suffix, or the file cannot stand there: said before hours of work."""
    if path.suffix.lower() not in KINDS:
        raise UsageError(f"不知道 {path} 该写成什么：报告的扩展名须是 {'、'.join(KINDS)}")
    refuse_unwritable(path)


def refuse_unwritable(path: Path) -> None:
    """Raise UsageError when nothing can be written there; what only shows in the writing is told then."""
    try:
        try_place(path)
    except OSError as error:
        raise UsageError(f"写不出 {path}：{reason_of(error)}") from error


def write_report(batch: BatchReport, about: About, path: Path) -> None:
    """Write one report; folders on its way are made. Raises UsageError when it cannot be written."""
    refuse_unknown(path)
    put_parts(path, KINDS[path.suffix.lower()](batch, about, path))


def put(path: Path, data: bytes) -> None:
    """Write a file whole, in a folder that is made when it is missing; raises UsageError that says why not."""
    put_parts(path, (data,))


def put_parts(path: Path, parts: Iterable[bytes]) -> None:
    """The same, part by part."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_parts(path, parts)
    except OSError as error:
        raise UsageError(f"写不出 {path}：{reason_of(error)}") from error
