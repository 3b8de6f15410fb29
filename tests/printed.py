"""Filled forms for the tests of printing: long texts, many indicators."""

from tools import FILLED, ROWS, Changes, filled, project

from perf_xlsx.form.filled import FilledForm

LONG = "全年组织基层培训，建设公共文化服务体系，群众满意度提高。"


def form_of(rows: str = ROWS, inputs: Changes | None = None, **given: str) -> FilledForm:
    """A filled form; `given` replaces locked texts of the goal."""
    locked: Changes = {f"goal.{key}": text for key, text in given.items()}
    return filled(project(rows, given=locked), {**FILLED, **(inputs or {})})


def many(count: int) -> str:
    """A table with this many quantity indicators before the usual ones."""
    more = "".join(f"| 产出指标 | 数量指标 | 第{number}项培训 | ≥50人次 | 1 |\n" for number in range(count))
    return f"{more}{ROWS.strip()}"
