"""The rows of a list's sheet under their column names; every fault found with its sheet, row and column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.errors import Fault
from perf_xlsx.expr.vocabulary import did_you_mean
from perf_xlsx.issue.plan import NAME_LENGTH, ListColumn
from perf_xlsx.notation import BLANKS, strip_blanks
from perf_xlsx.numbers import ErrorText, Value, decimal_of, plain
from perf_xlsx.template.model import Kind
from perf_xlsx.template.spans import letters_of_number

_SHOWN = 40
_MIDDLE_DOTS = str.maketrans("・•‧∙⋅", "·····")
_LINE_BREAK = re.compile(r"[ \t]*[\r\n\t]+[ \t]*")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
# What XML cannot hold: no workbook can be written with it.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a list as it stands: the rows that are not blank, each with its number."""

    name: str
    rows: Sequence[tuple[int, Sequence[Value]]]


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells by column name, and where its faults go."""

    sheet: str
    row: int
    cells: Mapping[str, Value]
    letters: Mapping[str, str]
    faults: list[Fault]

    def has(self, column: ListColumn) -> bool:
        """Whether the sheet has a column at all; one that is missing is reported once, at the head."""
        return column.label in self.letters

    def fault(self, column: ListColumn, what: str) -> None:
        """Note what is wrong with a cell."""
        letters = self.letters.get(column.label)
        where = f"{self.sheet} 第{self.row}行"
        self.faults.append(Fault(f"{where} {letters}列（{column.label}）" if letters else where, what))

    def raw(self, column: ListColumn) -> Value:
        """A cell as it stands, None when it is blank or an error, with a fault for an error or a needed blank."""
        value = self.cells.get(column.label)
        if isinstance(value, ErrorText):
            self.fault(column, f"是错误值{value}，请改成文字或数字")
            return None
        if is_blank(value):
            if column.required and self.has(column):
                self.fault(column, "未填写，请补填")
            return None
        return value

    def text(self, column: ListColumn) -> str:
        """A cell as text without blanks around it; "" when it is blank or cannot be used."""
        value = self.raw(column)
        if value is None or isinstance(value, Decimal):
            return "" if value is None else plain(value)
        text = value.replace("\r\n", "\n").replace("\r", "\n").strip(BLANKS)
        control = _CONTROL.search(text)
        if control:
            self.fault(column, f"含有看不见的控制字符（U+{ord(control[0]):04X}），请删去后重填")
            return ""
        if len(text) > column.limit:
            self.fault(column, f"有{len(text)}字，最多{column.limit}字，请缩短")
            return ""
        return text if column.limit > NAME_LENGTH else _LINE_BREAK.sub(" ", text)

    def number(self, column: ListColumn) -> Decimal | None:
        """A cell as a number that is not negative; None when it is blank or cannot be used."""
        value = self.raw(column)
        if isinstance(value, str):
            text = value.strip(BLANKS)
            number = decimal_of(text.replace(",", "") if _THOUSANDS.fullmatch(text) else text)
            if number is None:
                self.fault(column, f"“{shown(text)}”不是数字，请只填数字，不带单位")
                return None
            value = number
        if value is not None and value < 0:
            self.fault(column, f"{plain(value)}小于0，请填不小于0的数字")
            return None
        return value

    def value(self, column: ListColumn) -> Value:
        """A cell as its column's kind says."""
        if column.kind in {Kind.TEXT, Kind.MEASURE}:
            return self.text(column) or None
        return self.number(column)


def is_blank(value: Value) -> bool:
    """Whether nothing stands in a cell."""
    return value is None or (isinstance(value, str) and not strip_blanks(value))


def shown(text: str) -> str:
    """A value as a message quotes it: printable, and cut when it is long."""
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return kept if len(kept) <= _SHOWN else kept[:_SHOWN] + "…"


def lines_of(table: Table, columns: Sequence[ListColumn], faults: list[Fault]) -> list[Line]:
    """The rows below the column names; unknown, missing and repeated columns are faults."""
    if not table.rows:
        names = "、".join(column.label for column in columns if column.required)
        faults.append(Fault(table.name, f"没有内容，第1行应为列名：{names}"))
        return []
    number, head = table.rows[0]
    found = dict(_head(Table(table.name, table.rows[1:]), (number, head), columns, faults))
    missing = [column.label for column in columns if column.required and column.label not in found]
    faults += [Fault(f"{table.name} 第{number}行", f"缺少“{label}”列，请补上") for label in missing]
    letters = {label: letters_of_number(index + 1) for label, index in found.items()}
    if len(table.rows) == 1:
        faults.append(Fault(table.name, "列名下面没有内容，请至少填一行"))
    return [
        Line(
            table.name,
            at,
            {label: row[index] if index < len(row) else None for label, index in found.items()},
            letters,
            faults,
        )
        for at, row in table.rows[1:]
    ]


def _head(
    below: Table, head: tuple[int, Sequence[Value]], columns: Sequence[ListColumn], faults: list[Fault]
) -> Iterator[tuple[str, int]]:
    """Match the names of the head row with the columns of the list."""
    known = {_spelling(column.label): column.label for column in columns}
    taken: dict[str, str] = {}
    for index in range(max(len(row) for row in (head[1], *(row for _, row in below.rows)))):
        value = head[1][index] if index < len(head[1]) else None
        word, letters = _spelling(value), letters_of_number(index + 1)
        where = f"{below.name} 第{head[0]}行 {letters}列"
        if not word:
            if any(index < len(row) and not is_blank(row[index]) for _, row in below.rows):
                faults.append(Fault(where, "下面有内容却没有列名，请补列名或删去这一列"))
        elif word not in known:
            hint = did_you_mean(word, known.values()) or f"。可用的列：{'、'.join(known.values())}"
            faults.append(Fault(where, f"不认识的列名“{shown(word)}”{hint}"))
        elif word in taken:
            faults.append(Fault(where, f"“{known[word]}”列重复，已有{taken[word]}列，请删去一列"))
        else:
            taken[word] = letters
            yield known[word], index


def _spelling(value: Value) -> str:
    text = plain(value) if isinstance(value, Decimal) else value or ""
    return strip_blanks(text).translate(_MIDDLE_DOTS)
