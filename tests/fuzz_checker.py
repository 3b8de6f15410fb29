"""The process `fuzz.py` has its files checked by: it holds the program and nothing else, so that memory is its own."""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.finding import FormReport, Verdict


def serve() -> None:
    """Check the files whose names come in; out goes what was wrong, the verdict, processor seconds and MB."""
    checking = Checking()
    for line in sys.stdin:
        file = Path(line.rstrip("\n"))
        forget_memory()
        start, what, seen = time.process_time(), "", "escaped"
        try:
            reports = check_file(file, file.name, checking)
        except BaseException as error:  # noqa: BLE001 - this is what is looked for
            what = f"{type(error).__name__} escaped: {error}"
        else:
            what, seen = _judged(reports)
        print(json.dumps([what, seen, time.process_time() - start, most_memory()]), flush=True)  # noqa: T201 - a pipe


def _judged(reports: Sequence[FormReport]) -> tuple[str, str]:
    """What is wrong with the reports of a file, and what they say: the first verdict, with its code if refused."""
    crashed = {text for one in reports for text in one.rules.crashed.values()}
    if not reports or crashed or not all(one.verdict in Verdict for one in reports):
        return f"crashed: {crashed or 'no report'}", "crashed"
    first = reports[0]
    code = f" {first.findings[0].rule}" if first.verdict is Verdict.UNCHECKED and first.findings else ""
    return "", f"{'issued' if first.issued else 'by hand'} {first.verdict.value}{code}"


def forget_memory() -> None:
    """Let the most memory be counted anew from here, where the system can."""
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        clear.write_text("5", "ascii")


def most_memory() -> int:
    """The most memory this program has used, in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text("utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    serve()
