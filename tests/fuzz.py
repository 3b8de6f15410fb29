"""Returned files mutated by lot: `python tests/fuzz.py N [seed]` checks N of them; `make fuzz N=20000`.

Every format is mutated, mostly inside parts that stay well-formed (`mutations.py`), some from outside. Whatever comes
of it, every file gets a verdict: no exception escapes, no rule crashes, none takes more than two seconds of processor
time or 150 MB. What does not is kept beside, with the number that makes it again. At the end stands what became of
them all, so that one sees how deep the mutations reach.
"""

import json
import random
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fuzz_bases import bases
from mutations import Lot, mutated_bytes, mutated_records, mutated_structure, mutated_trees

SECONDS, MEGABYTES = 2.0, 150
CHECKER = Path(__file__).with_name("fuzz_checker.py")
PROGRESS = 500
Mutation = Callable[[bytes, Lot], bytes]

# Of ten files eight or nine are still what they were, outside.
ZIPPED: Sequence[Mutation] = (mutated_bytes, mutated_structure, *[mutated_trees] * 14)
KINDS: Mapping[str, Sequence[Mutation]] = {
    ".xlsx": ZIPPED,
    ".ods": ZIPPED,
    ".docx": ZIPPED,
    ".xls": (mutated_bytes, *[mutated_records] * 9),
}
NO_LONGER = (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, OSError, RuntimeError)


@dataclass
class Tally:
    """What became of the files: the verdicts of each format, the faults, the slowest and the biggest."""

    files: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)
    biggest: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        lines = [f"{self.files} files, {len(self.faults)} faults"]
        lines += [f"  {count:6} {what}" for what, count in sorted(self.verdicts.items())]
        lines.append(f"slowest {self.slowest[0]:.2f} s (number {self.slowest[1]})")
        lines.append(f"biggest {self.biggest[0]} MB (number {self.biggest[1]}), the program included")
        return "\n".join([*self.faults[:50], *lines])


def case(number: int, seed: int) -> tuple[str, bytes]:
    """The ending and the bytes of the mutated file of a number: the same for the same seed."""
    lot = random.Random(f"{seed}/{number}")
    ending, data = lot.choice(bases())
    for _ in range(lot.choice((1, 1, 2))):
        try:
            data = lot.choice(KINDS[ending])(data, lot)
        except NO_LONGER:
            break  # it is no zip any more
        except Exception as error:
            if type(error).__module__ not in {"zlib", "struct", "builtins", "lxml.etree", "perf_xlsx.workbook.refuse"}:
                raise
            break
    return ending, data


def run(count: int, seed: int, keep: Path) -> Tally:
    """Check so many, one after the other, in a process that does nothing else."""
    tally, checker = Tally(), None
    for number in range(count):
        if number and not number % PROGRESS:
            print(f"{number} files, {len(tally.faults)} faults", file=sys.stderr, flush=True)  # noqa: T201 - by hand
        ending, data = case(number, seed)
        file = keep / f"fuzz{ending}"
        file.write_bytes(data)
        checker = checker or subprocess.Popen(
            [sys.executable, str(CHECKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        print(file, file=checker.stdin, flush=True)
        answer = checker.stdout.readline() if checker.stdout else ""
        if answer:
            what, seen, took, most = json.loads(answer)
        else:
            what, seen, took, most = f"the process died: {checker.wait()}", "died", 0.0, 0
            checker = None
        what += f" took {took:.1f} s" if took > SECONDS else ""
        what += f" took {most} MB" if most > MEGABYTES else ""
        tally.files += 1
        tally.verdicts[f"{ending} {seen}"] += 1
        tally.slowest = max(tally.slowest, (took, number))
        tally.biggest = max(tally.biggest, (most, number))
        if what:
            (keep / f"fault-{seed}-{number}{ending}").write_bytes(data)
            tally.faults.append(f"{number} of seed {seed}: {what}")
    if checker is not None:
        checker.communicate()
    return tally


def main(count: int, seed: int) -> int:
    """Check so many, print what became of them; 1 when anything went wrong."""
    keep = Path(tempfile.mkdtemp(prefix="perf-xlsx-fuzz-"))
    tally = run(count, seed, keep)
    print(tally)  # noqa: T201 - a script run by hand
    print(keep)  # noqa: T201 - likewise
    return int(bool(tally.faults))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
