"""Fixed texts of a form with their {…} filled in."""

from collections.abc import Mapping
from typing import Any

from perf_xlsx.template.assemble import Template


def fill_text(template: Template, text: str, fiscal_year: int | str = "××××", project_code: str = "") -> str:
    """Fill {title}, {fiscal_year}, {project_code} and {policy.…} into a fixed text."""
    if "{" not in text:
        return text
    return text.format(
        title=template.definition.title,
        fiscal_year=fiscal_year,
        project_code=project_code,
        policy=_Dotted(dict(template.policy)),
    )


class _Dotted:
    """A table whose entries are read with dots, for {policy.level1_points.output}."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table

    def __getattr__(self, key: str) -> Any:
        value = self._table[key]
        return _Dotted(value) if isinstance(value, dict) else value
