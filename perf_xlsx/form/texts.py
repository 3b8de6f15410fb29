"""Fixed texts of a form with their {…} filled in."""

from collections.abc import Mapping
from typing import Any

from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Level


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


def level_words(template: Template, level1_key: str, level2_key: str) -> Mapping[str, Value]:
    """What stands in an indicator row of two levels: their names as the form prints them, and their keys."""
    first = next((one for one in template.definition.levels if one.key == level1_key), None)
    second = next((one for one in first.children if one.key == level2_key), None) if first else None
    names = {"level1": _printed(template, first), "level2": _printed(template, second)}
    return {**names, "level1_key": level1_key, "level2_key": level2_key}


def _printed(template: Template, level: Level | None) -> str | None:
    return fill_text(template, level.printed or level.label) if level else None


class _Dotted:
    """A table whose entries are read with dots, for {policy.level1_points.output}."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table

    def __getattr__(self, key: str) -> Any:
        value = self._table[key]
        return _Dotted(value) if isinstance(value, dict) else value
