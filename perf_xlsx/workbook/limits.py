"""How much a returned workbook may ask of the reader: every limit of contract section 9, in one place."""

from dataclasses import dataclass

_MIB = 1024 * 1024


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


DEFAULT_LIMITS = Limits()
