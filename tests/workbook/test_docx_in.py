"""Tables of Word documents as sheets: six forms in one document are six, each under its own title."""

from pathlib import Path

import pytest
from documents import NEW_PAGE, WORD_TYPE, cell, line, seed_002, seed_002_document, table, word
from packages import relationships

from perf_xlsx.workbook.book import Book, Refusal, SheetGrid, cell_value
from perf_xlsx.workbook.read import read_book

MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def read(folder: Path, data: bytes) -> Book:
    """Read a document that must be readable."""
    path = folder / "自评表.docx"
    path.write_bytes(data)
    book = read_book(path)
    assert isinstance(book, Book), book
    return book


def rows(grid: SheetGrid) -> list[list[str]]:
    """The texts of a sheet row by row, without the empty cells."""
    found: dict[int, list[str]] = {}
    for (number, _), one in sorted(grid.cells.items()):
        found.setdefault(number, []).append(one.text)
    return list(found.values())


@pytest.mark.parametrize("pages", [True, False])
def test_six_forms_in_one_document(tmp_path: Path, pages: bool) -> None:
    """Seed 002 as one document: six sheets, each with its own title lines, and every indicator as published."""
    book = read(tmp_path, seed_002_document(pages=pages))
    assert len(book.sheets) == 6
    for number, (grid, project) in enumerate(zip(book.sheets, seed_002(), strict=True), 1):
        lines = rows(grid)
        assert [f"附件{number}"] in lines[:3]
        assert ["（2020年度）"] in lines[:4]
        assert ["项目名称", project["header"]["项目名称"]] in lines
        wanted = [[one[key] for key in ("level3", "target", "actual")] for one in project["indicators"]]
        found = [
            [cell_value(grid.cells.get((row, column))) or "" for column in (4, 5, 6)]
            for row in range(1, max(row for row, _ in grid.cells) + 1)
        ]
        at = found.index(wanted[0])
        assert found[at : at + len(wanted)] == wanted


def test_merged_cells_are_ranges(tmp_path: Path) -> None:
    """A span goes to the right, a vertical merge down, both make one range; a line above is as wide as its table."""
    body = line("项目支出绩效自评表") + table(
        [cell("绩效指标", down="restart"), cell("甲", 2)],
        [cell(down="continue"), cell("乙", 2, "restart")],
        [cell(down="continue"), cell(across=2, down="continue")],
        [cell("丙"), cell("丁"), cell("戊")],
    )
    [grid] = read(tmp_path, word(body)).sheets
    assert sorted(grid.merges) == ["A1:C1", "A2:A4", "B2:C2", "B3:C4"]
    assert {place: one.text for place, one in grid.cells.items()} == {
        (1, 1): "项目支出绩效自评表",
        (2, 1): "绩效指标",
        (2, 2): "甲",
        (3, 2): "乙",
        (5, 1): "丙",
        (5, 2): "丁",
        (5, 3): "戊",
    }


def test_a_merge_that_goes_on_from_nothing_is_a_cell(tmp_path: Path) -> None:
    """A row that says it continues where nothing began keeps its text."""
    [grid] = read(tmp_path, word(table([cell("甲", down="continue"), cell("乙")]))).sheets
    assert rows(grid) == [["甲", "乙"]]
    assert grid.merges == ()


def test_lines_between_tables(tmp_path: Path) -> None:
    """What signs a form stays below it, a title stands above its table; a page ends the form before it."""
    one = table([cell("甲"), cell("乙")])
    body = (
        one
        + line("填报人：〔略〕 联系电话：〔略〕")
        + line("附件2")
        + one
        + line("未写完")
        + NEW_PAGE
        + line("附件3")
        + one
    )
    found = [rows(grid) for grid in read(tmp_path, word(body)).sheets]
    assert found == [
        [["甲", "乙"], ["填报人：〔略〕 联系电话：〔略〕"]],
        [["附件2"], ["甲", "乙"], ["未写完"]],
        [["附件3"], ["甲", "乙"]],
    ]


def test_a_table_torn_in_two_is_one(tmp_path: Path) -> None:
    """Two tables with nothing but an empty line between are one form; one that begins with a title is another."""
    body = table([cell("甲"), cell("乙")]) + line() + table([cell("丙"), cell("丁")])
    again = table([cell("项目支出绩效自评表", 2)], [cell("甲"), cell("乙")])
    found = [rows(grid) for grid in read(tmp_path, word(body + line() + again)).sheets]
    assert found == [[["甲", "乙"], ["丙", "丁"]], [["项目支出绩效自评表"], ["甲", "乙"]]]


