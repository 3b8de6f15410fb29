"""Make the samples: the six forms of 2020 as a hand-made document, issued, then filled by an office program.

What was really filled in is typed into the issued workbooks as a person types it, LibreOffice computes and saves them.
Where the form's own suggestion differs from the score that was really given, that score goes into 自评调整得分.
"""

import json
import shutil
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from perf_xlsx.form.issued import issued_form, sheet_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.issue.generate import Issue, generate
from perf_xlsx.issue.projects import read_projects
from perf_xlsx.notation import Kind, read_notation
from perf_xlsx.numbers import Value, plain
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.spans import letters_of_number

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from documents import seed_002_document  # noqa: E402 - found through the path set above
from office import Job, typed_all  # noqa: E402 - as above

TEMPLATE = "national/2020/project_self_evaluation"
FISCAL_YEAR = 2020
HAND_MADE = HERE / "hand_made" / "自评情况.docx"
PASSWORD = "demo"  # noqa: S105 - protects nothing but samples
SOURCES = {"当年财政拨款": "appropriation", "上年结转资金": "carryover", "其他资金": "other"}
SPENDING = 2


def answers(form: dict[str, Any]) -> Iterator[tuple[Place, Value]]:
    """What the unit filled in, cell by cell, as numbers where it wrote numbers."""
    for source in form["funds"]["rows"]:
        key = SOURCES.get(source["label"].strip().removeprefix("其中："))
        # One form's spending slipped one column to the right and left this cell blank: it stays blank here.
        if key and source["cells"][SPENDING]:
            yield Place("funds", key, "annual_spending"), Decimal(source["cells"][SPENDING])
    yield Place("goal", "", "achieved"), form["goals"]["实际完成情况"].strip()
    for indicator in form["indicators"]:
        row = str(indicator["no"])
        actual = read_notation(indicator["actual"])
        if actual.kind is not Kind.NOT_APPLICABLE:
            yield Place("indicators", row, "actual"), actual.number if actual.kind is Kind.QUANTITY else actual.text
            if indicator["deviation"]:
                yield Place("indicators", row, "deviation_explanation"), indicator["deviation"]


def adjustments(template: Template, project: Project, form: dict[str, Any]) -> Iterator[tuple[Place, Value]]:
    """The scores that were really given where they differ from what the form suggests."""
    filled = issued_form(template, project, {**project.prefilled, **dict(answers(form))})
    for indicator in form["indicators"]:
        given = read_notation(indicator["score"]).number
        if given is not None and filled.value(Place("indicators", str(indicator["no"]), "suggested_score")) != given:
            yield Place("indicators", str(indicator["no"]), "adjusted_score"), given


def actions(template: Template, project: Project, form: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What is typed, as the office harness takes it; a rate is typed with its percent sign."""
    sheet = sheet_of(template, project)
    rates = {str(one["no"]) for one in form["indicators"] if read_notation(one["actual"]).unit == "%"}
    for place, value in (*answers(form), *adjustments(template, project, form)):
        cell = sheet.at[place]
        action = {"cell": f"{letters_of_number(cell.column)}{cell.row}", "type": "text", "value": str(value)}
        if isinstance(value, Decimal):
            action |= {"type": "number", "value": plain(value)}
            if place.column == "actual" and place.row in rates:
                action |= {"type": "percent", "value": plain(value * 100)}
        yield action


def main() -> None:
    """Issue, type, save; a cell that refuses what is typed ends it."""
    template = Catalog().get(TEMPLATE)
    forms = json.loads((HERE / "seed_002.json").read_text("utf-8"))["projects"]
    projects = read_projects(HERE / "projects.xlsx", template, FISCAL_YEAR)
    issued_to, returned_to = HERE / "issued", HERE / "returned"
    for folder in (issued_to, returned_to):
        shutil.rmtree(folder, ignore_errors=True)
    issued = generate(template, projects, issued_to, Issue(password=PASSWORD))
    returned_to.mkdir()
    jobs = [
        Job(issued_to / one.path, list(actions(template, project, form)), returned_to / Path(one.path).name)
        for one, project, form in zip(issued, projects, forms, strict=True)
    ]
    HAND_MADE.parent.mkdir(exist_ok=True)
    HAND_MADE.write_bytes(seed_002_document())
    refused = [cell for cells in typed_all(jobs) for cell in cells]
    if refused:
        raise SystemExit(f"锁定的格子拒绝了输入：{'、'.join(refused)}")
    print(f"已写出 {issued_to}、{returned_to} 和 {HAND_MADE}")


if __name__ == "__main__":
    main()
