"""Issued workbooks stay within what Excel 2010 takes, and grow with their indicators no faster than in proportion.

Every shipped template, prefilled and 空白版, with 10, 30 and 100 indicators. Excel's limits: a formula has 8,192 signs
and 64 levels; a validation's formula, message and literal list, a header and a footer have 255 signs, its title 32.
"""

import functools
import io
import re
import time
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from html import unescape
from itertools import cycle, islice
from typing import NamedTuple

import pytest
from tools import NATIONAL, catalog, has_place, in_row, indicator_cells, level_cells

from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project, blank_project, shape_of
from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template
from perf_xlsx.workbook.write import write_form

TEMPLATES = tuple(catalog().get(name, blank=blank) for name in sorted(catalog().files) for blank in (False, True))
COUNTS = (10, 30, 100)
RUNS = 3
MOST_GROWTH = 1.3
# Time is noisy beside other work; what grows with the square would take three times as long and more.
MOST_SLOWER = 2.0
# Everything a workbook may use: IFERROR came with Excel 2007, the others are older. A new one must be in Excel 2010.
OLD_FUNCTIONS = """
    ABS AND CHAR COUNT COUNTIF EXACT HYPERLINK IF IFERROR INDEX ISERROR ISNUMBER LEFT LEN MATCH MAX MIN NA NOT OR ROUND
    SUBSTITUTE SUM SUMIF
"""
TARGETS = ("≥50人次", "≥95%", "≤10万元", "有效提高", "＝12个月")
QUOTED = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'")
CALL = re.compile(r"([A-Za-z_][A-Za-z0-9_.]*)\(")


class Measured(NamedTuple):
    """What a workbook weighs: bytes, formulas, all their signs, milliseconds to write it."""

    size: int
    formulas: int
    signs: int
    milliseconds: float


def project_of(template: Template, count: int) -> Project:
    """A project with this many indicators spread over every class, prefilled or to be typed."""
    levels = [(level.key, child.key) for level in template.definition.levels for child in level.children]
    shape = shape_of(list(islice(cycle(levels), count)), template)
    given: dict[Place, Value] = {}
    prefilled = template is catalog().get(template.id)
    for number, row in enumerate(shape, 1):
        cells = level_cells(template, row.level1_key, row.level2_key)
        if row.applies and prefilled:
            target = TARGETS[number % len(TARGETS)]
            cells |= indicator_cells(template, row[:2], f"第{number}项培训任务的完成情况", target)
            cells["points"] = Decimal(90) / count
        given |= in_row(template, number, cells)
    for block in template.blocks:
        for column in block.columns:
            if column.issued and block is not template.indicators:
                given[Place(block.key, "", column.key)] = "某州教育局"
    bare = blank_project(template, 2026)
    known = {place: value for place, value in given.items() if has_place(template, place)}
    code = "X" * 64 if prefilled else ""
    return Project(code, 2026, {**(bare.given if not prefilled else {}), **known}, shape)


@functools.cache
def workbook(template: Template, count: int) -> bytes:
    """A template's workbook."""
    project = project_of(template, count)
    return write_form(template, project, identity_of(template, project, b"key"), password="demo")


@functools.cache
def parts(template: Template, count: int) -> Mapping[str, str]:
    """The sheets and the workbook part as text."""
    archive = zipfile.ZipFile(io.BytesIO(workbook(template, count)))
    wanted = [name for name in archive.namelist() if name.startswith("xl/work")]
    return {name: archive.read(name).decode() for name in wanted if name.endswith(".xml")}


def found(template: Template, count: int, pattern: str) -> Iterator[str]:
    """Every text a pattern finds in the parts, entities resolved."""
    for text in parts(template, count).values():
        yield from map(unescape, re.findall(pattern, text))


def formulas(template: Template, count: int) -> list[str]:
    """The formulas of all cells."""
    return list(found(template, count, r"<f>([^<]*)</f>"))


def conditions(template: Template, count: int) -> list[str]:
    """The formulas of conditional formats and validations, and what names stand for."""
    return list(found(template, count, r"<(?:formula[12]?|definedName[^>]*)>([^<]*)</"))


