"""One file to reports: nothing a file contains raises, every rule is accounted for, in every way a file can be bad."""

import io
import random
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from returned import SHEET, STRINGS, codes, edited, report, reports, returned, workbook
from tools import SATISFACTION, Changes, filled, handmade, project

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_form
from perf_xlsx.check.hand_made import COPIED
from perf_xlsx.finding import FormReport, Severity, Verdict
from perf_xlsx.report.catalogue import shipped_rules
from perf_xlsx.report.json import json_line
from perf_xlsx.report.text import form_text

EVERY_CODE = sorted(rule.code for rule in shipped_rules())
ROUNDS, SLOWEST = 60, 2.0
NUMBERS = ["NaN", "INF", "-1", "1e308", "1E400", "9" * 400, "-0", "1e-308", "-99999999999999", "", "TRUE", "0x10"]
KEYS = [
    '{"template":[1],"template_digest":"x","fiscal_year":2020,"project_code":"","digest":""}',
    '{"template":"x","template_digest":"x","fiscal_year":1e400,"project_code":"","digest":""}',
    '{"template":"x","template_digest":null,"fiscal_year":"2020","project_code":1,"digest":2}',
    '{"a":' * 3000 + "1" + "}" * 3000,
    "[" * 5000,
    "null",
    "NaN",
    "",
]
ROWS = [
    "indicators.999999999",
    "indicators.0",
    "indicators.-1",
    "indicators.300",
    "indicators." + "9" * 5000,
    "x",
    "：",
]
CELLS = [
    ' t="e"><v>#REF!</v></c>',
    "><f>1/0</f></c>",
    ' t="b"><v>1</v></c>',
    ' t="inlineStr"><is><t>\u202e文_x001B_[31m_x000A_</t></is></c>',
    ' t="str"><f>A1</f><v>ROW:indicators.1:a/b/1</v></c>',
]


def accounted(one: FormReport) -> None:
    """A verdict, every rule exactly once, and every output can be made of it."""
    told = [*one.rules.ran, *one.rules.skipped, *one.rules.crashed]
    assert sorted(told) == EVERY_CODE
    assert one.rules.crashed == {}
    assert isinstance(one.verdict, Verdict)
    assert form_text(one)
    assert json_line(one).encode("utf-8")


def _swap(pattern: str, share: float, other: Callable[[random.Random], str]) -> Callable[[str, random.Random], str]:
    def change(text: str, dice: random.Random) -> str:
        return re.sub(pattern, lambda found: other(dice) if dice.random() < share else found[0], text)

    return change


def _without_a_row(text: str, dice: random.Random) -> str:
    rows = re.findall(r'<row r="\d+".*?</row>', text, re.DOTALL)
    return text.replace(dice.choice(rows), dice.choice(["", dice.choice(rows)])) if rows else text


def _answers(text: str, dice: random.Random) -> str:
    cells = [*CELLS, *(f"><v>{number}</v></c>" for number in NUMBERS)]
    pattern = r'<c r="([A-Z]+\d+)"( s="\d+")?/>'

    def put(found: re.Match[str]) -> str:
        return found[0][:-2] + dice.choice(cells) if dice.random() < 0.3 else found[0]

    return re.sub(pattern, put, text)


MUTATIONS = (
    (SHEET, _without_a_row),
    (SHEET, _answers),
    (SHEET, _swap(r"(?<=<v>)[^<]*(?=</v>)", 0.1, lambda dice: dice.choice(NUMBERS))),
    (SHEET, _swap(r' t="[a-z]+"', 0.05, lambda dice: dice.choice([' t="e"', ' t="b"', ' t="n"', ' t="str"']))),
    (SHEET, _swap(r"<f>[^<]*</f>", 0.2, lambda dice: dice.choice(["", "<f>1+</f>", '<f t="shared" si="9"/>']))),
    (STRINGS, _swap(r"(?<=KEY:)[^<]*", 1, lambda dice: dice.choice(KEYS).replace('"', "&quot;"))),
    (STRINGS, _swap(r"(?<=ROW:)indicators\.\d+", 0.5, lambda dice: dice.choice(ROWS))),
    (STRINGS, _swap(r"(?<=ROW:)[a-z.]+", 0.3, lambda _dice: "funds.total")),
    (STRINGS, _swap(r"(?<=COL:)\d+", 0.3, lambda dice: dice.choice(["0", "-5", "16384", "99999", "9" * 5000, "x"]))),
    (STRINGS, _swap(r":\w+/\w+/[01]", 0.4, lambda dice: dice.choice([":x/y/1", "", "://1", ":a/b/c", ":a/b/1/1"]))),
    (STRINGS, _swap(r"(?<=<t>)[^<]+(?=</t>)", 0.05, lambda dice: dice.choice(["ROW:1", "KEY:", "/", "_xD800_", "９"]))),
)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_mutated_workbooks(tmp_path: Path, seed: int) -> None:
    """Whatever was done to an issued workbook, the check ends, in time, with a verdict and a full account."""
    dice = random.Random(seed)
    file = returned(tmp_path)
    for part, change in dice.choices(MUTATIONS, k=dice.randrange(1, 6)):
        edited(file, {part: lambda text, change=change: change(text, dice)})  # type: ignore[misc]
    started = time.perf_counter()
    for one in reports(file):
        accounted(one)
    assert time.perf_counter() - started < SLOWEST


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_damaged_bytes(tmp_path: Path, seed: int) -> None:
    """Bytes changed, cut out or put in anywhere, and bytes that never were a workbook."""
    dice = random.Random(seed)
    data = bytearray(workbook() if seed % 3 else dice.randbytes(2000))
    for _ in range(dice.randrange(1, 30)):
        where = dice.randrange(len(data))
        data[where : where + dice.choice([0, 1, 50])] = dice.randbytes(dice.choice([0, 1, 9]))
    file = tmp_path / "坏.xlsx"
    file.write_bytes(bytes(data))
    for one in reports(file):
        accounted(one)


