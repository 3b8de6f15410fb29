"""F05: what a form has no use for."""

from pathlib import Path

from returned import codes, edited, report, returned, the_one

from perf_xlsx.finding import Severity, Verdict

RELATIONS = "xl/_rels/workbook.xml.rels"
MACRO = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"


def _with(file: Path, kind: str) -> Path:
    """Relate the workbook to a part that it had better not have."""
    entry = f'<Relationship Id="r{len(kind)}" Type="{kind}" Target="part.bin"/></Relationships>'
    return edited(file, {RELATIONS: lambda text: text.replace("</Relationships>", entry)})


def test_macros(tmp_path: Path) -> None:
    """A warning names what the file carries; the form is checked all the same."""
    file = _with(returned(tmp_path), MACRO)
    finding = the_one(file, "F05")
    assert finding.message == "文件含宏，已忽略，请报送普通 .xlsx"
    assert finding.severity is Severity.WARNING
    assert report(file).verdict is Verdict.REVIEW
    assert "A04" in report(file).rules.ran


def test_links_to_other_files(tmp_path: Path) -> None:
    """A link to another workbook is named beside the macros."""
    file = _with(_with(returned(tmp_path), MACRO), LINK)
    assert the_one(file, "F05").message == "文件含宏、外部链接，已忽略，请报送普通 .xlsx"


def test_plain_workbook(tmp_path: Path) -> None:
    """Comments, hidden sheets and names of our own are nothing of the kind."""
    assert codes(returned(tmp_path)) == []
