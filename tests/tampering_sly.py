"""More kinds of tampering: by somebody who knows how the file is made, and with hands on two forms at once.

Each enters itself among the kinds of `tampering_all`. What is deliberately no finding stands in DELIBERATE, with the
reason (said to people in the guide, 与下发的表比较).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from xml.sax.saxutils import escape

from mutations import Parts, parts_of
from returned import SHEET, STRINGS
from subjects import (
    BOOK,
    CUSTOM,
    KEY,
    Change,
    LackingError,
    Subject,
    both,
    drawn,
    formatted,
    looking,
    matched,
    put,
    spelled,
    swapped,
    texted,
)
from tampering import Expected
from tampering_all import Done, disguise, formulas, kind, plain_columns, repainted, structural, typed_number

from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.hidden import ROW
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.template.spans import letters_of_number
from perf_xlsx.workbook.book import a1
from perf_xlsx.workbook.write import write_form

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "xl/_rels/workbook.xml.rels"
SHEET_LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
DRAWING, OLD_DRAWING = "xl/drawings/drawing1.xml", "xl/drawings/vmlDrawing1.vml"
HAIR = 20_000  # a fiftieth of an inch

# ---------------------------------------------------------------- what lies over a number


def number_below(subject: Subject) -> Cell:
    """The cell of a number somebody would cover; seals may lie on the heading."""
    places = (one for one, value in subject.inputs.items() if isinstance(value, Decimal))
    return subject.sheet.at[next(one for one in places if one.block not in {"header", "signature"})]


def over(subject: Subject, change: Callable[[str], str], *, alone: bool = True) -> Done:
    """A shape over a number, its drawing changed."""
    cell = number_below(subject)
    laid = drawn(cell.row, cell.column, cell.last_row, cell.last_column)
    return structural(both(laid, texted(DRAWING, change)), a1(cell.row, cell.column) if alone else None)


@kind("shape a hair smaller than the cell")
def _(subject: Subject) -> Done | None:
    def smaller(xml: str) -> str:
        begin, to, end = xml.partition("<xdr:to>")
        return begin.replace("Off>0<", f"Off>{HAIR}<") + to + end

    return over(subject, smaller)


@kind("picture anchored by one corner")
def _(subject: Subject) -> Done | None:
    size = '<xdr:ext cx="9000000" cy="900000"/>'
    return over(subject, lambda xml: re.sub("<xdr:to>.*</xdr:to>", size, xml).replace("twoCellAnchor", "oneCellAnchor"))


@kind("picture anchored by no cell")
def _(subject: Subject) -> Done | None:
    place = '<xdr:pos x="0" y="0"/><xdr:ext cx="90000000" cy="90000000"/>'
    return over(
        subject,
        lambda xml: re.sub("<xdr:from>.*</xdr:to>", place, xml).replace("twoCellAnchor", "absoluteAnchor"),
        alone=False,
    )


@kind("shape of a later Excel")
def _(subject: Subject) -> Done | None:
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    start, end = f'<mc:AlternateContent xmlns:mc="{space}"><mc:Choice>', "</mc:Choice></mc:AlternateContent>"
    return over(subject, lambda xml: re.sub("(<xdr:twoCellAnchor>.*</xdr:twoCellAnchor>)", rf"{start}\1{end}", xml))


def floating(cell: Cell, kind_of: str, inside: str = "") -> Change:
    """A note or a form control over a cell."""
    anchor = f"{cell.column - 1}, 0, {cell.row - 1}, 0, {cell.last_column}, 0, {cell.last_row}, 0"
    told = f'<x:ClientData ObjectType="{kind_of}">{inside}<x:Anchor>{anchor}</x:Anchor></x:ClientData>'
    xml = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f"<v:shape>{told}</v:shape></xml>"
    )
    link = f'<Relationship Id="rId78" Type="{OFFICE}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"

    def edit(parts: Parts) -> None:
        parts[OLD_DRAWING] = xml.encode()
        before = parts.get(SHEET_LINKS, f'<Relationships xmlns="{space}"></Relationships>'.encode()).decode()
        parts[SHEET_LINKS] = before.replace("</Relationships>", f"{link}</Relationships>").encode()
        swapped(SHEET, "</worksheet>", '<legacyDrawing r:id="rId78"/></worksheet>')(parts)

    return edit


@kind("button over a number")
def _(subject: Subject) -> Done | None:
    cell = number_below(subject)
    return structural(floating(cell, "Button"), a1(cell.row, cell.column))


@kind("note left open over a number")
def _(subject: Subject) -> Done | None:
    cell = number_below(subject)
    expected = Expected("T05", a1(cell.row, cell.column), None, "info")
    return Done(floating(cell, "Note", "<x:Visible/>"), (expected,), frozenset())


# ---------------------------------------------------------------- formats


@kind("input in the colour of the paper by its number format")
def _(subject: Subject) -> Done | None:
    place = typed_number(subject)
    return structural(formatted(subject.at(place), "[White]General"), str(place))


@kind("total in the colour of the paper by its number format")
def _(subject: Subject) -> Done | None:
    return disguise(subject, formulas(subject)["total score"], "[白色]0.00")


@kind("conditional fill as black as the letters")
def _(subject: Subject) -> Done | None:
    where = subject.at(typed_number(subject))
    look = '<fill><patternFill patternType="solid"><bgColor rgb="FF000000"/></patternFill></fill>'
    return structural(repainted(where, look), where)


def marked(where: str, rule: str) -> Change:
    """A conditional format of one cell, written out."""
    piece = f'<conditionalFormatting sqref="{where}">{rule}</conditionalFormatting>'
    return matched(SHEET, "<conditionalFormatting", f"{piece}<conditionalFormatting", 1)


@kind("bar in the place of a number")
def _(subject: Subject) -> Done | None:
    where = subject.at(typed_number(subject))
    ends = '<cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/>'
    return structural(
        marked(where, f'<cfRule type="dataBar" priority="99"><dataBar showValue="0">{ends}</dataBar></cfRule>'), where
    )


@kind("black scale of colours")
def _(subject: Subject) -> Done | None:
    where = subject.at(typed_number(subject))
    ends = '<cfvo type="min"/><cfvo type="max"/><color rgb="FF000000"/><color rgb="FF000001"/>'
    rule = f'<cfRule type="colorScale" priority="99"><colorScale>{ends}</colorScale></cfRule>'
    return structural(marked(where, rule), where)


@kind("conditional format of a later Excel")
def _(subject: Subject) -> Done | None:
    where = subject.at(typed_number(subject))
    x14, xm = (f"http://schemas.microsoft.com/office/{part}/main" for part in ("spreadsheetml/2009/9", "excel/2006"))
    rule = '<x14:cfRule type="expression"><x14:dxf><font><color rgb="FFFFFFFF"/></font></x14:dxf></x14:cfRule>'
    inside = f"<x14:conditionalFormatting>{rule}<xm:sqref>{where}</xm:sqref></x14:conditionalFormatting>"
    spaces = f'xmlns:x14="{x14}" xmlns:xm="{xm}"'
    more = f'<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" {spaces}>{inside}</ext></extLst>'
    return structural(swapped(SHEET, "</worksheet>", f"{more}</worksheet>"), where)


@kind("input pushed out of its cell")
def _(subject: Subject) -> Done | None:
    where = subject.at(typed_number(subject))

    def pushed(xf: str) -> str:
        bare = re.sub(r"<alignment[^>]*/>", "", xf)
        bare = f"{bare[:-2]}></xf>" if bare.endswith("/>") and "<protection" not in bare else bare
        return re.sub(r"(<xf [^>]*>)", r'\1<alignment horizontal="left" indent="200"/>', bare, count=1)

    return structural(looking(where, pushed), where)


@kind("row without a height where rows have none")
def _(subject: Subject) -> Done | None:
    row = subject.row()
    bare = matched(SHEET, rf'(<row r="{row}"[^>]*?) ht="[^"]*"( customHeight="1")?', r"\1")
    flat = matched(SHEET, r'defaultRowHeight="[^"]*"', 'defaultRowHeight="0.75" customHeight="1"')
    return structural(both(bare, flat), f"A{row}")


@kind("column without a width where columns have none")
def _(subject: Subject) -> Done | None:
    number = plain_columns(subject)[0]
    if not re.search(rf'<col min="{number}" max="{number}"', subject.parts[SHEET].decode()):
        return None
    bare = matched(SHEET, rf'<col min="{number}" max="{number}"[^>]*/>', "")
    flat = matched(SHEET, r"<sheetFormatPr ", '<sheetFormatPr defaultColWidth="0.1" ')
    return structural(both(bare, flat), f"{letters_of_number(number)}1")


# ---------------------------------------------------------------- another formula, for now with the same result


def instead(subject: Subject, inner: Callable[[str], str]) -> Done:
    """A formula exchanged for something that gives the same today: a note."""
    place = formulas(subject)["last formula of the list"]
    assert place is not None
    where, value = subject.at(place), subject.form.value(place)
    mark = "" if isinstance(value, Decimal) else "str"
    change = put(where, inner(escape(spelled(value) or "")), mark)
    return Done(change, (Expected("T03", where, None, "info"),), frozenset())


@kind("a formula that changes its mind")
def _(subject: Subject) -> Done | None:
    return instead(subject, lambda value: f'<f>IF(NOW()&lt;99999,"{value}",7)</f><v>{value}</v>')


@kind("the right result typed")
def _(subject: Subject) -> Done | None:
    return instead(subject, lambda value: f"<v>{value}</v>")


# ---------------------------------------------------------------- values from elsewhere in the file


@kind("two texts exchanged among the strings")
def _(subject: Subject) -> Done | None:
    places = [subject.given("level3", number) for number in (0, 1)]
    if None in places or places[0] is None or places[0].block != subject.list_key:
        return None
    one, other = (f"<t>{escape(str(subject.form.declared[place]))}</t>" for place in places if place)

    def edit(xml: str) -> str:
        assert one in xml
        assert other in xml
        return xml.replace(one, "\0").replace(other, one).replace("\0", other)

    expected = [Expected("T02", str(place), str(subject.form.declared[place])) for place in places if place]
    return Done(texted(STRINGS, edit), tuple(expected))


@kind("row pasted over another")
def _(subject: Subject) -> Done | None:
    """All but the key: what people paste when they copy the printed columns."""
    first, other = subject.row(), subject.row(1)
    places = [subject.given("level3", number) for number in (0, 1)]
    if None in places or places[0] is None or places[0].block != subject.list_key:
        return None

    def edit(xml: str) -> str:
        found = re.search(rf'<row r="{first}".*?</row>', xml, re.DOTALL)
        assert found is not None
        for cell in re.findall(rf'<c r="[A-I]{first}"[^>]*?(?:/>|>.*?</c>)', found[0], re.DOTALL):
            letters = re.search(r'r="([A-Z]+)', cell)
            assert letters is not None
            new = cell.replace(f'r="{letters[1]}{first}"', f'r="{letters[1]}{other}"', 1)
            new = re.sub(rf"([A-Z]){first}\b", rf"\g<1>{other}", new)
            old = re.search(rf'<c r="{letters[1]}{other}"[^>]*?(?:/>|>.*?</c>)', xml, re.DOTALL)
            xml = xml.replace(old[0], new, 1) if old else xml
        return xml

    lost = [one for one in places if one]
    expected = Expected("T02", str(lost[1]), str(subject.form.declared[lost[1]]))
    return Done(texted(SHEET, edit), (expected,), frozenset({"T02", "T03", "T04", "T05"}))


# ---------------------------------------------------------------- two forms at hand


def other_project(subject: Subject) -> Project:
    """Another project of the same template."""
    return replace(subject.project, code="B002")


def parts_of_other(subject: Subject) -> Parts:
    """The workbook of another project."""
    one = other_project(subject)
    return parts_of(write_form(subject.template, one, identity_of(subject.template, one, KEY), inputs=subject.inputs))


def part_of_sheet(parts: Parts, name: str) -> str:
    """The part a sheet stands in."""
    found = re.search(rf'<sheet name="{name}"[^>]*r:id="(\w+)"', parts[BOOK].decode())
    assert found is not None
    target = re.search(rf'<Relationship Id="{found[1]}"[^>]*Target="([^"]*)"', parts[LINKS].decode())
    assert target is not None
    return f"xl/{target[1]}"


def texts_of(parts: Parts) -> list[str]:
    """The shared strings, escaped as they stand."""
    items = re.findall(r"<si>(.*?)</si>", parts[STRINGS].decode(), re.DOTALL)
    return ["".join(re.findall(r"<t[^>/]*>(.*?)</t>", item, re.DOTALL)) for item in items]


def with_own_texts(parts: Parts, part: str) -> bytes:
    """A sheet that needs no table of strings."""
    texts = texts_of(parts)

    def own(found: re.Match[str]) -> str:
        return f'{found[1]} t="inlineStr"><is><t>{texts[int(found[2])]}</t></is></c>'

    return re.sub(r'(<c r="\w+"(?: s="\d+")?) t="s"><v>(\d+)</v></c>', own, parts[part].decode()).encode()


@kind("form moved into another project's workbook")
def _(subject: Subject) -> Done | None:
    """Its sheet stands beside the other's facts and properties."""
    other = parts_of_other(subject)

    def edit(parts: Parts) -> None:
        facts = part_of_sheet(parts, "_meta")
        parts[facts], parts[CUSTOM] = with_own_texts(other, facts), other[CUSTOM]

    return Done(edit, (Expected("T08", None, "B002"),), frozenset())