def test_tables_in_tables(tmp_path: Path) -> None:
    """A table that only frames another is opened; inside a cell of a form a table is text, row by row."""
    inner = table([cell("指标"), cell("得分")], [cell("甲"), cell("5")])
    framed = word(table([cell(inside=line("项目支出绩效自评表") + inner + line())]))
    assert rows(read(tmp_path, framed).sheets[0]) == [["项目支出绩效自评表"], ["指标", "得分"], ["甲", "5"]]
    within = word(table([cell("说明"), cell(inside=line("如下") + inner + line())]))
    assert rows(read(tmp_path, within).sheets[0]) == [["说明", "如下\n指标\t得分\n甲\t5"]]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ("<w:r><w:t>10</w:t></w:r><w:r><w:t>次</w:t></w:r>", "10次"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲\n乙"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins><w:r><w:t>10</w:t></w:r></w:ins>", "10"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>显</w:t></w:r>", "显"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>', "显"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r>', "≥95%"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0B3"/><w:t>95%</w:t></w:r>', "95%"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>", "链接"),
        ('<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r>', "甲"),
        ("<w:r><w:t>3</w:t><w:noBreakHyphen/><w:t>5</w:t></w:r>", "3-5"),
    ],
)
def test_texts_as_they_show(tmp_path: Path, runs: str, text: str) -> None:
    """What is deleted, hidden or a field's order is not read; signs and breaks are."""
    body = table([cell("值"), cell(inside=f"<w:p>{runs}</w:p>")])
    assert rows(read(tmp_path, word(body)).sheets[0]) == [["值", text]]


def test_rows_deleted_hidden_and_begun_late(tmp_path: Path) -> None:
    """A deleted row is none, a hidden one is flagged, one that begins later keeps its columns."""
    body = (
        "<w:tbl>"
        f"<w:tr>{cell('甲')}{cell('乙')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}</w:tr>"
        f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('藏')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("丙")}</w:tr>'
        "</w:tbl>"
    )
    [grid] = read(tmp_path, word(body)).sheets
    assert {place: one.text for place, one in grid.cells.items()} == {
        (1, 1): "甲",
        (1, 2): "乙",
        (2, 1): "藏",
        (3, 2): "丙",
    }
    assert grid.hidden_rows == {2}


def test_wrapped_contents(tmp_path: Path) -> None:
    """Form fields wrap rows, cells and paragraphs; they are read as if they were bare."""
    wrap = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    one = f"<w:tr>{wrap(cell(inside=wrap(line('甲'))))}{cell('乙')}</w:tr>"
    assert rows(read(tmp_path, word(wrap(f"<w:tbl>{wrap(one)}</w:tbl>"))).sheets[0]) == [["甲", "乙"]]


def test_a_document_without_tables(tmp_path: Path) -> None:
    """Its lines are one sheet, so that what it seems to be can be told."""
    assert rows(read(tmp_path, word(line("项目绩效监控表") + line("正文"))).sheets[0]) == [["项目绩效监控表"], ["正文"]]


def test_document_templates(tmp_path: Path) -> None:
    """A form saved as a Word template is read as a document."""
    kind = WORD_TYPE.replace("document.main", "template.main")
    assert rows(read(tmp_path, word(table([cell("甲"), cell("乙")]), kind=kind)).sheets[0]) == [["甲", "乙"]]


def test_strict_documents(tmp_path: Path) -> None:
    """The strict namespace is read too, whatever the file is called."""
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(word(table([cell("甲", 2)], [cell("乙"), cell("丙")]), space=STRICT))
    book = read_book(path)
    assert isinstance(book, Book)
    assert book.sheets[0].merges == ("A1:B1",)


def test_what_a_document_cannot_tell(tmp_path: Path) -> None:
    """Formulas, locks and validations are not in it, and the reason says so; all cells are texts."""
    book = read(tmp_path, word(table([cell("1"), cell("9.41")])))
    assert book.cannot_tell.keys() == {"formulas", "locks", "numbers", "validations"}
    assert {one.kind for one in book.sheets[0].cells.values()} == {"s"}


def test_what_a_document_carries(tmp_path: Path) -> None:
    """Macros, fields that ask another program, embedded and linked objects are named."""
    assert read(tmp_path, word(line("甲"))).extras == ()
    links = relationships(
        ("m", "vbaProject", "vbaProject.bin"),
        ("o", "oleObject", '../../b.xlsx" TargetMode="External'),
    )
    others: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": links,
        "word/vbaProject.bin": b"x",
        "word/embeddings/a.xml": b"<a/>",
    }
    field = "<w:p><w:r><w:instrText> DDEAUTO c:\\cmd.exe </w:instrText></w:r></w:p>"
    assert read(tmp_path, word(field, others, MACRO_TYPE)).extras == ("宏", "外部链接", "DDE链接", "嵌入对象")


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (word(table([cell("甲", 1_000_000_000)])), "F01", "位置无效"),
        (word(table(*[[cell("甲", 99_999)]] * 3)), "F01", "位置无效"),
        (word(line("甲"), {"_rels/.rels": relationships(("d", "officeDocument", "word/a.xml"))}), "F01", "文档部件"),
        (word("", space="urn:other"), "F01", "正文"),
        (word(line("甲"), {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "F01", "DTD"),
    ],
)
def test_broken_documents(tmp_path: Path, data: bytes, code: str, words: str) -> None:
    """Absurd spans, missing or foreign parts and entities end as one refusal with its reason."""
    path = tmp_path / "自评表.docx"
    path.write_bytes(data)
    refusal = read_book(path)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, words in refusal.what) == (code, True), refusal
