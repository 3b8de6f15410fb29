"""Kinds of tampering that any template's workbook can suffer: what is done, and what must be found.

A kind is a function of the workbook; it gives None where the layout has nothing of the sort (a 空白版 has no target
that was issued).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from returned import SHEET, STRINGS, from_on, rearranged_xml, still
from subjects import (
    BOOK,
    CUSTOM,
    KEY,
    Change,
    LackingError,
    Subject,
    both,
    coloured,
    drawn,
    formatted,
    matched,
    put,
    row_marked,
    spelled,
    stored,
    swapped,
    texted,
    typed,
    without_sheets,
)
from tampering import Expected

from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.checks import COUNT, RESULT, check_lines
from perf_xlsx.form.identity import signature_of
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import Value
from perf_xlsx.template.spans import letters_of_number, span
from perf_xlsx.workbook.book import a1

LATE = frozenset({"T03", "T04"})
WHITE = '<sz val="10"/><color rgb="FFFFFFFF"/><name val="宋体"/>'


@dataclass(frozen=True)
class Done:
    """What was done to a workbook, and the findings it must give; `also` are rules that may speak besides."""

    change: Change
    expected: tuple[Expected, ...]
    also: frozenset[str] = LATE
    checking: Mapping[str, Any] = field(default_factory=dict)


Kind = Callable[[Subject], Done | None]
KINDS: dict[str, Kind] = {}


def kind(name: str) -> Callable[[Kind], Kind]:
    """Enter a kind under its name."""

    def entered(one: Kind) -> Kind:
        assert name not in KINDS, name
        KINDS[name] = one
        return one

    return entered


def fixed(subject: Subject, place: Place | None, new: Value) -> Done | None:
    """A locked value replaced: T02 with the issued one."""
    if place is None:
        return None
    issued = spelled(subject.form.declared[place])
    return Done(typed(subject.at(place), new), (Expected("T02", str(place), issued),))


def structural(change: Change, place: str | None = None, *also: str) -> Done:
    """Something done to rows, columns or sheets: one warning, T05."""
    return Done(change, (Expected("T05", place, None, "warning"),), LATE | set(also))


# ---------------------------------------------------------------- values that were issued

for _column, _new in (
    ("level3", "另一个指标"),
    ("target", "≥1次"),
    ("points", Decimal("19.5")),
    ("comparator", "≤"),
    ("target_number", Decimal(7)),
    ("measure_unit", "只"),
    ("expected", "完成一半即可"),
    ("project_name", "别的项目"),
    ("supervising_department", "某市财政局"),
    ("implementing_unit", "别的中心"),
):
    kind(f"{_column} changed")(
        lambda subject, column=_column, new=_new: (  # type: ignore[misc]
            None if (place := subject.given(column)) is None else fixed(subject, place, new)
        )
    )
for _column in ("level3", "target", "points", "expected", "project_name"):
    kind(f"{_column} emptied")(lambda subject, column=_column: fixed(subject, subject.given(column), None))  # type: ignore[misc]


@kind("weights moved between rows")
def _(subject: Subject) -> Done | None:
    one, other = subject.given("points"), subject.given("points", 1)
    if one is None or other is None or one.block != subject.list_key:
        return None
    before = [Decimal(str(subject.form.declared[place])) for place in (one, other)]
    return Done(
        both(typed(subject.at(one), before[0] + 1), typed(subject.at(other), before[1] - 1)),
        tuple(Expected("T02", str(place), spelled(value)) for place, value in zip((one, other), before, strict=True)),
    )


@kind("points of the funds changed")
def _(subject: Subject) -> Done | None:
    cells = [one for one in subject.cells(Role.GIVEN) if one.place and one.place.column == "points"]
    place = next((one.place for one in cells if one.place and one.place.block != subject.list_key), None)
    return fixed(subject, place, Decimal(15)) if place else None


@kind("all rewritten, digest kept")
def _(subject: Subject) -> Done | None:
    """Target, its number and the copy of what was issued: the digest tells, what was issued is lost."""
    place = subject.given("target")
    if place is None or place.block != subject.list_key:
        return None
    text = str(subject.form.declared[place])
    return Done(
        both(typed(subject.at(place), "≥1次"), swapped(STRINGS, f'"target":"{text}"', '"target":"≥1次"')),
        (Expected("T02"),),
    )


# ---------------------------------------------------------------- texts


def text_changed(subject: Subject, cell: Cell | None, new: str = "改过的字") -> Done | None:
    """A printed text replaced."""
    if cell is None:
        return None
    where = a1(cell.row, cell.column)
    return Done(typed(where, new or None), (Expected("T02", where),))


def labels(subject: Subject) -> list[Cell]:
    """The printed texts with something in them."""
    return [cell for cell in subject.cells(Role.LABEL) if cell.text]


@kind("title")
def _(subject: Subject) -> Done | None:
    return text_changed(subject, labels(subject)[0])


@kind("year in the heading")
def _(subject: Subject) -> Done | None:
    cell = next((one for one in labels(subject) if "{" in one.text), None)
    return text_changed(subject, cell, "（2031年度）")


@kind("heading of a column")
def _(subject: Subject) -> Done | None:
    row = subject.sheet.page.list_rows[0] - 1
    return text_changed(subject, next(one for one in labels(subject) if one.last_row == row and one.source))


@kind("heading of a column emptied")
def _(subject: Subject) -> Done | None:
    row = subject.sheet.page.list_rows[0] - 1
    return text_changed(subject, [one for one in labels(subject) if one.last_row == row and one.source][-1], "")


@kind("label beside an input")
def _(subject: Subject) -> Done | None:
    first, _ = subject.sheet.page.list_rows
    return text_changed(subject, next((one for one in labels(subject)[2:] if one.last_row < first - 1), None))


@kind("last printed text")
def _(subject: Subject) -> Done | None:
    return text_changed(subject, labels(subject)[-1])


@kind("level 1")
def _(subject: Subject) -> Done | None:
    return text_changed(subject, _level(subject, "level1"))


@kind("level 2")
def _(subject: Subject) -> Done | None:
    return text_changed(subject, _level(subject, "level2"))


def _level(subject: Subject, column: str) -> Cell | None:
    return next((one for one in subject.cells(Role.GIVEN) if one.place and one.place.column == column), None)


@kind("a cell that is not filled in")
def _(subject: Subject) -> Done | None:
    return text_changed(subject, next((one for one in subject.cells(Role.OMITTED) if one.text), None), "5")


# ---------------------------------------------------------------- formulas and their results


def overwritten(subject: Subject, place: Place | None, new: Value) -> Done | None:
    """A formula replaced by a constant: T03 with what it should be."""
    if place is None:
        return None
    return Done(typed(subject.at(place), new), (Expected("T03", str(place), spelled(subject.form.value(place))),))


def wrong(subject: Subject, place: Place | None) -> Decimal:
    """Another number than a formula gives."""
    value = subject.form.value(place) if place else None
    return value + 1 if isinstance(value, Decimal) else Decimal(1)


SUMS = "annual_budget initial_budget annual_spending total_spending budget spending amount issued_budget"


def formulas(subject: Subject) -> Mapping[str, Place | None]:
    """A formula cell of each sort."""
    places = [one.place for one in subject.cells(Role.FORMULA) if one.place]
    held = [one for one in places if subject.form.value(one) is not None]
    listed = [one for one in held if one.block == subject.list_key]
    others = [one for one in held if one.block != subject.list_key]
    return {
        "score": subject.formula("score", listed=True),
        "suggested score": subject.formula("suggested_score", listed=True),
        "completion rate": subject.formula("completion_rate", listed=True),
        "execution rate": subject.formula("execution_rate"),
        "total score": subject.formula("score", listed=False),
        "grade": subject.formula("grade"),
        "sum of the funds": subject.formula(SUMS, listed=False),
        "last formula of the list": listed[-1] if listed else None,
        "first formula outside the list": others[0] if others else None,
        "last formula outside the list": others[-1] if others else None,
    }


_SORTS = (
    *("score", "suggested score", "completion rate", "execution rate", "total score", "grade", "sum of the funds"),
    *("last formula of the list", "first formula outside the list", "last formula outside the list"),
)
for _sort in _SORTS:
    kind(f"{_sort} typed")(
        lambda subject, sort=_sort: overwritten(
            subject, formulas(subject)[sort], wrong(subject, formulas(subject)[sort])
        )  # type: ignore[misc]
    )
for _sort in ("score", "total score", "last formula of the list"):
    kind(f"{_sort} emptied")(lambda subject, sort=_sort: overwritten(subject, formulas(subject)[sort], None))  # type: ignore[misc]


@kind("another formula")
def _(subject: Subject) -> Done | None:
    place = formulas(subject)["last formula of the list"]
    assert place is not None
    new = wrong(subject, place)
    inner = f"<f>{spelled(new)}+0</f><v>{spelled(new)}</v>"
    return Done(put(subject.at(place), inner), (Expected("T03", str(place), spelled(subject.form.value(place))),))


@kind("a formula around the right one")
def _(subject: Subject) -> Done | None:
    place = formulas(subject)["total score"]
    if place is None:
        return None
    new = wrong(subject, place)
    inner = f"<f>MAX(0,{'1+' * 1}SUM(A1:A2))</f><v>{spelled(new)}</v>"
    return Done(put(subject.at(place), inner), (Expected("T03", str(place), spelled(subject.form.value(place))),))


@kind("a formula that goes round in circles")
def _(subject: Subject) -> Done | None:
    place = formulas(subject)["last formula of the list"]
    assert place is not None
    where, new = subject.at(place), wrong(subject, place)
    return Done(
        both(put(where, f"<f>{where}+1</f><v>{spelled(new)}</v>"), matched(BOOK, "<calcPr ", '<calcPr iterate="1" ')),
        (Expected("T03", str(place), spelled(subject.form.value(place))),),
    )


@kind("formulas of a row without results")
def _(subject: Subject) -> Done | None:
    place = formulas(subject)["last formula of the list"]
    assert place is not None
    return Done(
        put(subject.at(place), "<f>RAND()</f>"), (Expected("T03", str(place), spelled(subject.form.value(place))),)
    )


def helper(where: str, value: Value) -> Done:
    """A formula nobody sees replaced: one warning."""
    return Done(typed(where, value), (Expected("T03", None, None, "warning"),))


@kind("status typed")
def _(subject: Subject) -> Done | None:
    cell = next(subject.cells(Role.STATUS), None)
    return helper(a1(cell.row, cell.column), "√ 完美") if cell else None


@kind("mirror typed")
def _(subject: Subject) -> Done | None:
    inputs = {place for place, value in subject.inputs.items() if isinstance(value, Decimal)}
    mirror = next((one for one in subject.sheet.hidden.mirrors if one.place in inputs), None)
    return helper(a1(mirror.row, mirror.column), Decimal(98765)) if mirror else None


@kind("flag typed")
def _(subject: Subject) -> Done | None:
    flag = subject.sheet.flags[0]
    return helper(a1(flag.row, flag.column), Decimal(7))


@kind("flag emptied")
def _(subject: Subject) -> Done | None:
    flag = subject.sheet.flags[-1]
    return helper(a1(flag.row, flag.column), None)


def on_checks(subject: Subject, column: int, value: Value) -> Done:
    """A result on 校验 replaced."""
    where = a1(check_lines(subject.sheet)[0].row, column)
    kept = re.compile(rf'<c r="{where}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
    mark = "" if isinstance(value, Decimal) else ' t="str"'
    new = rf'<c r="{where}"\1{mark}><v>{spelled(value)}</v></c>'
    change = texted("xl/worksheets/sheet2.xml", lambda xml: kept.sub(new, xml, count=1))
    return Done(change, (Expected("T03", None, None, "warning"),))


@kind("count on 校验 typed")
def _(subject: Subject) -> Done | None:
    return on_checks(subject, COUNT, Decimal(9))


@kind("result on 校验 typed")
def _(subject: Subject) -> Done | None:
    return on_checks(subject, RESULT, "√ 全部通过了")


for _sort in ("score", "execution rate", "total score", "last formula outside the list", "last formula of the list"):

    @kind(f"{_sort} altered beside its formula")
    def _(subject: Subject, sort: str = _sort) -> Done | None:
        place = formulas(subject)[sort]
        if place is None:
            return None
        expected = Expected("T04", str(place), spelled(subject.form.value(place)))
        return Done(stored(subject.at(place), wrong(subject, place)), (expected,), frozenset())


@kind("input changed, nothing calculated")
def _(subject: Subject) -> Done | None:
    places = [
        place
        for place, value in subject.inputs.items()
        if isinstance(value, Decimal) and place.block == subject.list_key and place.column in {"actual", "score"}
    ]
    numbers = [place for place in places if place.column == "actual"]
    if not numbers or not any(one.place and one.place.block == subject.list_key for one in subject.cells(Role.FORMULA)):
        return None
    return Done(typed(subject.at(numbers[0]), Decimal("0.01")), (Expected("T04"),), frozenset())


# ---------------------------------------------------------------- rows, columns, sheets


def moved(down: Callable[[int], int] = still, right: Callable[[int], int] = still) -> Change:
    """Rows and columns elsewhere."""
    return texted(SHEET, lambda xml: rearranged_xml(xml, down, right))


def without_row(row: int) -> Change:
    """A row deleted, those below moved up."""
    return both(matched(SHEET, rf'<row r="{row}"[^>]*>.*?</row>', ""), moved(from_on(row, -1)))


def without_column(number: int) -> Change:
    """A column deleted, those behind moved up."""
    letters = letters_of_number(number)
    gone = matched(SHEET, rf'<c r="{letters}\d+"[^>]*?(?:/>|>.*?</c>)', "")
    return both(gone, moved(right=from_on(number, -1)))


def plain_columns(subject: Subject) -> list[int]:
    """Printed columns the list fills one by one, from the right."""
    cells = [
        one for one in subject.cells(Role.INPUT, Role.FORMULA) if one.place and one.place.block == subject.list_key
    ]
    last = (span(subject.template.definition.sheet.printed) or (1, 1))[1]
    return sorted({one.column for one in cells if one.column == one.last_column <= last}, reverse=True)


@kind("row inserted among the indicators")
def _(subject: Subject) -> Done | None:
    row = subject.sheet.page.list_rows[0] + 1
    return structural(moved(from_on(row)), f"A{row}")


@kind("rows above the form")
def _(subject: Subject) -> Done | None:
    return structural(moved(from_on(1, 2)), "A1")


@kind("row inserted above the list")
def _(subject: Subject) -> Done | None:
    row = subject.sheet.page.list_rows[0] - 1
    return structural(moved(from_on(row)), f"A{row}")


@kind("column inserted")
def _(subject: Subject) -> Done | None:
    return structural(moved(right=from_on(2)), "B1")


@kind("indicator row deleted")
def _(subject: Subject) -> Done | None:
    return structural(without_row(subject.row(1)))


@kind("first indicator row deleted")
def _(subject: Subject) -> Done | None:
    return structural(without_row(subject.row()))


@kind("last row of the list deleted")
def _(subject: Subject) -> Done | None:
    return structural(without_row(subject.sheet.page.list_rows[1]))


@kind("heading of the list deleted")
def _(subject: Subject) -> Done | None:
    return structural(without_row(subject.sheet.page.list_rows[0] - 1))


@kind("first row deleted")
def _(subject: Subject) -> Done | None:
    return structural(without_row(1))


@kind("column deleted")
def _(subject: Subject) -> Done | None:
    return structural(without_column(plain_columns(subject)[0]))


@kind("rows exchanged")
def _(subject: Subject) -> Done | None:
    one, other = subject.row(), subject.row(1)
    places = {one: other, other: one}
    return structural(moved(lambda row: places.get(row, row)))


@kind("row copied")
def _(subject: Subject) -> Done | None:
    row, to = subject.row(), subject.sheet.page.bottom + 40

    def edit(xml: str) -> str:
        found = re.search(rf'<row r="{row}".*?</row>', xml, re.DOTALL)
        assert found is not None
        copy = re.sub(rf'r="([A-Z]*){row}"', rf'r="\g<1>{to}"', found[0])
        return xml.replace("</sheetData>", f"{copy}</sheetData>")

    return structural(texted(SHEET, edit), f"A{to}")


@kind("indicator row hidden")
def _(subject: Subject) -> Done | None:
    return structural(row_marked(subject.row(), 'hidden="1"'), f"A{subject.row()}")


@kind("indicator row flattened to nothing")
def _(subject: Subject) -> Done | None:
    return structural(row_marked(subject.row(1), 'ht="0"'), f"A{subject.row(1)}")


@kind("indicator row flattened to a hair")
def _(subject: Subject) -> Done | None:
    return structural(row_marked(subject.row(1), 'ht="0.75"'), f"A{subject.row(1)}")


@kind("row of the funds hidden")
def _(subject: Subject) -> Done | None:
    inputs = [one for one in subject.cells(Role.INPUT) if one.place and one.place.block != subject.list_key]
    held = [one for one in inputs if isinstance(subject.inputs.get(one.place), Decimal)]  # type: ignore[arg-type]
    if not held:
        return None
    return structural(row_marked(held[0].row, 'hidden="1"'), f"A{held[0].row}")


def column_marked(subject: Subject, mark: str) -> Done | None:
    """An attribute of a printed column said otherwise."""
    xml = subject.parts[SHEET].decode()
    for number in plain_columns(subject):
        found = re.search(rf'<col min="{number}" max="{number}"[^>]*/>', xml)
        if found is not None:
            bare = re.sub(rf' {mark.partition("=")[0]}="[^"]*"', "", found[0])
            change = swapped(SHEET, found[0], bare.replace("<col ", f"<col {mark} "))
            return structural(change, f"{letters_of_number(number)}1")
    return None


@kind("column hidden")
def _(subject: Subject) -> Done | None:
    return column_marked(subject, 'hidden="1"')


@kind("column narrowed to a hair")
def _(subject: Subject) -> Done | None:
    return column_marked(subject, 'width="0.1"')


@kind("cells merged")
def _(subject: Subject) -> Done | None:
    letters, (row, last) = letters_of_number(plain_columns(subject)[-1]), subject.sheet.page.list_rows
    if row == last:
        return None
    area = f'<mergeCell ref="{letters}{row}:{letters}{row + 1}"/>'
    return structural(matched(SHEET, r"(<mergeCells[^>]*>)", rf"\1{area}"), f"{letters}{row}")


@kind("key of a row edited")
def _(subject: Subject) -> Done | None:
    if not re.search(r"ROW:\w+\.2:\w+/\w", subject.parts[STRINGS].decode()):
        return None
    return structural(matched(STRINGS, r"(ROW:\w+\.2:\w+/)\w+", r"\1elsewhere"))


@kind("key cell deleted")
def _(_subject: Subject) -> Done | None:
    return structural(swapped(STRINGS, "KEY:", "KAY:"))


@kind("sheet renamed")
def _(subject: Subject) -> Done | None:
    return structural(swapped(BOOK, f'<sheet name="{subject.template.definition.sheet.name}"', '<sheet name="某表"'))


@kind("hidden facts deleted")
def _(_subject: Subject) -> Done | None:
    return structural(without_sheets("_meta"))


@kind("hidden facts emptied")
def _(_subject: Subject) -> Done | None:
    return structural(swapped(STRINGS, "META:", "MATE:"))


@kind("hidden lists deleted")
def _(_subject: Subject) -> Done | None:
    return structural(without_sheets("_lists"))


@kind("check sheet deleted")
def _(_subject: Subject) -> Done | None:
    return structural(without_sheets("校验"))


@kind("check sheet renamed")
def _(_subject: Subject) -> Done | None:
    return structural(swapped(BOOK, '<sheet name="校验"', '<sheet name="检查"'))


@kind("copied to another workbook")
def _(_subject: Subject) -> Done | None:
    return structural(both(without_sheets("校验", "_lists", "_meta"), swapped(CUSTOM, "perf_", "other_")))


# ---------------------------------------------------------------- what is shown is not what there is


@kind("form hidden behind another sheet")
def _(subject: Subject) -> Done | None:
    return structural(_sheet_state(subject, "hidden"))


@kind("form hidden past unhiding")
def _(subject: Subject) -> Done | None:
    return structural(_sheet_state(subject, "veryHidden"))


def _sheet_state(subject: Subject, state: str) -> Change:
    name = subject.template.definition.sheet.name
    return swapped(BOOK, f'<sheet name="{name}"', f'<sheet state="{state}" name="{name}"')


def disguise(subject: Subject, place: Place | None, code: str) -> Done | None:
    """A locked number shown as another one."""
    if place is None:
        return None
    held = spelled(subject.form.value(place))
    return Done(formatted(subject.at(place), code), (Expected("T02", str(place), held),), frozenset())


@kind("score shown as another number")
def _(subject: Subject) -> Done | None:
    numbers = [one.place for one in subject.cells(Role.FORMULA) if one.place and one.place.block == subject.list_key]
    place = next((one for one in numbers if isinstance(subject.form.value(one), Decimal)), None)
    return disguise(subject, place, '"98.7"')


@kind("total shown as another number")
def _(subject: Subject) -> Done | None:
    return disguise(subject, formulas(subject)["total score"], '[>0]"98.7";General')


@kind("total shown as nothing")
def _(subject: Subject) -> Done | None:
    return disguise(subject, formulas(subject)["total score"], ";;;")


@kind("points shown with a digit more")
def _(subject: Subject) -> Done | None:
    place = subject.given("points")
    return disguise(subject, place, '0"0"') if place else None


@kind("locked text shown as another")
def _(subject: Subject) -> Done | None:
    cell = labels(subject)[0]
    where = a1(cell.row, cell.column)
    return Done(formatted(where, '0;0;0;"项目支出绩效评价表"'), (Expected("T02", where),), frozenset())


def typed_number(subject: Subject) -> Place:
    """A number the unit has typed, not 0."""
    return next(place for place, value in subject.inputs.items() if isinstance(value, Decimal) and value)


@kind("input shown as another number")
def _(subject: Subject) -> Done | None:
    place = typed_number(subject)
    return structural(formatted(subject.at(place), '"987.6"'), str(place))


@kind("input shown ten thousand times smaller")
def _(subject: Subject) -> Done | None:
    place = next(one for one, value in subject.inputs.items() if isinstance(value, Decimal) and value >= 1)
    change = both(typed(subject.at(place), Decimal(1234567)), formatted(subject.at(place), "0!.0,"))
    return structural(change, str(place))


@kind("input shown as nothing")
def _(subject: Subject) -> Done | None:
    place = typed_number(subject)
    return structural(formatted(subject.at(place), ";;;"), str(place))


@kind("input in white letters")
def _(subject: Subject) -> Done | None:
    where = subject.at(typed_number(subject))
    return structural(coloured(where, WHITE), where)


@kind("formula in tiny letters")
def _(subject: Subject) -> Done | None:
    place = formulas(subject)["last formula of the list"]
    assert place is not None
    where = subject.at(place)
    return structural(coloured(where, '<sz val="1"/><name val="宋体"/>'), where)


@kind("picture over the scores")
def _(subject: Subject) -> Done | None:
    first, last = subject.sheet.page.list_rows
    return structural(drawn(first, 1, last, plain_columns(subject)[0]))


@kind("text box over one number")
def _(subject: Subject) -> Done | None:
    place = next(
        one
        for one, value in subject.inputs.items()
        if isinstance(value, Decimal) and one.block not in {"header", "signature"}
    )
    cell = subject.sheet.at[place]
    return structural(drawn(cell.row, cell.column, cell.last_row, cell.last_column), subject.at(place))


def repainted(where: str, look: str) -> Change:
    """A conditional format that always holds, over one cell."""

    def styled(styles: str) -> str:
        found = re.search(r'<dxfs count="(\d+)"', styles)
        assert found is not None
        return styles.replace("</dxfs>", f"<dxf>{look}</dxf></dxfs>")

    def edit(parts: dict[str, bytes]) -> None:
        styles = parts["xl/styles.xml"].decode()
        number = len(re.findall(r"<dxf>", styles))
        parts["xl/styles.xml"] = styled(styles).encode()
        rule = f'<cfRule type="expression" dxfId="{number}" priority="99"><formula>TRUE</formula></cfRule>'
        piece = f'<conditionalFormatting sqref="{where}">{rule}</conditionalFormatting>'
        xml = parts[SHEET].decode()
        at = xml.index("<conditionalFormatting")
        parts[SHEET] = (xml[:at] + piece + xml[at:]).encode()

    return edit


@kind("conditional format that shows another number")
def _(subject: Subject) -> Done | None:
    where = subject.at(typed_number(subject))
    look = '<numFmt numFmtId="498" formatCode="&quot;100&quot;"/>'
    return structural(repainted(where, look), where)


@kind("conditional format that hides a number")
def _(subject: Subject) -> Done | None:
    where = subject.at(typed_number(subject))
    return structural(repainted(where, '<font><color rgb="FFFFFFFF"/></font>'), where)


# ---------------------------------------------------------------- whose form it is


def _twin(subject: Subject) -> Subject:
    return replace(subject, project=replace(subject.project, code="B002"))


@kind("key of another project")
def _(subject: Subject) -> Done | None:
    own = subject.identity
    other = replace(own, project_code="B002")
    return Done(swapped(STRINGS, own.key_text(), other.key_text()), (Expected("T08", None, own.project_code),), LATE)


@kind("facts of another project")
def _(subject: Subject) -> Done | None:
    code = subject.project.code
    change = matched(STRINGS, rf"<t>{re.escape(code)}</t>", "<t>B002</t>")
    return (
        Done(change, (Expected("T08", None, "B002"),)) if f"<t>{code}</t>" in subject.parts[STRINGS].decode() else None
    )


@kind("properties of another project")
def _(subject: Subject) -> Done | None:
    change = matched(
        CUSTOM, r'(name="perf_project_code"[^>]*><vt:lpwstr)(?:/>|>[^<]*</vt:lpwstr>)', r"\1>B009</vt:lpwstr>"
    )
    return Done(change, (Expected("T08", None, "B009"),))


@kind("key of another year")
def _(subject: Subject) -> Done | None:
    year = subject.project.fiscal_year
    change = swapped(STRINGS, f'fiscal_year": {year}', f'fiscal_year": {year + 1}')
    return Done(change, (Expected("T08", None, str(year)),))


@kind("digest in the key")
def _(_subject: Subject) -> Done | None:
    change = matched(STRINGS, r'("digest": ")[0-9a-f]{64}', rf"\g<1>{'0' * 64}", 1)
    return Done(change, (Expected("T08"),))


@kind("form of another year")
def _(subject: Subject) -> Done | None:
    year = subject.project.fiscal_year + 1
    return Done(lambda _parts: None, (Expected("T01", None, str(year)),), checking={"fiscal_year": year})


@kind("unknown template")
def _(subject: Subject) -> Done | None:
    change = swapped(STRINGS, f'KEY:{{"template": "{subject.template.id}"', 'KEY:{"template": "a/2020/b"')
    return Done(change, (Expected("T01"),))


@kind("another edition of the template")
def _(_subject: Subject) -> Done | None:
    return Done(
        matched(STRINGS, r'("template_digest": ")[0-9a-f]{16}', r"\g<1>0123456789abcdef", 1), (Expected("T01"),)
    )


@kind("signature of another key")
def _(subject: Subject) -> Done | None:
    signature, forged = subject.identity.signature, signature_of(subject.identity.digest, b"another key")

    def edit(parts: dict[str, bytes]) -> None:
        for part in (STRINGS, CUSTOM):
            text = parts[part].decode().replace(signature, forged).replace(signature[:16], forged[:16])
            parts[part] = text.encode()

    return Done(edit, (Expected("T07"),), checking={"key": KEY})


@kind("signature in the cell")
def _(_subject: Subject) -> Done | None:
    change = matched(STRINGS, r"SIG:[0-9a-f]{16}", "SIG:0123456789abcdef")
    return Done(change, (Expected("T07"),), checking={"key": KEY})


@kind("target lowered in a signed form")
def _(subject: Subject) -> Done | None:
    place = subject.given("target")
    # What a policy sets is no part of what is signed.
    done = fixed(subject, place, "≥1次") if place and place.block == subject.list_key else None
    return replace(done, expected=(*done.expected, Expected("T07")), checking={"key": KEY}) if done else None


@kind("weights rewritten, with the register")
def _(subject: Subject) -> Done | None:
    done = fixed(subject, subject.given("points"), Decimal("19.5"))
    return replace(done, checking={"register": subject.register()}) if done else None


# ---------------------------------------------------------------- what protects the form


def loosened(change: Change) -> Done:
    """Protection taken off: a note."""
    return Done(change, (Expected("T06", severity="info"),))


@kind("sheet unprotected")
def _(_subject: Subject) -> Done | None:
    return loosened(matched(SHEET, r"<sheetProtection[^>]*/>", ""))


@kind("protection switched off")
def _(_subject: Subject) -> Done | None:
    return loosened(matched(SHEET, r"<sheetProtection[^>]*/>", '<sheetProtection sheet="0"/>'))


@kind("validation taken off")
def _(_subject: Subject) -> Done | None:
    return loosened(matched(SHEET, r"<dataValidations.*</dataValidations>", ""))


@kind("fixed cell unlocked")
def _(subject: Subject) -> Done | None:
    free = next(one for one in subject.cells(Role.INPUT))
    cell = labels(subject)[0]
    found = re.search(rf'<c r="{a1(free.row, free.column)}" s="(\d+)"', subject.parts[SHEET].decode())
    assert found is not None
    where = a1(cell.row, cell.column)
    return loosened(matched(SHEET, rf'<c r="{where}" s="\d+"', rf'<c r="{where}" s="{found[1]}"'))


def cases(subject: Subject) -> Iterator[tuple[str, Done]]:
    """Every kind this workbook's layout has."""
    for name, one in KINDS.items():
        done = tried(one, subject)
        if done is not None:
            yield name, done


def tried(one: Kind, subject: Subject) -> Done | None:
    """A kind on this workbook; None where it has not what is tampered with."""
    try:
        return one(subject)
    except (LackingError, StopIteration):
        return None
