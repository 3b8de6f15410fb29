"""No output lets a text of a returned file, or of a list, become a formula, markup, a path or a terminal escape."""

import csv
import html.parser
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import openpyxl
import pytest
from click.testing import CliRunner
from returned import put, returned
from tools import FILLED, NATIONAL, QUANTITY, SATISFACTION, catalog

from perf_xlsx.cli.main import cli
from perf_xlsx.issue.sample_list import write_sample_list

EVIL = "http://evil.example"
TURNS = "\u202e\u2066\u200f"
LEADS = ("=", "+", "-", "@", "\t=", "\r=", "＝", "'=", "<", "\x1b[31m", TURNS, "../../", "C:\\", "CON", "NUL.txt", "")
# What a place of a form says after a lead: a formula, a tag, an escape, a bell, signs that turn the line.
TAIL = (
    f"1+HYPERLINK(\"{EVIL}\")<script>alert('{EVIL}')</script><img src={EVIL} onerror=alert(1)>"
    f"]]>&amp;\x1b]0;x\x07\x9b31m{TURNS}\n../../evil\n\"',;|cmd|'/c calc'!A1"
)
FORMS = 4
LONG = "很长" * 16_500
PLACES = (
    *("header.project_name", "header.supervising_department", "header.implementing_unit"),
    *("goal.expected", "goal.achieved", "signature.filled_on"),
    *(
        f"indicators.{QUANTITY}.{key}"
        for key in ("level3", "target", "actual", "measure_unit", "deviation_explanation")
    ),
    f"indicators.{SATISFACTION}.deviation_explanation",
)
RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])(?:\..*)?", re.IGNORECASE)


def stored(text: str) -> str:
    """A text as a workbook stores it: signs XML cannot hold are written out."""
    return escape("".join(f"_x{ord(sign):04X}_" if sign < " " or "\x7f" <= sign <= "\x9f" else sign for sign in text))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forms with such texts in every place, one a lead, one of endless texts; every output made of them."""
    folder = tmp_path_factory.mktemp("evil")
    forms = folder / "in"
    forms.mkdir()
    for number in range(FORMS):
        file = returned(forms, {**FILLED, f"indicators.{SATISFACTION}.actual": "0.5"}, f"={number}'&(1)[x].xlsx")
        for at, place in enumerate(PLACES):
            # Another lead on every form: all of them stand somewhere.
            lead = LEADS[(3 * number + at) % len(LEADS)]
            put(file, place, f"<v>{stored(lead + TAIL)}</v>", "str")
    for place in PLACES:
        put(returned(forms, {}, "长.xlsx") if place == PLACES[0] else forms / "长.xlsx", place, f"<v>{LONG}</v>", "str")
    (forms / "坏'=@.xlsx").write_bytes(b"<html>")
    run(folder, "check", forms, "--letters", "letters", "--annotate", "annotated", *_reports())
    for kind in ("text", "json", "jsonl"):
        (folder / f"out.{kind}").write_bytes(run(folder, "check", forms, "--format", kind))
    run(folder, "summary", forms, "-o", folder / "summary.xlsx")
    run(folder, "finalize", forms, "-o", folder / "printed")
    run(folder, "report", forms, "-o", folder / "reports")
    run(folder, "generate", _evil_list(folder), "--template", NATIONAL, "--year", "2020", "-o", folder / "issued")
    return folder


def _reports() -> Iterator[str]:
    for kind in ("xlsx", "html", "csv", "json"):
        yield from ("--report", f"report.{kind}")


def run(folder: Path, *arguments: object) -> bytes:
    """Run a command beside the forms; it ends with a code of its own, never with an exception."""
    words = [str(folder / one) if isinstance(one, str) and _output(one) else str(one) for one in arguments]
    done = CliRunner().invoke(cli, words, prog_name="perf-xlsx")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code in {0, 1, 3}, done.output
    return done.stdout_bytes


def _output(word: str) -> bool:
    return word in {"letters", "annotated"} or word.startswith("report.")


def _evil_list(folder: Path) -> Path:
    """A project list whose every text has such a lead, as far as a list may hold it."""
    file = folder / "list.xlsx"
    write_sample_list(catalog().get(NATIONAL), file)
    book = openpyxl.load_workbook(file)
    page = book.worksheets[0]
    heads = {str(cell.value): cell.column for cell in page[1]}
    for row in range(2, page.max_row + 1):
        for name in ("项目名称", "主管部门", "实施单位"):
            column = next((at for head, at in heads.items() if head.startswith(name)), None)
            if column is not None and page.cell(row, column).value:
                text = LEADS[(row + column) % 4] + f'1+HYPERLINK("{EVIL}")<script>../../x'
                page.cell(row, column).value, page.cell(row, column).data_type = text, "s"
    book.save(file)
    return file


def files(folder: Path, suffix: str, *parts: str) -> list[Path]:
    """The outputs of a kind; there must be some."""
    found = [file for part in parts for file in (folder / part).rglob(f"*{suffix}")] if parts else []
    found = found or [file for file in folder.glob(f"*{suffix}") if file.name != "list.xlsx"]
    assert found, (suffix, parts)
    return found


def drives(text: str) -> list[str]:
    """The signs in a text that drive a terminal or turn its direction."""
    return [sign for sign in set(text) - set("\r\n\ufeff") if unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"}]


def test_texts(folder: Path) -> None:
    """What is printed, and the letters: no sign that does anything; no line anybody could take for one of ours."""
    printed = [folder / "out.text", *files(folder, ".txt", "letters")]
    assert len(printed) == FORMS + 3
    for file in printed:
        text = file.read_text("utf-8")
        assert drives(text) == [], file
        assert not [line for line in text.splitlines() if line.startswith("../../evil")]


def test_json(folder: Path) -> None:
    """One document, one line a form: nothing in it ends a string or a line, or drives a terminal."""
    whole = json.loads((folder / "out.json").read_bytes())
    lines = (folder / "out.jsonl").read_text("utf-8").splitlines()
    assert len(whole["forms"]) == len(lines) == FORMS + 2
    assert all(json.loads(line)["file"] for line in lines)
    for name in ("out.json", "out.jsonl", "report.json"):
        assert drives((folder / name).read_text("utf-8")) == []
    assert EVIL in json.dumps(whole)
    assert TURNS in json.dumps(whole, ensure_ascii=False)


def test_csv(folder: Path) -> None:
    """Findings and register: no cell is a formula to a spreadsheet program."""
    for file in (folder / "report.csv", folder / "issued" / "register.csv"):
        rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline=""), strict=True))
        assert len(rows) > 2
        assert {len(row) for row in rows} == {len(rows[0])}
        for cell in (cell for row in rows for cell in row):
            assert not re.match(r"[=+@＝＋＠\t\r\n]|-(?!\d+(\.\d+)?$)", cell), cell[:40]
            assert drives(cell) == []


class Page(html.parser.HTMLParser):
    """Notes tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))


