"""Files that mean harm: each ends as one finding with its own words, in a second and little memory, and alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import HOSTILE
from pace import pace
from returned import returned

from perf_xlsx.check.batch import check_listing
from perf_xlsx.check.checking import Checking
from perf_xlsx.finding import FormReport, Severity

ROOT = Path(__file__).parents[1]
SECONDS, MEGABYTES = 1.0, 100
READ = {name for name, (_, code) in HOSTILE.items() if not code}
# Checks every file named, after a clean one, in a process of its own: processor seconds of each, most memory of all.
MEASURE = f"""
import json, sys, time
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
checking, files = Checking(), sys.argv[1:]
took = []
for file in files[:1] + files:
    start = time.process_time()
    check_file(Path(file), file, checking)
    took.append(time.process_time() - start)
# What `resource` says is the parent's, too: the kernel's own account begins with the program.
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
most = next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)
print(json.dumps([took[1:], most]))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every hostile file, between two clean ones."""
    folder = tmp_path_factory.mktemp("hostile")
    for number, (build, _) in enumerate(HOSTILE.values(), 1):
        (folder / f"{number:03}.xlsx").write_bytes(build())
    returned(folder, name="000.xlsx")
    returned(folder, name="999.xlsx")
    return folder


@pytest.fixture(scope="module")
def reports(folder: Path) -> list[FormReport]:
    """The whole folder, checked in one go."""
    return list(check_listing(sorted(folder.glob("*.xlsx")), Checking()))


@pytest.mark.parametrize(("number", "name"), list(enumerate(HOSTILE, 1)), ids=list(HOSTILE))
def test_one_finding_each(reports: list[FormReport], number: int, name: str) -> None:
    """Its own code and nothing else; what only looks dangerous is the form it is."""
    [report] = [one for one in reports if one.file.endswith(f"/{number:03}.xlsx")]
    serious = [one.rule for one in report.findings if one.severity is not Severity.INFO]
    code = HOSTILE[name][1]
    assert not report.rules.crashed
    if code:
        assert serious == [code], report.findings
    else:
        assert report.project_code == "B001"
        assert set(serious) <= {"T05"}


def test_every_refusal_has_its_own_words(reports: list[FormReport]) -> None:
    """The reasons differ as the files do: few kinds share a sentence."""
    messages = [one.findings[0].message for one in reports if one.findings and one.verdict.value == "unchecked"]
    assert len(set(messages)) > len(messages) * 2 // 3
    assert all(len(message) < 120 for message in messages)


def test_the_rest_of_the_batch_is_unchanged(folder: Path, reports: list[FormReport]) -> None:
    """The clean files around them are as they are alone, and every file has its entry."""
    clean = [one for one in reports if one.file.endswith(("/000.xlsx", "/999.xlsx"))]
    alone = list(check_listing([folder / "000.xlsx", folder / "999.xlsx"], Checking()))
    assert clean == alone
    assert len(reports) == len(HOSTILE) + 2


def test_a_second_and_little_memory(folder: Path) -> None:
    """Measured in a process that does nothing else."""
    files = [str(folder / f"{number:03}.xlsx") for number in range(len(HOSTILE) + 1)]
    done = subprocess.run([sys.executable, "-c", MEASURE, *files], capture_output=True, check=True, encoding="utf-8")
    took, most = json.loads(done.stdout)
    allowed = SECONDS * pace()
    slow = {name: seconds for name, seconds in zip(HOSTILE, took[1:], strict=True) if seconds > allowed}
    assert not slow
    assert most < MEGABYTES
