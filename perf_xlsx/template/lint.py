"""What the shape of the TOML cannot say: keys twice, spans that overlap, weights that do not add up."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from perf_xlsx.errors import Fault
from perf_xlsx.template.model import Block, BlockKind, Column, Definition, Kind, RuleText
from perf_xlsx.template.overlaps import overlap_faults
from perf_xlsx.template.policy_lint import policy_faults
from perf_xlsx.template.spans import span
from perf_xlsx.template.years import years_of

CODE = re.compile(r"[AC-EG-KM-QSU-Z]\d{2,3}")
KEY = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_SHEET_NAME, UNSAFE_IN_SHEET_NAME = 31, "[]:*?/\\'"
PARTS = {
    "rows": {BlockKind.GRID},
    "row_labels": {BlockKind.GRID},
    "lines": {BlockKind.TEXT},
    "columns": {BlockKind.FIELDS, BlockKind.GRID, BlockKind.LIST},
}
FILLED = ("{title}", "{fiscal_year}", "{project_code}", "{policy.…}")
BRACES, BRACED = re.compile(r"\{[^{}]*\}|[{}]"), re.compile(r"\{[a-z0-9_.]+\}")
LONGEST_LIST = 255  # what a drop-down's list may hold, commas among it, and a prompt
MOST_SLOTS = 20
SEVERITIES = ("error", "warning", "info")


def structure_faults(definition: Definition) -> list[Fault]:
    """Every such mistake of a definition, by path."""
    faults = [*_head(definition), *_keys("blocks", [block.key for block in definition.blocks])]
    for block in definition.blocks:
        faults += _block(block)
        faults += overlap_faults(block)
    points = any(column.kind is Kind.POINTS for block in definition.blocks for column in block.columns)
    faults += [
        *_levels(definition),
        *policy_faults(definition.policy, [level.key for level in definition.levels], points=points),
    ]
    faults += _texts(definition)
    faults += rule_faults(definition.rules)
    return faults


def _head(definition: Definition) -> Iterator[Fault]:
    if years_of(definition.fiscal_years) is None:
        yield Fault("fiscal_years", f"“{definition.fiscal_years}”应写成 2020、2020-2022 或 2020-")
    for key in ("region", "form"):
        if not KEY.fullmatch(getattr(definition, key)):
            yield Fault(key, "只能用小写英文字母、数字和下划线")
    if span(definition.sheet.printed) is None:
        yield Fault("sheet.printed", f"“{definition.sheet.printed}”应写成 A:I 这样的列范围")
    lists = [block.key for block in definition.blocks if block.kind is BlockKind.LIST]
    if len(lists) != 1:
        yield Fault("blocks", f"要有一个 list 区块，只能有一个，现有{len(lists)}个：{'、'.join(lists)}")
    name = definition.sheet.name
    if not name or len(name) > LONGEST_SHEET_NAME or set(name) & set(UNSAFE_IN_SHEET_NAME) or name.startswith("_"):
        yield Fault("sheet.name", f"“{name}”不能作工作表名：1至31字，不含 {UNSAFE_IN_SHEET_NAME}，不以 _ 开头")
    for letters in definition.sheet.widths:
        if span(letters) is None or ":" in letters:
            yield Fault(f"sheet.widths.{letters}", "应为一个列的字母")


def _levels(definition: Definition) -> Iterator[Fault]:
    children = [child for level in definition.levels for child in level.children]
    slots = {"sheet.slots": definition.sheet.slots, **{f"levels[{one.key}].slots": one.slots or 1 for one in children}}
    for path, number in slots.items():
        if not 1 <= number <= MOST_SLOTS:
            yield Fault(path, f"预留行应为1至{MOST_SLOTS}行")
    yield from _keys("levels", [level.key for level in definition.levels])
    for level in definition.levels:
        yield from _keys(f"levels[{level.key}].children", [child.key for child in level.children])
        if not level.children:
            yield Fault(f"levels[{level.key}]", "要有 children（二级指标）")


def _keys(path: str, keys: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for key in keys:
        if not KEY.fullmatch(key):
            yield Fault(f"{path}[{key}]", "键只能用小写英文字母、数字和下划线")
        if key in seen or key in {"this", "policy"}:
            yield Fault(f"{path}[{key}]", "键重复" if key in seen else "这个键另有用途，请换一个")
        seen.add(key)


def _block(block: Block) -> Iterator[Fault]:
    path = f"blocks[{block.key}]"
    yield from _keys(f"{path}.columns", [column.key for column in block.columns])
    yield from _keys(f"{path}.rows", [row.key for row in block.rows])
    known = {column.key for column in block.columns}
    for row in block.rows:
        for key in (*row.omit, *row.blank, *row.given):
            if key not in known:
                yield Fault(f"{path}.rows[{row.key}]", f"没有列“{key}”")
    for column in block.columns:
        yield from _column(f"{path}.columns[{column.key}]", block, column)
    if block.kind is BlockKind.GRID and not block.rows:
        yield Fault(path, "grid 区块要有 rows")
    for name, kinds in PARTS.items():
        if getattr(block, name) and block.kind not in kinds:
            yield Fault(f"{path}.{name}", f"{name} 不用于 {block.kind.value} 区块")
    yield from _spans(path, block)


def _spans(path: str, block: Block) -> Iterator[Fault]:
    """What stands outside the columns: side, labels, lines of text, and what must not stand anywhere."""
    spans = [(f".{name}", getattr(block, name)) for name in ("side", "label_at", "row_labels")]
    spans += [(f".lines[{number}].at", line.at) for number, line in enumerate(block.lines, 1)]
    for name, text in spans:
        if (text or "lines" in name) and span(text) is None:
            yield Fault(f"{path}{name}", f"“{text}”应写成 D 或 D:I 这样的列")
    if block.hidden and (block.kind is not BlockKind.GRID or any(column.at for column in block.columns)):
        yield Fault(path, "hidden 只用于 grid 区块，各列不写 at")


def _column(path: str, block: Block, column: Column) -> Iterator[Fault]:
    for key in ("at", "label_at"):
        text = getattr(column, key)
        if text and span(text) is None:
            yield Fault(f"{path}.{key}", f"“{text}”应写成 D 或 D:I 这样的列")
    sources = [key for key in ("formula", "given") if getattr(column, key)] + (["issued"] if column.issued else [])
    if len(sources) > 1:
        yield Fault(path, f"{'、'.join(sources)} 只能写一个")
    for key in ("group", "status"):
        if getattr(column, key) and block.kind is not BlockKind.LIST:
            yield Fault(path, f"{key} 只用于 list 区块")
    if column.status and not column.at:
        yield Fault(path, "status 列要用 at 写明放在哪一列")
    if column.over and block.kind not in {BlockKind.GRID, BlockKind.LIST}:
        yield Fault(path, "over 只用于 grid、list 区块")
    yield from _typed(path, column)


def _typed(path: str, column: Column) -> Iterator[Fault]:
    """What a unit types, or has computed of what it types."""
    if column.typed_formula and not column.issued:
        yield Fault(path, "typed_formula 只用于 issued 的列：空白版里由单位填写")
    if column.choices and (column.formula or column.given):
        yield Fault(path, "choices 只用于单位填写的列")
    if column.typed_formula and column.choices:
        yield Fault(path, "typed_formula、choices 只能写一个")
    if len(",".join(column.choices)) > LONGEST_LIST or any("," in choice for choice in column.choices):
        yield Fault(f"{path}.choices", f"各项不含英文逗号，合计不超过{LONGEST_LIST}字")


def _texts(definition: Definition) -> Iterator[Fault]:
    for path, text in _fixed_texts(definition):
        if path.endswith(".hint") and len(text) > LONGEST_LIST:
            yield Fault(path, f"最多{LONGEST_LIST}字")
        for word in BRACES.findall(text):
            if not BRACED.fullmatch(word) or not _filled(word[1:-1], definition):
                yield Fault(path, f"{word} 读不懂，只能用 {', '.join(FILLED)}")


def _fixed_texts(definition: Definition) -> Iterator[tuple[str, str]]:
    """Every text that may hold {…}, by path."""
    for block in definition.blocks:
        path = f"blocks[{block.key}]"
        yield f"{path}.printed", block.printed or block.label
        for number, line in enumerate(block.lines, 1):
            yield f"{path}.lines[{number}].text", line.text
        for row in block.rows:
            yield f"{path}.rows[{row.key}].printed", row.printed or row.label
        for column in block.columns:
            for key, text in (
                ("printed", column.printed or column.label),
                ("over", column.over),
                ("hint", column.hint),
            ):
                yield f"{path}.columns[{column.key}].{key}", text
    for level in definition.levels:
        for one in (level, *level.children):
            yield f"levels[{one.key}].printed", one.printed


def _filled(word: str, definition: Definition) -> bool:
    """Whether {word} in a text can be filled in."""
    value: object = {"title": "", "fiscal_year": "", "project_code": "", "policy": definition.policy}
    for part in word.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return False
        value = value[part]
    return not isinstance(value, Mapping)


def rule_faults(rules: Sequence[RuleText]) -> Iterator[Fault]:
    """What is wrong with rules wherever they stand: a template's own, or shared."""
    yield from (Fault(f"rules[{code}]", "编号重复") for code in _twice(rule.code for rule in rules))
    for rule in rules:
        if not CODE.fullmatch(rule.code):
            yield Fault(f"rules[{rule.code}].code", "应为一个大写字母加两三位数字，F、T、R、B、L 另有用途")
        if not rule.cases:
            yield Fault(f"rules[{rule.code}].cases", "至少要有一条")
        for number, case in enumerate(rule.cases, 1):
            path = f"rules[{rule.code}].cases[{number}]"
            if not case.on:
                yield Fault(f"{path}.on", "没有写明对哪些格子")
        for severity in (rule.severity, *(case.severity for case in rule.cases if case.severity)):
            if severity not in SEVERITIES:
                yield Fault(f"rules[{rule.code}].severity", f"“{severity}”应为 {'、'.join(SEVERITIES)} 之一")


def _twice(items: Iterable[str]) -> list[str]:
    found = list(items)
    return sorted({item for item in found if found.count(item) > 1})
