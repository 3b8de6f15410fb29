"""The report drafted from a form and the form: nothing to say as drafted, and each single figure changed is found."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from perf_xlsx.check.engine import Checking, check_file
from perf_xlsx.check.pairing import GivenForm, given_form, with_forms
from perf_xlsx.finding import REPORT, Finding
from perf_xlsx.report.drafting import draft_reports
from perf_xlsx.report.outlines import DEFAULT_OUTLINE, outline_keys

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
# A long text is quoted by its beginning.
SHORTENED = "…”"
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


def about_report(file: Path, given: GivenForm) -> Sequence[Finding]:
    """What is found in a report held against its form."""
    found = with_forms([check_file(file, file.as_posix(), Checking())], Checking(), given)
    [report] = [one for reports in found for one in reports if one.kind == REPORT]
    assert not report.rules.crashed
    return report.findings


def drafted(file: Path, outline: str, folder: Path) -> Path:
    """The report of a form."""
    [made] = draft_reports([file], folder, Checking(), outline)
    assert made.path is not None, made.refused
    return made.path


@pytest.mark.parametrize("outline", outline_keys())
@pytest.mark.parametrize("file", RETURNED, ids=lambda file: file.stem[:10])
def test_as_drafted_there_is_nothing_to_say(file: Path, outline: str, tmp_path: Path) -> None:
    """All six forms, all outlines: no finding, and no form is left over that is but a part of the annexed one."""
    path = drafted(file, outline, tmp_path)
    reports = [one for some in with_forms([check_file(path, path.as_posix(), Checking())], Checking()) for one in some]
    assert [one.kind for one in reports] == ["form", REPORT]
    assert about_report(path, given_form(file, Checking())) == ()


@pytest.mark.parametrize(("file", "outline"), WALKS, ids=lambda one: one if isinstance(one, str) else one.stem[:10])
def test_every_figure_changed_is_found(file: Path, outline: str, tmp_path: Path) -> None:
    """Paragraphs and tables, one figure at a time: a rule that compares says so, and quotes what stands there now."""
    given, report = given_form(file, Checking()), Report(drafted(file, outline, tmp_path))
    missed, count = [], 0
    for where, new in report.changed():
        count += 1
        findings = about_report(report.file, given)
        said = [one.message for one in findings if one.rule in RULES]
        if not any(new in message or SHORTENED in message for message in said):
            missed.append((where, [one.message for one in findings]))
    assert count >= LEAST_FIGURES
    assert missed == []
