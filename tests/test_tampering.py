"""Every kind of tampering is found with its code, its place and what was issued; honest handling never is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import office
import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font, PatternFill, Protection
from returned import SHEET, STRINGS, address, from_on, put, rearranged, report, resaved, returned, still, store
from tampering import (
    BOOK,
    CUSTOM,
    KEY,
    QUANTITY_ACTUAL,
    Expected,
    Kind,
    both,
    constant,
    copied_row,
    exchanged,
    hidden_address,
    issued_again,
    key_of,
    matched,
    registered,
    retyped,
    signed_workbook,
    swapped,
    unlocked,
    without_column,
    without_row,
    without_sheets,
    words,
)
from tools import COST, QUALITY, QUANTITY, ROWS, SATISFACTION, TIMELINESS, national, project

from perf_xlsx.check.checking import Checking
from perf_xlsx.finding import Finding, Severity
from perf_xlsx.form.identity import identity_of, signature_of
from perf_xlsx.form.issued import sheet_of
from perf_xlsx.workbook.book import a1

TARGET, POINTS, SCORE = (f"indicators.{QUANTITY}.{key}" for key in ("target", "points", "score"))
LOWERED = ROWS.replace("≥50人次", "≥40人次")
TWIN = replace(project(), code="B002")
REGISTER = registered(project())
BOTH = registered(project(), TWIN)
FORGED = signature_of(identity_of(national(), project()).digest, b"another key")
LATE = frozenset({"T03", "T04"})
HIDDEN = sheet_of(national(), project())
MIRROR = next(a1(one.row, one.column) for one in HIDDEN.hidden.mirrors if str(one.place) == QUANTITY_ACTUAL)
FLAG = next(a1(flag.row, flag.column) for flag in HIDDEN.flags if flag.demand.case.rule.code == "S09")

VALUES: Mapping[str, Kind] = {
    "target lowered": Kind(retyped({TARGET: "≥40人次"}), [Expected("T02", TARGET, "≥50人次")]),
    "rate lowered": Kind(
        retyped({f"indicators.{QUALITY}.target": "≥90%"}), [Expected("T02", f"indicators.{QUALITY}.target", "≥95%")]
    ),
    "cost target raised": Kind(
        retyped({f"indicators.{COST}.target": "≤20万元"}), [Expected("T02", f"indicators.{COST}.target", "≤10万元")]
    ),
    "target emptied": Kind(retyped({TARGET: None}), [Expected("T02", TARGET, "≥50人次")]),
    "target and its number": Kind(
        retyped({TARGET: "≥40人次", f"indicators.{QUANTITY}.target_number": 40}), [Expected("T02", TARGET, "≥50人次")]
    ),
    "only the target's number": Kind(
        retyped({f"indicators.{QUANTITY}.target_number": 40}),
        [Expected("T02", f"indicators.{QUANTITY}.target_number", "50")],
    ),
    "comparator turned round": Kind(
        retyped({f"indicators.{QUANTITY}.comparator": "≤"}), [Expected("T02", f"indicators.{QUANTITY}.comparator", "≥")]
    ),
    "unit changed": Kind(
        retyped({f"indicators.{QUANTITY}.measure_unit": "天"}),
        [Expected("T02", f"indicators.{QUANTITY}.measure_unit", "人次")],
    ),
    "hidden direction turned round": Kind(
        retyped({f"indicators.{QUANTITY}.direction": "lower"}), [Expected("T02", None, "higher")]
    ),
    "weight raised": Kind(retyped({POINTS: 30}), [Expected("T02", POINTS, "20")]),
    "weight moved to another row": Kind(
        retyped({POINTS: 25, f"indicators.{QUALITY}.points": 15}),
        [Expected("T02", POINTS, "20"), Expected("T02", f"indicators.{QUALITY}.points", "20")],
    ),
    "weight emptied": Kind(retyped({POINTS: None}), [Expected("T02", POINTS, "20")]),
    "weight as words": Kind(retyped({POINTS: "二十"}), [Expected("T02", POINTS, "20")]),
    "a tenth of a point": Kind(retyped({POINTS: "20.1"}), [Expected("T02", POINTS, "20")]),
    "indicator renamed": Kind(
        retyped({f"indicators.{QUANTITY}.level3": "参训人次"}),
        [Expected("T02", f"indicators.{QUANTITY}.level3", "培训人次")],
    ),
    "two targets exchanged": Kind(
        retyped({f"indicators.{QUALITY}.target": "≥90%", f"indicators.{SATISFACTION}.target": "≥95%"}),
        [
            Expected("T02", f"indicators.{QUALITY}.target", "≥95%"),
            Expected("T02", f"indicators.{SATISFACTION}.target", "≥90%"),
        ],
    ),
    "project renamed": Kind(
        retyped({"header.project_name": "高端培训"}), [Expected("T02", "header.project_name", "基层培训")]
    ),
    "department changed": Kind(
        retyped({"header.supervising_department": "某州财政局"}),
        [Expected("T02", "header.supervising_department", "某州教育局")],
    ),
    "unit of the project changed": Kind(
        retyped({"header.implementing_unit": "别的中心"}), [Expected("T02", "header.implementing_unit", "某州培训中心")]
    ),
    "goal changed": Kind(
        retyped({"goal.expected": "全年培训四十人次"}), [Expected("T02", "goal.expected", "全年培训五十人次")]
    ),
    "points of the execution rate": Kind(
        retyped({"funds.total.points": 20}), [Expected("T02", "funds.total.points", "10")]
    ),
}
TEXTS: Mapping[str, Kind] = {
    "title": Kind(words("A1", "项目支出绩效评价表"), [Expected("T02", "A1", "项目支出绩效自评表")]),
    "year in the heading": Kind(words("A2", "（2021年度）"), [Expected("T02", "A2", "（2020年度）")]),
    "heading of a column": Kind(words("E12", "年度完成值"), [Expected("T02", "E12", "年度\n指标值")]),
    "heading of a column emptied": Kind(words("F12", ""), [Expected("T02", "F12", "实际\n完成值")]),
    "label of a row": Kind(words("B7", "其中：其他财政拨款"), [Expected("T02", "B7", "其中：当年财政拨款")]),
    "level 1": Kind(words("B13", "效益指标"), [Expected("T02", "B13", "产出指标")]),
    "level 2": Kind(words("C13", "质量指标"), [Expected("T02", "C13", "数量指标")]),
    "a row that does not apply": Kind(
        words(f"indicators.{TIMELINESS}.target", "≥1次"), [Expected("T02", f"E{12 + int(TIMELINESS)}", "/")]
    ),
    "a cell that is not filled in": Kind(constant("G7", "5"), [Expected("T02", "G7", "—")]),
    "heading of the panel": Kind(words("L12", "比较"), [Expected("T02", "L12", "指标性质")]),
    "hidden label of a level": Kind(
        words(hidden_address(f"indicators.{QUANTITY}.level1_key"), "benefit"), [Expected("T02", None, "产出指标")]
    ),
}
FORMULAS: Mapping[str, Kind] = {
    "score typed": Kind(constant(SCORE, "19"), [Expected("T03", SCORE, "20")]),
    "total typed": Kind(constant("total.score", "100"), [Expected("T03", "total.score", "99.5")]),
    "execution rate typed": Kind(
        constant("funds.total.execution_rate", "1"), [Expected("T03", "funds.total.execution_rate", "0.95")]
    ),
    "sum of the funds typed": Kind(
        constant("funds.total.annual_budget", "90"), [Expected("T03", "funds.total.annual_budget", "100")]
    ),
    "grade typed": Kind(words("total.grade", "良"), [Expected("T03", "total.grade", "优")]),
    "score emptied": Kind(lambda file: put(file, SCORE, ""), [Expected("T03", SCORE, "20")]),
    "another formula": Kind(lambda file: put(file, SCORE, "<f>G13-1</f><v>19</v>"), [Expected("T03", SCORE, "20")]),
    "a formula around the right one": Kind(
        lambda file: put(file, "total.score", "<f>MIN(100,SUM(H13:H21)+10)</f><v>100</v>"),
        [Expected("T03", "total.score", "99.5")],
    ),
    "status typed": Kind(words("K13", "√ 完美"), [Expected("T03", "K13", None, "warning")]),
    "mirror typed": Kind(constant(MIRROR, "100"), [Expected("T03", None, None, "warning")]),
    "flag typed": Kind(constant(FLAG, "1"), [Expected("T03", None, None, "warning")]),
    "check result typed": Kind(
        lambda file: resaved(file, lambda book: book["校验"].__setitem__("C5", 9)),
        [Expected("T03", None, None, "warning")],
    ),
}
STORED: Mapping[str, Kind] = {
    "total altered": Kind(lambda file: store(file, "total.score", "100"), [Expected("T04", "total.score", "99.5")]),
    "score altered": Kind(lambda file: store(file, SCORE, "15"), [Expected("T04", SCORE, "20")]),
    "input changed, nothing calculated": Kind(
        constant(QUANTITY_ACTUAL, "25"), [Expected("T04", f"indicators.{QUANTITY}.score", "10")]
    ),
}
STRUCTURE: Mapping[str, Kind] = {
    "row inserted": Kind(lambda file: rearranged(file, from_on(15), still), [Expected("T05", "A15", None, "warning")]),
    "rows above the form": Kind(
        lambda file: rearranged(file, from_on(1, 2), still), [Expected("T05", "A1", None, "warning")]
    ),
    "column inserted": Kind(lambda file: rearranged(file, still, from_on(6)), [Expected("T05", "F1", None, "warning")]),
    "indicator row deleted": Kind(without_row(14), [Expected("T05", None, None, "warning")], also=LATE),
    "last indicator row deleted": Kind(without_row(21), [Expected("T05", None, None, "warning")], also=LATE),
    "funds row deleted": Kind(without_row(9), [Expected("T05", None, None, "warning")]),
    "heading deleted": Kind(without_row(2), [Expected("T05", None, None, "warning")]),
    "column deleted": Kind(without_column("I"), [Expected("T05", None, None, "warning")]),
    "rows exchanged": Kind(exchanged(13, 14), [Expected("T05", None, None, "warning")]),
    "row copied": Kind(copied_row(13, 60), [Expected("T05", "A60", None, "warning")]),
    "indicator row hidden": Kind(
        swapped(SHEET, '<row r="13"', '<row hidden="1" r="13"'), [Expected("T05", "A13", None, "warning")]
    ),
    "indicator row flattened": Kind(
        matched(SHEET, r'(<row r="14"[^>]*?) ht="[^"]*"', r'\1 ht="0"'), [Expected("T05", "A14", None, "warning")]
    ),
    "funds row hidden": Kind(
        swapped(SHEET, '<row r="7"', '<row hidden="1" r="7"'), [Expected("T05", "A7", None, "warning")]
    ),
    "column hidden": Kind(
        swapped(SHEET, '<col min="7" max="7"', '<col hidden="1" min="7" max="7"'),
        [Expected("T05", "G1", None, "warning")],
    ),
    "cells merged": Kind(
        matched(SHEET, r"(<mergeCells[^>]*>)", r'\1<mergeCell ref="F13:F14"/>'),
        [Expected("T05", "F13", None, "warning")],
    ),
    "key of a row edited": Kind(
        swapped(STRINGS, "ROW:indicators.2:output/quality/1", "ROW:indicators.2:output/quantity/1"),
        [Expected("T05", None, None, "warning")],
    ),
    "key cell deleted": Kind(swapped(STRINGS, "KEY:", "KAY:"), [Expected("T05", None, None, "warning")]),
    "sheet renamed": Kind(swapped(BOOK, 'name="自评表"', 'name="某表"'), [Expected("T05", None, None, "warning")]),
    "hidden facts deleted": Kind(without_sheets("_meta"), [Expected("T05", None, None, "warning")]),
    "hidden facts emptied": Kind(swapped(STRINGS, "META:", "MATE:"), [Expected("T05", None, None, "warning")]),
    "hidden lists deleted": Kind(without_sheets("_lists"), [Expected("T05", None, None, "warning")]),
    "check sheet deleted": Kind(without_sheets("校验"), [Expected("T05", None, None, "warning")]),
    "check sheet renamed": Kind(swapped(BOOK, 'name="校验"', 'name="检查"'), [Expected("T05", None, None, "warning")]),
    "copied to another workbook": Kind(
        both(without_sheets("校验", "_lists", "_meta"), swapped(CUSTOM, "perf_", "other_")),
        [Expected("T05", None, None, "warning")],
    ),
}
IDENTITY: Mapping[str, Kind] = {
    "key of another project": Kind(swapped(STRINGS, key_of(project()), key_of(TWIN)), [Expected("T08", None, "B001")]),
    "key of another project, with the register": Kind(
        swapped(STRINGS, key_of(project()), key_of(TWIN)),
        [Expected("T08", None, "B001")],
        checking={"register": BOTH},
    ),
    "facts of another project": Kind(swapped(STRINGS, "<t>B001</t>", "<t>B002</t>"), [Expected("T08", None, "B002")]),
    "facts of another year": Kind(swapped(STRINGS, "<t>2020</t>", "<t>2019</t>"), [Expected("T08", None, "2019")]),
    "properties of another project": Kind(swapped(CUSTOM, ">B001<", ">B009<"), [Expected("T08", None, "B009")]),
    "key of another year": Kind(
        swapped(STRINGS, 'fiscal_year": 2020', 'fiscal_year": 2021'), [Expected("T08", None, "2020")]
    ),
    "digest in the key": Kind(matched(STRINGS, r'(digest": ")[0-9a-f]{64}', rf"\g<1>{'0' * 64}"), [Expected("T08")]),
    "another year in the register": Kind(
        lambda _file: None,
        [Expected("T08", None, "2019")],  # what was issued for another year says nothing of this form's content
        checking={"register": registered(replace(project(), fiscal_year=2019))},
    ),
    "form of another year": Kind(lambda _file: None, [Expected("T01", None, "2021")], checking={"fiscal_year": 2021}),
    "unknown template": Kind(
        swapped(STRINGS, 'national/2020/project_self_evaluation"', 'a/2020/b"'), [Expected("T01")]
    ),
    "another edition of the template": Kind(issued_again(ROWS, template_digest="0123456789abcdef"), [Expected("T01")]),
}
FORGERIES: Mapping[str, Kind] = {
    "all rewritten, with the register": Kind(
        issued_again(LOWERED), [Expected("T02", TARGET, "≥50人次")], checking={"register": REGISTER}
    ),
    "weights rewritten, with the register": Kind(
        issued_again(ROWS.replace("| 20 |", "| 25 |", 1).replace("| 20 |", "| 15 |", 1)),
        [Expected("T02", POINTS, "20"), Expected("T02", f"indicators.{QUALITY}.points", "20")],
        checking={"register": REGISTER},
    ),
    "goal rewritten, with the register": Kind(
        issued_again(ROWS, given={"goal.expected": "全年培训四十人次"}),
        [Expected("T02", None)],
        checking={"register": REGISTER},
    ),
    "all rewritten, signature kept": Kind(
        issued_again(LOWERED, signature=signature_of(identity_of(national(), project()).digest, KEY)),
        [Expected("T07")],
        checking={"key": KEY},
    ),
    "target lowered in a signed form": Kind(
        retyped({TARGET: "≥40人次"}, signed=True),
        [Expected("T02", TARGET, "≥50人次"), Expected("T07")],
        checking={"key": KEY},
    ),
    "signature taken out": Kind(issued_again(ROWS), [Expected("T07")], checking={"key": KEY}),
    "signature of another key": Kind(issued_again(ROWS, signature=FORGED), [Expected("T07")], checking={"key": KEY}),
    "signature in the cell": Kind(
        matched(STRINGS, r"SIG:[0-9a-f]{16}", "SIG:0123456789abcdef"),
        [Expected("T07")],
        signed=True,
        checking={"key": KEY},
    ),
    "copy of what was issued damaged": Kind(
        both(retyped({TARGET: "≥40人次"}), swapped(STRINGS, "ISSUED:indicators.1<", "ISSUED:indicators.0<")),
        [Expected("T02", None)],
    ),
    "copy of what was issued rewritten": Kind(
        both(retyped({TARGET: "≥40人次"}), swapped(STRINGS, "≥50人次", "≥40人次")), [Expected("T02", None)]
    ),
}
LOOSE: Mapping[str, Kind] = {
    "sheet unprotected": Kind(matched(SHEET, r"<sheetProtection[^>]*/>", ""), [Expected("T06", severity="info")]),
    "protection switched off": Kind(
        matched(SHEET, r"<sheetProtection[^>]*/>", '<sheetProtection sheet="0"/>'), [Expected("T06", severity="info")]
    ),
    "fixed cell unlocked": Kind(unlocked(TARGET), [Expected("T06", severity="info")]),
    "validation taken off": Kind(
        matched(SHEET, r"<dataValidations.*</dataValidations>", ""), [Expected("T06", severity="info")]
    ),
}
ALL = {**VALUES, **TEXTS, **FORMULAS, **STORED, **STRUCTURE, **IDENTITY, **FORGERIES, **LOOSE}


@pytest.mark.parametrize("name", ALL)
def test_tampering_is_found(tmp_path: Path, name: str) -> None:
    """Each kind gives exactly the findings named, each at its place and with what was issued."""
    kind = ALL[name]
    file = tmp_path / "回收.xlsx"
    file.write_bytes(signed_workbook() if kind.signed else returned(tmp_path).read_bytes())
    kind.tamper(file)
    found = [one for one in report(file, Checking(**kind.checking)).findings if one.rule.startswith("T")]
    expected = list(kind.expected)
    codes = {one.code for one in expected}
    serious = [one for one in found if one.severity is not Severity.INFO or one.rule in codes]
    serious = [one for one in serious if one.rule not in kind.also]
    assert sorted(one.rule for one in serious) == sorted(one.code for one in expected), found
    for one in expected:
        assert any(fits(finding, one) for finding in serious), (one, serious)


def fits(finding: Finding, expected: Expected) -> bool:
    """Whether a finding is the expected one."""
    place = expected.place is None or expected.place in {finding.field, finding.cell}
    issued = expected.issued is None or finding.expected == expected.issued
    return finding.rule == expected.code and place and issued and finding.severity == expected.severity


def test_there_are_enough_kinds() -> None:
    """Sixty kinds at the least, each of another name."""
    assert len(ALL) == sum(map(len, (VALUES, TEXTS, FORMULAS, STORED, STRUCTURE, IDENTITY, FORGERIES, LOOSE))) >= 60


# ---------------------------------------------------------------- honest handling


def _wide(book: Any) -> None:
    page = book.worksheets[0]
    for letters in "ABCDEFGHI":
        page.column_dimensions[letters].width = 40
    page.row_dimensions[13].height = 200


def _zoomed(book: Any) -> None:
    page = book.worksheets[0]
    page.sheet_view.zoomScale = 150
    page.freeze_panes = "A13"
    page.sheet_view.showGridLines = True


def _note_sheet(book: Any) -> None:
    book.create_sheet("说明", 0)["A1"] = "请领导审阅 ROW:1 KEY:"


def _commented(book: Any) -> None:
    book.worksheets[0]["F13"].comment = Comment("已核对", "张三")


def _printed(book: Any) -> None:
    page = book.worksheets[0]
    page.page_setup.orientation = "landscape"
    page.print_area = "A1:I20"
    page.oddFooter.center.text = "内部资料"
    page.print_title_rows = "1:2"


def _unprotected(book: Any) -> None:
    book.worksheets[0].protection.disable()


def _another_password(book: Any) -> None:
    book.worksheets[0].protection.password = "new"


def _panel_hidden(book: Any) -> None:
    for letters in "KLMNOPQ":
        book.worksheets[0].column_dimensions[letters].hidden = True


def _all_shown(book: Any) -> None:
    for sheet in book.worksheets:
        sheet.sheet_state = "visible"
    for dimension in book.worksheets[0].column_dimensions.values():
        dimension.hidden = False


def _coloured(book: Any) -> None:
    for row in range(13, 22):
        book.worksheets[0].cell(row, 6).fill = PatternFill("solid", fgColor="FFFF00")
        book.worksheets[0].cell(row, 6).font = Font(name="楷体", size=14)


def _input_locked(book: Any) -> None:
    book.worksheets[0][address(QUANTITY_ACTUAL)].protection = Protection(locked=True)


def _sheets_moved(book: Any) -> None:
    book.move_sheet("校验", -1)


def _other_properties(book: Any) -> None:
    book.properties.creator, book.properties.title = "王五", "培训项目自评"
    book.custom_doc_props.append(StringProperty(name="公司", value="某局"))


def _noted_outside(book: Any) -> None:
    book.worksheets[0]["A40"] = "以上内容属实"
    book.worksheets[0]["T3"] = book.worksheets[0]["T3"].value


def _validation_pasted_away(book: Any) -> None:
    book.worksheets[0].data_validations.dataValidation.clear()


def _idle_row_hidden(book: Any) -> None:
    book.worksheets[0].row_dimensions[12 + int(TIMELINESS)].hidden = True


HONEST = (
    *(_wide, _zoomed, _note_sheet, _commented, _printed, _unprotected, _another_password, _panel_hidden, _all_shown),
    *(_coloured, _input_locked, _sheets_moved, _other_properties, _noted_outside, _validation_pasted_away),
    *(_idle_row_hidden,),
)


@pytest.mark.parametrize("change", HONEST, ids=lambda change: change.__name__.strip("_"))
def test_honest_handling(tmp_path: Path, change: Callable[[Any], object]) -> None:
    """Nothing above a note, with the register and the key at hand."""
    file = tmp_path / "最终版 (3) - 副本.XLSX"
    file.write_bytes(signed_workbook())
    resaved(file, change)
    found = report(file, Checking(register=REGISTER, key=KEY)).findings
    assert [one for one in found if one.severity is not Severity.INFO] == []


@pytest.mark.office
@pytest.mark.parametrize("via", ["xlsx", "ods", "xls"])
def test_honest_save(tmp_path: Path, via: Literal["xlsx", "ods", "xls"]) -> None:
    """A save by LibreOffice, then one by openpyxl: no finding but notes, and the signature still fits."""
    file = tmp_path / "回收.xlsx"
    file.write_bytes(signed_workbook())
    again = office.resave(file, tmp_path / via, via)
    checking = Checking(register=REGISTER, key=KEY)
    assert list(report(again, checking).findings) == []
    assert [one.rule for one in report(resaved(again), checking).findings] == ["T04"]


def test_a_refill_is_no_tampering(tmp_path: Path) -> None:
    """Every input another one, every optional cell filled: of what was issued nothing has changed."""
    typed = {
        **{f"indicators.{row}.deviation_explanation": "因疫情推迟，已于年末完成" for row in (QUANTITY, COST)},
        QUANTITY_ACTUAL: 20,
        f"indicators.{QUANTITY}.adjusted_score": 5,
        "funds.other.annual_budget": "3.5",
    }
    file = tmp_path / "回收.xlsx"
    retyped(typed, signed=True)(file)
    found = report(file, Checking(register=REGISTER, key=KEY)).findings
    assert [one.rule for one in found if one.rule.startswith("T")] == []
