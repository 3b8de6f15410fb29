"""The 校验 sheet: a line for each rule that can be unmet, counted off the flags, with a link to the first cell.

A warning about the whole form can be explained here: its 说明 cell is open, and travels with the form.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from perf_xlsx.expr.evaluate import Values
from perf_xlsx.expr.excel import blanks_removed, quoted
from perf_xlsx.expr.meaning import is_explanation
from perf_xlsx.form.cells import Cell
from perf_xlsx.form.flags import Flag, flag_value
from perf_xlsx.form.place import Place
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.form.status import MARKS
from perf_xlsx.template.model import RuleText
from perf_xlsx.template.spans import letters_of_number

SHEET_NAME = "校验"
NOTE = "NOTE:"
HEADER_ROW, FIRST_ROW = 4, 5
COUNT, RESULT, LINK, NOTE_COLUMN, KEY_COLUMN = 3, 4, 6, 7, 8
PASSED, FAILED, EXPLAINED, GO = "通过", "未通过", "已说明", "转到"
ALL_PASSED = "全部通过，可以打印上报"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A rule's line: its row on 校验, its flags, whether it can be explained there."""

    row: int
    rule: RuleText
    flags: tuple[Flag, ...]
    explainable: bool


@lru_cache(maxsize=64)
def check_lines(sheet: Sheet) -> Sequence[CheckLine]:
    """The lines of 校验 in the order of the rules' codes; what is only noted has none."""
    counted = [flag for flag in sheet.flags if flag.demand.case.severity in MARKS]
    indicators = sheet.template.indicators
    lines: list[CheckLine] = []
    for _, group in groupby(counted, key=lambda flag: flag.demand.case.rule.code):
        flags = tuple(group)
        whole = all(flag.demand.place.block != (indicators.key if indicators else "") for flag in flags)
        warned = all(flag.demand.case.severity == "warning" for flag in flags)
        lines.append(CheckLine(FIRST_ROW + len(lines), flags[0].demand.case.rule, flags, whole and warned))
    return tuple(lines)


def count_text(sheet: Sheet, line: CheckLine) -> str:
    """How often a rule is not met, as Excel text."""
    return f"=SUM({','.join(_area(sheet, run) for run in _runs(sheet, line))})"


def result_text(sheet: Sheet, line: CheckLine, last: int) -> str:
    """What came of a rule, as Excel text; the note is read through a window with locked ends."""
    failed = quoted(FAILED)
    if line.explainable:
        letters = letters_of_number(NOTE_COLUMN)
        note = f"INDEX(${letters}${HEADER_ROW}:${letters}${last + 1},{line.row - HEADER_ROW + 1},1)"
        least = int(sheet.template.policy["min_explanation"])
        failed = f"IF(LEN({blanks_removed(note)})>={least},{quoted(EXPLAINED)},{failed})"
    return f"=IF(C{line.row}=0,{quoted(PASSED)},{failed})"


def link_text(sheet: Sheet, line: CheckLine) -> str:
    """A link to the first cell a rule is not met at, as Excel text."""
    target = '""'
    for run in reversed(_runs(sheet, line)):
        area, cell = _area(sheet, run), shown_at(sheet, run[0].demand.place)
        place = quoted(f"{letters_of_number(cell.column)}{cell.row}")
        if ":" in area:
            first = sheet.page.list_rows[0]
            place = f"{quoted(letters_of_number(cell.column))}&(MATCH(1,{area},0)+{first - 1})"
        target = f"IF(SUM({area})>0,{place},{target})"
    return f'=IF(C{line.row}=0,"",HYPERLINK("#{_on_form(sheet)}"&{target},{quoted(GO)}))'


def headline_text(lines: Sequence[CheckLine]) -> str:
    """What is still to do, as Excel text."""
    results = f'COUNTIF(D{FIRST_ROW}:D{FIRST_ROW + len(lines) - 1},"{FAILED}")'
    return f'=IF({results}=0,"{ALL_PASSED}","还有"&{results}&"项未通过，点“{GO}”逐项修改")'


def count_of(form: Values, line: CheckLine) -> int:
    """How often a rule is not met, as Python sees it."""
    return sum(flag_value(form, flag) == 1 for flag in line.flags)


def result_of(form: Values, line: CheckLine, note: str, least: int) -> str:
    """What came of a rule, as Python sees it."""
    if not count_of(form, line):
        return PASSED
    return EXPLAINED if line.explainable and is_explanation(note, least) else FAILED


def headline_of(results: Sequence[str]) -> str:
    """What is still to do, as Python sees it."""
    failed = results.count(FAILED)
    return f"还有{failed}项未通过，点“{GO}”逐项修改" if failed else ALL_PASSED


def shown_at(sheet: Sheet, place: Place) -> Cell:
    """The visible cell a place is looked for at: its own or what it is made of, for a hidden sum the total's points."""
    cell = sheet.at[Place(*sheet.template.repeated(place))]
    if cell.column < sheet.hidden.key_column:
        return cell
    return next((one for at, one in sheet.at.items() if (at.block, at.column) == ("total", "points")), sheet.cells[0])


def _runs(sheet: Sheet, line: CheckLine) -> Sequence[Sequence[Flag]]:
    """A rule's flags in runs: those of a column beside the indicators together, every other alone."""
    first, last = sheet.page.list_rows
    runs: dict[tuple[int, int], list[Flag]] = {}
    for flag in line.flags:
        runs.setdefault((flag.column, 0 if first <= flag.row <= last else flag.row), []).append(flag)
    return list(runs.values())


def _area(sheet: Sheet, run: Sequence[Flag]) -> str:
    """The cells of a run; beside the indicators the whole column, rows of "/" hold nothing there."""
    letters, (first, last) = letters_of_number(run[0].column), sheet.page.list_rows
    if first <= run[0].row <= last and first != last:
        return f"{_on_form(sheet)}{letters}{first}:{letters}{last}"
    return f"{_on_form(sheet)}{letters}{run[0].row}"


def _on_form(sheet: Sheet) -> str:
    return f"'{sheet.template.definition.sheet.name}'!"
