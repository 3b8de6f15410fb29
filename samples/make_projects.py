"""Make samples/projects.xlsx: the project list of the six real projects of 2020 in seed_002.json."""

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from perf_xlsx.issue.list_sheets import Row, list_sheets
from perf_xlsx.issue.lists_out import list_bytes
from perf_xlsx.issue.plan import CODE, plan_of
from perf_xlsx.numbers import Value
from perf_xlsx.template.catalog import Catalog

HERE = Path(__file__).resolve().parent
TEMPLATE = "national/2020/project_self_evaluation"
NOT_APPLICABLE = "/"
# One form leaves the 一级指标 of its first rows blank; their 二级指标 are all of this one.
FIRST_LEVEL = "产出指标"


def code_of(number: int) -> str:
    """The code of the project at a place of the file, from 1."""
    return f"CJ2020-{number:03}"


def project_row(number: int, form: dict[str, Any]) -> Row:
    """A project as a row of sheet 项目: header, goal, and the two budget columns of every source of money."""
    row: dict[str, Value] = {CODE: code_of(number), **form["header"], "预期目标": form["goals"]["预期目标"].strip()}
    for source in form["funds"]["rows"]:
        name = source["label"].strip().removeprefix("其中：")
        for column, cell in zip(form["funds"]["columns"][:2], source["cells"][:2], strict=True):
            row[f"{name}·{column}"] = number_or_text(cell)
    return row


def indicator_rows(number: int, form: dict[str, Any]) -> Iterator[Row]:
    """A project's indicators as rows of sheet 指标; rows of "/" are left out, they come back by themselves."""
    for indicator in form["indicators"]:
        if indicator["level3"].strip() != NOT_APPLICABLE:
            yield {
                CODE: code_of(number),
                "一级指标": indicator["level1"] or FIRST_LEVEL,
                "二级指标": indicator["level2"],
                "三级指标": indicator["level3"].strip(),
                "年度指标值": indicator["target"],
                "分值": number_or_text(indicator["weight"]),
            }


def number_or_text(text: str) -> Value:
    """A cell as it would be typed: a number where it is one."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text.strip() or None


def main() -> None:
    """Write the list."""
    forms = json.loads((HERE / "seed_002.json").read_text("utf-8"))["projects"]
    numbered = list(enumerate(forms, 1))
    plan = plan_of(Catalog().get(TEMPLATE))
    projects = [project_row(number, form) for number, form in numbered]
    indicators = [row for number, form in numbered for row in indicator_rows(number, form)]
    (HERE / "projects.xlsx").write_bytes(list_bytes(list_sheets(plan, projects, indicators)))


if __name__ == "__main__":
    main()
