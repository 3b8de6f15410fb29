"""The documents hold: every command in them runs, every option, link, number and quoted line in them is true.

Commands run in a folder with the samples, `回收` (the returned samples) and the shipped templates; those of one
document one after the other. A line ends with `# 退出码 N` where the exit code is not 0. A `text` block with a verdict
quotes what a command before it printed; a `diff` block with a file's name is an edit a reader is told to make;
a block with a file's name behind its language is a file a reader is told to write.
"""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest
from fences import edit, fenced

from perf_xlsx.cli.main import cli
from perf_xlsx.expr.functions import FUNCTIONS
from perf_xlsx.template.model import Block, Case, Column, Definition, Derived, Level, Row, RuleText, SheetLook, TextLine
from perf_xlsx.workbook.limits import Limits

ROOT = Path(__file__).resolve().parents[1]
GUIDE, FORMAT, HOUSE = (ROOT / "docs" / name for name in ("guide.md", "templates.md", "architecture.md"))
TOLD = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
EVERY = (*TOLD, ROOT / "CHANGELOG.md", ROOT / "samples" / "README.md")

EXIT_CODE = re.compile(r"#\s*退出码\s*(\d+)\s*$")
LINK = re.compile(r"\]\(([^)\s]+)\)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
NOT_OURS = {"--no-index", "--find-links", "--strict"}
ELLIPSIS, VERDICT = "……", "【"


def name_of(file: Path) -> str:
    """A document as test names say it."""
    return file.relative_to(ROOT).as_posix()


def leaves(group: click.Group, path: str = "perf-xlsx") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with its path."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaves(command, f"{path} {name}")
        elif command is not None:
            yield f"{path} {name}", command


COMMANDS = list(leaves(cli))


def options_of(command: click.Command) -> set[str]:
    """Every spelling of every option of a command, those of the help among them."""
    context = click.Context(command, help_option_names=["-h", "--help"])
    return {name for parameter in command.get_params(context) for name in parameter.opts if name.startswith("-")}


def section(file: Path, heading: str) -> str:
    """The text below a heading, up to the next one."""
    pattern = re.compile(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#)", re.MULTILINE | re.DOTALL)
    found = pattern.search(file.read_text("utf-8") + "\n#")
    assert found, f"{name_of(file)} has no heading {heading}"
    return found[1]


def run(line: str, folder: Path) -> str:
    """Run a command of a document; returns what it printed, a file it was sent to left out."""
    wanted = EXIT_CODE.search(line)
    words = shlex.split(line, comments=True)
    target = words[words.index(">") + 1] if ">" in words else None
    arguments = words[1 : words.index(">")] if target else words[1:]
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "perf_xlsx", *arguments],
        cwd=folder, capture_output=True, check=False, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert done.returncode == (int(wanted[1]) if wanted else 0), f"{line}\n{done.stdout}{done.stderr}"
    if target:
        (folder / target).write_text(done.stdout, "utf-8")
    return done.stdout


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A reader's folder: the samples, the returned forms as 回收, the shipped templates."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    shutil.copytree(ROOT / "samples" / "returned", tmp_path / "回收")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return tmp_path


@pytest.mark.parametrize("file", TOLD, ids=name_of)
def test_commands_of_a_document_run(file: Path, desk: Path) -> None:
    """Every command ends with the exit code that is said, and prints the lines that are quoted."""
    printed = ""
    for language, name, text in fenced(file):
        if name:
            (desk / name).write_text(text, "utf-8")
        if language == "bash":
            ours = [line.strip() for line in text.splitlines() if line.strip().startswith("perf-xlsx ")]
            printed += "".join([run(line, desk) for line in ours])
        elif language == "diff":
            edit(text, desk)
        elif language == "text" and VERDICT in text:
            assert not [line for line in text.splitlines() if line not in printed and ELLIPSIS not in line]


@pytest.mark.parametrize("file", TOLD, ids=name_of)
def test_python_of_a_document_runs(file: Path, desk: Path) -> None:
    """Every Python example runs, and does not pass unnoticed: it prints something."""
    for language, _, text in fenced(file):
        if language == "python":
            done = subprocess.run(
                [sys.executable, "-X", "utf8", "-W", "error", "-c", text],
                cwd=desk, capture_output=True, check=True, encoding="utf-8", timeout=120,
            )  # fmt: skip
            assert done.stdout


@pytest.mark.parametrize("file", EVERY, ids=name_of)
def test_links_lead_somewhere(file: Path) -> None:
    """Every relative link and picture exists; a heading that is linked to stands in its document."""
    for link in LINK.findall(file.read_text("utf-8")):
        if link.startswith("http"):
            continue
        path, _, heading = link.partition("#")
        target = file.parent / path if path else file
        assert target.exists(), link
        if heading:
            assert heading in anchors(target), link


def anchors(file: Path) -> set[str]:
    """The anchors of a document's headings, as git hosts make them: letters kept, blanks to dashes, signs dropped."""
    headings = re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower().replace("\u3000", "")).replace(" ", "-") for one in headings}


