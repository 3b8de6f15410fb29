"""Names to cells: what a formula may say at a place, and every mistake of it at once."""

from decimal import Decimal

import pytest
from small import FIELD, FUNDS, ROW, VOCABULARY, bound

from perf_xlsx.errors import FormulaError
from perf_xlsx.expr.bind import missing_names
from perf_xlsx.expr.nodes import Call, Cell, Compare, Node, Number, Range, Sort, Word
from perf_xlsx.expr.parse import parse
from perf_xlsx.expr.vocabulary import Scope

NUMBER, WORD, TRUTH, ANY = Sort.NUMBER, Sort.WORD, Sort.TRUTH, Sort.ANY


def faults(text: str, scope: Scope = ROW, want: Sort = ANY) -> list[str]:
    """The mistakes found in a formula, each with its column."""
    with pytest.raises(FormulaError) as raised:
        bound(text, scope, want)
    return [f"{fault.where}：{fault.what}" for fault in raised.value.faults]


@pytest.mark.parametrize(
    ("text", "scope", "node"),
    [
        ("target", ROW, Cell("indicators", None, "target", NUMBER)),
        ("指标值", ROW, Cell("indicators", None, "target", NUMBER)),
        ("this", ROW, Cell("indicators", None, "actual", ANY)),
        ("budget", FUNDS, Cell("funds", "total", "budget", NUMBER)),
        ("grant", FUNDS, Cell("funds", "grant", "spending", NUMBER)),
        ("财政拨款", FUNDS, Cell("funds", "grant", "spending", NUMBER)),
        ("sum", ROW, Cell("total", "", "sum", NUMBER)),
        ("合计", FUNDS, Cell("total", "", "sum", NUMBER)),
        ("评级等级", ROW, Cell("total", "", "grade", WORD)),
        ("grade", FIELD, Cell("total", "", "grade", WORD)),
        ("funds.total.score", ROW, Cell("funds", "total", "score", NUMBER)),
        ("funds.grant", FUNDS, Cell("funds", "grant", "spending", NUMBER)),
        ("'项目资金（万元）'.资金总额.'预算数（A）'", ROW, Cell("funds", "total", "budget", NUMBER)),
        ("header.name", ROW, Cell("header", "", "name", WORD)),
        ("COMPUTED(target)", ROW, Cell("indicators", None, "target", NUMBER, computed=True)),
        ("policy.share", ROW, Number(Decimal("0.7"))),
        ("policy.grades.good", ROW, Word("良")),
    ],
)  # fmt: skip
def test_a_name_means_the_nearest_thing(text: str, scope: Scope, node: Node) -> None:
    """Own row first, then the own block, then the form; keys and labels alike; the policy by its path."""
    assert bound(text, scope) == node