def units(text: str) -> int:
    """A text's length as Excel counts it."""
    return len(text.encode("utf-16-le")) // 2


def depth(formula: str) -> int:
    """How deep the parentheses of a formula go, those in texts left out."""
    deepest = level = 0
    for sign in QUOTED.sub("", formula):
        level += (sign == "(") - (sign == ")")
        deepest = max(deepest, level)
    return deepest


def name_of(template: Template) -> str:
    """A template as test names say it."""
    return f"{template.id}, {template.flavour}"


def measured(template: Template, count: int) -> Measured:
    """Weigh a workbook; of several runs the fastest counts, in time of its own on a busy machine too."""
    project = project_of(template, count)
    identity, best = identity_of(template, project), float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        write_form(template, project, identity)
        best = min(best, (time.process_time() - start) * 1000)
    texts = formulas(template, count)
    return Measured(len(workbook(template, count)), len(texts), sum(map(len, texts)), best)


def pace(template: Template) -> float:
    """The time an indicator takes at a hundred against that at thirty."""
    middle, large = (measured(template, count) for count in COUNTS[1:])
    return (large.milliseconds / 100) / (middle.milliseconds / 30)


every = pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
of_any_size = pytest.mark.parametrize("count", COUNTS)


@every
@of_any_size
def test_formulas_are_short_and_flat(template: Template, count: int) -> None:
    """At most 8,192 signs and 64 levels, those of formats, validations and names too."""
    texts = [*formulas(template, count), *conditions(template, count)]
    assert len(texts) > count
    assert max(map(units, texts)) <= 8192
    assert max(map(depth, texts)) <= 64


@every
@of_any_size
def test_functions_are_old(template: Template, count: int) -> None:
    """Nothing newer than Excel 2010, nothing that calls for an add-in, no array."""
    used = {
        name
        for text in [*formulas(template, count), *conditions(template, count)]
        for name in CALL.findall(QUOTED.sub("", text))
    }
    assert used
    assert used <= set(OLD_FUNCTIONS.split())
    assert not list(found(template, count, r'(t="array"|_xlfn)'))


@every
@of_any_size
def test_validations_fit(template: Template, count: int) -> None:
    """Formulas, messages and literal lists of 255 signs at most, titles of 32; XlsxWriter drops what is longer."""
    limits = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}
    assert list(found(template, count, r"<dataValidation "))
    for name, most in limits.items():
        assert max(map(units, found(template, count, rf' {name}="([^"]*)"')), default=0) <= most, name
    assert max(map(units, found(template, count, r"<formula[12]>([^<]*)</"))) <= 255


@every
@of_any_size
def test_header_and_footer_fit(template: Template, count: int) -> None:
    """255 signs at most with the longest code there may be."""
    texts = list(found(template, count, r"<odd(?:Header|Footer)>([^<]*)</"))
    assert texts
    assert max(map(units, texts)) <= 255


@every
def test_a_workbook_grows_in_proportion(template: Template, capsys: pytest.CaptureFixture[str]) -> None:
    """An indicator more costs as much at a hundred as at ten, in bytes, formulas and signs."""
    small, middle, large = (measured(template, count) for count in COUNTS)
    with capsys.disabled():
        for count, one in zip(COUNTS, (small, middle, large), strict=True):
            print(f"\n{name_of(template)}: {count} indicators, {one}", end="")  # noqa: T201 - figures people ask for
    for key in ("size", "formulas", "signs"):
        first, last = (getattr(one, key) for one in (small, large))
        between = getattr(middle, key)
        assert (last - between) / 70 <= MOST_GROWTH * (between - first) / 20, key


@pytest.mark.parametrize("blank", [False, True])
def test_writing_takes_time_in_proportion(blank: bool) -> None:
    """Written by the same code, whatever the template: measured on the form most others are copied from."""
    template = catalog().get(NATIONAL, blank=blank)
    assert any(pace(template) <= MOST_SLOWER for _ in range(RUNS))