@kind("codes of two projects exchanged everywhere")
def _(subject: Subject) -> Done | None:
    """Key, facts and properties say the other project, its digest too; the content is this one's."""
    other = parts_of_other(subject)

    def edit(parts: Parts) -> None:
        facts = part_of_sheet(parts, "_meta")
        new, key = with_own_texts(other, facts), identity_of(subject.template, other_project(subject), KEY).key_text()
        parts[facts], parts[CUSTOM] = new, other[CUSTOM]
        swapped(STRINGS, escape(subject.identity.key_text()), escape(key))(parts)
        lowered = subject.given("target")
        if lowered is not None and lowered.block == subject.list_key:
            put(subject.at(lowered), "<v>≥1次</v>", "str")(parts)

    given = subject.given("target")
    if given is None or given.block != subject.list_key:
        raise LackingError
    expected = Expected("T02", str(given), str(subject.form.declared[given]))
    return Done(edit, (expected, Expected("T07")), frozenset(), {"key": KEY})


def forged(subject: Subject, *, at: Place) -> Change:
    """All of it made anew with the program itself, a weight other than issued; the old signature kept."""
    one = replace(subject.project, given={**subject.project.given, at: Decimal("19.5")})
    identity = replace(identity_of(subject.template, one), signature=subject.identity.signature)
    data = write_form(subject.template, one, identity, inputs=subject.inputs)

    def edit(parts: Parts) -> None:
        parts.clear()
        parts.update(parts_of(data))

    return edit


