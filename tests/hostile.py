"""Issued forms turned into files that mean harm, and files under a false name; each by name with its builder."""

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping

from containers import container
from returned import SHEET, STRINGS, workbook

Build = Callable[[], bytes]
Edit = Callable[[str], str]
TYPES, BOOK, LINKS = "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MEGABYTE = 1024 * 1024
LAUGHS = '<!DOCTYPE a [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(edits: Mapping[str, Edit | None] | None = None, more: Mapping[str, bytes] | None = None) -> bytes:
    """The clean form with parts edited as text (None takes one out) and other parts added."""
    source = zipfile.ZipFile(io.BytesIO(workbook()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name in source.namelist():
            edit = (edits or {}).get(name, str)
            if edit is not None:
                target.writestr(name, edit(source.read(name).decode()).encode())
        for name, data in (more or {}).items():
            target.writestr(name, data)
    return out.getvalue()


def sheet(edit: Edit) -> Build:
    """The form's sheet edited."""
    return lambda: packed({SHEET: edit})


def swapped(name: str, pattern: str, new: str) -> Build:
    """One place of a part replaced; it must be there."""

    def edit(xml: str) -> str:
        xml, count = re.subn(pattern, lambda _: new, xml, count=1)
        assert count == 1, pattern
        return xml

    return lambda: packed({name: edit})


def behind_rows(text: str) -> Build:
    """More rows behind the form's own."""
    return sheet(lambda xml: xml.replace("</sheetData>", f"{text}</sheetData>"))


def behind_data(text: str) -> Build:
    """Something behind the cells."""
    return sheet(lambda xml: xml.replace("</sheetData>", f"</sheetData>{text}"))


def head(text: str, name: str = SHEET) -> Build:
    """Something before the root of a part."""
    return lambda: packed({name: lambda xml: re.sub(r"(<\?xml[^>]*>)", lambda found: found[1] + text, xml)})


def linked(kind: str, target: str, mode: str = "") -> Edit:
    """One more relationship of the workbook."""
    link = f'<Relationship Id="x9" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return lambda xml: xml.replace("</Relationships>", f"{link}</Relationships>")


def entry_of(data: bytes | bytearray, name: str) -> int:
    """Where a part's entry begins in the directory at the end."""
    at = data.find(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(name)] != name.encode():
        at = data.index(b"PK\x01\x02", at + 4)
    return at


def lying() -> bytes:
    """A directory that says the form's sheet is 20 kB, where it inflates to sixty megabytes."""
    data = bytearray(packed({SHEET: lambda xml: xml + " " * (60 * MEGABYTE)}))
    at = entry_of(data, SHEET)
    data[at + 24 : at + 28] = struct.pack("<I", 20_000)
    return bytes(data)


def overlapping() -> bytes:
    """Two entries of the directory that share the bytes of one part."""
    data = bytearray(packed())
    one, other = entry_of(data, SHEET), entry_of(data, STRINGS)
    data[other + 42 : other + 46] = data[one + 42 : one + 46]
    return bytes(data)


def twice() -> bytes:
    """One part under one name two times."""
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as target, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        target.writestr(SHEET, b"<worksheet/>")
    return out.getvalue()


def renamed(name: str) -> Build:
    """A part more, of a name that leads out of the file."""
    return lambda: packed(more={name: b"x"})


def encrypted_zip() -> bytes:
    """The flag of encryption on every entry."""
    data = bytearray(packed())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def cells(count: int) -> str:
    """So many cells far below the form."""
    return "".join(f'<row r="{1000 + row}"><c r="A{1000 + row}"><v>1</v></c></row>' for row in range(count))


def strict(xml: str) -> str:
    """The namespaces of Strict Office Open XML."""
    for kind in ("spreadsheetml/main", "officeDocument/relationships"):
        plain = kind.replace("spreadsheetml/main", "spreadsheetml/2006/main")
        plain = plain.replace("officeDocument/relationships", "officeDocument/2006/relationships")
        xml = xml.replace(f"http://schemas.openxmlformats.org/{plain}", f"http://purl.oclc.org/ooxml/{kind}")
    return xml


STRICT = dict.fromkeys((SHEET, STRINGS, BOOK, LINKS, "xl/styles.xml"), strict)
MACRO = {"xl/vbaProject.bin": b"x"}
MACRO_TYPE = '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
EMBEDDED = {"xl/embeddings/oleObject1.bin": b"x"}
BIN_TYPE = '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/></Types>'


def recoded(encoding: str, ahead: str = "") -> Build:
    """The form's sheet in another encoding, told in its first line."""

    def build() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(out, "w") as target:
            for name in source.namelist():
                data = source.read(name)
                if name == SHEET:
                    first, _, rest = data.decode().partition("?>")
                    data = (first.replace("UTF-8", encoding) + "?>" + ahead + rest).encode(encoding)
                target.writestr(name, data)
        return out.getvalue()

    return build


def plain_zip() -> bytes:
    """A zip of anything but a workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("说明.txt", "附件见内")
    return out.getvalue()


def renamed_parts(data: bytes, old: str, new: str) -> bytes:
    """A name of the same length in the directory alone: what stands before the part says another."""
    assert len(old.encode()) == len(new.encode())
    changed = bytearray(data)
    at = entry_of(changed, old)
    changed[at + 46 : at + 46 + len(new)] = new.encode()
    return bytes(changed)


def linked_by_dde() -> bytes:
    """A link to another program, as Excel stores it."""
    part = '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    return packed({LINKS: linked("externalLink", "externalLinks/e1.xml")}, {"xl/externalLinks/e1.xml": part.encode()})


def macro_workbook() -> bytes:
    """What Excel calls a workbook with macros, under the plain name."""

    def kind(xml: str) -> str:
        plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        assert plain in xml
        xml = xml.replace(plain, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        return xml.replace("</Types>", MACRO_TYPE)

    return packed({TYPES: kind}, MACRO)


# By name: the file, and the one code it must be refused with; "" where it is read as the form it is.
HOSTILE: Mapping[str, tuple[Build, str]] = {
    "empty": (lambda: b"", "F01"),
    "truncated": (lambda: workbook()[:9000], "F01"),
    "without its directory": (lambda: workbook()[:-200], "F01"),
    "a flipped byte": (lambda: workbook()[:400] + b"\xff\xff" + workbook()[402:], "F01"),
    "zeros": (lambda: bytes(20_000), "F01"),
    "web page": ("<html><table><tr><td>自评表</td></tr></table></html>".encode, "F01"),
    "CSV": (lambda: "项目名称,得分\n基层培训,99\n".encode("gbk"), "F01"),
    "PDF": (lambda: b"%PDF-1.7\n", "F06"),
    "encrypted workbook": (lambda: container({"EncryptedPackage": b"\x1f" * 900}), "F02"),
    "encrypted zip": (encrypted_zip, "F02"),
    "one huge part": (lambda: packed(more={"xl/media/a.bin": b" " * (40 * MEGABYTE)}), "F03"),
    "huge sheet": (sheet(lambda xml: xml + " " * (20 * MEGABYTE)), "F03"),
    "huge string": (
        lambda: packed({STRINGS: lambda xml: xml.replace("</sst>", f"<si><t>{'字' * 100_000}</t></si></sst>")}),
        "F03",
    ),
    "many parts": (lambda: packed(more={f"xl/media/{number}.bin": b"" for number in range(2000)}), "F03"),
    "overlapping parts": (overlapping, "F01"),
    "lying directory": (lying, "F01"),
    "entities": (head(LAUGHS), "F01"),
    "entities in the strings": (head(LAUGHS, STRINGS), "F01"),
    "external entity": (head(OUTSIDE, BOOK), "F01"),
    "deep nesting": (behind_data("<a>" * 90_000 + "</a>" * 90_000), "F03"),
    "a million cells": (behind_rows(cells(1_000_000)), "F03"),
    "far cell with format only": (
        behind_rows('<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
        "",
    ),
    "merge of the whole sheet": (
        sheet(lambda xml: re.sub(r"(<mergeCells[^>]*>)", r'\1<mergeCell ref="A1:XFD1048576"/>', xml)),
        "",
    ),
    "endless print titles": (
        lambda: packed(
            {
                BOOK: lambda xml: xml.replace(
                    "<definedNames>",
                    f'<definedNames><definedName name="x">{"自评表!$1:$2," * 8000}</definedName>',
                )
            }
        ),
        "",
    ),
    "false dimension": (swapped(SHEET, r'<dimension ref="[^"]*"/>', '<dimension ref="A1:XFD1048576"/>'), ""),
    "string out of range": (behind_rows('<row r="900"><c r="A900" t="s"><v>99999999</v></c></row>'), "F01"),
    "string below zero": (behind_rows('<row r="900"><c r="A900" t="s"><v>-1</v></c></row>'), "F01"),
    "style out of range": (behind_rows('<row r="900"><c r="A900" s="99999"><v>1</v></c></row>'), "F01"),
    "cell past the sheet": (behind_rows('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'), "F01"),
    "cell twice": (behind_rows('<row r="13"><c r="E13"><v>1</v></c></row>'), "F01"),
    "part twice": (twice, "F01"),
    "sheet missing": (lambda: packed({SHEET: None}), "F01"),
    "strings missing": (lambda: packed({STRINGS: None}), "F01"),
    "workbook missing": (lambda: packed({BOOK: None}), "F01"),
    "absolute part name": (renamed("/etc/passwd"), "F01"),
    "part name that leads out": (renamed("xl/../../../evil.sh"), "F01"),
    "part name of Windows": (renamed("C:\\evil.exe"), "F01"),
    "Strict namespaces": (lambda: packed(STRICT), ""),
    "macros": (lambda: packed({TYPES: lambda xml: xml.replace("</Types>", MACRO_TYPE)}, MACRO), "F05"),
    "external link": (
        lambda: packed({LINKS: linked("externalLink", "https://evil.example/a.xlsx", ' TargetMode="External"')}),
        "F05",
    ),
    "DDE": (behind_rows('<row r="900"><c r="A900"><f>cmd|\'/c calc\'!A1</f><v>1</v></c></row>'), "F05"),
    "embedded object": (lambda: packed({TYPES: lambda xml: xml.replace("</Types>", BIN_TYPE)}, EMBEDDED), "F05"),
    "UTF-16": (lambda: packed(more={"xl/worksheets/x.xml": "<a/>".encode("utf-16")}), ""),
    "unknown encoding": (swapped(SHEET, 'encoding="UTF-8"', 'encoding="klingon"'), "F01"),
    "number past all bounds": (behind_rows('<row r="900"><c r="A900"><v>1E999</v></c></row>'), ""),
    "not a number": (behind_rows('<row r="900"><c r="A900"><v>NaN</v></c></row>'), ""),
    "date past all bounds": (behind_rows('<row r="900"><c r="A900" t="d"><v>99999-99-99</v></c></row>'), ""),
    "a million digits": (behind_rows(f'<row r="900"><c r="A900"><v>{"1" * 1_000_000}</v></c></row>'), "F03"),
    "not a thing but zeros in a part": (lambda: packed({SHEET: lambda _: "\0" * 90_000}), "F01"),
    "zip of something else": (plain_zip, "F06"),
    "two names of one part": (lambda: renamed_parts(workbook(), SHEET, SHEET.replace("sheet1", "sheetX")), "F01"),
    "entities in the styles": (head(LAUGHS, "xl/styles.xml"), "F01"),
    "entities in the properties": (head(LAUGHS, "docProps/custom.xml"), "F01"),
    "long entity many times": (head(f'<!DOCTYPE a [<!ENTITY a "{"长" * 30_000}">]>', STRINGS), "F01"),
    "entities in UTF-16": (recoded("UTF-16", LAUGHS), "F01"),
    "sheet in UTF-16": (recoded("UTF-16"), ""),
    "sheet in GB18030": (recoded("GB18030"), "F01"),
    "sheet in UTF-7": (recoded("UTF-7"), "F01"),
    "sheet with the mark of UTF-8": (sheet(lambda xml: "\ufeff" + xml), ""),
    "far cell": (behind_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), ""),
    "far cell below": (behind_rows('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), ""),
    "merge of a whole column": (
        sheet(lambda xml: re.sub(r"(<mergeCells[^>]*>)", r'\1<mergeCell ref="CZ1:CZ1048576"/>', xml)),
        "",
    ),
    "print titles of 100 kB": (
        lambda: packed({BOOK: lambda xml: re.sub(r"自评表!\$12:\$12", "自评表!$1:$2," * 8000, xml, count=1)}),
        "",
    ),
    "validation of the whole sheet": (
        sheet(lambda xml: re.sub(r'sqref="[^"]*"', 'sqref="A1:XFD1048576"', xml)),
        "",
    ),
    "30,000 merges": (
        sheet(lambda xml: xml.replace("</mergeCells>", '<mergeCell ref="CZ1:DA2"/>' * 30_000 + "</mergeCells>")),
        "F03",
    ),
    "shared formula blown up": (
        behind_rows(
            f'<row r="900"><c r="CZ900"><f t="shared" ref="CZ900:CZ2000" si="9">{"A1+" * 2600}1</f></c></row>'
            + "".join(f'<row r="{row}"><c r="CZ{row}"><f t="shared" si="9"/></c></row>' for row in range(901, 2000))
        ),
        "F03",
    ),
    "workbook with macros under the plain name": (macro_workbook, "F05"),
    "link to another program": (linked_by_dde, "F05"),
    "infinite number": (behind_rows('<row r="900"><c r="A900"><v>INF</v></c></row>'), ""),
    "date below zero": (behind_rows('<row r="900"><c r="A900"><v>-5</v></c></row>'), ""),
    "two contents of a sheet": (
        behind_data('<sheetData><row r="13"><c r="H13"><v>1</v></c></row></sheetData>'),
        "F01",
    ),
    "two tables of strings": (
        lambda: packed({LINKS: linked("sharedStrings", "others.xml")}, {"xl/others.xml": b"<sst/>"}),
        "F01",
    ),
    "two workbooks in one": (
        lambda: packed({"_rels/.rels": linked("officeDocument", "xl/other.xml")}, {"xl/other.xml": b"<workbook/>"}),
        "F01",
    ),
    "300 sheets": (
        lambda: packed(
            {
                BOOK: lambda xml: xml.replace(
                    "</sheets>", '<sheet name="a" sheetId="99" r:id="rId1"/>' * 300 + "</sheets>"
                )
            }
        ),
        "F03",
    ),
}
