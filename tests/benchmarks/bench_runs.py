"""Whole commands in processes of their own: two workers against one, memory, the ledger, --help."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench_measure import Line, median_of

EMPTY_PROGRAM = "import click; click.command()(lambda: None)(['--help'])"
HELP = "from perf_xlsx.cli.main import main; main(['--help'])"
HEAVY = {"openpyxl", "xlsxwriter", "multiprocessing", "lxml"}
FEW, MEGABYTE = 200, 1024 * 1024
# As an installed program runs: its modules are compiled once, not at every start.
COMPILED = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "perf-xlsx-bench-compiled"),
}
# Prints the peak memory of the command and of the largest process it started, in kilobytes.
MEASURED = """
import resource, sys
from perf_xlsx.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
    print(resource.getrusage(who).ru_maxrss, file=sys.stderr)
"""


def run(command: Sequence[str]) -> str:
    """Run Python with these arguments; what it writes to its standard error."""
    done = subprocess.run(
        [sys.executable, *command],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=COMPILED,
    )
    return done.stderr


def spent(command: Sequence[str]) -> float:
    """Processor seconds of a command, its start included."""
    before = os.times()
    run(command)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def lasted(command: Sequence[str]) -> float:
    """Seconds by the clock on the wall."""
    start = time.monotonic()
    run(command)
    return time.monotonic() - start


def check(*arguments: object) -> list[str]:
    """The command `check` with these arguments."""
    return ["-m", "perf_xlsx", "check", *map(str, arguments)]


def turns(rounds: int, *measures: Callable[[], float]) -> list[tuple[float, ...]]:
    """What each measure gives, round by round."""
    return [tuple(measure() for measure in measures) for _ in range(rounds)]


def compare_help(rounds: int) -> list[Line]:
    """`--help` against an empty click program, and that it imports nothing heavy."""
    found = turns(4 * rounds + 1, lambda: spent(["-c", HELP]), lambda: spent(["-c", EMPTY_PROGRAM]))
    seen = run(["-X", "importtime", "-c", HELP])
    modules = {line.rpartition("|")[2].strip().partition(".")[0] for line in seen.splitlines()}
    return [
        Line("--help ÷ 空的 click 程序", median_of(ours / theirs for ours, theirs in found), 1.3),
        Line("--help 引入的重库", len(modules & HEAVY), 0, unit="个"),
    ]


def compare_ledger(folder: Path, rounds: int) -> list[Line]:
    """A second run over unchanged files against the first, with a ledger."""
    found: list[float] = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as scratch:
            command = check(folder, "--ledger", Path(scratch) / "台账.db", "--jobs", 1)
            first, second = turns(2, lambda command=command: spent(command))  # type: ignore[misc]
            found.append(second[0] / first[0])
    return [Line("台账：没有变化的文件再审 ÷ 初审", median_of(found), 0.15)]


def compare_jobs(files: Sequence[Path], folder: Path, rounds: int) -> list[Line]:
    """Two workers against one, the whole command by the clock."""
    some = linked(files[:2000], folder)
    found = turns(rounds, lambda: lasted(check(some, "--jobs", 1)), lambda: lasted(check(some, "--jobs", 2)))
    ratio = median_of(one / two for one, two in found)
    return [Line(f"一个进程 ÷ 两个进程（{len(files[:2000])}个文件，整条命令）", ratio, 1.5, least=True)]


def compare_memory(files: Sequence[Path], folder: Path, register: Path) -> list[Line]:
    """Peak memory of a worker and of the command itself, at 200 files and at all of them; so with what may be added."""
    few, many = linked(files[:FEW], folder), linked(files, folder)
    with tempfile.TemporaryDirectory() as scratch:
        more = ("--register", register, "--report", Path(scratch) / "报告.xlsx")
        return [
            *_memory_lines("", memory(few), memory(many), len(files)),
            *_memory_lines("，--register 和 --report x.xlsx", memory(few, *more), memory(many, *more), len(files)),
        ]


def _memory_lines(how: str, few: tuple[int, int], many: tuple[int, int], files: int) -> list[Line]:
    return [
        Line(f"审核进程最多占用（{files}个文件{how}）", many[1] / MEGABYTE, 60, unit=" MiB"),
        Line(f"审核进程：{files}个文件 ÷ {FEW}个", many[1] / few[1], 1.2),
        Line(f"主进程最多占用（{files}个文件{how}）", many[0] / MEGABYTE, 60, unit=" MiB"),
        Line(f"主进程：{files}个文件 ÷ {FEW}个", many[0] / few[0], 1.2),
    ]


def memory(folder: Path, *options: object) -> tuple[int, int]:
    """Peak bytes of the command and of its largest worker over a folder."""
    told = run(["-c", MEASURED, "check", str(folder), "--jobs", "2", *map(str, options)])
    own, workers = (int(line) * 1024 for line in told.split()[-2:])
    return own, workers


def linked(files: Sequence[Path], folder: Path) -> Path:
    """A folder that holds just these files."""
    made = folder / f"first-{len(files)}"
    made.mkdir(parents=True, exist_ok=True)
    for file in files:
        link = made / file.name
        if not link.exists():
            link.symlink_to(file)
    return made
