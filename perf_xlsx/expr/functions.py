"""The closed list of functions an audit formula may call: how many arguments, of which sort, giving what."""

from dataclasses import dataclass

from perf_xlsx.expr.nodes import Sort

NUMBER, WORD, TRUTH, ANY = Sort.NUMBER, Sort.WORD, Sort.TRUTH, Sort.ANY


@dataclass(frozen=True, slots=True)
class Function:
    """One function: the sorts of its arguments (the last repeats when `repeats`), its result, what it is for."""

    arguments: tuple[Sort, ...]
    result: Sort
    meaning: str
    repeats: bool = False
    skips: bool = False
    cell: bool = False


FUNCTIONS: dict[str, Function] = {
    "ABS": Function((NUMBER,), NUMBER, "绝对值"),
    "AGREES": Function(
        (NUMBER, NUMBER, NUMBER, NUMBER), TRUTH, "AGREES(填报值, 精确值, 最少小数位, 最多小数位)：四舍五入后相符"
    ),
    "AND": Function((TRUTH,), TRUTH, "各条件都成立", repeats=True),
    "COMPUTED": Function((ANY,), ANY, "按填报内容由模板公式算出的值", cell=True),
    "CONCATENATE": Function(
        (ANY,), WORD, "连成一段文字：文字去掉空格照写，数字四舍五入到四位小数，太大的数字不写", repeats=True
    ),
    "COUNT": Function((ANY,), NUMBER, "数字的个数，空白和文字不计", repeats=True, skips=True),
    "EXPLAINED": Function((ANY,), TRUTH, "写有实质性说明：达到最少字数且不是“/”“无”等", cell=True),
    "FILLED": Function((ANY,), TRUTH, "已填写（只有空格、换行的不算）", cell=True),
    "IF": Function((TRUTH, ANY, ANY), ANY, "IF(条件, 成立时, 不成立时)"),
    "ISNUMBER": Function((ANY,), TRUTH, "是数字", cell=True),
    "LEN": Function((WORD,), NUMBER, "字数，空格和换行不计", cell=True),
    "MAX": Function((ANY,), NUMBER, "最大值，空白和文字不计", repeats=True, skips=True),
    "MIN": Function((ANY,), NUMBER, "最小值，空白和文字不计", repeats=True, skips=True),
    "NOT": Function((TRUTH,), TRUTH, "条件不成立"),
    "OR": Function((TRUTH,), TRUTH, "至少一个条件成立", repeats=True),
    "PLACEHOLDER": Function((ANY,), TRUTH, "空白或“/”“—”“无”等不适用标记", cell=True),
    "ROUND": Function((NUMBER, NUMBER), NUMBER, "四舍五入到几位小数"),
    "SUM": Function((ANY,), NUMBER, "合计，空白和文字不计", repeats=True, skips=True),
    "SUMIF": Function((WORD, WORD, NUMBER), NUMBER, 'SUMIF(区块.列, "文字", 区块.列)：按文字挑选后合计'),
}
