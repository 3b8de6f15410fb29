"""The import gate: the architecture as one table, and the proof that it is kept (docs/architecture.md, floors)."""

import ast
import graphlib
import itertools
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parents[1] / "perf_xlsx"

# From the ground up. A module imports from the floors below its own and from its own folder, without a cycle.
# "a < b": b may import a, and a knows nothing of b.  "a | b": rooms that do not know each other.
FLOORS = (
    "version < errors < files < numbers < periods < numerals < notation < extract < exempted < finding < batch_report",
    "expr",
    "template",
    "form < narrative",
    "workbook | recognise | rules",
    "issue | check",
    "report < api < __init__",
    "cli < __main__",
)

# The only modules that may import a third-party library; a library that is not here may be imported nowhere.
DOORS = {
    "xlsxwriter": (
        "workbook/write.py",
        "workbook/style.py",
        "workbook/ooxml_out.py",
        "workbook/furniture.py",
        "workbook/hints.py",
        "workbook/print_form.py",
        "workbook/check_sheet.py",
        "workbook/validation.py",
        "workbook/guide_sheet.py",
        "workbook/hidden_out.py",
        "workbook/review_sheet.py",
        "workbook/report_sheet.py",
        "workbook/copy_cells.py",
        "report/lean.py",
        "report/sheets.py",
        "report/charts.py",
        "report/overview.py",
        "report/summary.py",
        "report/summary_charts.py",
    ),
    "openpyxl": ("workbook/annotate.py", "issue/lists_in.py", "issue/lists_out.py"),
    "docx": ("report/narrative_docx.py",),
    "xlrd": ("workbook/xls_worker.py",),
    "distributed": ("check/cluster.py",),
    "lark": ("expr/parse.py",),
    "click": ("cli/",),
    "rich": ("cli/",),
}

# Floor, then step on the floor: blind rooms share a step, so neither stands below the other.
PLACES = {
    room: (floor, step)
    for floor, row in enumerate(FLOORS)
    for step, rooms in enumerate(row.split(" < "))
    for room in rooms.split(" | ")
}

COMPUTED = "?"


class Import(NamedTuple):
    """One imported name as it is written, made absolute, and the line it stands on."""

    name: str
    line: int