@pytest.mark.parametrize("seed", range(ROUNDS // 2))
def test_damaged_parts(tmp_path: Path, seed: int) -> None:
    """A sound zip around damaged XML."""
    dice = random.Random(seed)
    source = zipfile.ZipFile(io.BytesIO(workbook()))
    file = tmp_path / "坏.xlsx"
    with zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            data = bytearray(source.read(name))
            for _ in range(dice.choice([0, 0, 1, 3])):
                data[dice.randrange(len(data))] = dice.randrange(256)
            if dice.random() < 0.97:
                target.writestr(name, bytes(data))
    for one in reports(file):
        accounted(one)


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    """Keys of more rows than any form has are past a limit, and said so at once."""
    keys = "".join(f"ROW:indicators.{number}:output/quantity/1\n" for number in range(1, 400)).split()
    rows = "".join(
        f'<row r="{number}"><c r="AA{number}" t="inlineStr"><is><t>{key}</t></is></c></row>'
        for number, key in enumerate(keys, 1001)
    )
    column = _key_letters()
    file = edited(
        returned(tmp_path),
        {SHEET: lambda xml: xml.replace("</sheetData>", rows.replace("AA", column) + "</sheetData>")},
    )
    [finding] = report(file).findings
    assert finding.message == "文件的指标行数为399，超出上限300，未打开"
    accounted(report(file))


def _key_letters() -> str:
    source = zipfile.ZipFile(io.BytesIO(workbook())).read(STRINGS).decode()
    texts = re.findall(r"<si><t[^>]*>(.*?)</t></si>", source, re.DOTALL)
    number = next(index for index, text in enumerate(texts) if text.startswith("ROW:"))
    sheet = zipfile.ZipFile(io.BytesIO(workbook())).read(SHEET).decode()
    found = re.search(rf'<c r="([A-Z]+)\d+"[^>]*><v>{number}</v>', sheet)
    assert found
    return found[1]


def test_a_row_far_past_the_others_is_no_row(tmp_path: Path) -> None:
    """An edited number makes neither three hundred empty rows nor a crash."""
    file = edited(
        returned(tmp_path), {STRINGS: lambda text: text.replace("ROW:indicators.9:", "ROW:indicators.99999:")}
    )
    one = report(file)
    accounted(one)
    assert not any((finding.field or "").startswith("indicators.9999") for finding in one.findings)


def test_identity_from_the_hidden_sheet_then_the_properties(tmp_path: Path) -> None:
    """Without its key cell a form is known by _meta; without that by its properties; without all three it is none."""
    file = edited(returned(tmp_path), {STRINGS: lambda text: text.replace("KEY:", "KAY:")})
    assert report(file).project_code == "B001"
    no_properties = edited(file, {"docProps/custom.xml": lambda text: text.replace("perf_", "other_")})
    assert report(no_properties).project_code == "B001"
    assert codes(no_properties) == ["T05"]
    no_meta = edited(returned(tmp_path), {STRINGS: lambda text: text.replace("KEY:", "KAY:").replace("META:", "MATE:")})
    assert report(no_meta).project_code == "B001"
    nothing = edited(no_meta, {"docProps/custom.xml": lambda text: text.replace("perf_", "other_")})
    assert not report(nothing).issued
    assert COPIED in report(nothing).assumptions


def test_findings_are_in_order(tmp_path: Path) -> None:
    """The most serious first, then from top to bottom of the form."""
    inputs: Changes = {
        f"indicators.{SATISFACTION}.actual": "0.8",
        "indicators.1.actual": 30,
        "funds.appropriation.annual_spending": 50,
        "goal.achieved": None,
    }
    found = report(returned(tmp_path, inputs)).findings
    assert [one.severity.rank for one in found] == sorted(one.severity.rank for one in found)
    assert [one.cell for one in found if one.severity is Severity.ERROR] == ["F11", "I13", "I21"]


def test_score_by_policy_leaves_adjustments_out(tmp_path: Path) -> None:
    """What the policy gives from the inputs is not what was adjusted by hand; what it cannot tell stays as adjusted."""
    adjusted: Changes = {f"indicators.{SATISFACTION}.actual": "0.8", f"indicators.{SATISFACTION}.adjusted_score": 10}
    score = report(returned(tmp_path, adjusted)).score
    assert (score.declared, score.sum, score.by_policy) == ("99.5", "99.5", "98.39")
    words: Changes = {"indicators.6.actual": "还可以", "indicators.6.adjusted_score": 20}
    score = report(returned(tmp_path, words)).score
    assert (score.sum, score.by_policy) == ("89.5", "89.5")


def test_hand_made_form() -> None:
    """A form that was not issued: the rules about issued workbooks are skipped and say why; nothing is found on it."""
    one = check_form(handmade(), "手工.xlsx")
    assert one.findings == ()
    assert {code: one.rules.skipped[code] for code in ("T01", "T03", "T04")} == dict.fromkeys(
        ("T01", "T03", "T04"), "不是下发的工作簿"
    )
    assert (one.issued, one.sheet, one.verdict) == (False, None, Verdict.PASS)


def test_form_built_in_memory() -> None:
    """An issued form that never was a file is checked the same."""
    one = check_form(filled(), "内存", "自评表")
    assert (one.project_name, one.sheet, one.findings) == ("基层培训", "自评表", ())
    assert check_form(filled(project(), {}), "空").verdict is Verdict.RETURN


def test_checking_needs_nothing() -> None:
    """What was shipped, no year, the usual limits."""
    assert Checking().fiscal_year is None
    assert Checking().catalog.own is None
