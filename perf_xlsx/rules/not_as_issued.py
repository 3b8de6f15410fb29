"""C24."""

from collections.abc import Iterator, Sequence

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import one_spelling
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.kept_register import namesakes
from perf_xlsx.form.named import name_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.registered import IssuedTarget, Register, Registered
from perf_xlsx.form.wording import apart
from perf_xlsx.notation import read_notation
from perf_xlsx.numbers import Value, plain, same_number
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule

FEW = 3
UNITS = ("supervising_department", "implementing_unit")


@rule("C24", "warning", Scope.FORM)
def not_as_issued(form: FilledForm) -> Iterator[Result]:
    """与下发目标不符

    做什么：手工做的表按项目名称在登记表（--register）里找到下发的指标，逐行比较指标值和分值，并列出少报、多报的指标。
    为什么：不用下发的表报送，指标值和分值可以随意改动。
    依据：下发登记表
    通过：指标、指标值、分值都与登记表相同
    不通过：登记的指标值为≥85%，表上为≥80%
    怎么改：请按下发的指标和分值填报，最好用下发的表；指标经批准调整过的，请说明批准文号。
    """
    if form.issued:
        yield Skipped("下发的工作簿由T02核对")
        return
    if form.trust.register is None:
        yield Skipped("审核时没有给登记表（--register）")
        return
    registered = _registered(form, form.trust.register)
    if registered is None:
        yield Skipped("登记表里没有同名的项目，或有几个同名而分不清")
        return
    rows = indicators_of(form)
    by_name = {one_spelling(one.name): one for one in rows}
    for target in registered.targets:
        row = by_name.pop(one_spelling(target.level3), None)
        if row is not None:
            yield from _compared(row, target)
    issued = {one_spelling(one.level3) for one in registered.targets}
    own = {one_spelling(one.name) for one in rows}
    missing = [one.level3 for one in registered.targets if one_spelling(one.level3) not in own]
    added = [one for one in rows if one_spelling(one.name) not in issued]
    if missing:
        yield Found(f"下发的指标没有填报：{_named(missing)}", expected=_named(missing))
    if added:
        names = _named([one.name for one in added])
        yield Found(f"下发时没有这些指标：{names}", added[0].place("level3"), value=names)


def _compared(row: Indicator, target: IssuedTarget) -> Iterator[Found]:
    if not _same_target(row.target_text, target.target):
        was, now = apart(target.target, row.target_text)
        what = f"“{row.name}”指标值下发时为{was}，表上为{now}"
        yield Found(what, row.place("target"), value=row.target_text or None, expected=target.target or None)
    if target.points is not None and row.points is not None and not same_number(row.points, target.points):
        what = f"“{row.name}”分值下发时为{plain(target.points)}，表上为{plain(row.points)}"
        yield Found(what, row.place("points"), value=row.points, expected=target.points)


def _same_target(one: str, other: str) -> bool:
    """Whether two targets say the same, however they are spelt: ≥95% and 大于等于95％."""
    if one_spelling(one) == one_spelling(other):
        return True
    left, right = read_notation(one), read_notation(other)
    known = left.number is not None and left.number == right.number
    units = {left.unit, right.unit} - {""}
    return known and (left.comparator or "＝") == (right.comparator or "＝") and len(units) < 2  # noqa: PLR2004 - one unit


def _registered(form: FilledForm, register: Register) -> Registered | None:
    """The one project of the form's code, or of its name; of several of one name the one whose units agree too."""
    if form.project_code in register:
        return register[form.project_code or ""]
    name = one_spelling(name_of(form))
    same = namesakes(register, name) if name else []
    if len(same) > 1:
        units = [one_spelling(_header(form, key)) for key in UNITS]
        same = [one for one in same if [one_spelling(getattr(one, key)) for key in UNITS] == units]
    return same[0] if len(same) == 1 else None


def _header(form: FilledForm, column: str) -> Value:
    return form.value(Place("header", "", column))


def _named(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names[:FEW]) + (f"等{len(names)}项" if len(names) > FEW else "")
