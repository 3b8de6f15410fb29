"""How much a returned workbook may ask of the reader: every limit of contract section 9, in one place."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from perf_xlsx.errors import Fault, UsageError, toml_fault
from perf_xlsx.expr.vocabulary import did_you_mean

_MIB = 1024 * 1024
# Past these the system's own calls fail: a terabyte, a day.
_MOST, _MOST_SECONDS = 1024 * 1024 * _MIB, 86_400


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file, past any of which it is refused as F03 (an honest form: 15 kB, 1,000 cells)."""

    file_bytes: int = 20 * _MIB
    """Size of the file itself; it is held in memory while read. Room for some pictures."""

    parts: int = 1_000
    """Entries of the zip directory, counted before the directory is parsed."""

    part_bytes: int = 32 * _MIB
    """Declared expanded size of any one part, pictures too."""

    total_bytes: int = 64 * _MIB
    """Declared expanded size of all parts together."""

    ratio: int = 200
    """Expanded size over compressed size, for parts above `ratio_from`."""

    ratio_from: int = 1 * _MIB
    """Expanded size from which the ratio counts: small parts of one repeated sign are harmless."""

    xml_bytes: int = 8 * _MIB
    """Expanded size of a part that is parsed as XML."""

    small_bytes: int = 256 * 1024
    """Expanded size up to which marks and nesting of one part are not counted: too small to do harm with either."""

    xml_marks: int = 450_000
    """Tags, and likewise attributes, in one XML part: what its tree takes in memory."""

    depth: int = 64
    """Nesting of XML elements; a worksheet needs seven, its extensions a few more."""

    sheets: int = 255
    """Sheets of the workbook."""

    cells: int = 100_000
    """Cells of all sheets together, styled blank ones too."""

    strings: int = 100_000
    """Shared strings."""

    text_length: int = 65_536
    """Signs in one text or formula; spreadsheet programs keep 32,767."""

    shared_text: int = 2_000_000
    """Signs of all shared formulas once each cell has its own text."""

    styles: int = 65_536
    """Cell formats; spreadsheet programs keep 65,490."""

    ranges: int = 20_000
    """Merged ranges, and likewise data validations, of one sheet."""

    names: int = 20_000
    """Defined names, and likewise custom properties."""

    seconds: float = 2
    """Time a reader in a process of its own may take for one file (an honest .xls: 0.05)."""

    file_seconds: float = 10
    """Time for one file from opening to verdict (an honest form: 0.01), whatever becomes of it."""

    def table(self) -> Mapping[str, int | float]:
        """Every limit by name."""
        return asdict(self)


def spoken_limits(limits: Mapping[str, int | float]) -> str:
    """The limits people may run into, in words; by name, as a report carries them."""
    sizes = f"文件{_size(limits['file_bytes'])}，解压后{_size(limits['total_bytes'])}，压缩比{limits['ratio']}"
    contents = f"部件{limits['parts']}个，工作表{limits['sheets']}张，单元格{limits['cells']}个"
    return f"{sizes}，{contents}，文本{limits['text_length']}字，每个文件{limits['file_seconds']:g}秒"


def read_limits(path: Path) -> Limits:
    """Read limits of one's own from a TOML file; those it does not name keep their defaults.

    Raises UsageError with every fault of it.
    """
    try:
        found = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"读不出 {path}，请确认有读取权限、没有被别的程序占用") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"读不出 {path}：不是 UTF-8 编码的文本") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} {toml_fault(error)}") from error
    kinds = {one.name: one.type for one in fields(Limits)}
    faults = [Fault(path.name, f"没有限度“{name}”{did_you_mean(name, kinds)}") for name in found if name not in kinds]
    for name, value in found.items():
        timed = kinds.get(name) is float
        number = isinstance(value, int) or (isinstance(value, float) and timed)
        most = _MOST_SECONDS if timed else _MOST
        if name in kinds and (isinstance(value, bool) or not number or not 0 < value <= most):
            what = f"应为大于0、不超过{most}的{'数' if timed else '整数'}"
            faults.append(Fault(path.name, f"限度“{name}”{what}"))
    if faults:
        raise UsageError(faults)
    return Limits(**found)


def _size(count: float) -> str:
    return f"{count / _MIB:g}MiB"


DEFAULT_LIMITS = Limits()
