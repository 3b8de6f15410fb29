"""Formulas as Excel text: old scalar functions only, inputs through mirrors, blanks and words as agreed."""

import re
from collections.abc import Iterator

import pytest
from small import FIELD, FUNDS, excel, flag
from tools import catalog

from perf_xlsx.expr.excel import emit_mirror, quoted
from perf_xlsx.expr.pattern import Face
from perf_xlsx.form.project import shape_of
from perf_xlsx.form.sheet import lay_out
from perf_xlsx.template.assemble import Template

OLD_ONES = """
    ABS AND CHAR COUNT EXACT IF IFERROR INDEX ISERROR ISNUMBER ISTEXT LEN MAX MIN NA NOT OR ROUND SUBSTITUTE SUM SUMIF
"""
LONGEST, DEEPEST = 8192, 64
TEMPLATES = tuple(catalog().all())


@pytest.mark.parametrize(
    ("text", "emitted"),
    [
        ("1.50", "=1.5"),
        ("0.000001", "=0.000001"),
        ('"优""秀"', '="优""秀"'),
        ("target + points * 2", '=IFERROR((<target#>+(<points#>*2)),"")'),
        ("-target", '=IFERROR((-<target#>),"")'),
        ("10%", "=0.1"),
        ("ABS(target)", '=IFERROR(ABS(<target#>),"")'),
        ("ROUND(target, 2)", '=IFERROR(ROUND(<target#>,2),"")'),
        ("actual", '=IF(LEN(<actual>)=0,"",<actual>)'),
        ('IF(FILLED(actual), actual, "")', '=IF(LEN(<actual>)>0,IF(LEN(<actual>)=0,"",<actual>),"")'),
        ("SUM(indicators.points, target)", "=SUM(<points…>,<target>)"),
        ("COUNT(indicators.points)", "=COUNT(<points…>)"),
        ("MIN(1, target)", "=MIN(1,<target>)"),
        ("MAX(0, target / 2)", '=IFERROR(MAX(0,(<target#>/2)),"")'),
        ('SUMIF(indicators.level, "产出", indicators.points)', '=SUMIF(<level…>,"产出",<points…>)'),
        (
            "SUMIF(indicators.level, level, indicators.points)",
            "=IF(OR(ISNUMBER(<level>),LEN(<level>)=0),0,SUMIF(<level…>,<level>,<points…>))",
        ),
        (
            'CONCATENATE("达 到", level)',
            '="达到"&IF(ISNUMBER(<level>),IF(ABS(<level>)<100000000000,ROUND(<level>,4),""),<level>)',
        ),
        (
            'CONCATENATE(points * 2, "分")',
            '=IFERROR(IF(ABS((<points#>*2))<100000000000,ROUND((<points#>*2),4),"")&"分","")',
        ),
        ("LEN(reason)", "=LEN(<reason>)"),
        ("policy.share", "=0.7"),
        ("COMPUTED(target)", '=IF(LEN(<target>)=0,"",<target>)'),
    ],
)
def test_a_formula_as_excel_text(text: str, emitted: str) -> None:
    """Each kind of value has one spelling; a word where a number is needed shows as blank."""
    assert excel(text) == emitted


@pytest.mark.parametrize(
    ("text", "emitted"),
    [
        ("target >= 1.3", '=IFERROR(IF(ROUND(<target#>,6)>=1.3,0,1),"")'),
        ("target = points", '=IFERROR(IF(ROUND(<target#>,6)=ROUND(<points#>,6),0,1),"")'),
        ('level = "产出"', '=IF(EXACT(<level>,"产出"),0,1)'),
        ('level = "12"', '=IF(IF(ISNUMBER(<level>),FALSE,EXACT(<level>,"12")),0,1)'),
        ('actual <> "优"', '=IF(NOT(IF(ISNUMBER(<actual>),FALSE,EXACT(<actual>,"优"))),0,1)'),
        ('actual = " 优 秀"', '=IF(IF(ISNUMBER(<actual>),FALSE,EXACT(<actual>,"优秀")),0,1)'),
        (
            "level = reason",
            "=IF(IF(ISNUMBER(<reason>),FALSE,IF(ISNUMBER(<level>),FALSE,EXACT(<level>,<reason>))),0,1)",
        ),
        ("AND(FILLED(actual), NOT(ISNUMBER(actual)))", "=IF(AND(LEN(<actual>)>0,NOT(ISNUMBER(<actual>))),0,1)"),
        ("OR(TRUE, FALSE)", "=IF(OR(TRUE,FALSE),0,1)"),
        ("EXPLAINED(reason)", "=IF(LEN(<reason>)>=6,0,1)"),
        ("IF(FILLED(actual), TRUE, ISNUMBER(target))", "=IF(IF(LEN(<actual>)>0,TRUE,ISNUMBER(<target>)),0,1)"),
        (
            "AGREES(score, target, 1, 2)",
            '=IFERROR(IF(OR(ROUND(<score#>,2)=ROUND(<target#>,1),ROUND(<score#>,2)=ROUND(<target#>,2)),0,1),"")',
        ),
    ],
)
def test_a_flag_as_excel_text(text: str, emitted: str) -> None:
    """0 where the requirement holds, 1 where not, blank where a word spoils the number."""
    assert flag(text) == emitted


