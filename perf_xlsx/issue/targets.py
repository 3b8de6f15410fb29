"""The target of an indicator row of a list: in one cell, or split into 指标性质, 年度指标值 and 度量单位."""

from decimal import Decimal

from perf_xlsx.form.targets import QUALITATIVE
from perf_xlsx.issue.lines import Line, shown
from perf_xlsx.issue.plan import ListPlan
from perf_xlsx.notation import PLACEHOLDERS, Kind, Notation, read_notation, strip_blanks
from perf_xlsx.numbers import plain

_ADVICE = f"请写成“≥10次”“80%”这样的数量，或文字；文字里必须有数字的，在指标性质列填“{QUALITATIVE}”"


def read_target(line: Line, plan: ListPlan) -> Notation | None:
    """The target a row names; None when it cannot be read, with the fault noted."""
    column = plan.indicator("target")
    if column is None:
        return None
    nature, unit = _split_part(line, plan, "comparator"), _split_part(line, plan, "measure_unit")
    raw = line.raw(column)
    text = line.text(column) if raw is not None else ""
    if not text or not _nature_fits(line, plan, nature):
        return None
    if nature == QUALITATIVE:
        return _qualitative(line, plan, text)
    # A percent cell is already the text 80%, a unit typed twice is meant once.
    joined = nature + text + ("" if text.endswith(unit) else unit)
    notation = read_notation(raw if isinstance(raw, Decimal) and joined == text else joined)
    if notation.kind is Kind.NOT_APPLICABLE:
        line.fault(column, f"“{shown(text)}”表示不适用；不适用的指标请整行删去，表中会自动划“/”")
        return None
    if notation.kind not in {Kind.QUANTITY, Kind.WORDS}:
        line.fault(column, f"指标值“{shown(joined)}”读不懂，{_ADVICE}")
        return None
    return notation


def _split_part(line: Line, plan: ListPlan, key: str) -> str:
    column = plan.indicator(key)
    text = strip_blanks(line.text(column)) if column else ""
    return "" if text in PLACEHOLDERS else text


def _nature_fits(line: Line, plan: ListPlan, nature: str) -> bool:
    column = plan.indicator("comparator")
    if not nature or nature == QUALITATIVE or column is None or read_notation(nature + plain(Decimal(1))).comparator:
        return True
    line.fault(column, f"“{shown(nature)}”不是指标性质，应为 ≥、≤、＝、＞、＜ 或{QUALITATIVE}")
    return False


def _qualitative(line: Line, plan: ListPlan, text: str) -> Notation | None:
    column = plan.indicator("target")
    kind = read_notation(text).kind
    if column is not None and kind in {Kind.QUANTITY, Kind.NOT_APPLICABLE}:
        line.fault(column, f"指标性质为{QUALITATIVE}，指标值“{shown(text)}”却不是文字，请改其中一个")
        return None
    return Notation(Kind.WORDS, text)
