"""Formula text to nodes: Excel's own syntax over keys and Chinese labels, mistakes with column and remedy."""

from decimal import Decimal

import pytest

from perf_xlsx.errors import FormulaError
from perf_xlsx.expr.nodes import Arithmetic, Call, Compare, Name, Node, Number, Sign, Truth, Word
from perf_xlsx.expr.parse import FULL_WIDTH, from_data, parse_afresh, to_data

A, B, C = (Name((name,), column) for name, column in (("a", 1), ("b", 5), ("c", 9)))


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("12.50", Number(Decimal("12.50"))),
        ("90%", Number(Decimal("0.9"))),
        ('"优""秀"', Word('优"秀')),
        ('""', Word("")),
        ("TRUE", Truth(value=True)),
        ("FALSE", Truth(value=False)),
        ("a", A),
        ("全年预算数", Name(("全年预算数",), 1)),
        ("funds.total.score", Name(("funds", "total", "score"), 1)),
        ("资金.总额.得分", Name(("资金", "总额", "得分"), 1)),
        ("'项目资金（万元）'.总额.'预算数（A）'", Name(("项目资金（万元）", "总额", "预算数（A）"), 1)),
        ("-a", Sign(Name(("a",), 2))),
        ("+a", Name(("a",), 2)),
        ("a + b - c", Arithmetic("-", Arithmetic("+", A, B), C)),
        ("a + b * c", Arithmetic("+", A, Arithmetic("*", B, C))),
        ("a / b / c", Arithmetic("/", Arithmetic("/", A, B), C)),
        ("a <= b", Compare("<=", A, Name(("b",), 6))),
        ("(a)", Name(("a",), 2)),
        ("SUM(a, 1)", Call("SUM", (Name(("a",), 5), Number(Decimal(1))), 1)),
        ("MAX", Name(("MAX",), 1)),
        ("IF (a, b, c)", Call("IF", (Name(("a",), 5), Name(("b",), 8), Name(("c",), 11)), 1)),
        ("\u3000a\n", Name(("a",), 2)),
    ],
)
def test_a_formula_is_read(text: str, node: Node) -> None:
    """Numbers, words, names with their columns, signs in Excel's order, calls."""
    assert parse_afresh(text) == node


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("IF(a，1, 0)", "第5列", "“，”是全角符号，请改为半角 ,"),
        ("（a + 1）", "第1列", "“（”是全角符号，请改为半角 ("),
        ("a ＞ 1", "第3列", "“＞”是全角符号，请改为半角 >"),
        ("a = “优”", "第5列", '““”是全角符号，请改为半角 "'),
        ("a × b", "第3列", "读不懂"),
        ("a < b < c", "第7列", "读不懂"),
        ("预算数（A）", "第4列", "请改为半角 ("),
        ("(a + 1", "第7列", "没有写完"),
        ("IF(a", "第5列", "没有写完"),
        ("", "第1列", "没有写完"),
        ('"优', "第1列", "读不懂"),
        ("a b", "第3列", "读不懂"),
    ],
)
def test_a_mistake_names_its_column(text: str, where: str, what: str) -> None:
    """The first sign that does not fit is named with its column, a full-width sign with the half-width one."""
    with pytest.raises(FormulaError) as raised:
        parse_afresh(text)
    [fault] = raised.value.faults
    assert fault.where == where
    assert what in fault.what


@pytest.mark.parametrize("sign", FULL_WIDTH)
def test_every_full_width_sign_has_a_remedy(sign: str) -> None:
    """Whichever full-width sign a Chinese keyboard makes, the half-width one is offered."""
    with pytest.raises(FormulaError, match=f"“{sign}”是全角符号"):
        parse_afresh(f"a {sign} b")


@pytest.mark.parametrize("text", ["(" * 3000 + "a" + ")" * 3000, "-" * 60 + "a", "1" + "+1" * 2500])
def test_what_is_too_deep_or_too_long_is_refused(text: str) -> None:
    """Nesting past 40 and texts past 4,000 signs are the author's mistake, never a crash."""
    with pytest.raises(FormulaError, match=r"嵌套超过|超过4000字"):
        parse_afresh(text)


def test_nesting_of_forty_is_read() -> None:
    """The deepest formula allowed is allowed."""
    assert parse_afresh("-" * 39 + "a")


@pytest.mark.parametrize(
    "text", ['IF(AND(a = "优", NOT(b <> 1.50)), -a.b.c * 10%, SUM(x, y) / 2)', "TRUE", "'甲（乙）'.丙"]
)
def test_nodes_survive_as_plain_data(text: str) -> None:
    """What is written to parsed.json is read back equal."""
    node = parse_afresh(text)
    assert from_data(to_data(node)) == node
