"""The records of an .xls workbook: counted against the limits, and all but those that reading needs made void."""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from perf_xlsx.workbook.book import Validation, range_text
from perf_xlsx.workbook.extras import DDE, LINK, MACRO
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.refuse import RefusedError, at_most, damaged

BEGIN, END, FILE_PASSWORD = 0x0809, 0x000A, 0x002F
LAST_OLD_COLUMN = 255

_VOID = 0x0EFE  # a kind of record that no program writes, and so every reader passes over
_SHEET, _LINK, _PROTECT, _ROW, _COLUMNS, _MERGES, _FORMAT, _FORMULA = 0x85, 0x1AE, 0x12, 0x208, 0x7D, 0xE5, 0xE0, 0x06
_BLANKS, _NUMBERS, _VALIDATION = 0xBE, 0xBD, 0x1BE
_VALIDATION_KINDS = ("none", "whole", "decimal", "list", "date", "time", "textLength", "custom")
_ONE_CELL = frozenset({0x201, 0x203, 0x204, 0x205, 0x0D6, 0x27E, 0x0FD, _FORMULA})
_MANY_CELLS = frozenset({_BLANKS, _NUMBERS})
# Beside cells: texts, fonts, number formats, code page and date system; results and groups of formulas; dimensions.
_OTHERS = frozenset({0xFC, 0x3C, 0x31, 0x41E, 0x42, 0x22, 0x8C, 0x207, 0x221, 0x4BC, 0x236, 0x200, BEGIN, END})
_KEPT = _ONE_CELL | _MANY_CELLS | _OTHERS | {_SHEET, _ROW, _COLUMNS, _MERGES, _FORMAT}
_OWN_BOOK, _ADD_IN = b"\x01\x04", b"\x01\x3a"
_WORKSHEET, _MACRO_SHEET = 0, 1
_CELL_ROOM = 5_000_000
_EMPTY_ROW = 16  # an empty row takes as much memory as so many cells


@dataclass(slots=True)
class SheetRecords:
    """What the records of one sheet say: whether it is protected, where formulas stand, how far each row goes.

    Of a validation only where it stands and its kind.
    """

    protected: bool = False
    formulas: set[tuple[int, int]] = field(default_factory=set)
    widths: dict[int, int] = field(default_factory=dict)
    validations: list[Validation] = field(default_factory=list)
    columns: int = 0
    merges: int = 0


@dataclass(frozen=True, slots=True)
class Records:
    """A stream that is safe to read, its worksheets in order, and what the book carries beside cells."""

    stream: bytes
    sheets: tuple[SheetRecords, ...]
    extras: frozenset[str]


def checked_records(stream: bytes, limits: Limits) -> Records:
    """Walk over every record once; a password, a contradiction or a number past its limit ends it."""
    walk = _Walk(stream, limits)
    try:
        walk.run()
        return Records(bytes(walk.kept), walk.worksheets(), frozenset(walk.extras))
    except struct.error as error:
        raise damaged("文件不完整或已损坏，可能在下载、上传或复制时中断") from error


