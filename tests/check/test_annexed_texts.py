"""The texts of a form a report annexes against the returned form: other words are told, a shorter wording is not."""

from pathlib import Path

import pytest
from docx import Document
from told_reports import with_gaps_written

from perf_xlsx.api import check_paths
from perf_xlsx.check.checking import Checking
from perf_xlsx.finding import Finding
from perf_xlsx.report.drafting import draft_reports

[FORM] = (Path(__file__).parents[2] / "samples" / "returned").glob("CJ2020-006_*.xlsx")
NAME = "严格控制疫情防控宣传工作经费成本"
REASON = "按照合同约定，款项未支付完"
WITHOUT_REASON = "开展心理援助培训次数"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The drafted report of the sixth form, its gaps written."""
    [one] = draft_reports([FORM], tmp_path_factory.mktemp("drafts"), Checking())
    assert one.path is not None
    return with_gaps_written(one.path)


def told(drafted: Path, out: Path, name: str, reason: str) -> list[Finding]:
    """What is found where the annexed row of an indicator gives a reason."""
    document = Document(str(drafted))
    [row] = [row for row in document.tables[-1].rows if row.cells[3].text == name]
    row.cells[8].text = reason
    document.save(str(out / "报告.docx"))
    return list(check_paths([out / "报告.docx", FORM]).forms[-1].findings)


def test_another_reason_is_told(drafted: Path, tmp_path: Path) -> None:
    """Both reasons with their cells, once."""
    [one] = told(drafted, tmp_path, NAME, "受疫情影响，培训班推迟到下年举办")
    assert (one.rule, one.severity.value, one.value, one.expected) == (
        "C26",
        "warning",
        "受疫情影响，培训班推迟到下年举办",
        REASON,
    )
    assert "自评表I22是“按照合同约定" in one.message


def test_a_reason_the_form_does_not_have(drafted: Path, tmp_path: Path) -> None:
    """Given in the report alone: the form is asked for it, so the two are not the same."""
    [one] = told(drafted, tmp_path, WITHOUT_REASON, "受疫情影响，培训班推迟到下年举办")
    assert (one.rule, one.expected) == ("C26", "/")


@pytest.mark.parametrize(
    "reason",
    [
        REASON,
        "按合同约定，款项尚未付完。",
        "款项未支付完",
        "按照合同约定，款项未支付完；2021年3月底前付清",
        "",
        "/",
        "详见自评表",
        "详见附件1的自评表",
        "同上",
    ],
)
def test_the_same_reason_in_fewer_or_other_words(reason: str, drafted: Path, tmp_path: Path) -> None:
    """Shortened, mended, added to, left out, or a word that points to the form."""
    assert told(drafted, tmp_path, NAME, reason) == []
