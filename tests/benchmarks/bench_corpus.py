"""Issued national forms filled in at random: most as a careful unit does, every fourth with faults of every sort.

The six projects of `samples/` with other names, amounts, targets and answers. A number always gives the same form.
From number 2,000 on they are the same forms again, each under a code, a name, a digest and texts of its own: the rules
between forms meet as many projects as there are files, and twenty thousand are made in minutes.
"""

import csv
import io
import random
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from perf_xlsx.files.safe_text import guarded
from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.identity import PRINTED_DIGITS, SHORT, identity_of
from perf_xlsx.form.issued import sheet_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.form.registered import Issued
from perf_xlsx.issue.projects import read_projects
from perf_xlsx.issue.register import COLUMNS, register_rows
from perf_xlsx.numbers import Value, plain
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.catalog import catalog_of
from perf_xlsx.template.model import Kind
from perf_xlsx.workbook.write import write_form

SAMPLES = Path(__file__).parents[2] / "samples"
TEMPLATE, FISCAL_YEAR = "national/2020/project_self_evaluation", 2020
RESAVED_AT_ONCE, DIFFERENT = 50, 2000

TOWNS = ("城关", "河东", "柳林", "白石", "青山", "新安", "桥头", "石门", "南坪", "北川", "龙潭", "清水", "双河", "大营")
UNITS = ("教育局", "民政局", "水务局", "卫健局", "文旅局", "住建局", "农业农村局", "交通运输局")
CAUSES = ("受疫情影响活动推迟开展", "合同验收延后", "连续降雨停工四十天", "供货方分批交付", "参加人数少于计划")
REMEDIES = ("已调整计划报主管部门备案", "将于下年一季度补齐", "已增加人手赶工", "改为按月调度", "已更换供货方")
# What goes wrong on a form, and what is typed there instead.
ODD: tuple[Value, ...] = (None, "约70", "/", "待定", Decimal(-1), "12%", Decimal(0), "已完成")


@cache
def template() -> Template:
    """The national form of 2020."""
    return catalog_of().get(TEMPLATE)


@cache
def _projects() -> tuple[Project, ...]:
    return tuple(read_projects(SAMPLES / "projects.xlsx", template(), FISCAL_YEAR))


def form_bytes(number: int) -> bytes:
    """One form as it comes back, its results computed."""
    if number >= DIFFERENT:
        return _renamed(number, form_bytes(number % DIFFERENT))
    dice = random.Random(f"form {number}")
    project = _project(number, dice)
    typed = _typed(project, dice)
    return write_form(template(), project, identity_of(template(), project), inputs=typed)


def _renamed(number: int, data: bytes) -> bytes:
    """One of the first forms as another project's: what tells them apart is changed wherever it stands."""
    first, again = number % DIFFERENT, number // DIFFERENT
    old, new = (_project(one, random.Random(f"form {first}")) for one in (first, number))
    old_digest, new_digest = (identity_of(template(), one).digest for one in (old, new))
    changes = [(old.code, new.code), (f"（{first}期）", f"（{number}期）")]
    changes += [(old_digest[:length], new_digest[:length]) for length in (64, SHORT, PRINTED_DIGITS)]
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for part in book.infolist():
            text = book.read(part).decode()
            for was, now in changes:
                text = text.replace(was, now)
            for words, step in (("等{}处", 100), ("受益群众{}人", 100_000)):
                text = _counted(text, words, step * again)
            out.writestr(part.filename, text)
    return made.getvalue()


def _counted(text: str, words: str, more: int) -> str:
    """The same text, a number in these words raised."""
    return re.sub(words.format(r"(\d+)"), lambda found: words.format(int(found[1]) + more), text)


def issued_bytes(number: int) -> bytes:
    """One form as it is issued."""
    project = _project(number, random.Random(f"form {number}"))
    return write_form(template(), project, identity_of(template(), project))


@cache
def scratch() -> Path:
    """A folder for this run."""
    return Path(tempfile.mkdtemp(prefix="perf-xlsx-bench-"))


def _project(number: int, dice: random.Random) -> Project:
    """One of the six, under a name and a code of its own, for another town and unit."""
    one = dice.choice(_projects())
    town, unit = dice.choice(TOWNS), dice.choice(UNITS)
    named: dict[Place, Value] = {
        Place("header", "", "project_name"): f"{town}{one.name}（{number}期）",
        Place("header", "", "supervising_department"): f"{town}县{unit}",
        Place("header", "", "implementing_unit"): f"{town}县{unit}{dice.choice(['办公室', '服务中心', '管理站'])}",
        Place("goal", "", "expected"): f"{one.text('goal', 'expected')}覆盖{town}等{number % 40 + 2}个乡镇。",
    }
    return replace(one, code=f"B{number:05d}", given={**one.given, **named})


