"""The JSON of a check, held against the contract's schema by hand."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from returned import STRINGS, edited, put, reports, resaved, returned
from tools import QUALITY, QUANTITY, SATISFACTION, Changes, national

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.check.log import BETWEEN_FORMS
from perf_xlsx.finding import Finding, FormReport, RuleLog, Score, Severity, Verdict
from perf_xlsx.report.catalogue import shipped_rules
from perf_xlsx.report.json import SCHEMA, json_line, json_text

TEXT, OPTIONAL, FLAG, WHOLE = (str,), (str, type(None)), (bool,), (int,)
FORM: Mapping[str, tuple[type, ...]] = {
    "file": TEXT, "sheet": OPTIONAL, "template": OPTIONAL, "issued": FLAG, "fiscal_year": (int, type(None)),
    "project_code": OPTIONAL, "project_name": OPTIONAL, "supervising_department": OPTIONAL,
    "implementing_unit": OPTIONAL, "kind": TEXT, "assumptions": (list,), "verdict": TEXT,
    "execution_rate": OPTIONAL, "score": (dict,), "funds": (dict,), "findings": (list,), "rules": (dict,),
}  # fmt: skip
FINDING: Mapping[str, tuple[type, ...]] = {
    "rule": TEXT, "name": TEXT, "title": TEXT, "severity": TEXT, "cell": OPTIONAL, "field": OPTIONAL,
    "label": OPTIONAL, "value": OPTIONAL, "expected": OPTIONAL, "difference": OPTIONAL, "message": TEXT, "fix": TEXT,
    "fingerprint": TEXT, "explanation": OPTIONAL, "expired_explanation": OPTIONAL, "waiver": OPTIONAL,
}  # fmt: skip
DECIMAL = re.compile(r"-?(0|[1-9]\d*)(\.\d*[1-9])?")
EVERY_CODE = sorted(rule.code for rule in shipped_rules())


def has_fields(data: Any, fields: Mapping[str, tuple[type, ...]]) -> None:
    """Exactly these fields, each of its type; a number is never a bare number."""
    assert isinstance(data, dict)
    assert list(data) == list(fields)
    for key, kinds in fields.items():
        assert type(data[key]) in kinds, (key, data[key])


def is_finding(data: Any) -> None:
    """A finding as the contract says."""
    has_fields(data, FINDING)
    assert data["severity"] in {"error", "warning", "info"}
    assert re.fullmatch(r"[FTASCRB]\d\d", data["rule"])
    assert data["cell"] is None or re.fullmatch(r"[A-Z]{1,3}\d+", data["cell"])
    assert (data["field"] is None) == (data["label"] is None)
    assert data["difference"] is None or DECIMAL.fullmatch(data["difference"])
    assert re.fullmatch(r"[0-9a-f]{16}", data["fingerprint"])


def is_form(data: Any) -> None:
    """A form as the contract says, every rule accounted for exactly once."""
    has_fields(data, FORM)
    assert data["kind"] == "form"
    assert data["verdict"] in {"return", "review", "pass", "unchecked"}
    has_fields(data["score"], dict.fromkeys(("declared", "sum", "by_policy", "grade"), OPTIONAL))
    for number in (data["execution_rate"], *list(data["score"].values())[:3]):
        assert number is None or DECIMAL.fullmatch(number), number
    assert data["score"]["grade"] in {None, "excellent", "good", "fair", "poor"}
    has_fields(data["funds"], dict.fromkeys(("initial_budget", "annual_budget", "annual_spending", "unit"), OPTIONAL))
    for key in ("initial_budget", "annual_budget", "annual_spending"):
        assert data["funds"][key] is None or DECIMAL.fullmatch(data["funds"][key])
    has_fields(data["rules"], {"ran": (list,), "skipped": (list,), "crashed": (list,)})
    for one in data["rules"]["skipped"]:
        has_fields(one, {"rule": TEXT, "reason": TEXT})
        assert one["reason"]
    for one in data["rules"]["crashed"]:
        has_fields(one, {"rule": TEXT, "error": TEXT})
    told = [*data["rules"]["ran"], *(one["rule"] for key in ("skipped", "crashed") for one in data["rules"][key])]
    assert sorted(told) == EVERY_CODE
    for finding in data["findings"]:
        is_finding(finding)


def is_document(data: Any) -> None:
    """A whole document as the contract says, its sums right."""
    has_fields(data, {"schema": TEXT, "tool": (dict,), "summary": (dict,), "forms": (list,), "batch": (dict,)})
    assert data["schema"] == SCHEMA == "perf-xlsx/check/1"
    has_fields(data["tool"], {"name": TEXT, "version": TEXT, "limits": (dict,)})
    assert all(type(limit) in {int, float} for limit in data["tool"]["limits"].values())
    summary = data["summary"]
    has_fields(
        summary,
        dict.fromkeys(("files", "forms", "reports", "passed_over"), WHOLE) | {"verdicts": (dict,), "findings": (dict,)},
    )
    has_fields(summary["verdicts"], dict.fromkeys(("return", "review", "pass", "unchecked"), WHOLE))
    has_fields(summary["findings"], dict.fromkeys(("error", "warning", "info"), WHOLE))
    assert sum(summary["verdicts"].values()) == len(data["forms"])
    for form in data["forms"]:
        is_form(form)
    lists: Mapping[str, tuple[type, ...]] = dict.fromkeys(("exemptions", "summaries", "print_forms"), (list,))
    has_fields(data["batch"], {"findings": (list,), "register": (type(None),), **lists, "rules": (dict,)})
    every = [*data["batch"]["findings"], *(one for form in data["forms"] for one in form["findings"])]
    for severity, count in summary["findings"].items():
        assert count == sum(one["severity"] == severity for one in every)


def document(*forms: FormReport, findings: tuple[Finding, ...] = ()) -> Any:
    """The JSON of some forms, read back."""
    return json.loads(json_text(BatchReport(forms, findings), "0.1.0"))


def _garbage(tmp_path: Path) -> Path:
    file = tmp_path / "坏.xlsx"
    file.write_bytes(b"PK\x03\x04 garbage")
    return file


def _other(file: Path) -> Path:
    return edited(file, {STRINGS: lambda text: text.replace("national/2020", "hunan/2019")})


def test_document_of_all_kinds(tmp_path: Path) -> None:
    """Clean, faulty, unreadable, another template, saved without results: all by one schema, sums right."""
    faults: Changes = {f"indicators.{SATISFACTION}.actual": "0.8", f"indicators.{SATISFACTION}.adjusted_score": 10}
    forms = [
        *reports(returned(tmp_path, name="1.xlsx")),
        *reports(returned(tmp_path, faults, "2.xlsx")),
        *reports(_garbage(tmp_path)),
        *reports(_other(returned(tmp_path, name="3.xlsx"))),
        *reports(resaved(returned(tmp_path, name="4.xlsx"))),
        *reports(put(returned(tmp_path, name="5.xlsx"), "total.score", "<v>90</v>")),
    ]
    data = document(*forms)
    is_document(data)
    assert [form["verdict"] for form in data["forms"]] == ["pass", "return", "unchecked", "return", "pass", "return"]
    assert (data["summary"]["files"], data["summary"]["forms"]) == (6, 5)


def test_finding_of_the_contract(tmp_path: Path) -> None:
    """S13 as in the contract: place, label, numbers as exact texts, the message with the values in it."""
    faults: Changes = {f"indicators.{SATISFACTION}.actual": "0.8", f"indicators.{SATISFACTION}.adjusted_score": 10}
    [form] = document(*reports(returned(tmp_path, faults)))["forms"]
    [finding] = [one for one in form["findings"] if one["rule"] == "S13"]
    assert {key: finding[key] for key in ("name", "severity", "cell", "field", "value", "expected", "difference")} == {
        "name": "satisfaction-below-target", "severity": "error", "cell": "H21",
        "field": f"indicators.{SATISFACTION}.score", "value": "10", "expected": "8.89", "difference": "1.11",
    }  # fmt: skip
    assert finding["label"] == "满意度指标·服务对象满意度指标·学员满意度·得分"
    assert finding["message"] == "满意度80%低于目标90%，得分应为8.89，填报10"
    assert form["score"] == {"declared": "99.5", "sum": "99.5", "by_policy": "98.39", "grade": "excellent"}


def test_identity_of_a_form(tmp_path: Path) -> None:
    """Whose form it is, by which template, of which year."""
    [form] = document(*reports(returned(tmp_path)))["forms"]
    assert {key: form[key] for key in list(FORM)[:9]} == {
        "file": "回收.xlsx", "sheet": "自评表", "template": "national/2020/project_self_evaluation", "issued": True,
        "fiscal_year": 2020, "project_code": "B001", "project_name": "基层培训",
        "supervising_department": "某州教育局", "implementing_unit": "某州培训中心",
    }  # fmt: skip
    assert form["execution_rate"] == "0.95"


def test_unreadable_file(tmp_path: Path) -> None:
    """An entry with sheet null, unchecked, one F finding without a place, every rule accounted for."""
    [form] = document(*reports(_garbage(tmp_path)))["forms"]
    is_form(form)
    assert (form["sheet"], form["verdict"], form["template"], form["project_name"]) == (None, "unchecked", None, None)
    [finding] = form["findings"]
    assert (finding["rule"], finding["cell"], finding["field"], finding["value"]) == ("F01", None, None, None)
    assert form["rules"]["ran"] == ["F01", "F02", "F03", "F04", "F05", "F06"]
    assert {one["reason"] for one in form["rules"]["skipped"]} == {"文件未能打开", BETWEEN_FORMS}


def test_rates_to_six_places_and_amounts_exactly(tmp_path: Path) -> None:
    """1/3 has six places; a score keeps every digit it was given."""
    given = {f"indicators.{SATISFACTION}.adjusted_score": "1.23456789"}
    [form] = document(*reports(returned(tmp_path, given)))["forms"]
    assert [one["value"] for one in form["findings"] if one["rule"] == "S15"] == ["1.23456789"]
    third = {"funds.appropriation.annual_spending": 1, "funds.appropriation.annual_budget": 3}
    [form] = document(*reports(returned(tmp_path, third)))["forms"]
    assert form["execution_rate"] == "0.333333"
    assert {one["value"] for one in form["findings"] if one["rule"] == "S04"} == {"0.333333"}


def test_skipped_rules_say_why(tmp_path: Path) -> None:
    """What another finding silences, and what cannot be computed, is skipped with a reason in Chinese."""
    words = {f"indicators.{number}.actual": "很多" for number in (QUANTITY, QUALITY, "4", SATISFACTION)}
    money = dict.fromkeys(("initial_budget", "annual_budget", "annual_spending"), "若干")
    words |= {f"funds.appropriation.{column}": word for column, word in money.items()}
    [form] = document(*reports(returned(tmp_path, words)))["forms"]
    is_form(form)
    for one in form["rules"]["skipped"]:
        assert re.search(r"[\u4e00-\u9fff]", one["reason"]), one


def test_form_whose_rows_all_do_not_apply(tmp_path: Path) -> None:
    """A rule with nothing to look at is skipped, never lost."""
    keys = {STRINGS: lambda text: re.sub(r"(ROW:indicators[^<]*)/1<", r"\1/0<", text).replace("ISSUED:", "")}
    idle = edited(returned(tmp_path), keys)
    [form] = document(*reports(idle))["forms"]
    is_form(form)
    assert {"rule": "S13", "reason": "本表没有这条规则要看的格子"} in form["rules"]["skipped"]


def test_one_line_a_form(tmp_path: Path) -> None:
    """A line of jsonl holds one whole form, line breaks of the form itself escaped."""
    [form] = reports(returned(tmp_path, {"goal.achieved": "第一行\n第二行\u2028第三行"}))
    line = json_line(form)
    assert "\n" not in line
    is_form(json.loads(line))


@pytest.mark.parametrize("name", ["\udcff.xlsx", "a\x1b[31m\n.xlsx", "\u202e.xlsx", 'q"\\.xlsx'])
def test_odd_file_names(name: str) -> None:
    """Any file name comes out as valid UTF-8 JSON."""
    one = FormReport(name, (), RuleLog(ran=tuple(EVERY_CODE)))
    for text in (json_line(one), json_text(BatchReport((one,)), "0")):
        assert json.loads(text.encode("utf-8"))
        assert "\x1b" not in text


def test_batch_findings_count() -> None:
    """What is found between forms stands in the batch and in the sums."""
    between = Finding("B01", "not-returned", "缺报", Severity.ERROR, "缺报", "请补报。")
    data = document(findings=(between,))
    is_document(data)
    assert data["summary"]["findings"]["error"] == 1


def test_fingerprint_holds_on_to_rule_field_and_value() -> None:
    """The same rule, field and value have one fingerprint; where one differs it is another; odd text has one too."""
    first = Finding("S13", "n", "t", Severity.ERROR, "甲", "请改。", cell="A1", field="x", value="1")
    same = Finding("S13", "n", "t", Severity.INFO, "乙", "", cell="B9", field="x", value="1")
    others = [
        Finding("S14", "n", "t", Severity.ERROR, "甲", "", field="x", value="1"),
        Finding("S13", "n", "t", Severity.ERROR, "甲", "", field="y", value="1"),
        Finding("S13", "n", "t", Severity.ERROR, "甲", "", field="x", value="\ud800"),
    ]
    assert first.fingerprint == same.fingerprint
    assert len({one.fingerprint for one in (first, *others)}) == 4


def test_verdicts() -> None:
    """Errors return, open warnings are for review, explained or waived ones are not, a crash is unchecked."""

    def form(*found: Finding, crashed: Mapping[str, str] | None = None) -> Verdict:
        return FormReport("f", found, RuleLog(crashed=crashed or {}), score=Score()).verdict

    def finding(severity: Severity, **more: str) -> Finding:
        return replace(Finding("S04", "n", "t", severity, "m", "f"), **more)  # type: ignore[arg-type]

    assert form() is Verdict.PASS
    assert form(finding(Severity.INFO)) is Verdict.PASS
    assert form(finding(Severity.WARNING)) is Verdict.REVIEW
    assert form(finding(Severity.WARNING, explanation="已说明")) is Verdict.PASS
    assert form(finding(Severity.ERROR, explanation="已说明")) is Verdict.RETURN
    assert form(finding(Severity.ERROR, waiver="已批准")) is Verdict.PASS
    assert form(crashed={"A04": "x"}) is Verdict.UNCHECKED
    assert national().id
