"""What is read off the text of a part is what its tree gives, whatever a file holds; where in doubt there is a tree."""

import random
import re
import time
import zipfile
from pathlib import Path

import pytest
from packages import cells_xml, parts, save, sheet_xml, strings_xml, styles_xml, zipped
from returned import SHEET, STRINGS, edited, resaved, returned

from perf_xlsx.workbook import sheet_in, strings
from perf_xlsx.workbook.book import Book, Refusal
from perf_xlsx.workbook.cells_in import Gathered, Source
from perf_xlsx.workbook.known import Known
from perf_xlsx.workbook.limits import DEFAULT_LIMITS, Limits
from perf_xlsx.workbook.plain_cells import Apart, read_plain, rows_apart
from perf_xlsx.workbook.read import read_book

SAMPLES = Path(__file__).parents[2] / "samples" / "returned"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
GOOD = '<c r="A1"><v>1</v></c>'


def by_tree(file: Path, monkeypatch: pytest.MonkeyPatch) -> Book | Refusal:
    """Read a file with nothing read off the text."""
    with monkeypatch.context() as patch:
        patch.setattr(sheet_in, "rows_apart", lambda *_: None)
        patch.setattr(strings, "plain_start", lambda *_: b"")
        return read_book(file)


def rows_of(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Gathered | None:
    """What is read off the text of a worksheet with two strings and two styles; None where a tree is needed."""
    source = Source({0: "甲", 1: "乙"}, {None: 0, "0": 0, "1": 1}, date1904=False, limits=limits)
    apart = rows_apart(data, limits)
    return None if apart is None else read_plain(apart, source)


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.xlsx")), ids=lambda file: file.stem[:10])
def test_saved_by_libreoffice(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form saved by LibreOffice reads the same either way, and needs no tree for its cells and texts."""
    assert read_book(file) == by_tree(file, monkeypatch)
    assert all_plain(file)


def test_as_issued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A filled form as the program wrote it likewise; one saved by openpyxl reads the same."""
    file = returned(tmp_path)
    assert read_book(file) == by_tree(file, monkeypatch)
    assert all_plain(file)
    again = resaved(returned(tmp_path, name="又存.xlsx"))
    assert read_book(again) == by_tree(again, monkeypatch)


def all_plain(file: Path) -> bool:
    """Whether no sheet of a file, and not its strings, needs a tree for what is in it."""
    numbers: dict[str | None, int] = {str(number): number for number in range(999)}
    source = Source(dict.fromkeys(range(9999), ""), numbers, date1904=False, limits=DEFAULT_LIMITS)
    with zipfile.ZipFile(file) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        strings._plain(archive.read(STRINGS), STRINGS, DEFAULT_LIMITS)
    apart = [rows_apart(data, DEFAULT_LIMITS) for data in sheets]
    return bool(apart) and all(one is not None and read_plain(one, source) is not None for one in apart)


ODD_ROWS = {
    "comment": f'<row r="1">{GOOD}<!-- <c r="B1"><v>2</v></c> --></row>',
    "text that is no markup": '<row r="1"><c r="A1" t="str"><v><![CDATA[<c r="B1"><v>2</v></c>]]></v></c></row>',
    "instruction": f'<row r="1">{GOOD}<?x <c r="B1"><v>2</v></c> ?></row>',
    "cell in a cell": f'<row r="1"><c r="B1"><v>{GOOD}</v></c></row>',
    "cell in something": f'<row r="1"><x>{GOOD}</x></row>',
    "cell outside rows": f'<row r="1"></row>{GOOD}<row r="2"></row>',
    "row not ended": f'<row r="1">{GOOD}',
    "row ended twice": f'<row r="1">{GOOD}</row></row>',
    "row in a row": f'<row r="1"><row r="2">{GOOD}</row></row>',
    "row that is no number": f'<row r="eins">{GOOD}</row>',
    "row past the last": f'<row r="1048577">{GOOD}</row>',
    "attribute twice": f'<row r="1" ht="1" ht="2">{GOOD}</row>',
    "prefix not declared": f'<row r="1" x14ac:dyDescent="1">{GOOD}</row>',
    "another namespace": f'<row xmlns="urn:x" r="1">{GOOD}</row>',
    "blanks between": f'<row r="1"> {GOOD}\n</row>',
    "value ended by itself": '<row r="1"><c r="A1"><v/></c></row>',
    "cell ended, then a value": '<row r="1"><c r="A1"/><v>1</v></c></row>',
    "cell begun, and no value": '<row r="1"><c r="A1"><c r="B1"/></row>',
    "cell twice": f'<row r="1">{GOOD}{GOOD}</row>',
    "value and blank": f'<row r="1">{GOOD}<c r="A1"/></row>',
    "style there is none of": '<row r="1"><c r="A1" s="2"><v>1</v></c></row>',
    "style with a zero before": '<row r="1"><c r="A1" s="00"><v>1</v></c></row>',
    "string there is none of": '<row r="1"><c r="A1" t="s"><v>2</v></c></row>',
    "negative string": '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
    "string that is no number": '<row r="1"><c r="A1" t="s"><v>甲</v></c></row>',
    "kind there is none of": '<row r="1"><c r="A1" t="q"><v>1</v></c></row>',
    "past the last row": '<row r="1"><c r="A1048577"><v>1</v></c></row>',
    "past the last column": '<row r="1"><c r="XFE1"><v>1</v></c></row>',
    "no place": '<row r="1"><c><v>1</v></c></row>',
    "shared formula": '<row r="1"><c r="A1"><f t="shared" ref="A1:B1" si="0">C1</f><v>1</v></c>'
    '<c r="B1"><f t="shared" si="0"/><v>2</v></c></row>',
    "formula without value": '<row r="1"><c r="A1"><f>B1</f></c></row>',
    "formula not ended": '<row r="1"><c r="A1"><f>B1<v>1</v></c></row>',
    "formula with nothing": '<row r="1"><c r="A1"><f></f><v>1</v></c></row>',
    "formula twice": '<row r="1"><c r="A1"><f>B1</f><f>B2</f><v>1</v></c></row>',
    "entity there is none of": '<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>',
    "half an entity": '<row r="1"><c r="A1"><f>A&B</f><v>1</v></c></row>',
    "entity of a number": '<row r="1"><c r="A1"><v>&#49;</v></c></row>',
    "end of no section": '<row r="1"><c r="A1" t="str"><v>a]]></v></c></row>',
    "sign no XML may hold": '<row r="1"><c r="A1" t="str"><v>a\x07</v></c></row>',
    "sign that is none": '<row r="1"><c r="A1" t="str"><v>a\ufffe</v></c></row>',
    "return": '<row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row>',
    "inline text": '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>',
    "date": '<row r="1"><c r="A1" t="d"><v>2020-01-01</v></c></row>',
    "too long": f'<row r="1"><c r="A1" t="str"><v>{"长" * 70_000}</v></c></row>',
    "long": f'<row r="1"><c r="A1" t="str"><v>{"长" * 20_000}</v></c></row>',
    "long formula": f'<row r="1"><c r="A1"><f>{"A1+" * 9_000}A1</f><v>1</v></c></row>',
}


@pytest.mark.parametrize("name", ODD_ROWS)
def test_odd_rows_need_a_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Nothing odd is read off the text; what comes of it, a book or a refusal, is what the tree gives."""
    xml = DECLARATION + sheet_xml(ODD_ROWS[name])
    assert rows_of(xml.encode()) is None
    file = save(tmp_path / "表.xlsx", parts(xml))
    assert read_book(file) == by_tree(file, monkeypatch)


PLAIN_ROWS = {
    "kinds": '<row r="1"><c r="A1"><v>1.50</v></c><c r="B1" t="n"><v>2</v></c><c r="C1" t="b"><v>1</v></c>'
    '<c r="D1" t="e"><v>#N/A</v></c><c r="E1" t="s"><v>1</v></c><c r="F1" t="str"><v>丙_x000D_</v></c></row>',
    "nothing": '<row r="1"><c r="A1"/><c r="B1" s="1"/><c r="C1" t="s"/><c r="D1"><v></v></c></row>',
    "formulas": '<row r="1"><c r="A1"><f>B1&amp;"&lt;"&gt;&apos;&quot;</f><v>1</v></c>'
    '<c r="B1" t="str"><f aca="false">1</f><v></v></c><c r="C1"><f ca="1">NOW()</f><v></v></c></row>',
    "texts": '<row r="1"><c r="A1" t="str"><v>&amp;lt;&lt;&#10;甲\n\t乙</v></c></row>',
    "rows": '<row r="2" hidden="1"/><row r="3" s="1" customFormat="true" ht="0"></row><row><c r="A4"/></row>',
    "row numbers do not bind": '<row r="9"><c r="A1"><v>1</v></c></row>',
    "no rows": "",
}


@pytest.mark.parametrize("name", PLAIN_ROWS)
def test_plain_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """What programs write is read off the text, and is what the tree gives."""
    xml = DECLARATION + sheet_xml(PLAIN_ROWS[name])
    assert rows_of(xml.encode()) is not None
    file = save(tmp_path / "表.xlsx", parts(xml, styles=styles_xml("<xf/>", "<xf/>")))
    book = read_book(file)
    assert isinstance(book, Book)
    assert book == by_tree(file, monkeypatch)


@pytest.mark.parametrize(
    "xml",
    [
        DECLARATION.replace("UTF-8", "GBK") + cells_xml(GOOD),
        DECLARATION.replace("UTF-8", "ISO-8859-1") + cells_xml('<c r="A1" t="str"><v>é</v></c>'),
        sheet_xml(f'<row r="1">{GOOD}</row>', f"<x><sheetData><row>{GOOD}</row></sheetData></x>"),
        sheet_xml(f'<row r="1">{GOOD}</row>', "<!-- </sheetData> -->"),
        cells_xml(GOOD).replace("sheetData", "x:sheetData"),
        cells_xml(GOOD).replace("<sheetData>", '<sheetData xmlns="urn:x">'),
        cells_xml(GOOD).replace("<sheetData>", "<x><sheetData>").replace("</sheetData>", "</sheetData></x>"),
        cells_xml(GOOD).replace("</worksheet>", ""),
        cells_xml(GOOD).replace("<worksheet", "<!DOCTYPE worksheet><worksheet"),
        cells_xml(GOOD).replace("main", "other"),
        "\ufeff" + cells_xml(GOOD),
        sheet_xml(f'<row r="1">{GOOD}</row>', "<headerFooter><oddFooter>甲&amp;</oddFooter></headerFooter>"),
        sheet_xml(f'<row r="1">{GOOD}</row>', "<headerFooter><x><mergeCells/></x></headerFooter>"),
        sheet_xml(f'<row r="1">{GOOD}</row>', "<headerFooter><x></headerFooter>"),
        sheet_xml(f'<row r="1">{GOOD}</row>', "<headerFooter></headerFooter><headerFooter></headerFooter>"),
        sheet_xml(f'<row r="1">{GOOD}</row>', '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'),
    ],
    ids=[
        *("GBK", "Latin-1", "two tables", "comment", "prefix", "own namespace", "nested", "not ended", "DTD"),
        *("no worksheet", "byte order mark", "footer", "deep footer", "damaged footer", "two footers", "merges"),
    ],
)
def test_odd_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, xml: str) -> None:
    """What stands around the rows decides what they mean: the answer is the tree's."""
    file = save(tmp_path / "表.xlsx", parts(xml.encode()))
    assert read_book(file) == by_tree(file, monkeypatch)


@pytest.mark.parametrize(
    "items",
    [
        *("<t/>", "<t></t>", " <t>甲</t>", "<t>甲</t><t>乙</t>", "<t>甲</t><rPh><t>乙</t></rPh>", "<t>甲<x/></t>"),
        *("<r><t>甲</t></r><r><t>乙</t></r>", '<r><rPr><b val="1"/></rPr><t>甲</t></r>', "<r><rPr><b></rPr></r>"),
        *("<t>_x5F20_&amp;&lt;&#10;</t>", "<t>&#x4e00;</t>", "<t>a]]></t>", "<t><!-- 甲 --></t>", "<t>a\rb</t>"),
        *("</si><si>", "<si><t>甲</t></si>", "<t>甲</t></si></sst><si>", '<t xml:space="preserve"> 甲 </t>'),
    ],
)
def test_strings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, items: str) -> None:
    """Shared strings are what the tree gives, however they are spelled."""
    sheet = cells_xml('<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>')
    file = save(tmp_path / "表.xlsx", parts(sheet, strings=DECLARATION + strings_xml(items, "<t>乙</t>")))
    assert read_book(file) == by_tree(file, monkeypatch)


_VALUE, _TAG = re.compile(r'(?<==")[^"]*(?=")|(?<=>)[^<>]+(?=<)'), re.compile(r"<[^!?][^>]*>")
_ODD = (
    "",
    " ",
    "-1",
    "1E999",
    "NaN",
    "A0",
    "XFD1048577",
    "true",
    "shared",
    "&amp;",
    "&",
    "]]>",
    "_xD83D_",
    "甲" * 70_000,
)


def mutated(xml: str, lot: random.Random) -> str:
    """Values and tags changed, taken out, or said twice."""
    for _ in range(lot.choice((1, 2, 5))):
        places = list(lot.choice((_VALUE, _VALUE, _TAG)).finditer(xml))
        one, other = lot.choice(places), lot.choice(places)
        new = lot.choice((lot.choice(_ODD), other[0], one[0] * 2, ""))
        xml = xml[: one.start()] + new + xml[one.end() :]
    return xml


@pytest.mark.parametrize("number", range(40))
def test_mutated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """A form whose sheet or strings were changed by lot gives the same book, or the same refusal, either way."""
    lot = random.Random(f"plain/{number}")
    file = returned(tmp_path)
    if number % 2:
        file.write_bytes(lot.choice(sorted(SAMPLES.glob("*.xlsx"))).read_bytes())
    edited(file, {lot.choice((SHEET, SHEET, STRINGS)): lambda xml: mutated(xml, lot)})
    assert read_book(file) == by_tree(file, monkeypatch)


@pytest.mark.parametrize(
    "text",
    ['<c r="A1', '<c r="A1">', '<c r="A1"><f>', '<c r="A1"><v>', '<c r="A1"><f>x</f>', "<row ", '<row r="1" ', "<f"],
)
def test_no_text_takes_long(text: str) -> None:
    """A sheet of one thing said again and again is given up in time that grows as the sheet does."""
    rows = (text * (2_000_000 // len(text))).encode()
    source = Source({}, {None: 0}, date1904=False, limits=DEFAULT_LIMITS)
    started = time.process_time()
    assert read_plain(Apart(rows, b"", x14ac=False), source) is None
    assert time.process_time() - started < 2


def test_what_is_known_takes_no_more_than_its_room() -> None:
    """Meanings are kept up to a size, and begun anew past it; a text larger than the room is not kept."""
    known = Known(len, room=100)
    assert [known[bytes([number]) * 30] for number in range(5)] == [30] * 5
    assert sum(map(len, known)) <= known.room
    assert known[b"x" * 200] == 200
    assert b"x" * 200 not in known


def test_a_limit_below_what_programs_write_is_kept_by_the_tree(tmp_path: Path) -> None:
    """Limits of one's own for texts and nesting are those of the tree."""
    file = save(tmp_path / "表.xlsx", parts(cells_xml('<c r="A1" t="str"><v>一二三四五六</v></c>')))
    assert isinstance(read_book(file, Limits(text_length=5)), Refusal)
    assert rows_of(cells_xml(GOOD).encode(), Limits(depth=4)) is None


def test_a_bad_byte_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 make the part none, wherever they stand."""
    file = returned(tmp_path)
    edited(file, {SHEET: lambda xml: xml.replace("<v>", "<v>坏", 1)})
    with zipfile.ZipFile(file) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents[SHEET] = contents[SHEET].replace("坏".encode(), b"\xe5\x9d")
    file.write_bytes(zipped(contents))
    assert isinstance(read_book(file), Refusal)