def weight(subject: Subject) -> Place:
    """A weight that was issued to this project alone."""
    cells = (cell.place for cell in subject.cells(Role.GIVEN) if cell.place and cell.place.column == "points")
    return next(place for place in cells if place in subject.project.given)


@kind("made anew with the program, with the register")
def _(subject: Subject) -> Done | None:
    place = weight(subject)
    expected = Expected("T02", str(place), spelled(subject.form.declared[place]))
    return Done(forged(subject, at=place), (expected,), frozenset(), {"register": subject.register()})


@kind("made anew with the program, with the key")
def _(subject: Subject) -> Done | None:
    return Done(forged(subject, at=weight(subject)), (Expected("T07"),), frozenset(), {"key": KEY})


# ---------------------------------------------------------------- a sheet that looks like the form


def with_sheet(name: str, xml: Callable[[Subject], str], *, hide_form: bool) -> Callable[[Subject], Change]:
    """One more sheet in front of all others."""

    def change(subject: Subject) -> Change:
        own = subject.template.definition.sheet.name
        link = f'<Relationship Id="rId88" Type="{OFFICE}/worksheet" Target="worksheets/sheet88.xml"/>'
        entry = f'<sheets><sheet name="{name}" sheetId="88" r:id="rId88"/>'

        def edit(parts: Parts) -> None:
            parts["xl/worksheets/sheet88.xml"] = xml(subject).encode()
            book = parts[BOOK].decode()
            if hide_form:
                book = book.replace(f'<sheet name="{own}"', f'<sheet state="hidden" name="{own}"')
            parts[BOOK] = book.replace("<sheets>", entry).encode()
            swapped(LINKS, "</Relationships>", f"{link}</Relationships>")(parts)

        return edit

    return change


