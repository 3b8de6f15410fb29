"""The size gate: 250 lines a file, 40 lines a function, 5 parameters (docs/architecture.md, style sheet 15)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "perf_xlsx"

FILE_LINES = 250
FUNCTION_LINES = 40
PARAMETERS = 5

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(source: str) -> Iterator[Function]:
    """Yield every function of a module, methods and inner functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function):
            yield node


def lines_of(function: Function) -> int:
    """Count the lines from `def` to the last statement; decorators and the docstring do not count, comments do."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    match function.body[0]:
        case ast.Expr(value=ast.Constant(value=str())) as docstring:
            lines -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return lines


def parameters_of(function: Function) -> int:
    """Count the parameters; a leading self or cls does not count, *args and **kwargs are one each."""
    named = [*function.args.posonlyargs, *function.args.args]
    if named and named[0].arg in {"self", "cls"}:
        del named[0]
    starred = [star for star in (function.args.vararg, function.args.kwarg) if star]
    return len(named) + len(function.args.kwonlyargs) + len(starred)


def is_command(path: str, function: Function) -> bool:
    """Tell whether this is a click command or group of the command line, where each option is a parameter."""
    calls = [decorator.func if isinstance(decorator, ast.Call) else decorator for decorator in function.decorator_list]
    names = {ast.unparse(call).split(".")[-1] for call in calls}
    return path.startswith("cli/") and bool(names & {"command", "group"})


def offences(path: str, source: str) -> list[str]:
    """Return what is too big in one module (path below the package), one line for each."""
    found = []
    if (lines := len(source.splitlines())) > FILE_LINES:
        found.append(f"{path}: {lines} lines, {FILE_LINES} at most")
    for function in functions(source):
        where = f"{path}:{function.lineno} {function.name}"
        if (lines := lines_of(function)) > FUNCTION_LINES:
            found.append(f"{where}: {lines} lines, {FUNCTION_LINES} at most")
        if (count := parameters_of(function)) > PARAMETERS and not is_command(path, function):
            found.append(f"{where}: {count} parameters, {PARAMETERS} at most")
    return found


def test_the_package_is_small() -> None:
    """No file, function or list of parameters of the package is over its gate."""
    paths = sorted(PACKAGE.rglob("*.py"))
    assert paths, "an empty search would pass for ever"
    found = [line for path in paths for line in offences(path.relative_to(PACKAGE).as_posix(), path.read_text("utf-8"))]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(("lines", "found"), [(250, []), (251, ["a.py: 251 lines, 250 at most"])])
def test_a_file_has_250_lines_at_most(lines: int, found: list[str]) -> None:
    """Line 250 passes, line 251 is reported."""
    assert offences("a.py", "x = 1\n" * lines) == found


@pytest.mark.parametrize(("body", "found"), [(39, []), (40, ["a.py:2 f: 41 lines, 40 at most"])])
def test_a_function_has_40_lines_at_most(body: int, found: list[str]) -> None:
    """The def line counts with the body; the decorator above it and the docstring's two lines do not."""
    source = '@cache\ndef f():\n    """One.\n    Two."""\n' + "    x = 1\n" * body
    assert offences("a.py", source) == found


def test_methods_and_inner_functions_are_counted_too() -> None:
    """A long method and a long function inside a function are both reported."""
    long = "        x = 1\n" * 40
    source = f"class A:\n    def m(self):\n{long}\ndef f():\n    async def g():\n{long}"
    assert [line.split(": ")[0].split(" ")[1] for line in offences("a.py", source)] == ["f", "m", "g"]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("def f(a, b, c, d, e): ...", 0),
        ("def f(a, b, c, d, e, f): ...", 1),
        ("def f(a, /, b, *c, d, e): ...", 0),
        ("def f(a, /, b, *c, d, e, **f): ...", 1),
        ("class A:\n    def m(self, a, b, c, d, e): ...", 0),
        ("class A:\n    def m(self, a, b, c, d, e, f): ...", 1),
    ],
)
def test_a_function_has_5_parameters_at_most(head: str, found: int) -> None:
    """Five of any sort pass beside self, six are reported."""
    assert len(offences("a.py", head)) == found


@pytest.mark.parametrize(
    ("path", "decorator", "found"),
    [
        ("cli/check.py", "@click.command('check')", 0),
        ("cli/main.py", "@main.group", 0),
        ("cli/check.py", "@cache", 1),
        ("api.py", "@click.command()", 1),
    ],
)
def test_a_command_takes_one_parameter_for_each_option(path: str, decorator: str, found: int) -> None:
    """Only click commands and groups of cli/ may take more than five."""
    assert len(offences(path, f"{decorator}\ndef f(a, b, c, d, e, f): ...")) == found
