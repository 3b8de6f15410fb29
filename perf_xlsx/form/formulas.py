"""Which cells of a form have a formula: settled once for all forms of a template with the same rows in use."""

from collections.abc import Mapping
from functools import lru_cache

from perf_xlsx.template.assemble import Template
from perf_xlsx.template.bound import BoundFormula


@lru_cache(maxsize=64)
def formulas_of(template: Template, rows: tuple[str, ...]) -> Mapping[tuple[str, str, str], BoundFormula]:
    """The formula of every cell that has one, by its address; a constant of a hidden block counts as one."""
    found: dict[tuple[str, str, str], BoundFormula] = {}
    for (block, row, column), formula in template.computing.items():
        for one in rows if row is None else (row,):
            found[block, one, column] = formula
    return found


@lru_cache(maxsize=64)
def computed_columns(template: Template) -> frozenset[tuple[str, str]]:
    """The columns, by block, in which some cell has a formula or a hidden constant."""
    return frozenset((spot.block, spot.column) for spot in (*template.formulas, *template.hidden_givens))
