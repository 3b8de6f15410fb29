"""The office program as tests and samples use it: recalculate, save anew, print, and type as a clerk does.

Every call starts LibreOffice on a fresh profile and ends it with its whole process group, so that calls may run side
by side. Files are worked on as copies: a name, a lock file or an older output cannot get in the way. Where a function
takes `out`, that is a folder, made when it is missing; what was made there carries the name of its source.
"""

import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

WELL_KNOWN = (
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
CLERK = Path(__file__).with_name("office_clerk.py")

# LibreOffice's own names of the formats: a bare ending would leave the choice to it.
FILTERS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "ods": "ods:calc8",
    "xls": "xls:MS Excel 97",
    "pdf": "pdf:calc_pdf_Export",
}

# Settings as (path, name, value). The locale is the fillers', whatever the machine's is.
SETTINGS = (
    ("org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
    ("org.openoffice.Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("org.openoffice.Office.Calc/Input", "ReplaceCellsWarning", "false"),  # a dialog that waits for ever
)
# Without this LibreOffice believes the values stored in the file (0 = always, 1 = never).
HARD = (("org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),)
# Typed formulas are read in Excel's spelling: commas, and `Sheet!A1`.
EXCEL_FORMULAS = (("org.openoffice.Office.Calc/Formula/Syntax", "Grammar", "1"),)

Setting = tuple[str, str, str]


class OfficeError(RuntimeError):
    """The office program did not do what it was asked for."""


class Job(NamedTuple):
    """A workbook to type into, what to do there, and where to save it (see `typed`)."""

    file: Path
    actions: Sequence[Mapping[str, object]]
    saved: Path


@functools.cache
def find() -> str | None:
    """Return the path of soffice, or None where there is none."""
    if sys.platform == "win32":
        return None  # process groups are ended the POSIX way
    candidates = [shutil.which("soffice"), shutil.which("libreoffice"), *WELL_KNOWN]
    return next((path for path in candidates if path and Path(path).is_file()), None)


@functools.cache
def find_clerk() -> str | None:
    """Return a Python that can talk to soffice (has `uno`), or None where there is none."""
    soffice = find()
    if soffice is None:
        return None
    candidates = ("/usr/bin/python3", Path(soffice).resolve().with_name("python"), shutil.which("python3"))
    for python in candidates:
        if python and Path(python).is_file():
            asked = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False, timeout=60)
            if asked.returncode == 0:
                return str(python)
    return None


def recalculate(files: Sequence[Path], out: Path, *, batch: int = 100, timeout: float | None = None) -> list[Path]:
    """Return copies of workbooks in which LibreOffice has computed every formula anew, in the order of `files`.

    Stored values are not believed. `timeout` is in seconds for one batch.
    """
    batches = [files[start : start + batch] for start in range(0, len(files), batch)]
    _refuse_twins(files)
    return [made for some in batches for made in _convert(some, out, "xlsx", settings=HARD, timeout=timeout)]


def resave(file: Path, out: Path, via: Literal["xlsx", "ods", "xls"]) -> Path:
    """Return the workbook as it comes back when someone saved it in this format, and then as xlsx.

    Nothing is forced: LibreOffice keeps the stored values of an xlsx; an ods or xls it computes anew by itself.
    """
    if via == "xlsx":
        return _convert([file], out, "xlsx")[0]
    with tempfile.TemporaryDirectory(prefix="perf-xlsx-office-") as between:
        return _convert(_convert([file], Path(between), via), out, "xlsx")[0]


def converted(files: Sequence[Path], out: Path, kind: Literal["xlsx", "ods", "xls"]) -> list[Path]:
    """Return workbooks saved in another format, in the order of `files`; nothing is forced."""
    return _convert(files, out, kind)


def to_pdf(file: Path, out: Path) -> Path:
    """Return the workbook, or the Word document, as it is printed."""
    return _convert([file], out, "pdf")[0]


def pictures(pdf: Path, out: Path, *, dots_per_inch: int = 80) -> list[Path]:
    """Return the pages of a pdf as PNG pictures, in order."""
    pdftoppm = shutil.which("pdftoppm")
    if pdftoppm is None:
        raise OfficeError("pdftoppm is missing (package poppler-utils)")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="perf-xlsx-office-", dir=out) as scratch:
        _run([pdftoppm, "-png", "-r", str(dots_per_inch), str(pdf), f"{scratch}/{pdf.stem}"], timeout=300)
        # pdftoppm pads the page numbers, so the order of the names is the order of the pages.
        return [page.replace(out / page.name) for page in sorted(Path(scratch).iterdir())]


def typed(
    file: Path, actions: Sequence[Mapping[str, object]], saved: Path, *, timeout: float | None = None
) -> list[str]:
    """Do things to a workbook as a person at an office program does; return the cells it refused, as `表!F13`.

    An action is `{"sheet": 0 or name, "cell": "F13", "type": ..., "value": ...}`; `sheet` is 0 when left out. Types:

    - `number`: types the number. A percent cell takes it as it is (95 becomes 9500%): type `percent` there.
    - `percent`: types the number and a percent sign (95 becomes 0.95).
    - `text`: types exactly these keys; LibreOffice makes a number or a date of what looks like one, unless `'` leads.
    - `formula`: types a formula in Excel's spelling.
    - `clear`: the Delete key.
    - `paste_text`: overwrites, past the validation; a number stays a number and a string text ("95" stays a word); a
      list of rows fills a block, and is refused as a whole where one cell is locked.
    - `cut`, `copy`: pastes the cell on the one named in `value`, formats and validation with it, past the validation.
    - `add_sheet`: adds a sheet named `value` at the end.
    - `delete_validation`: takes the validation from a cell or a range.
    - `tamper`: overwrites past the protection, as a program does (a number, text or formula in LibreOffice's spelling).
    - `unprotect`: takes the sheet's protection off, with `value` as the password.

    Keys are refused where the sheet is protected and the cell is locked. The dispatcher they go through does not ask
    the validation: what a stop rule would hold back at a real window is accepted here. Everything is calculated (as
    Excel and WPS do with our workbooks) before it is saved as xlsx.
    """
    return typed_all([Job(file, actions, saved)], timeout=timeout)[0]


def typed_all(jobs: Sequence[Job], *, timeout: float | None = None) -> list[list[str]]:
    """Do many jobs with one start of the office program (see `typed`); return each one's refused cells."""
    python = find_clerk()
    if python is None:
        raise OfficeError("no Python with uno (package python3-uno)")
    with tempfile.TemporaryDirectory(prefix="perf-xlsx-office-", ignore_cleanup_errors=True) as name:
        scratch = Path(name)
        orders = []
        for number, job in enumerate(jobs):
            file, saved = _copy(job.file, scratch / f"{number:04d}"), scratch / f"{number:04d}-saved.xlsx"
            orders.append({"file": str(file), "saved": str(saved), "actions": [dict(action) for action in job.actions]})
        profile = _profile(scratch / "profile", EXCEL_FORMULAS)
        command = [python, str(CLERK), _soffice(), profile]
        answer = _run(command, timeout=timeout or 90 + 10 * len(jobs), told=json.dumps(orders))
        for job, order in zip(jobs, orders, strict=True):
            _hand_over(Path(str(order["saved"])), job.saved)
        refused: list[list[str]] = json.loads(answer)
        return refused


def _soffice() -> str:
    """Return the path of soffice; its absence is an error here."""
    soffice = find()
    if soffice is None:
        raise OfficeError("LibreOffice is missing")
    return soffice


def _convert(
    files: Sequence[Path],
    out: Path,
    kind: str,
    *,
    settings: Sequence[Setting] = (),
    timeout: float | None = None,
) -> list[Path]:
    """Convert files in one call of soffice, and see that every output is there: its exit status is always 0."""
    _refuse_twins(files)
    with tempfile.TemporaryDirectory(prefix="perf-xlsx-office-", ignore_cleanup_errors=True) as name:
        scratch = Path(name)
        made = scratch / "made"
        copies = [_copy(file, scratch / f"{number:04d}") for number, file in enumerate(files)]
        profile = f"-env:UserInstallation={_profile(scratch / 'profile', settings)}"
        command = [_soffice(), profile, "--headless", "--norestore", "--nologo", "--convert-to", _filter(files, kind)]
        _run([*command, "--outdir", str(made), *map(str, copies)], timeout=timeout or 90 + 3 * len(files))
        pairs = zip(files, copies, strict=True)
        return [_hand_over(made / f"{copy.stem}.{kind}", out / f"{file.stem}.{kind}") for file, copy in pairs]


def _filter(files: Sequence[Path], kind: str) -> str:
    """Return the office program's own name of a format; documents are printed by another filter than workbooks."""
    return "pdf:writer_pdf_Export" if kind == "pdf" and files[0].suffix == ".docx" else FILTERS[kind]


def _refuse_twins(files: Sequence[Path]) -> None:
    """Refuse two sources of one name: their outputs would be one file."""
    if len({file.stem for file in files}) < len(files):
        raise ValueError("two files have the same name")


def _copy(file: Path, stem: Path) -> Path:
    """Copy a source to a plain name that keeps its ending."""
    if not file.stat().st_size:
        raise OfficeError(f"{file} is empty, and LibreOffice would make a workbook of it")
    return Path(shutil.copyfile(file, stem.with_suffix(file.suffix)))


def _hand_over(made: Path, wanted: Path) -> Path:
    """Move an output to where it was asked for."""
    if not made.is_file():
        raise OfficeError(f"LibreOffice made no {wanted.name}")
    wanted.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.move(made, wanted))


def _profile(folder: Path, settings: Sequence[Setting]) -> str:
    """Make a user profile with our settings and return its URL."""
    lines = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in (*SETTINGS, *settings)
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{lines}</oor:items>\n',
        encoding="utf-8",
    )
    return folder.as_uri()


def _run(command: Sequence[str], *, timeout: float, told: str | None = None) -> str:
    """Run a command in a process group of its own, return what it prints, and leave none of the group behind."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            answer, complaint = process.communicate(told, timeout=timeout)
        except subprocess.TimeoutExpired:
            raise OfficeError(f"not done in {timeout:g} seconds: {Path(command[0]).name}") from None
        finally:
            with suppress(ProcessLookupError, PermissionError):  # the group has ended by itself
                os.killpg(process.pid, signal.SIGKILL)
    if process.returncode:
        raise OfficeError(f"{Path(command[0]).name} ended with {process.returncode}: {complaint.strip()}")
    return answer