def test_html(folder: Path, tmp_path: Path) -> None:
    """The page has the tags ours has, and no attribute of a tag runs anything or leads anywhere else."""
    run(tmp_path, "check", returned(tmp_path), "--report", "report.html")
    seen, plain = Page(), Page()
    seen.feed((folder / "report.html").read_text("utf-8"))
    plain.feed((tmp_path / "report.html").read_text("utf-8"))
    assert {tag for tag, _ in seen.tags} <= {tag for tag, _ in plain.tags} | {"ul", "li", "p", "span", "b", "em", "br"}
    for tag in ("script", "style", "link", "meta"):
        assert sum(one == tag for one, _ in seen.tags) == sum(one == tag for one, _ in plain.tags)
    for tag, attributes in seen.tags:
        assert tag not in {"img", "iframe", "object"}
        assert not [key for key in attributes if key.startswith("on")]
        links = [value or "" for key, value in attributes.items() if key in {"href", "src", "action"}]
        assert not [link for link in links if EVIL in link or link.lower().startswith("javascript")]
    assert drives((folder / "report.html").read_text("utf-8")) == []


@pytest.mark.parametrize("where", ["report.xlsx", "summary.xlsx", "annotated", "printed", "issued"])
def test_workbooks(folder: Path, where: str) -> None:
    """No such text is a formula, a link, a name, a sheet's name, a header or a comment that says more than itself."""
    at = folder / where
    for file in [at] if at.is_file() else files(folder, ".xlsx", where):
        with zipfile.ZipFile(file) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        for name, data in parts.items():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(data)
            if name.endswith(".rels"):
                assert EVIL.encode() not in data, (file, name)
        book = openpyxl.load_workbook(file)
        for page in book.worksheets:
            assert EVIL not in page.title
            for cell in (cell for row in page.iter_rows() for cell in row):
                value = str(cell.value or "")
                assert not (cell.data_type == "f" and ("evil" in value or "cmd" in value)), (file, cell.coordinate)
                assert cell.hyperlink is None or EVIL not in str(cell.hyperlink.target)
                assert len(value) <= 32_767
        assert not [name for name, one in book.defined_names.items() if "evil" in (one.attr_text or "")]


def test_documents(folder: Path) -> None:
    """Word documents: well-formed, no link, no field, no sign that turns the line or drives anything."""
    for file in files(folder, ".docx", "reports"):
        with zipfile.ZipFile(file) as packed:
            parts = {name: packed.read(name).decode() for name in packed.namelist() if name.endswith((".xml", ".rels"))}
        for name, text in parts.items():
            ET.fromstring(text)
            assert not (name.endswith(".rels") and EVIL in text)
        body = parts["word/document.xml"]
        assert not re.search(r"<w:(?:instrText|fldSimple|hyperlink|altChunk|object)\b[^>]*evil", body)
        assert [sign for sign in drives("".join(ET.fromstring(body).itertext())) if sign != "\t"] == []


def test_paths(folder: Path) -> None:
    """Everything was written where it was asked for, under names Windows takes."""
    asked = {"letters", "annotated", "printed", "reports", "issued", "in"}
    assert {one.name for one in folder.iterdir() if one.is_dir()} == asked
    made = [one for name in asked - {"in"} for one in (folder / name).rglob("*")]
    assert len(made) > 4 * FORMS
    for one in made:
        assert one.resolve().is_relative_to(folder.resolve())
        assert not RESERVED.fullmatch(one.name)
        assert not set(one.name) & set('<>:"/\\|?*')
        assert drives(one.name) == []
        assert one.name == one.name.strip().rstrip(".")
    assert not [one for one in folder.parent.iterdir() if "evil" in one.name and one != folder and one.is_file()]
