"""What the shape of the TOML cannot say: keys twice, spans that overlap, weights that do not add up."""

import re
from collections.abc import Iterable, Iterator

from perf_xlsx.errors import Fault
from perf_xlsx.template.model import Block, BlockKind, Column, Definition
from perf_xlsx.template.spans import span
from perf_xlsx.template.years import years_of

KEY = re.compile(r"[a-z][a-z0-9_]*")
NEEDED_POLICY = ("total_points", "min_explanation", "score_decimals")
SEVERITIES = ("error", "warning", "info")


def structure_faults(definition: Definition) -> list[Fault]:
    """Every such mistake of a definition, by path."""
    faults = [*_head(definition), *_keys("blocks", [block.key for block in definition.blocks])]
    for block in definition.blocks:
        faults += _block(block)
    faults += _policy(definition)
    faults += _rules(definition)
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
    if len(lists) > 1:
        yield Fault("blocks", f"只能有一个 list 区块，现有 {'、'.join(lists)}")


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
    for number, line in enumerate(block.lines, 1):
        if span(line.at) is None:
            yield Fault(f"{path}.lines[{number}].at", f"“{line.at}”应写成 A:I 这样的列范围")
    yield from _keys(f"{path}.columns", [column.key for column in block.columns])
    yield from _keys(f"{path}.rows", [row.key for row in block.rows])
    known = {column.key for column in block.columns}
    for row in block.rows:
        for key in (*row.omit, *row.blank, *row.given):
            if key not in known:
                yield Fault(f"{path}.rows[{row.key}]", f"没有列“{key}”")
    for column in block.columns:
        yield from _column(f"{path}.columns[{column.key}]", block, column)
    if block.kind in {BlockKind.GRID, BlockKind.LIST}:
        yield from _overlaps(path, block)
    if block.kind is BlockKind.GRID and not block.rows:
        yield Fault(path, "grid 区块要有 rows")


def _column(path: str, block: Block, column: Column) -> Iterator[Fault]:
    for key in ("at", "label_at"):
        text = getattr(column, key)
        if text and span(text) is None:
            yield Fault(f"{path}.{key}", f"“{text}”应写成 D 或 D:I 这样的列")
    sources = [key for key in ("formula", "given") if getattr(column, key)] + (["issued"] if column.issued else [])
    if len(sources) > 1:
        yield Fault(path, f"{'、'.join(sources)} 只能写一个")
    if column.group and block.kind is not BlockKind.LIST:
        yield Fault(path, "group 只用于 list 区块")


def _overlaps(path: str, block: Block) -> Iterator[Fault]:
    taken: dict[int, str] = {}
    for column in block.columns:
        columns = span(column.at) if column.at else None
        for number in range(columns[0], columns[1] + 1) if columns else ():
            if number in taken:
                yield Fault(f"{path}.columns[{column.key}].at", f"与 {taken[number]} 占用同一列")
            taken[number] = column.key


def _policy(definition: Definition) -> Iterator[Fault]:
    for key in NEEDED_POLICY:
        if not isinstance(definition.policy.get(key), int | float):
            yield Fault("policy", f"缺少 {key}（数字）")
    points = definition.policy.get("level1_points")
    total = definition.policy.get("total_points")
    if isinstance(points, dict) and isinstance(total, int | float) and sum(points.values()) != total:
        yield Fault("policy.level1_points", f"合计{sum(points.values())}，应为{total}")


def _rules(definition: Definition) -> Iterator[Fault]:
    yield from (Fault(f"rules[{code}]", "编号重复") for code in _twice(rule.code for rule in definition.rules))
    for rule in definition.rules:
        for severity in (rule.severity, *(case.severity for case in rule.cases if case.severity)):
            if severity not in SEVERITIES:
                yield Fault(f"rules[{rule.code}].severity", f"“{severity}”应为 {'、'.join(SEVERITIES)} 之一")


def _twice(items: Iterable[str]) -> list[str]:
    found = list(items)
    return sorted({item for item in found if found.count(item) > 1})
