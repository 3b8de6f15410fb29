"""The 填报状态 of an indicator row: its first unmet rule, in a word, read off the row's flags.

The word's first sign is what colours go by: ○ not filled yet, × wrong, ！ a reason is owed, √ done.
"""

from collections.abc import Iterable, Sequence

from perf_xlsx.expr.evaluate import Values
from perf_xlsx.expr.excel import quoted
from perf_xlsx.form.flags import Flag, flag_value
from perf_xlsx.form.place import Place
from perf_xlsx.template.bound import BoundCase
from perf_xlsx.template.spans import letters_of_number

DONE = "√"
MARKS = {"error": "×", "warning": "！"}


def status_word(case: BoundCase) -> str:
    """What the status says when a case is not met."""
    return case.case.status or f"{MARKS[case.severity]} {case.rule.title}"


def row_flags(flags: Iterable[Flag], block: str, row: str) -> Sequence[Flag]:
    """The flags a row's status can come from: what hides other faults first, then errors, then warnings."""
    own = [flag for flag in flags if (flag.demand.place.block, flag.demand.row) == (block, row)]
    return sorted((flag for flag in own if flag.demand.case.severity in MARKS), key=_order)


def status_formula(flags: Sequence[Flag], in_use: str = "") -> str:
    """The status of a row as Excel text; `in_use` is the address that holds 1 while anything is filled in there."""
    text = f'IF({in_use}=1,{quoted(DONE)},"")' if in_use else quoted(DONE)
    for flag in reversed(flags):
        address = f"{letters_of_number(flag.column)}{flag.row}"
        text = f"IF({address}=1,{quoted(status_word(flag.demand.case))},{text})"
    return f"={text}"


def status_of(form: Values, flags: Sequence[Flag], in_use: Place | None = None) -> str:
    """The status of a row as Python sees it."""
    done = DONE if in_use is None or form.known[in_use] == 1 else ""
    return next((status_word(flag.demand.case) for flag in flags if flag_value(form, flag) == 1), done)


def _order(flag: Flag) -> tuple[bool, int, bool, int, str]:
    """As findings silence each other: what silences everything, then what silences more; errors before warnings.

    Of the basic rules the later one first: a cell that is no number is said to be that, not to lack a score.
    """
    case = flag.demand.case
    basic = "*" in case.rule.silences
    number = int(case.rule.code[1:])
    return not basic, -len(case.rule.silences), case.severity != "error", -number if basic else 0, case.rule.code