class _Walk:
    """One walk over a stream; `kept` is the stream with the records that are not needed made void."""

    def __init__(self, stream: bytes, limits: Limits) -> None:
        self.stream, self.limits = stream, limits
        self.kept = bytearray(stream)
        self.begun: dict[int, SheetRecords] = {}
        self.listed: list[int] = []
        self.extras: set[str] = set()
        self.open: list[SheetRecords] = []
        self.cells = self.formats = self.room = 0
        self.handlers: Mapping[int, Callable[[int, int], None]] = {
            BEGIN: self._begin,
            END: self._end,
            FILE_PASSWORD: self._password,
            _SHEET: self._listed_sheet,
            _LINK: self._link,
            _PROTECT: self._protect,
            _ROW: self._row,
            _COLUMNS: self._columns,
            _MERGES: self._merges,
            _FORMAT: self._format,
            _VALIDATION: self._validation,
            **dict.fromkeys(_ONE_CELL, self._cell),
            **dict.fromkeys(_MANY_CELLS, self._many_cells),
            _FORMULA: self._formula,
        }

    def run(self) -> None:
        """Look at each record; a stream may be padded behind its last one."""
        position, records, end = 0, 0, len(self.stream)
        unpack, kept, handlers, most = struct.Struct("<HH").unpack_from, self.kept, self.handlers, 2 * self.limits.cells
        while position + 4 <= end and (records == 0 or self.open or self._is_begin(position)):
            kind, length = unpack(self.stream, position)
            records += 1
            if records > most:
                at_most(most, records, "记录数")
            if records == 1 and kind != BEGIN:
                raise damaged("旧版表格的内容不是从开头记录开始，可能已损坏")
            if kind not in _KEPT:
                struct.pack_into("<H", kept, position, _VOID)
            if (handle := handlers.get(kind)) is not None:
                handle(position + 4, length)
            position += 4 + length
        if self.open or position > end:
            raise damaged("文件不完整，可能在下载、上传或复制时中断")

    def worksheets(self) -> tuple[SheetRecords, ...]:
        """The sheets in the order of the book; each must have records of its own."""
        known = self.begun.keys() - {0}  # the book itself begins at 0
        if len(set(self.listed)) < len(self.listed) or not known.issuperset(self.listed):
            raise damaged("旧版表格的工作表目录与内容不符")
        if not self.listed:
            raise damaged("工作簿里没有工作表")
        at_most(self.limits.sheets, len(self.listed), "工作表数")
        return tuple(self.begun[place] for place in self.listed)

    def _is_begin(self, position: int) -> bool:
        return self.stream[position : position + 2] == BEGIN.to_bytes(2, "little")

    def _begin(self, position: int, _: int) -> None:
        at_most(self.limits.depth, len(self.open), "嵌套层数")
        sheet = SheetRecords()
        if not self.open:  # what begins inside a sheet is a chart of it
            self.begun[position - 4] = sheet
        self.open.append(sheet)

    def _end(self, _: int, __: int) -> None:
        sheet = self.open.pop()
        self.room += _EMPTY_ROW * max(sheet.widths, default=0) + sum(sheet.widths.values())
        at_most(_CELL_ROOM, self.room, "单元格所占的范围", "格")

    def _password(self, _: int, __: int) -> None:
        raise RefusedError("F02", "加密的工作簿")

    def _listed_sheet(self, position: int, _: int) -> None:
        place, _, kind = struct.unpack_from("<IBB", self.stream, position)
        if kind == _WORKSHEET:
            self.listed.append(place)
        elif kind == _MACRO_SHEET:
            self.extras.add(MACRO)

    def _link(self, position: int, length: int) -> None:
        sheets, kind = self.stream[position : position + 2], self.stream[position + 2 : position + 4]
        if length != 4 or kind not in {_OWN_BOOK, _ADD_IN}:  # noqa: PLR2004 - two numbers
            self.extras.add(LINK if any(sheets) else DDE)

    def _protect(self, position: int, _: int) -> None:
        self.open[-1].protected = self.stream[position] != 0

    def _row(self, position: int, _: int) -> None:
        self._count(1)
        self._reach(struct.unpack_from("<H", self.stream, position)[0], 0)

    def _columns(self, _: int, __: int) -> None:
        self.open[-1].columns += 1
        at_most(LAST_OLD_COLUMN + 1, self.open[-1].columns, "列定义数")

    def _merges(self, position: int, _: int) -> None:
        self.open[-1].merges += struct.unpack_from("<H", self.stream, position)[0]
        at_most(self.limits.ranges, self.open[-1].merges, "合并单元格数")

    def _format(self, _: int, __: int) -> None:
        self.formats += 1
        at_most(self.limits.styles, self.formats, "单元格样式数")

    def _validation(self, position: int, length: int) -> None:
        end, unpack = position + length, struct.Struct("<H").unpack_from
        (flags,) = struct.unpack_from("<I", self.stream, position)
        position += 4
        for _ in range(4):  # the titles and texts of its prompt and of its alarm
            signs, wide = struct.unpack_from("<HB", self.stream, position)
            position += 3 + signs * (1 + (wide & 1))
        for _ in range(2):  # its formulas
            position += 4 + unpack(self.stream, position)[0]
        count = min(unpack(self.stream, position)[0], max(end - position - 2, 0) // 8)
        corners = [struct.unpack_from("<4H", self.stream, position + 2 + 8 * number) for number in range(count)]
        areas = [range_text(top + 1, left + 1, bottom + 1, right + 1) for top, bottom, left, right in corners]
        kind = _VALIDATION_KINDS[min(flags & 0xF, len(_VALIDATION_KINDS) - 1)]
        self.open[-1].validations.append(Validation(" ".join(areas), kind, "", "", "", allow_blank=bool(flags & 0x100)))
        at_most(self.limits.ranges, len(self.open[-1].validations), "数据有效性数")

    def _cell(self, position: int, _: int) -> None:
        self._count(1)
        self._reach(*struct.unpack_from("<HH", self.stream, position))

    def _many_cells(self, position: int, length: int) -> None:
        row, first = struct.unpack_from("<HH", self.stream, position)
        (last,) = struct.unpack_from("<H", self.stream, position + length - 2)
        self._count(max(last - first + 1, 1))
        self._reach(row, last)

    def _formula(self, position: int, _: int) -> None:
        self._cell(position, 0)
        self.open[-1].formulas.add(struct.unpack_from("<HH", self.stream, position))

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > self.limits.cells:
            at_most(self.limits.cells, self.cells, "单元格数", "个")

    def _reach(self, row: int, column: int) -> None:
        if column > LAST_OLD_COLUMN:
            raise damaged("单元格的位置无效")
        widths = self.open[-1].widths
        if widths.get(row, 0) <= column:
            widths[row] = column + 1
