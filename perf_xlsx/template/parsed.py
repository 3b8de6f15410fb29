"""The formulas of every shipped definition, parsed when the package is made: `python -m perf_xlsx.template.parsed`.

With them a normal run does not import lark (see expr/parse.py); `tests/template/test_parsed.py` keeps them fresh.
"""

import json
import sys
from collections.abc import Iterable, Iterator

from perf_xlsx.expr.parse import PARSED_FILE, parse_afresh, to_data
from perf_xlsx.template.bound import OWN_WORDS, PLACEHOLDER
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.model import Block, RuleText
from perf_xlsx.template.shipped import PACKAGE

FILE = PACKAGE / "expr" / PARSED_FILE


def formula_texts(catalog: Catalog) -> Iterator[str]:
    """Every formula of the shared rules and of every definition."""
    yield from (extra.formula for extra in catalog.shared.derived)
    yield from _of_rules(catalog.shared.rules)
    for template in catalog.all():
        yield from _of_rules(template.definition.rules)
        for block in template.definition.blocks:
            yield from _of_block(block)


def parsed(catalog: Catalog) -> str:
    """The file's content: formula text to nodes, sorted, compact."""
    texts = sorted({text for text in formula_texts(catalog) if text})
    nodes = {text: to_data(parse_afresh(text)) for text in texts}
    return json.dumps(nodes, ensure_ascii=False, separators=(",", ":")) + "\n"


def _of_rules(rules: Iterable[RuleText]) -> Iterator[str]:
    for case in (case for rule in rules for case in rule.cases):
        yield from (case.require, case.expected)
        yield from (piece for piece in PLACEHOLDER.findall(case.message) if piece not in OWN_WORDS)


def _of_block(block: Block) -> Iterator[str]:
    for column in block.columns:
        yield from (column.formula, column.given, column.typed_formula)
    for row in block.rows:
        yield from (row.formula, *row.given.values())


def main() -> None:
    """Write the file anew."""
    text = parsed(Catalog())
    FILE.write_text(text, "utf-8")
    sys.stdout.write(f"{FILE.name}: {len(json.loads(text))} formulas, {len(text.encode())} bytes\n")


if __name__ == "__main__":
    main()
