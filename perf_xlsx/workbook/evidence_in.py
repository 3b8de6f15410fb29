"""What came back around the values of an issued form: identities, fixed texts, formulas of helpers, the structure."""

from collections.abc import Iterator, Mapping, Sequence

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import Identity, one_spelling, read_facts
from perf_xlsx.form.place import Place
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.form.texts import fill_text
from perf_xlsx.form.trust import IN_CELLS, IN_META, IN_PROPERTIES, ChangedText, Evidence
from perf_xlsx.workbook.book import Book, a1
from perf_xlsx.workbook.helpers_in import overwritten, recalculated
from perf_xlsx.workbook.loosened_in import loosened
from perf_xlsx.workbook.meta_in import Meta, property_facts
from perf_xlsx.workbook.placed import placed
from perf_xlsx.workbook.report_in import label_changes
from perf_xlsx.workbook.sheets_in import sheet_changes
from perf_xlsx.workbook.shown_in import disguised
from perf_xlsx.workbook.stamp import Placed, Stamp
from perf_xlsx.workbook.structure_in import structure_changes

SIGNED = "signature"
LEVEL_KEYS = ("level1_key", "level2_key")


def evidence_of(book: Book, stamp: Stamp, form: FilledForm, forms: Sequence[Stamp]) -> Evidence:
    """Gather it for one form of a book; `forms` are all issued forms of it."""
    sheet = form.sheet
    if sheet is None:
        return Evidence()
    meta, facts = _own(book, stamp, alone=len(forms) == 1)
    stated = _stated(stamp, meta, facts)
    found = (stamp.signature, meta.facts.get(SIGNED, ""), facts.get(SIGNED, ""))
    # Without a key the digest's first digits stand where a signature would.
    signatures = [text for text in found if text and not any(one.digest.startswith(text) for one in stated.values())]
    levels, now = meta.carried.levels if meta.carried else {}, placed(stamp, sheet)
    name = form.template.definition.sheet.name
    changes = [*structure_changes(stamp, form, levels), *sheet_changes(book, stamp, forms, meta, name)]
    changes += label_changes(stamp.text_keys)
    gone = _gone(stamp, sheet, levels)
    return Evidence(
        stated=stated,
        signatures=signatures,
        carried=meta.carried,
        given=now.given,
        texts=tuple(_texts(stamp, form, now)),
        changes=changes,
        loosened=loosened(book, stamp, now),
        overwritten=tuple(overwritten(book, stamp, form)),
        recalculated=recalculated(stamp, form),
        gone=gone,
        disguised=disguised(stamp, form),
        resigned=(bool(stamp.signature) or not gone)
        and _resigned(stamp, meta.facts if SIGNED in meta.facts else facts, stated),
    )


def _own(book: Book, stamp: Stamp, *, alone: bool) -> tuple[Meta, Mapping[str, str]]:
    """The sheet of facts and the properties of this form: beside others only those that name its project."""
    metas, facts, code = stamp.metas, property_facts(book), stamp.identity.project_code
    own = next((meta for meta in metas if meta.facts.get("project_code") == code), None)
    if alone:
        return own or (metas[0] if metas else Meta()), facts
    return own or Meta(), facts if facts.get("project_code") == code else {}


def _resigned(stamp: Stamp, facts: Mapping[str, str], stated: Mapping[str, Identity]) -> bool:
    """Whether the signature cell is not what the other places say of this form; that its key is gone is told anyway."""
    if stamp.stated is None or SIGNED not in facts or facts.get("project_code") != stamp.identity.project_code:
        return False
    right = [facts[SIGNED]] if facts[SIGNED] else [one.digest for one in stated.values()]
    return not (stamp.signature and any(one.startswith(stamp.signature) for one in right))


def _stated(stamp: Stamp, meta: Meta, facts: Mapping[str, str]) -> Mapping[str, Identity]:
    found = {IN_CELLS: stamp.stated, IN_META: meta.identity, IN_PROPERTIES: read_facts(facts)}
    return {where: identity for where, identity in found.items() if identity is not None}


def _gone(stamp: Stamp, sheet: Sheet, levels: Mapping[int, str]) -> bool:
    """Whether keys of rows or columns are missing: what stood there cannot be compared."""
    columns = stamp.columns and not all(number in stamp.columns for number in range(1, sheet.hidden.key_column))
    rows = len(levels) > len(sheet.shape) or any(name not in stamp.rows for name in sheet.page.row_ids.values())
    return bool(columns) or rows


def _texts(stamp: Stamp, form: FilledForm, now: Placed) -> Iterator[ChangedText]:
    """Labels, cells that are not filled in, and levels, that say something else than what was issued."""
    cells = stamp.grid.cells
    for text in now.texts:
        raw = cells.get(text.at)
        found, issued = raw.text if raw is not None else "", text.issued
        if found == issued:
            continue
        if issued is None:
            issued = fill_text(form.template, text.cell.text, form.fiscal_year or "", form.project_code or "")
        if one_spelling(found) != one_spelling(issued):
            words = _level_words(form, text.cell.place)
            yield ChangedText(a1(*text.at), words.get(issued, issued), words.get(found, found))


def _level_words(form: FilledForm, place: Place | None) -> Mapping[str, str]:
    """What the keys of levels are called where a hidden cell holds one; nothing for any other cell."""
    if place is None or place.column not in LEVEL_KEYS:
        return {}
    levels = form.template.definition.levels
    every = levels if place.column == LEVEL_KEYS[0] else [child for level in levels for child in level.children]
    return {one.key: one.label for one in every}