def _looks_alike(subject: Subject) -> str:
    """The form's sheet without what nobody sees: no key is left."""
    texts = texts_of(subject.parts)
    keys = [number for number, text in enumerate(texts) if text.startswith((ROW, "KEY:", "COL:", "SIG:"))]
    numbers = "|".join(map(str, keys))
    return re.sub(rf'<c r="[A-Z]+\d+"(?: s="\d+")? t="s"><v>(?:{numbers})</v></c>', "", subject.parts[SHEET].decode())


@kind("look-alike in front, the form hidden")
def _(subject: Subject) -> Done | None:
    done = structural(with_sheet("自评", _looks_alike, hide_form=True)(subject))
    return replace(done, expected=(*done.expected, Expected("T05", severity="info")))


@kind("copy of the form in front of it")
def _(subject: Subject) -> Done | None:
    return structural(with_sheet("自评（定稿）", lambda one: one.parts[SHEET].decode(), hide_form=False)(subject))


# ---------------------------------------------------------------- what is deliberately no finding above a note

DELIBERATE: Mapping[str, tuple[str, Callable[[Subject], Change]]] = {
    "names changed to point elsewhere": (
        "no formula of ours asks for them, and nothing is read through them",
        lambda _: matched(BOOK, r"(<definedName name=\"pf_\w+\">)[^<]*", r"\1'自评表'!$A$1"),
    ),
    "names deleted": ("the same", lambda _: matched(BOOK, "<definedNames>.*</definedNames>", "")),
    "dates counted from 1904": (
        "every date is read by the calendar the file names",
        lambda _: matched(BOOK, "<workbookPr", '<workbookPr date1904="1"', 1),
    ),
    "validation that lets all through": (
        "what stands in the cell is checked by the rules, whatever was let through",
        lambda _: matched(SHEET, '<dataValidation type="decimal"', '<dataValidation type="none"'),
    ),
}