def _typed(project: Project, dice: random.Random) -> Mapping[Place, Value]:
    """Answers in every input; on every fourth form up to six cells hold something odd."""
    typed = dict(project.prefilled)
    typed.update(_funds(dice))
    done = f"{dice.choice(TOWNS)}、{dice.choice(TOWNS)}等{dice.randrange(3, 60)}处年内全部完成"
    typed[Place("goal", "", "achieved")] = f"{done}，资金及时到位，受益群众{dice.randrange(100, 90_000)}人。"
    typed[Place("signature", "", "filled_on")] = f"2021年{dice.randrange(1, 4)}月{dice.randrange(1, 28)}日"
    inputs = [one for one in sheet_of(template(), project).cells if one.role is Role.INPUT and one.place]
    for cell in inputs:
        if cell.place and cell.place.block == "indicators" and cell.kind is Kind.MEASURE:
            typed.update(_answer(project, cell, dice))
    if dice.random() < 1 / 4:
        for cell in dice.sample(inputs, dice.randrange(1, 7)):
            if cell.place:
                typed[cell.place] = dice.choice(ODD)
    return {place: value for place, value in typed.items() if value is not None}


def _funds(dice: random.Random) -> Iterator[tuple[Place, Value]]:
    budget = Decimal(dice.randrange(1000, 90_000)) / 100
    spent = dice.choice([Decimal(1), Decimal(1), Decimal("0.95"), Decimal("0.98"), Decimal("0.7")])
    for column, amount in (
        ("initial_budget", budget),
        ("annual_budget", budget),
        ("annual_spending", (budget * spent).quantize(Decimal("0.01"))),
    ):
        yield Place("funds", "appropriation", column), amount
    if spent < Decimal("0.9"):
        yield Place("funds", "", "reason"), _reason(dice)


def _answer(project: Project, cell: Cell, dice: random.Random) -> Iterator[tuple[Place, Value]]:
    """What was reached: mostly the target or a little better, else less with a reason."""
    place = cell.place
    if place is None:
        return
    target = project.given.get(place._replace(column="target_number"))
    if not isinstance(target, Decimal):
        yield place, "达成预期指标"
        return
    direction = project.given.get(place._replace(column="direction"))
    lower = direction == "lower"
    reached = dice.choice(["as_planned", "as_planned", "better", "short"] if direction != "same" else ["as_planned"])
    factor = {"as_planned": Decimal(1), "better": Decimal("1.05"), "short": Decimal("0.9")}[reached]
    value = target / factor if lower else target * factor
    rate = project.given.get(place._replace(column="measure_unit")) == "%"
    value = min(value, Decimal(1)) if rate and not template().bare_units else value
    yield place, Decimal(plain(value.quantize(Decimal("0.0001"))))
    if reached == "short":
        yield place._replace(column="deviation_explanation"), _reason(dice)


def _reason(dice: random.Random) -> str:
    return f"{dice.choice(CAUSES)}，涉及{dice.choice(TOWNS)}等{dice.randrange(2, 40)}处；{dice.choice(REMEDIES)}。"


def make_forms(folder: Path, forms: int) -> list[Path]:
    """Write so many forms into a folder, those that are there already left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{number // 500:03d}" / f"B{number:05d}.xlsx" for number in range(forms)]
    for number, file in enumerate(files):
        if not file.is_file():
            file.parent.mkdir(exist_ok=True)
            again = number >= DIFFERENT
            file.write_bytes(_renamed(number, files[number % DIFFERENT].read_bytes()) if again else form_bytes(number))
    return files


def make_register(folder: Path, forms: int) -> Path:
    """The register of these forms, written row by row as `generate` writes it."""
    file = folder / f"register-{forms}.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for number in range(forms):
            project = _project(number, random.Random(f"form {number % DIFFERENT}"))
            issued = Issued(project.code, project.name, f"{project.code}.xlsx", identity_of(template(), project).digest)
            writer.writerows(map(guarded, row) for row in register_rows(template(), project, issued))
    return file


def make_resaved(files: list[Path], folder: Path) -> list[Path]:
    """The same forms as LibreOffice saves them."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import office  # noqa: PLC0415 - found through the path just set

    made = [folder / file.name for file in files]
    missing = [file for file, again in zip(files, made, strict=True) if not again.is_file()]
    for start in range(0, len(missing), RESAVED_AT_ONCE):
        office.converted(missing[start : start + RESAVED_AT_ONCE], folder, "xlsx")
    return made