def test_the_name_of_a_list_column_is_the_whole_column() -> None:
    """With its block in front a list column is a range."""
    assert bound("SUM(indicators.points)") == Call("SUM", (Range("indicators", "points", NUMBER),), 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('level = "产出"', True),
        ('actual <> "优"', True),
        ("actual = 1", False),
        ("actual = target", False),
        ("actual = level", True),
        ("level = reason", True),
        ("this = COMPUTED(this)", False),
    ],
)
def test_the_declared_kind_settles_the_comparison(text: str, words: bool) -> None:
    """A word on either side makes it a comparison of words, for both sides of the law."""
    node = bound(text)
    assert isinstance(node, Compare)
    assert node.words is words


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("targte", "第1列：没有“targte”，是否想写“target”？"),
        ("指标植", "第1列：没有“指标植”，是否想写“指标值”？"),
        ("xyz", "第1列：没有“xyz”"),
        ("fund.total.score", "第1列：没有区块“fund”，是否想写“funds”？"),
        ("funds.totl.score", "第1列：funds 没有行“totl”，是否想写“total”？"),
        ("funds.total.scor", "第1列：没有“funds.total.scor”，是否想写“score”？"),
        ("indicators.1.score", "第1列：没有“indicators.1.score”"),
        ("funds.total.score.x", "第1列：没有“funds.total.score.x”"),
        ("grade", "第1列：“grade”有多处：header.grade、total.grade，请写全"),
        ("policy.sharr", "第1列：政策参数没有“policy.sharr”，是否想写“share”？"),
        ("policy.grades.best", "第1列：政策参数没有“policy.grades.best”"),
        ("policy.grades", "第1列：“policy.grades”不是单个数值，请写到具体的一项"),
        ("policy.list", "第1列：“policy.list”不是单个数值，请写到具体的一项"),
        ("policy.share.x", "第1列：政策参数没有“policy.share.x”"),
        ("funds.grant.score", "第1列：“funds.grant.score”是不填的格子，不能引用"),
        ("SUMM(points)", "第1列：没有函数 SUMM，是否想写“SUM”？"),
        ("VLOOKUP(points)", "第1列：没有函数 VLOOKUP"),
        ("ROUND(points)", "第1列：ROUND 要2个参数，写了1个"),
        ("ABS(points, 1)", "第1列：ABS 要1个参数，写了2个"),
        ("AND()", "第1列：AND 要1个以上参数，写了0个"),
        ("IF(TRUE, 1)", "第1列：IF 要3个参数，写了2个"),
        ("points + level", "这里要数字，写的是文字"),
        ("-level", "这里要数字，写的是文字"),
        ("points + (target = 1)", "这里要数字，写的是条件"),
        ("AND(points)", "这里要条件，写的是数字"),
        ('level > "a"', "文字只能用 = 和 <> 比较，不能用 >"),
        ('points = "a"', "这里要文字，写的是数字"),
        ("SUM(level)", "这里要数字，写的是文字"),
        ("LEN(points)", "这里要文字，写的是数字"),
        ("IF(TRUE, 1, TRUE)", "第1列：IF 的两个结果须同为条件或同为值"),
        ('1 + IF(target = 0, "a", 1)', "这里要数字，写的是文字"),
        ("points / target", "除法前须先用 IF 判断除数是否为零"),
        ("IF(target = 0, 0, points / actual)", "除法前须先用 IF 判断除数是否为零"),
        ("points / 0", "除法前须先用 IF 判断除数是否为零"),
        ("ABS(indicators.points)", "ABS 不能用于整列"),
        ("indicators.points + 1", "整列只能用于 SUM、COUNT、MIN、MAX、SUMIF"),
        ("indicators.points = 1", "整列只能用于 SUM、COUNT、MIN、MAX、SUMIF"),
        ("FILLED(1)", "FILLED 里只能写一个格子的名称"),
        ("COMPUTED(points)", "第1列：points 没有公式，不能用 COMPUTED"),
        ("COMPUTED(points + 1)", "COMPUTED 里只能写一个格子的名称"),
        ("EXPLAINED(indicators.reason)", "EXPLAINED 不能用于整列"),
        ('SUMIF(level, "a", points)', "SUMIF 的第一、三个参数须是同一区块的整列"),
        ('SUMIF(indicators.level, "a", points)', "SUMIF 的第一、三个参数须是同一区块的整列"),
        ('SUMIF(indicators.level, "", indicators.points)', "SUMIF 的文字不能为空"),
        ('SUMIF(indicators.level, "产*", indicators.points)', "SUMIF 的文字不能为空，不能含 *?~<>="),
        ('SUMIF(indicators.level, ">1", indicators.points)', "SUMIF 的文字不能为空，不能含 *?~<>="),
        ('SUMIF(indicators.level, "2020", indicators.points)', "不能以数字开头"),
        ("AGREES(points, target, points, 4)", "AGREES 的小数位数须直接写整数或取自 policy"),
        ("AGREES(points, target, 0.5, 4)", "AGREES 的小数位数须直接写整数或取自 policy"),
    ],
)
def test_a_mistake_is_named(text: str, fault: str) -> None:
    """Each mistake is one sentence with its column, and the nearest known word where there is one."""
    found = faults(text)
    assert len(found) == 1
    assert fault in found[0]


def test_every_mistake_is_found_at_once() -> None:
    """Four mistakes of one formula are four faults, from left to right."""
    found = faults("IF(targte = 1, points / actual, SUMM(points) + level)")
    assert [fault.split("：")[0] for fault in found] == ["第4列", "第25列", "第33列", "第48列"]


def test_a_requirement_must_be_a_condition() -> None:
    """Where a condition is wanted a number is a mistake, and a condition where a value is wanted is one."""
    assert faults("points", want=TRUTH) == ["第1列：这里要条件，写的是数字"]
    assert faults("points = 1", want=NUMBER) == ["第1列：这里要数字，写的是条件"]


@pytest.mark.parametrize(
    "text",
    [
        "IF(target = 0, 0, points / target)",
        "IF(target <= 0, 0, IF(actual > 1, points / target, 1))",
        "IF(AND(actual > 0, target <> 0), points / target, 0)",
        "points / 3",
        "points / policy.share",
        "IF(policy.strict, 1, 2)",
        'SUMIF(indicators.level, "产出", indicators.points)',
        "SUMIF(indicators.level, level, indicators.points)",
        "SUM(indicators.points, funds.total.score, 1)",
        'IF(target = 0, "", 1)',
        "IF(IF(target = 0, TRUE, FALSE), 1, 2)",
    ],
)
def test_what_is_right_passes(text: str) -> None:
    """A division behind a test of its divisor, a constant divisor, columns where they belong."""
    bound(text)


def test_a_test_of_the_policy_alone_is_settled() -> None:
    """Only the branch that can ever be taken is left."""
    assert bound('IF(policy.grades.good = "良", target, points)') == bound("target")
    assert bound('IF(policy.grades.good = "优", target, points)') == bound("points")
    assert bound('IF(policy.grades.good <> "优", target, points)') == bound("target")
    assert bound('IF(policy.grades.good <> "良", target, points)') == bound("points")


def test_missing_names_are_told() -> None:
    """A shared rule asks beforehand which of its words a template does not have."""
    node = parse("IF(a = 1, target, 甲.乙)")
    assert missing_names(node, VOCABULARY, ROW) == {"a": 4, "甲.乙": 19}
    assert missing_names(parse("COMPUTED(score) + COMPUTED(points)"), VOCABULARY, ROW) == {"points的公式": 19}
