"""The law: a spreadsheet program computes every formula, mirror and flag of a form exactly as Python does.

Random projects of a template are filled in at random, every boundary and every nuisance among it; LibreOffice
computes the workbooks anew, openpyxl reads them, and each formula cell is compared with Python's value.
"""

import io
import math
import random
import re
import zipfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import office
import openpyxl
from tools import has_place, in_row, indicator_cells, level_cells

from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.checks import (
    COUNT,
    GO,
    LINK,
    RESULT,
    SHEET_NAME,
    check_lines,
    count_of,
    headline_of,
    result_of,
)
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.flags import flag_value
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.issued import issued_form, sheet_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project, shape_of
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.numbers import ErrorText, Value
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Column, Kind
from perf_xlsx.template.spans import letters_of_number
from perf_xlsx.workbook.hidden_out import mirror_value
from perf_xlsx.workbook.write import write_form

BATCH = 100

TARGETS = """
    ≥50个 ≥95% ≥1 ≥0 ≥1,300篇 ≥0.3% ＞10次 ≥-5 ≥8.03 ≥1000000 ≥3 ≥7 ≥0.7 ≤10万元 ≤5% ≤0 ≤1.005 ＜3起 ≤115.8万元
    ＝100% ＝12个月 ＝0 ＝7 30 2.5% 0 1年 10天 3个月 有效提高 逐步完善 2020年12月底前
"""


def words(text: str) -> list[str]:
    """Texts from a line of them, blanks kept."""
    return text.split("|")


def numbers(text: str) -> list[Decimal]:
    """Numbers from a line of them."""
    return [Decimal(word) for word in text.split()]


# Rare characters well off the boundary: LibreOffice counts one where Excel (and Python) count two.
# No tab beside a line break: LibreOffice hands formulas U+0001 for it then.
BLANKS: Sequence[Value] = (None, "\u3000", "\u00a0", " \t ", "\n", " \u3000\u00a0\n ")
NUISANCES: Sequence[Value] = [
    *BLANKS,
    *words("12|１２| 12 |约70|/|—|－|无|不适用|5%|=1+1|'7|-|TRUE|#N/A|1e3"),
    *map(Decimal, ["-1", "-0.000001", "1E+15", "123456789012345", "1E-9", "0.0000005", "1E+200"]),
]
EXPLANATIONS: Sequence[Value] = [
    *BLANKS,
    *words("/|无|不适用| 无 |原因见附|原因见附件|原因见附件一|原 因 见 附 件|原因\n见附件。|“原\"与&<>'"),
    "\U0001f600" * 20,
    "\U0001f600",
    "受疫情影响，培训推迟到下年，已调整计划。" * 20,
    *numbers("123456 12345"),
]


FACTORS = numbers("1 1 1 1.3 1.3 1.299999 1.2999996 1.300001 0.9 0.8999996 0.6 0.5 0 0 1.1 0.75 1.000001 2 3 -1")
BUDGETS = numbers("100 100 115.8 1060.58 0 3 0.07 825 100000000 7.77")
SHARES = numbers("0 0.5 0.59 0.6 0.75 0.899999 0.9 0.9 0.95 1 1 1.000001 1.08 2")
POINTS = numbers("0 0.1 2.5 5 5 10 10 10 12.9 20 7.7 0.25 100")
SCORES = numbers("0 1 1.25 4.995 5 5.01 7.6 9.41 10 10.000001 20 -1 100")


class Typed(NamedTuple):
    """Something typed into an input: what Python sees, and the cell's XML where no plain writing makes it."""

    value: Value
    xml: str = ""


