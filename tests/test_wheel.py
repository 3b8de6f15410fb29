"""The wheel: everything a run needs travels inside it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network and unpacked where no checkout is near."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_templates_and_grammar_are_inside(unpacked: Path) -> None:
    """Every definition, the shared rules, the grammar and the parsed formulas."""
    shipped = {file.relative_to(ROOT / "templates") for file in (ROOT / "templates").rglob("*.toml")}
    inside = {file.relative_to(unpacked / "perf_xlsx/_templates") for file in unpacked.rglob("*.toml")}
    assert shipped == inside
    for name in ("expr/grammar.lark", "expr/parsed.json", "py.typed"):
        assert (unpacked / "perf_xlsx" / name).is_file()


def test_the_program_runs_from_the_wheel_alone(unpacked: Path, tmp_path: Path) -> None:
    """`template lint` finds the definitions inside the wheel, away from any checkout."""
    command = [sys.executable, "-m", "perf_xlsx", "template", "list"]
    run = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(unpacked), "PYTHONUTF8": "1"}, capture_output=True, check=True
    )
    assert "national/2020/project_self_evaluation" in run.stdout.decode()
