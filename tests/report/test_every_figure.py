"""The report drafted from a form and the form: nothing to say as drafted, and each single figure changed is found."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from told_reports import with_gaps_written

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.check.hand_made import read_hand_made
from perf_xlsx.check.log import Log
from perf_xlsx.check.narratives import check_report, document_of
from perf_xlsx.check.pairing import given_form, with_forms
from perf_xlsx.finding import REPORT, Finding
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.report.drafting import draft_reports
from perf_xlsx.report.outlines import DEFAULT_OUTLINE, outline_keys
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.read import read_book

RETURNED = sorted((Path(__file__).parents[2] / "samples" / "returned").glob("*.xlsx"))
# Of the six forms the third has shortfalls, reasons and rates that are no whole numbers; the fifth is the shortest.
RICH, SHORT = RETURNED[2], RETURNED[4]
WALKS = [*((file, DEFAULT_OUTLINE) for file in RETURNED), (RICH, "shanxi")]
WALKS += [(SHORT, key) for key in outline_keys() if key not in {DEFAULT_OUTLINE, "shanxi"}]
PART = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# What numbers a heading or an annex is no figure.
NUMBERING = re.compile(r"[0-9]\.[^0-9].*|附件[0-9]")
# C26: against the form; R01 to R03: against what else the report says.
LEAST_FIGURES = 90
CHECKING = Checking()
RULES = {"C26", "R01", "R02", "R03"}


class Report:
    """A drafted document, its text changed a figure at a time."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with zipfile.ZipFile(file) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.root = ET.fromstring(self.parts[PART])

    def lines(self) -> Iterator[tuple[Sequence[ET.Element], str]]:
        """Every paragraph, those in tables too: the elements its text stands in, and the text."""
        for paragraph in self.root.iter(f"{W}p"):
            pieces = list(paragraph.iter(f"{W}t"))
            yield pieces, "".join(piece.text or "" for piece in pieces)

    def changed(self) -> Iterator[tuple[str, str]]:
        """One figure after another is another, the rest as drafted; tells where, and what stands there now."""
        for pieces, text in self.lines():
            if NUMBERING.fullmatch(text):
                continue
            before = [piece.text for piece in pieces]
            for found in FIGURE.finditer(text):
                new = another(found[0])
                pieces[0].text = text[: found.start()] + new + text[found.end() :]
                for piece in pieces[1:]:
                    piece.text = ""
                self.save()
                yield f"{text[max(0, found.start() - 20) : found.start()]}[{found[0]}]{text[found.end() :][:10]}", new
                for piece, words in zip(pieces, before, strict=True):
                    piece.text = words

    def save(self) -> None:
        """Write the document as it is now."""
        buffer = io.BytesIO()
        parts = self.parts | {PART: ET.tostring(self.root)}
        with zipfile.ZipFile(buffer, "w") as package:
            for name, data in parts.items():
                package.writestr(name, data)
        self.file.write_bytes(buffer.getvalue())


def another(figure: str) -> str:
    """A figure with another last digit."""
    changed = figure[:-1] + ("8" if figure[-1] == "9" else str(int(figure[-1]) + 1))
    assert Decimal(changed) != Decimal(figure)
    return changed


@lru_cache
def form_of(file: Path) -> FilledForm:
    """The form of a workbook, read once."""
    return given_form(file, CHECKING).form


def about_report(file: Path, form: FilledForm) -> Sequence[Finding]:
    """What is found in a report held against its form: the document read once, as a batch reads it."""
    book = read_book(file, CHECKING.limits)
    assert isinstance(book, Book)
    document = document_of(book, read_hand_made(book, CHECKING))
    assert document is not None
    report = check_report(file.name, document, Log(), CHECKING.catalog, form)
    assert not report.rules.crashed
    return report.findings


def drafted(file: Path, outline: str, folder: Path) -> Path:
    """The report of a form."""
    [made] = draft_reports([file], folder, CHECKING, outline)
    assert made.path is not None, made.refused
    return made.path


@pytest.mark.parametrize("outline", outline_keys())
@pytest.mark.parametrize("file", RETURNED, ids=lambda file: file.stem[:10])
def test_as_drafted_there_is_nothing_to_say(file: Path, outline: str, tmp_path: Path) -> None:
    """All six forms, all outlines: the gaps alone, and no form is left over that is but a part of the annexed one."""
    path = drafted(file, outline, tmp_path)
    assert {one.rule for one in about_report(path, form_of(file))} == {"A25"}
    with_gaps_written(path)
    reports = [one for some in with_forms([check_file(path, path.as_posix(), CHECKING)], CHECKING) for one in some]
    assert [one.kind for one in reports] == ["form", REPORT]
    assert about_report(path, form_of(file)) == ()


@pytest.mark.parametrize(("file", "outline"), WALKS, ids=lambda one: one if isinstance(one, str) else one.stem[:10])
def test_every_figure_changed_is_found(file: Path, outline: str, tmp_path: Path) -> None:
    """Paragraphs and tables, one figure at a time: a rule that compares says so, and quotes what stands there now."""
    form, report = form_of(file), Report(drafted(file, outline, tmp_path))
    missed, count = [], 0
    for where, new in report.changed():
        count += 1
        findings = about_report(report.file, form)
        if not any(new in one.message for one in findings if one.rule in RULES):
            missed.append((where, [one.message for one in findings]))
    assert count >= LEAST_FIGURES
    assert missed == []