# No booleans: for LibreOffice they are the numbers 1 and 0, for Excel and for Python words.
ODDITIES = (
    Typed(ErrorText("#N/A"), ' t="e"><v>#N/A</v></c>'),
    Typed(ErrorText("#DIV/0!"), ' t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
    Typed(ErrorText("#REF!"), ' t="e"><v>#REF!</v></c>'),
    Typed(None, ' t="str"><f>""</f><v></v></c>'),
    Typed(Decimal(5), "><f>2+3</f><v>5</v></c>"),
    Typed("七八", ' t="str"><f>"七"&amp;" 八"</f><v>七 八</v></c>'),
)


@dataclass(slots=True)
class Tally:
    """What was compared, and where the two sides differ."""

    forms: int = 0
    cells: int = 0
    flags: int = 0
    blank_flags: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def not_computable(self) -> float:
        """The share of flags that are blank because a word stands where a number is needed."""
        return self.blank_flags / max(self.flags, 1)

    def __str__(self) -> str:
        return (
            f"{self.forms} forms, {self.cells} formula cells, {self.flags} of them flags, "
            f"{self.not_computable:.1%} of these not computable, {len(self.differences)} differences"
        )


class Case(NamedTuple):
    """One random form."""

    sheet: Sheet
    form: FilledForm
    workbook: bytes


def differences(template: Template, forms: int, folder: Path, seed: int = 0) -> Tally:
    """Hold a template to the law with this many random forms, two office programs side by side."""
    tally = Tally()
    for start in range(0, forms, 2 * BATCH):
        numbers = range(start, min(start + 2 * BATCH, forms))
        compare([random_case(template, dice_of(f"{seed}/{number}")) for number in numbers], folder, tally)
    return tally


def dice_of(seed: str) -> random.Random:
    """Dice that fall the same way in every run."""
    return random.Random(seed)


def compare(cases: Sequence[Case], folder: Path, tally: Tally) -> None:
    """Let the office program compute some workbooks anew and compare every formula cell."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"form-{tally.forms + number}.xlsx" for number in range(len(cases))]
    for file, case in zip(files, cases, strict=True):
        file.write_bytes(case.workbook)
    half = -(-len(files) // 2)
    with ThreadPoolExecutor(2) as pool:
        halves = pool.map(lambda some: office.recalculate(some, folder / "recalculated"), (files[:half], files[half:]))
        computed = [file for some in halves for file in some]
    for file, case in zip(computed, cases, strict=True):
        found, checked = stored_values(file.read_bytes())
        tally.forms += 1
        for at, expected in expectations(case.sheet, case.form).items():
            tally.cells += 1
            if not same(expected, found.get(at)):
                text = case.sheet.formula_texts[at]
                tally.differences.append(f"{file.name} {at}: Python {expected!r}, office {found.get(at)!r}, {text}")
        for at, expected in check_expectations(case.sheet, case.form).items():
            tally.cells += 1
            if not same(expected, checked.get(at)):
                tally.differences.append(f"{file.name} 校验 {at}: Python {expected!r}, office {checked.get(at)!r}")
        for flag in case.sheet.flags:
            tally.flags += 1
            tally.blank_flags += flag_value(case.form, flag) == ""


def expectations(sheet: Sheet, form: FilledForm) -> Mapping[tuple[int, int], Value]:
    """What Python says of every formula cell, mirror and flag."""
    expected: dict[tuple[int, int], Value] = {}
    for cell in sheet.cells:
        if cell.role is Role.FORMULA and cell.place:
            expected[cell.row, cell.column] = form.value(cell.place)
        elif cell.role is Role.STATUS:
            expected[cell.row, cell.column] = sheet.status_value(form, cell)
    for mirror in sheet.hidden.mirrors:
        if (mirror.row, mirror.column) in sheet.formula_texts:
            expected[mirror.row, mirror.column] = mirror_value(form, mirror)
    for flag in sheet.flags:
        value = flag_value(form, flag)
        expected[flag.row, flag.column] = value if isinstance(value, str) else Decimal(value)
    assert expected.keys() == sheet.formula_texts.keys()
    return expected


def check_expectations(sheet: Sheet, form: FilledForm) -> Mapping[tuple[int, int], Value]:
    """What Python says of 校验 while nothing is explained there: headline, counts, results, links."""
    lines = check_lines(sheet)
    results = [result_of(form, line, "", 6) for line in lines]
    expected: dict[tuple[int, int], Value] = {(2, 1): headline_of(results)}
    for line, result in zip(lines, results, strict=True):
        count = count_of(form, line)
        expected |= {
            (line.row, COUNT): Decimal(count),
            (line.row, RESULT): result,
            (line.row, LINK): GO if count else "",
        }
    return expected


def stored_values(workbook: bytes) -> list[dict[tuple[int, int], object]]:
    """Every stored value of the form and of 校验, as openpyxl reads it."""
    # Read-only: openpyxl spends most of a load on styles of merged cells that nobody asks about here.
    book = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True, read_only=True)
    return [
        {(cell.row, cell.column): cell.value for row in page.iter_rows() for cell in row if cell.value is not None}
        for page in (book.worksheets[0], book[SHEET_NAME])
    ]


def same(expected: Value, found: object) -> bool:
    """Whether a stored value is the expected one: numbers to nine digits, blank is the empty text."""
    if isinstance(expected, Decimal):
        number = isinstance(found, int | float) and not isinstance(found, bool)
        return number and math.isclose(float(expected), float(str(found)), rel_tol=1e-9, abs_tol=1e-12)
    return (expected or "") == ("" if found is None else found)


def random_case(template: Template, dice: random.Random) -> Case:
    """A random project of a template, filled in at random."""
    project = random_project(template, dice)
    sheet = sheet_of(template, project)
    typed = random_inputs(template, project, sheet, dice)
    values = {place: one.value for place, one in typed.items()}
    plain = {place: one.value for place, one in typed.items() if not one.xml}
    odd = {(sheet.at[place].row, sheet.at[place].column): one.xml for place, one in typed.items() if one.xml}
    workbook = write_form(template, project, identity_of(template, project), inputs=plain)
    return Case(sheet, issued_form(template, project, values), typed_into(workbook, odd))


def random_project(template: Template, dice: random.Random) -> Project:
    """Indicators of any number in any class, targets and weights of every kind."""
    levels = [
        (level.key, child.key)
        for level in template.definition.levels
        for child in level.children
        for _ in range(dice.choice([0, 0, 0, 1, 1, 2]))
    ]
    shape = shape_of(levels if dice.random() < 0.97 else [], template)
    if template.blank:
        shape = tuple(row._replace(applies=True) for row in shape)
    given: dict[Place, Value] = {}
    for number, row in enumerate(shape, 1):
        cells = level_cells(template, row.level1_key, row.level2_key)
        if row.applies and not template.blank:
            name = dice.choice(["培训人次", "合格率", "—", "成本\n（万元）"])
            cells |= indicator_cells(template, row[:2], name, dice.choice(TARGETS.split()))
            cells["points"] = dice.choice(POINTS)
            if dice.random() < 0.05:
                cells[dice.choice(["points", "target", "comparator"])] = None
        given |= in_row(template, number, cells)
    for block in template.blocks:
        for column in block.columns:
            if column.issued and block is not template.indicators:
                given[Place(block.key, "", column.key)] = dice.choice(["某州教育局", "/", None, "无", "\u3000"])
    given = {place: value for place, value in given.items() if has_place(template, place)}
    return Project(f"R{dice.randrange(1000)}", 2020, given, shape)


def random_inputs(template: Template, project: Project, sheet: Sheet, dice: random.Random) -> Mapping[Place, Typed]:
    """Something in every input: mostly sensible, on some forms anything."""
    wildness = dice.choice([0, 0, 0.05, 0.1, 0.4])
    blankness = dice.choice([0, 0, 0.1, 1])
    budget, share = dice.choice(BUDGETS), dice.choice(SHARES)
    typed: dict[Place, Typed] = {}
    answers = {**project.given, **_typed_targets(template, sheet, dice)}
    for cell in sheet.cells:
        if cell.role is not Role.INPUT or cell.place is None or cell.source is None:
            continue
        if dice.random() < wildness:
            typed[cell.place] = _nuisance(cell.source, dice)
        elif dice.random() < blankness / 2:
            typed[cell.place] = Typed(dice.choice(BLANKS))
        elif cell.kind is Kind.MONEY:
            typed[cell.place] = Typed(_money(cell.source, budget, share, dice))
        else:
            typed[cell.place] = Typed(_sensible(template, answers, cell, dice))
    return typed


def _typed_targets(template: Template, sheet: Sheet, dice: random.Random) -> Mapping[Place, Value]:
    """What a unit types into the rows of a 空白版, many of them left alone; its directions as well, to go by."""
    answers: dict[Place, Value] = {}
    for number in sheet.indicator_rows if template.blank else ():
        cells: dict[str, Value] = dict.fromkeys(("level3", "comparator", "target_number", "measure_unit", "points"))
        if dice.random() < 0.6:
            target = indicator_cells(template, ("output", "quantity"), "", dice.choice(TARGETS.split()))
            words = target["direction"] == "qualitative"
            cells |= {
                "level3": dice.choice(["培训人次", "合格率", "—", None]),
                "comparator": "定性" if words else dice.choice([target["comparator"], "≤", ">=", " ＝ "]),
                "target_number": target["target"] if words else target["target_number"],
                "measure_unit": target["measure_unit"],
                "points": dice.choice(POINTS),
                "direction": target["direction"],
            }
        answers |= in_row(template, int(number), cells)
    return answers


def _nuisance(column: Column, dice: random.Random) -> Typed:
    if dice.random() < 0.25:
        return dice.choice(ODDITIES)
    return Typed(dice.choice(EXPLANATIONS if column.kind is Kind.TEXT else NUISANCES))


def _money(column: Column, budget: Decimal, share: Decimal, dice: random.Random) -> Value:
    """Budgets of one form are alike, so that its rate stands on a boundary more often than not."""
    if dice.random() < 0.5:
        return dice.choice([None, None, Decimal(0), budget])
    return budget * share if "spending" in column.key else budget


def _sensible(template: Template, answers: Mapping[Place, Value], cell: Cell, dice: random.Random) -> Value:
    if cell.place is None or cell.source is None:
        return None
    if cell.place in answers and cell.role is Role.INPUT:
        return answers[cell.place]
    if cell.kind is Kind.TEXT:
        return dice.choice(EXPLANATIONS)
    if cell.kind is Kind.MEASURE:
        grades = [str(word) for word in dict(template.policy.get("qualitative", {})).values()]
        if answers.get(cell.place._replace(column="direction")) == "qualitative" and grades:
            word = dice.choice(grades)
            spelt: list[Value] = [word, word, f" {word}\u3000", word[:2], "达成", Decimal(1)]
            return dice.choice(spelt)
        if answers.get(cell.place._replace(column="level3"), "") is None and dice.random() < 0.8:
            return None
        target = answers.get(cell.place._replace(column="target_number"))
        base = target if isinstance(target, Decimal) else Decimal(1)
        choices: list[Value] = [base, base * dice.choice(FACTORS), Decimal(dice.randrange(1, 400)) / 8]
        return dice.choice(choices)
    if cell.source.key == "adjusted_score":
        return dice.choice([None, None, None, dice.choice(SCORES)])
    return dice.choice(SCORES)


def typed_into(workbook: bytes, odd: Mapping[tuple[int, int], str]) -> bytes:
    """Put cells into a workbook that no plain writing makes: error values, formulas of the filler's own.

    Fixed row heights and no formats for unused columns spare the office program a third of its time.
    """
    source = zipfile.ZipFile(io.BytesIO(workbook))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb'<col min="\d+" max="16384"[^>]*/>', b"", data).replace(b"<cols></cols>", b"")
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b' customHeight="1"', b"").replace(b' ht="', b' customHeight="1" ht="')
                data = _with_cells(data.decode(), odd).encode()
            made.writestr(name, data)
    return target.getvalue()


def _with_cells(xml: str, odd: Mapping[tuple[int, int], str]) -> str:
    for (row, column), rest in odd.items():
        address = f"{letters_of_number(column)}{row}"
        xml, count = re.subn(rf'(<c r="{address}"[^>]*?)/>', lambda found, rest=rest: found[1] + rest, xml)  # type: ignore[misc]
        assert count == 1, address
    return xml