def test_options_that_are_named_exist() -> None:
    """No document names an option that no command has."""
    known = set().union(*(options_of(command) for _, command in COMMANDS), options_of(cli), NOT_OURS)
    for file in EVERY:
        assert not set(OPTION.findall(file.read_text("utf-8"))) - known, name_of(file)


def test_make_targets_that_are_named_exist() -> None:
    """No document names a target that the Makefile has not."""
    known = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for file in EVERY:
        assert not set(re.findall(r"(?:`|^ *)make (\w+)", file.read_text("utf-8"), re.MULTILINE)) - known, name_of(file)


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[path for path, _ in COMMANDS])
def test_every_option_is_explained(path: str, command: click.Command) -> None:
    """Every command has a section of the guide with a line for each of its options, and no other."""
    rows = [line for line in section(GUIDE, path).splitlines() if line.startswith("| `-")]
    named = {name for row in rows for name in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", row.split(" | ")[0])}
    assert named == options_of(command)


def test_functions_are_explained() -> None:
    """The table of functions is the list of functions."""
    rows = re.findall(r"^\| `([A-Z]+)` \| (\d+)", section(FORMAT, "函数"), re.MULTILINE)
    assert {name: int(count) for name, count in rows} == {
        name: len(function.arguments) for name, function in FUNCTIONS.items()
    }


@pytest.mark.parametrize("kind", [Definition, SheetLook, Level, Block, Column, Row, TextLine, RuleText, Case, Derived])
def test_keys_of_a_definition_are_explained(kind: type) -> None:
    """Every key a definition may have is named in the description of the format."""
    text = FORMAT.read_text("utf-8")
    assert not [field.name for field in fields(kind) if f"`{field.name}`" not in text]


def test_limits_are_the_limits() -> None:
    """The table of limits names every one of them, with the number the reader refuses by."""
    rows = re.findall(r"^\|[^|]*\| `(\w+)` \| (?:各 )?(\d+)( MiB)?", section(GUIDE, "安全限度"), re.MULTILINE)
    said = {name: int(number) * (1024 * 1024 if mib else 1) for name, number, mib in rows}
    text = section(GUIDE, "安全限度")
    assert not [name for name in Limits().table() if f"`{name}`" not in text]
    assert said == {name: Limits().table()[name] for name in said}
    assert len(said) == len(Limits().table()) - len(("ratio_from", "small_bytes"))


def test_rooms_of_the_house_are_named() -> None:
    """Every folder and module on the package's first level stands in the description of the architecture."""
    text = HOUSE.read_text("utf-8")
    rooms = [path for path in (ROOT / "perf_xlsx").iterdir() if not path.name.startswith(("_", "."))]
    names = [f"`{path.name}/`" if path.is_dir() else f"`{path.stem}`" for path in rooms if path.suffix in {"", ".py"}]
    assert not [name for name in names if name not in text]
