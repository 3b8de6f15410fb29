"""Every ratio of the performance targets, measured side by side in one run.

make bench                    everything, on 500 forms, their copies saved by LibreOffice, and 2,000 files
make bench FORMS=60 ROUNDS=1  a quick look
make bench MANY=20000         memory at that many files
make bench PART=forms         only what is measured in one process; PART=runs only whole commands

The forms are made once and kept in the folder CORPUS (default: bench-corpus in the system's folder for such things).
"""

import os
import platform
import tempfile
from collections.abc import Sequence
from pathlib import Path

import bench_corpus as corpus
import bench_forms as forms
import bench_runs as runs
from bench_measure import Line, spoken_load

FORMS = int(os.environ.get("FORMS") or 500)
ROUNDS = int(os.environ.get("ROUNDS") or 3)
MANY = int(os.environ.get("MANY") or 2000)
PART = os.environ.get("PART") or "all"
FOLDER = Path(os.environ.get("CORPUS") or Path(tempfile.gettempdir()) / "bench-corpus")


def show(title: str, lines: Sequence[Line]) -> None:
    """Print one part of the table as it is done."""
    print(f"\n{title}（{spoken_load()}）")
    for line in lines:
        print(line, flush=True)


def main() -> None:
    """Make the forms, then measure."""
    print(f"Python {platform.python_version()}，{platform.machine()}，{os.cpu_count()} 核；{FORMS} 张表，{ROUNDS} 轮")
    files = corpus.make_forms(FOLDER / "forms", FORMS)
    if PART in {"all", "forms"}:
        show("下发后填好的表", forms.compare_reading(files, ROUNDS))
        resaved = corpus.make_resaved(files, FOLDER / "resaved")
        show("同样的表，LibreOffice 重新保存", forms.compare_reading(resaved, ROUNDS))
        show("生成", forms.compare_writing(ROUNDS))
    if PART in {"all", "runs"}:
        show("命令", [*runs.compare_help(ROUNDS), *runs.compare_ledger(FOLDER / "forms" / "000", ROUNDS)])
        many = corpus.make_forms(FOLDER / "forms", MANY)
        show("并行", runs.compare_jobs(many, FOLDER, ROUNDS))
        show("内存", runs.compare_memory(many, FOLDER, corpus.make_register(FOLDER, MANY)))


if __name__ == "__main__":
    main()
