"""The Word document: real styles in the fonts of official papers, page numbers, and no text that breaks it."""

import io
from typing import Any

import docx
from docx.oxml.ns import qn
from tools import typed

from perf_xlsx.report.narrative import narrative
from perf_xlsx.report.narrative_docx import write_narrative
from perf_xlsx.report.outlines import read_outline


def document_of(**changes: str) -> Any:
    """The report of the clean form with other answers."""
    form = typed({f"goal.{key}": text for key, text in changes.items()})
    return docx.Document(io.BytesIO(write_narrative(narrative(form, read_outline()), 2020)))


def test_headings_are_headings() -> None:
    """Title and three levels of Word's own heading styles, in the order of the outline."""
    styles = [paragraph.style.name for paragraph in document_of().paragraphs]
    assert styles[:3] == ["Title", "Heading 1", "Heading 2"]
    assert "Heading 3" in styles


def test_fonts_are_those_of_official_papers() -> None:
    """Body 仿宋, title and first headings 黑体, and no theme font that would win over them."""
    styles = document_of().styles
    for name, font in (("Normal", "仿宋"), ("Title", "黑体"), ("Heading 1", "黑体")):
        fonts = styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == font
        assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_pages_are_numbered() -> None:
    """The foot of every page holds a field that counts."""
    foot = document_of().sections[0].footer.paragraphs[0]._p
    assert [field.get(qn("w:instr")) for field in foot.iter(qn("w:fldSimple"))] == ["PAGE"]


def test_the_form_is_annexed_on_a_page_of_its_own() -> None:
    """附件, the form's title and its year stand above the last table, behind a page break."""
    document = document_of()
    *_, annex, title, year = document.paragraphs
    assert annex.paragraph_format.page_break_before
    assert (annex.text, title.text, year.text) == ("附件", "项目支出绩效自评表", "（2020年度）")
    assert document.tables[-1].cell(0, 3).text == "基层培训"


def test_no_text_breaks_the_document() -> None:
    """Control signs and half characters, which XML cannot hold, are left out; marks of XML stay text."""
    document = document_of(achieved="完成\x00\x0b\ud800<w:p/>&amp;培训任务\ufffe和结业考试")
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "完成<w:p/>&amp;培训任务和结业考试" in text.replace("\n", "")
