"""T02."""

from collections.abc import Iterator
from string import ascii_uppercase

from perf_xlsx.form.as_issued import told_difference
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.fixed import content_changed, differences, mixed, registered_as
from perf_xlsx.form.trust import Disguised
from perf_xlsx.form.wording import apart
from perf_xlsx.rules.base import Found, Scope, rule


@rule("T02", "error", Scope.ISSUED)
def fixed_content_changed(form: FilledForm) -> Iterator[Found]:
    """固定内容被改

    做什么：逐格比较锁定的文字、指标、指标值、分值与下发时是否一样，不一样的写出下发时的内容。有登记表（--register）的按登记表，没有的按表内隐藏的下发内容（先用摘要核对过）。固定格、公式格的数字格式被改、显示的与实际的数不同的，也指出。
    为什么：降低指标值、调整分值会改变得分；改了固定内容的表不能作为自评依据。
    依据：下发登记表、下发时的内容摘要
    通过：固定格原样未动
    不通过：指标值下发时为≥85%，现为≥80%
    怎么改：请用下发的原表重新填报；确需调整指标的，请按规定程序报批后由下发单位重新下发。
    """
    evidence = form.trust.evidence
    if evidence is None:
        return
    changed = differences(form)
    for one in changed:
        yield Found(
            told_difference(form, one),
            one.place,
            value=one.found,
            expected=one.issued,
            cell=evidence.given.get(one.place, ""),
        )
    # A deleted row, or identities that were exchanged, have findings of their own.
    confused = mixed(form.trust)
    told = set[tuple[str, str, str]]()
    for text in evidence.texts if not confused else ():
        # The hidden key of a level says what its label beside it says.
        words = (text.cell.lstrip(ascii_uppercase), text.issued, text.found)
        if words in told:
            continue
        told.add(words)
        was, now = apart(text.issued, text.found)
        yield Found(
            f"固定文字下发时为{was}，现为{now}", value=text.found or None, expected=text.issued or None, cell=text.cell
        )
    yield from (_disguised(form, cell) for cell in evidence.disguised if cell.locked)
    if not changed and not evidence.gone and not confused and content_changed(form):
        source = "登记表" if registered_as(form) else "下发时的摘要"
        yield Found(f"固定内容与{source}不符，可能被改过，或不是最后一次下发的表")


def _disguised(form: FilledForm, one: Disguised) -> Found:
    """A locked cell that shows another number than it holds."""
    held = form.shown_value(one.stored, one.place) if one.place else str(one.stored)
    name = form.label(one.place) if one.place else one.cell
    seen = f"“{one.shown}”" if one.shown else "空白"
    what = f"“{name}”的数字格式被改：实际为{held}，显示为{seen}"
    return Found(what, one.place, value=one.shown, expected=one.stored, cell=one.cell)
