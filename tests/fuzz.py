"""Returned forms mutated by lot: `python tests/fuzz.py N [seed]` checks N of them; `make fuzz N=20000`.

Bytes, the zip's structure and the XML are mutated. Whatever comes of it, every file gets a verdict: no exception
escapes, no rule crashes, none takes more than two seconds of processor time, all together stay below 150 MB. What
does not is kept beside, with the number that makes it again.
"""

import io
import random
import re
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from returned import bases

from perf_xlsx.check.engine import Checking, check_file
from perf_xlsx.finding import Verdict

SECONDS, MEGABYTES = 2.0, 150
Parts = dict[str, bytes]
Lot = random.Random

ODD = (
    *("", " ", "-1", "0", "1E999", "NaN", "99999999999999999999", "1.7976931348623157E308", "1e-400", "Infinity"),
    *(
        "TRUE",
        "#REF!",
        "XFD1048576",
        "A0",
        "A1:XFD1048576",
        "ROW:",
        "ROW:indicators.99999:a/b/1",
        "COL:99999",
        "KEY:{}",
    ),
    *('KEY:{"template":1}', "ISSUED:indicators.1", "SIG:", "META:digest", "NOTE:S02", "[" * 3000, '{"":["' + "9" * 400),
    *("=1+1", "\u202e", "\u3000", "_x0000_", "_xD83D_", "😀", "甲" * 40_000, "../../x", "true", "on", "veryHidden"),
)
VALUE = re.compile(rb'(?<==")[^"]*(?=")|(?<=>)[^<>]+(?=<)')
TAG = re.compile(rb"<[^!?][^>]*>")


def parts_of(data: bytes) -> Parts:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def packed(parts: Parts, twice: str = "") -> bytes:
    """The parts as a zip again, one of them two times where asked for."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in parts.items():
            target.writestr(name, data)
        if twice:
            target.writestr(twice, parts[twice])
    return out.getvalue()


def mutated_bytes(data: bytes, lot: Lot) -> bytes:
    """Some bytes changed, taken out or put in, or the end cut off."""
    changed = bytearray(data)
    for _ in range(lot.choice((1, 1, 2, 8, 50))):
        at = lot.randrange(len(changed))
        match lot.randrange(4):
            case 0:
                changed[at] = lot.randrange(256)
            case 1:
                del changed[at : at + lot.randrange(1, 20)]
            case 2:
                changed[at:at] = lot.randbytes(lot.randrange(1, 20))
            case _:
                changed[at : at + 4] = lot.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"PK\x01\x02", b"\x01\0\0\0"))
    return bytes(changed[: lot.randrange(1, len(changed))] if lot.random() < 0.1 else changed)


def mutated_structure(data: bytes, lot: Lot) -> bytes:
    """A part dropped, emptied, doubled, renamed, or exchanged with another."""
    parts = parts_of(data)
    one, other = lot.sample(sorted(parts), 2)
    match lot.randrange(6):
        case 0:
            del parts[one]
        case 1:
            parts[one] = b""
        case 2:
            parts[one], parts[other] = parts[other], parts[one]
        case 3:
            parts[lot.choice((one.upper(), "../" + one, "/" + one, one + "/x", "xl/vbaProject.bin"))] = parts.pop(one)
        case 4:
            parts[one] = parts[one][: lot.randrange(len(parts[one]) + 1)]
        case _:
            return packed(parts, twice=one)
    return packed(parts)


def mutated_xml(data: bytes, lot: Lot) -> bytes:
    """Values and tags of some parts changed, taken out or said twice."""
    parts = parts_of(data)
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    likely = [name for name in names if "sheet" in name or "Strings" in name or "workbook" in name or "custom" in name]
    for _ in range(lot.choice((1, 2, 5, 20))):
        name = lot.choice(likely if lot.random() < 0.8 else names)
        places = list((VALUE if lot.random() < 0.75 else TAG).finditer(parts[name]))
        if places:
            found = lot.choice(places)
            again = lot.choice(places)[0]
            odd = lot.choice(ODD).replace("&", "&amp;").replace("<", "&lt;").encode()
            new = lot.choice((odd, odd, again, found[0] * 2, b""))
            parts[name] = parts[name][: found.start()] + new + parts[name][found.end() :]
    return packed(parts)


KINDS: tuple[Callable[[bytes, Lot], bytes], ...] = (mutated_bytes, mutated_structure, *[mutated_xml] * 4)


def case(number: int, seed: int) -> bytes:
    """The mutated file of a number: the same for the same seed."""
    lot = random.Random(f"{seed}/{number}")
    data = lot.choice(bases())
    for _ in range(lot.choice((1, 1, 2))):
        try:
            data = lot.choice(KINDS)(data, lot)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, OSError, RuntimeError):
            break  # it is no zip any more
        except Exception as error:
            if type(error).__module__ not in {"zlib", "struct", "builtins"}:
                raise
            break
    return data


def faults(count: int, seed: int, keep: Path) -> Iterator[str]:
    """What went wrong, one line a file."""
    checking = Checking()
    file = keep / "fuzz.xlsx"
    for number in range(count):
        data = case(number, seed)
        file.write_bytes(data)
        start = time.process_time()
        try:
            reports = check_file(file, file.name, checking)
        except BaseException as error:  # noqa: BLE001 - this is what is looked for
            what = f"{type(error).__name__} escaped: {error}"
        else:
            crashed = {text for one in reports for text in one.rules.crashed.values()}
            judged = bool(reports) and all(one.verdict in Verdict for one in reports)
            what = "" if judged and not crashed else f"crashed: {crashed or 'no report'}"
        took = time.process_time() - start
        if took > SECONDS:
            what += f" took {took:.1f} s"
        if what:
            (keep / f"fault-{seed}-{number}.xlsx").write_bytes(data)
            yield f"{number} of seed {seed}: {what}"


def most_memory() -> int:
    """The most memory this program has used, in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def main(count: int, seed: int) -> int:
    """Check so many, print what went wrong; 1 when anything did."""
    keep = Path(tempfile.mkdtemp(prefix="perf-xlsx-fuzz-"))
    found = list(faults(count, seed, keep))
    if most_memory() > MEGABYTES:
        found.append(f"{most_memory()} MB")
    for line in found[:50]:
        print(line)  # noqa: T201 - a script run by hand
    print(f"{count} files, {len(found)} faults, {most_memory()} MB; {keep}")  # noqa: T201 - likewise
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