def test_a_placeholder_is_every_mark() -> None:
    """Blank or one of the marks, each compared exactly."""
    text = flag("PLACEHOLDER(actual)")
    assert text.startswith('=IF(OR(LEN(<actual>)=0,EXACT(<actual>,"/"),')
    assert text.count("EXACT(") == 7


def test_a_short_minimum_excludes_the_marks_that_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where three signs are enough, 不适用 is still no reason."""
    monkeypatch.setitem(vars(__import__("small"))["POLICY"], "min_explanation", 3)
    assert flag("EXPLAINED(reason)") == '=IF(AND(LEN(<reason>)>=3,NOT(EXACT(<reason>,"不适用"))),0,1)'


def test_cells_of_other_places_are_named_in_full() -> None:
    """A cell of another row or block goes to its own mirror."""
    assert excel("grant + 1", FUNDS) == '=IFERROR((<grant.spending#>+1),"")'
    assert excel("funds.total.score", FIELD) == '=IF(LEN(<total.score>)=0,"",<total.score>)'


def test_mirrors_read_through_a_window() -> None:
    """A number stays a number, a text loses its blanks, an error value becomes a word; the number's own mirror errs."""
    raw, number = emit_mirror("W", Face.RAW), emit_mirror("A1", Face.NUMBER)
    assert raw.startswith('=IF(ISERROR(W),"#N/A",IF(ISNUMBER(W),W,SUBSTITUTE(')
    assert raw.count("SUBSTITUTE(") == 6
    assert number == '=IF(ISNUMBER(A1),A1,IF(A1="",0,NA()))'


def test_quotes_in_words_are_doubled() -> None:
    """A literal is what Excel reads as the same text."""
    assert quoted('甲"乙') == '"甲""乙"'


def texts_of(template: Template) -> Iterator[str]:
    """Every formula of a template's form with two indicators a class, and of one without any."""
    levels = [(level.key, child.key) for level in template.definition.levels for child in level.children] * 2
    for some in (levels, []):
        yield from lay_out(template, shape_of(sorted(some), template)).formula_texts.values()


def bare(text: str) -> str:
    """A formula without its texts in quotes."""
    return re.sub(r'"(?:[^"]|"")*"', "", text)


def depth(text: str) -> int:
    """How deep brackets stand inside each other."""
    deepest = level = 0
    for sign in bare(text):
        level += (sign == "(") - (sign == ")")
        deepest = max(deepest, level)
    assert level == 0
    return deepest


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_only_old_functions_are_used(template: Template) -> None:
    """Every spreadsheet program since 2007 has all of them."""
    used = {name for text in texts_of(template) for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", bare(text))}
    assert {"IF", "EXACT", "ROUND", "INDEX"} <= used
    assert "SUM" in used or not template.block("total")
    assert used <= set(OLD_ONES.split())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_no_formula_is_too_long_or_too_deep(template: Template) -> None:
    """8,192 characters and 64 levels are Excel's limits; a wide margin is kept."""
    texts = list(texts_of(template))
    assert max(map(len, texts)) < LONGEST / 2
    assert max(map(depth, texts)) < DEEPEST / 2


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_rare_characters_are_written_as_they_are(template: Template) -> None:
    """CHAR above 127 means something else on every machine."""
    codes = {int(code) for text in texts_of(template) for code in re.findall(r"CHAR\((\d+)\)", text)}
    assert codes == {9, 10, 13}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_no_formula_looks_at_an_input_directly(template: Template) -> None:
    """Inputs are read by INDEX windows alone: cut and paste rewrites anything else (workbook.md, D4)."""
    levels = [(level.key, child.key) for level in template.definition.levels for child in level.children]
    sheet = lay_out(template, shape_of(levels, template))
    open_cells = {f"{_letters(cell.column)}{cell.row}" for cell in sheet.cells if cell.role == "input"}
    for text in sheet.formula_texts.values():
        without_windows = re.sub(r"INDEX\([^()]*\)", "", bare(text))
        assert not open_cells & set(re.findall(r"[A-Z]{1,3}\d+", without_windows)), text


def _letters(column: int) -> str:
    return chr(64 + column) if column <= 26 else chr(64 + (column - 1) // 26) + chr(65 + (column - 1) % 26)
