"""The hidden part of an issued workbook as it is written: keys, mirrors, flags, each result beside its formula."""

import re
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from perf_xlsx.expr.meaning import ERROR_WORD, word_of
from perf_xlsx.expr.pattern import Face
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.flags import flag_value
from perf_xlsx.form.hidden import Mirror
from perf_xlsx.form.identity import Identity
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.numbers import Value

# What a cell of a spreadsheet program takes; of a longer text XlsxWriter writes nothing at all.
LONGEST_TEXT = 32_767
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_hidden(page: Worksheet, form: FilledForm, sheet: Sheet, identity: Identity, base: Any) -> None:
    """Write everything from the key column on; `base` is the format of cells nobody sees."""
    texts, key_column = sheet.formula_texts, sheet.hidden.key_column
    page.write_string(0, key_column, identity.key_text(), base)
    page.write_string(1, key_column, identity.signature_text(), base)
    for mirror in sheet.hidden.mirrors:
        at = (mirror.row - 1, mirror.column - 1)
        text = texts.get((mirror.row, mirror.column))
        if text is None:
            write_value(page, at, form.value(mirror.place), base)
        else:
            page.write_formula(*at, text, base, stored(mirror_value(form, mirror)))
    for flag in sheet.flags:
        page.write_formula(flag.row - 1, flag.column - 1, texts[flag.row, flag.column], base, flag_value(form, flag))


def mirror_value(form: FilledForm, mirror: Mirror) -> Value:
    """What a mirror shows of a cell."""
    value = form.value(mirror.place)
    if isinstance(value, Decimal):
        return value
    if mirror.face is Face.NUMBER:
        return Decimal(0) if not word_of(value) else ERROR_WORD
    return word_of(value) or None


def stored(value: Value) -> float | str:
    """A result the way XlsxWriter stores it beside a formula: there it lets signs pass that XML cannot hold."""
    if isinstance(value, Decimal):
        return float(value)
    return _NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", (value or "")[:LONGEST_TEXT])


def write_value(page: Worksheet, at: tuple[int, int], value: Value, style: Any) -> None:
    """Write a value as what it is: a text is never taken for a formula or a number."""
    if value is None or value == "":
        page.write_blank(*at, None, style)
    elif isinstance(value, Decimal):
        page.write_number(*at, float(value), style)
    else:
        page.write_string(*at, value[:LONGEST_TEXT], style)
