"""Waivers: what they cover, what they do to a verdict, what is told of each, and every fault of a file at once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from batches import finding, form

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.check.waivers import Waivers, read_waivers
from perf_xlsx.errors import ExemptionError
from perf_xlsx.exempted import Use
from perf_xlsx.finding import FormReport, Severity, Verdict

CODES = {"S13", "S04", "F01"}
DAY = date(2026, 3, 5)
HEAD = "规则,项目编码,单元格,理由,批准人,有效期\n"


def waivers(folder: Path, *lines: str, encoding: str = "utf-8") -> Waivers:
    """A file of waivers, read on a day."""
    file = folder / "豁免.csv"
    file.write_bytes((HEAD + "\n".join(lines)).encode(encoding))
    return read_waivers(file, CODES, DAY)


def told(made: Waivers, *forms: FormReport) -> list[tuple[str, Use, int]]:
    """What came of each line."""
    return [(one.what, one.use, one.count) for one in made.uses(forms)]


def test_a_waived_error_passes(tmp_path: Path) -> None:
    """The finding stays, with reason, name and last day; the verdict is as if it were not there."""
    made = waivers(tmp_path, "s13,P001,$h$27,已与科室核实,张三,2026-12-31")
    before = form(1, finding())
    after = made.applied(before)
    assert (before.verdict, after.verdict) == (Verdict.RETURN, Verdict.PASS)
    assert after.findings[0].waiver == "已与科室核实（张三批准，有效期至2026-12-31）"
    assert told(made, before) == [("豁免 S13 P001 H27", Use.USED, 1)]


@pytest.mark.parametrize("line", ["S04,P001,,理由,,", "S13,P002,,理由,,", "S13,P001,H28,理由,,"])
def test_what_it_does_not_cover(tmp_path: Path, line: str) -> None:
    """Another rule, project or cell: nothing is waived, and the line is told as unused."""
    made = waivers(tmp_path, line)
    assert made.applied(form(1, finding())) == form(1, finding())
    assert [use for _, use, _ in told(made, form(1, finding()))] == [Use.UNUSED]


def test_a_blank_cell_is_the_whole_form(tmp_path: Path) -> None:
    """Two findings of the rule, one line; no last day is for ever."""
    made = waivers(tmp_path, "S13,P001,,理由,,")
    twice = form(1, finding(), finding(cell="H28"))
    assert [one.waiver for one in made.applied(twice).findings] == ["理由", "理由"]
    assert told(made, twice) == [("豁免 S13 P001", Use.USED, 2)]


def test_a_form_without_a_code_goes_by_its_name(tmp_path: Path) -> None:
    """A hand-made form has no code."""
    made = waivers(tmp_path, "S13,项目1,,理由,,")
    assert made.applied(form(1, finding(), project_code=None)).verdict is Verdict.PASS
    assert made.applied(form(1, finding())).verdict is Verdict.RETURN


@pytest.mark.parametrize("project", ["p001", " P001", "Ｐ００１", "P 001"])
def test_a_project_is_named_as_everywhere(project: str, tmp_path: Path) -> None:
    """In capitals or not, in full width or not: codes are compared as those of the register are."""
    made = waivers(tmp_path, f"S13,{project},,理由,,")
    assert made.applied(form(1, finding())).verdict is Verdict.PASS
    assert [use for _, use, _ in told(made, form(1, finding()))] == [Use.USED]


@pytest.mark.parametrize(
    ("line", "use"),
    [
        ("S13,P001,,理由,,2026-03-05", Use.USED),
        ("S13,P001,,理由,,2026年3月4日", Use.EXPIRED),
        ("S13,P001,, ,,", Use.UNREASONED),
    ],
)
def test_expired_and_unreasoned_have_no_effect(tmp_path: Path, line: str, use: Use) -> None:
    """The last day still counts, the day after does not; without a reason nothing is waived; each is told."""
    made = waivers(tmp_path, line)
    assert (made.applied(form(1, finding())).verdict is Verdict.PASS) is (use is Use.USED)
    assert [one for _, one, _ in told(made, form(1, finding()))] == [use]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """As office programs save CSV."""
    assert len(waivers(tmp_path, "S13,P001,,理由,,", encoding=encoding).lines) == 1


def test_every_fault_at_once(tmp_path: Path) -> None:
    """Each with its line; nothing of the file is used."""
    with pytest.raises(ExemptionError) as caught:
        waivers(tmp_path, "S14,,H,理由,,明年", "F01,P001,,理由,,", "S13,P1,,理由,,2026-02-30")
    assert [(fault.where, fault.what[:9]) for fault in caught.value.faults] == [
        ("豁免.csv 第2行", "没有规则“S14”"),
        ("豁免.csv 第2行", "没有写项目编码；要"),
        ("豁免.csv 第2行", "单元格“H”看不懂"),
        ("豁免.csv 第2行", "有效期“明年”看不"),
        ("豁免.csv 第3行", "F01不能豁免：文"),
        ("豁免.csv 第4行", "有效期“2026-"),
    ]


def test_headings(tmp_path: Path) -> None:
    """A missing heading is told with what was meant."""
    (tmp_path / "a.csv").write_text("规则,项目编码,单元格,理由,批准,有效期\n", "utf-8")
    with pytest.raises(ExemptionError, match=r"缺少“批准人”列.*批准"):
        read_waivers(tmp_path / "a.csv", CODES, DAY)


def test_between_forms(tmp_path: Path) -> None:
    """A finding between forms is waived when it is for every project it is about; the lines are told as used."""
    made = waivers(
        tmp_path, "S13,P001,,撤并,,", "S04,P001,,同一活动,张三,", "S04,P002,,同一活动,李四,", "S04,P003,,理由,,"
    )
    missing = finding("S13", projects=("P001",), cell=None)
    both, more = (finding("S04", projects=names, cell=None) for names in (("P001", "P002"), ("P001", "P009")))
    told_of = tuple(made.applied_between([missing, both, more]))
    assert [one.waiver for one in told_of] == ["撤并", "同一活动（张三批准）；同一活动（李四批准）", None]
    assert [(one.use, one.count) for one in made.uses([], told_of)] == [
        *((Use.USED, 1), (Use.USED, 1), (Use.USED, 1), (Use.UNUSED, 0)),
    ]  # fmt: skip
    assert len({one.fingerprint for one in (both, more)}) == 2
    assert BatchReport((), told_of[:2]).exit_code(Severity.WARNING) == 0
    assert BatchReport((), told_of).exit_code(Severity.WARNING) == 1


def test_info_is_left_alone(tmp_path: Path) -> None:
    """No waivers, no work: the very same report."""
    one = form(1, replace(finding(), severity=Severity.INFO))
    assert Waivers().applied(one) is one
    assert list(Waivers().uses([one])) == []