def imports_of(path: str, source: str) -> Iterator[Import]:
    """Yield every import of a module: at its head, inside a function, under TYPE_CHECKING, by `import_module`."""
    folder = ["perf_xlsx", *path.split("/")[:-1]]
    for node in ast.walk(ast.parse(source, path)):
        match node:
            case ast.Import(names=names):
                yield from (Import(alias.name, node.lineno) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                start = folder[: len(folder) - level + 1] if level else []
                stem = ".".join([*start, *([module] if module else [])])
                yield from (Import(f"{stem}.{alias.name}", node.lineno) for alias in names)
            case ast.Call(func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module")):
                yield Import(literal(node), node.lineno)


def literal(call: ast.Call) -> str:
    """Return the absolute module name that a call imports, or the sign for a name nobody can know beforehand."""
    match call.args:
        case [ast.Constant(value=str() as name), *_] if not name.startswith("."):
            return name
    return COMPUTED


def own_module(name: str, known: Mapping[str, str]) -> str:
    """Return the file that a name below `perf_xlsx` comes from: the deepest module on its way."""
    parts = name.split(".")[1:]
    for depth in range(len(parts), 0, -1):
        stem = "/".join(parts[:depth])
        for path in (f"{stem}.py", f"{stem}/__init__.py"):
            if path in known:
                return path
    # A folder without __init__.py, or a module still to be written: its room is enough to judge it.
    return parts[0] if parts and parts[0] in PLACES else "__init__.py"


def room(path: str) -> str:
    """Return the first step of a path: the folder, or the module that stands alone."""
    return path.split("/", maxsplit=1)[0].removesuffix(".py")


def dotted(path: str) -> str:
    """Return a path as a module's name below the package."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def against_floors(path: str, target: str) -> str | None:
    """Say what is wrong with importing one own module into another, if anything is."""
    if room(path) == room(target):
        return None
    here, there = PLACES[room(path)], PLACES[room(target)]
    if there < here:
        return None
    return "sideways, into a blind room" if there == here else "up the stairs"


def against_doors(path: str, library: str) -> str | None:
    """Say what is wrong with importing a library into a module, if anything is."""
    if library in sys.stdlib_module_names:
        return None
    if library not in DOORS:
        return "no door in the house opens to this library"
    if any(path == door or (door.endswith("/") and path.startswith(door)) for door in DOORS[library]):
        return None
    return f"wrong door; it opens in {', '.join(DOORS[library])}"


def cycles(edges: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield one offence for each import that has to go before no cycle is left."""
    left = {path: set(targets) for path, targets in edges.items()}
    while True:
        try:
            graphlib.TopologicalSorter(left).prepare()
        except graphlib.CycleError as error:
            # graphlib lists each module before the one that imports it.
            ring = list(reversed(error.args[1]))
            left[ring[0]].remove(ring[1])
            yield f"{dotted(ring[0])} -> {dotted(ring[1])}: a cycle, {' -> '.join(map(dotted, ring))}"
        else:
            return


def offences(sources: Mapping[str, str]) -> list[str]:
    """Return every breach of the architecture in these files (path below the package -> text), one line for each."""
    found = []
    edges: dict[str, set[str]] = {path: set() for path in sources}
    for path, source in sorted(sources.items()):
        if room(path) not in PLACES:
            found.append(f"{dotted(path)} -> {COMPUTED}: stands on no floor; give it one in FLOORS")
            continue
        for name, line in imports_of(path, source):
            library = name.split(".")[0]
            why: str | None
            if name == COMPUTED:
                target, why = COMPUTED, "the name is computed, so nobody can check it"
            elif library != "perf_xlsx":
                target, why = library, against_doors(path, library)
            else:
                target = own_module(name, sources)
                if room(target) not in PLACES:
                    continue  # its own line says it
                why = against_floors(path, target)
                if target in edges:
                    edges[path].add(target)
            if why:
                found.append(f"{dotted(path)} -> {dotted(target)}: {why} (line {line})")
    return found + list(cycles(edges))


def package() -> dict[str, str]:
    """Return the package's files: path below it -> text."""
    return {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py"))}


def test_the_package_keeps_its_architecture() -> None:
    """No module imports up, sideways, through a wrong door or in a ring."""
    found = offences(package())
    assert not found, "\n" + "\n".join(found)


def test_the_gate_looks_at_the_package() -> None:
    """The gate reads the real files: an empty search would pass for ever."""
    assert "errors.py" in package()


def test_a_module_may_import_what_stands_below() -> None:
    """Lower floors, modules further left, the own folder and the libraries of its own door raise nothing."""
    sources = {
        "errors.py": "import os",
        "numbers.py": "from .errors import Fault",
        "expr/__init__.py": "from . import parse",
        "expr/nodes.py": "from __future__ import annotations\nimport perf_xlsx.errors",
        "expr/parse.py": "import lark\nfrom perf_xlsx.expr import nodes\nfrom ..numbers import number",
        "workbook/write.py": "from perf_xlsx.form.sheet import Sheet\nimport xlsxwriter.format",
        "report/summary.py": "def f():\n    from xlsxwriter import Workbook",
        "api.py": "from perf_xlsx.report import summary",
        "__init__.py": "from perf_xlsx.api import check",
        "cli/main.py": "import click, rich.table\nfrom perf_xlsx import api, check",
        "__main__.py": "from perf_xlsx.cli.main import main",
    }
    assert offences(sources) == []


@pytest.mark.parametrize(
    ("path", "source", "offence"),
    [
        pytest.param(
            "errors.py", "import perf_xlsx.api", "errors -> api: up the stairs (line 1)", id="upward, as a whole module"
        ),
        pytest.param(
            "errors.py", "from .expr import nodes", "errors -> expr: up the stairs (line 1)", id="upward, relative"
        ),
        pytest.param(
            "expr/bind.py",
            "def bind():\n    from perf_xlsx.form.sheet import Sheet",
            "expr.bind -> form: up the stairs (line 2)",
            id="deferred into a function",
        ),
        pytest.param(
            "expr/bind.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from perf_xlsx.template import model",
            "expr.bind -> template: up the stairs (line 3)",
            id="for the type checker only",
        ),
        pytest.param(
            "form/sheet.py",
            "import importlib\nimportlib.import_module('perf_xlsx.rules.base')",
            "form.sheet -> rules: up the stairs (line 2)",
            id="by import_module",
        ),
        pytest.param(
            "rules/__init__.py",
            "from importlib import import_module\nimport_module(f'.{1}', __package__)",
            "rules -> ?: the name is computed, so nobody can check it (line 2)",
            id="by a computed name",
        ),
        pytest.param(
            "numbers.py",
            "from perf_xlsx.notation import parse",
            "numbers -> notation: up the stairs (line 1)",
            id="further right on the same floor",
        ),
        pytest.param(
            "report/text.py",
            "from perf_xlsx import api",
            "report.text -> api: up the stairs (line 1)",
            id="report to api",
        ),
        pytest.param(
            "form/sheet.py",
            "from perf_xlsx import __version__",
            "form.sheet -> __init__: up the stairs (line 1)",
            id="the package's own face",
        ),
        pytest.param(
            "rules/overspent.py",
            "from perf_xlsx.workbook.read import Cell",
            "rules.overspent -> workbook: sideways, into a blind room (line 1)",
            id="sideways",
        ),
        pytest.param(
            "check/engine.py",
            "from ..issue import register",
            "check.engine -> issue: sideways, into a blind room (line 1)",
            id="sideways between the two jobs",
        ),
        pytest.param(
            "expr/bind.py",
            "import lark.exceptions",
            "expr.bind -> lark: wrong door; it opens in expr/parse.py (line 1)",
            id="wrong door",
        ),
        pytest.param(
            "api.py", "import click", "api -> click: wrong door; it opens in cli/ (line 1)", id="wrong door, a folder's"
        ),
        pytest.param(
            "workbook/read.py",
            "def read():\n    from lxml import etree",
            "workbook.read -> lxml: no door in the house opens to this library (line 2)",
            id="a library without a door",
        ),
        pytest.param(
            "helpers.py",
            "",
            "helpers -> ?: stands on no floor; give it one in FLOORS",
            id="a module without a floor",
        ),
    ],
)
def test_the_gate_catches(path: str, source: str, offence: str) -> None:
    """One forbidden import is one line that names both ends and the reason."""
    assert offences({path: source}) == [offence]


def test_the_gate_catches_a_cycle_inside_a_folder() -> None:
    """A ring of three is found although one of its imports is deferred and one is for the type checker only."""
    sources = {
        "expr/bind.py": "from perf_xlsx.expr import nodes",
        "expr/nodes.py": "def f():\n    from .parse import parse",
        "expr/parse.py": "import typing\nif typing.TYPE_CHECKING:\n    from perf_xlsx.expr.bind import bind",
    }
    [offence] = offences(sources)
    edge, ring = offence.split(": a cycle, ")
    steps = ring.split(" -> ")
    assert edge == f"{steps[0]} -> {steps[1]}"
    assert {*itertools.pairwise(steps)} == {
        ("expr.bind", "expr.nodes"),
        ("expr.nodes", "expr.parse"),
        ("expr.parse", "expr.bind"),
    }


def test_the_gate_catches_every_cycle() -> None:
    """Two rings at once are two lines, one of them through a folder's face."""
    sources = {
        "form/__init__.py": "from perf_xlsx.form.sheet import lay_out",
        "form/sheet.py": "from perf_xlsx.form import lay_out",
        "rules/base.py": "from perf_xlsx.rules.declared import x",
        "rules/declared.py": "from perf_xlsx.rules.base import y",
    }
    assert sorted(offence.split(": ")[1].split(",")[0] for offence in offences(sources)) == ["a cycle", "a cycle"]
