"""The rows of the funds block: each source of money to its place, those the template has no row for to the nearest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from itertools import pairwise

from perf_xlsx.form.place import Place
from perf_xlsx.numbers import Value
from perf_xlsx.recognise.funds_header import MONEY, RATES, TOTAL, FundsHeader
from perf_xlsx.recognise.funds_lines import STATE, Line, paying, unsummed, with_total
from perf_xlsx.recognise.grid import At, Box, bare, label_text
from perf_xlsx.recognise.indicator_header import Column
from perf_xlsx.recognise.levels import EXECUTION, printed_points
from perf_xlsx.recognise.notebook import Notebook
from perf_xlsx.recognise.slots import Slots, Span, fitted
from perf_xlsx.recognise.values import is_number, money, number, rate, text
from perf_xlsx.recognise.words import FUNDS_COLUMNS, FUNDS_SOURCES

BLOCK = "funds"
PLACES = {"explanation": "deviation_explanation"}
READ = frozenset({*MONEY, *RATES, "points", "score", "explanation"})
# What a lone row of label and number may say of the whole project.
LONE = frozenset({"initial_budget", "annual_budget", "annual_spending", "execution_rate", "arrived"})
# These are said of every block: on a lone row they are of the funds only when the label says so.
SCORED, OF_FUNDS = frozenset({"points", "score"}), "执行"
# A source the template has no row for goes with what is nearest.
NEAREST = {"special_account": "other", "own": "other", "": "other"}
# The others the template has no column for: they go by the name they have on the form.
ON_TEMPLATES = READ - {"balance", "arrived", "arrival_rate"}
BASE = {"execution_rate": "annual_spending", "arrival_rate": "arrived"}


@dataclass(slots=True)
class FundsReader:
    """Reads the rows under a funds header; `rows` are those of the template's block."""

    book: Notebook
    rows: frozenset[str]
    found: set[str] = field(default_factory=set)

    def read(self, header: FundsHeader, rows: Sequence[int]) -> None:
        """Read the rows of a block."""
        self.book.labels(header.boxes)
        for box in header.boxes:
            self.unit(box.seen.text)
            weight = printed_points(box.seen.text)
            if weight is not None:
                self.book.points.setdefault(EXECUTION, weight)
        if header.matrix:
            self._matrix(header, rows)
            return
        lines = [line for row in rows if (line := self._line(header, row)) is not None]
        groups = list(self._grouped(with_total(lines)))
        summed = unsummed(lines)
        if summed:
            groups.insert(0, (TOTAL, summed))
        # Where no row is the total, what is scored on a source is the score of the block; a rate is its own.
        of_total = {*SCORED, "explanation"}
        of_source = RATES if paying(summed) > 1 else frozenset[str]()
        for key, group in groups:
            for column in header.columns:
                if summed and column.key in (of_total if key != TOTAL else of_source):
                    continue
                if column.key in READ:
                    self._declare(Place(BLOCK, key, PLACES.get(column.key, column.key)), column, group)
                else:
                    reason = f"模板没有这一栏（{column.text}）"
                    self.book.labels((line.cells[column.key] for line in group if column.key in line.cells), reason)

    def unit(self, words: str) -> None:
        """Note the unit of money where a text names one."""
        name = bare(words)
        if not self.book.money_unit and "元" in name:
            self.book.money_unit = "亿元" if "亿元" in name else "万元" if "万元" in name else "元"

    def _line(self, header: FundsHeader, row: int) -> Line | None:
        boxes = self.book.grid.rows.get(row, ())
        found = fitted(
            self.book.grid,
            row,
            [Span(one.first, one.last) for one in header.columns],
            [True] * len(header.columns),
            partial(_suits, header.columns),
        )
        cells: dict[str, Box] = {}
        labels = [box for box in boxes if box.column < header.first]
        for column, box in zip(header.columns, found.cells, strict=True):
            value = self._past_label(column, box, labels)
            if value is not None:
                cells[column.key] = value
        named = [key for box in labels if (key := FUNDS_SOURCES.of(box.seen.text))]
        for box in labels:
            self.unit(box.seen.text)
        self.book.labels(labels)
        if not cells and not named:
            return None
        self.book.labels((box for box in found.others if box not in cells.values()), "表头没有对应的栏")
        source = named[-1] if named else ""
        if found.shift:
            self.book.shifts.append(found.shift._replace(block=BLOCK, row=source or TOTAL))
        return Line(source, row, cells, {one.key: at for one, at in zip(header.columns, found.columns, strict=True)})

    def _past_label(self, column: Column, box: Box | None, labels: list[Box]) -> Box | None:
        """The value of a column in which each row names its source again: 财政资金 | 6.84."""
        named = box is not None and (FUNDS_SOURCES.of(box.seen.text) or FUNDS_COLUMNS.of(box.seen.text))
        if box is None or box.last_column >= column.last or not named:
            return box
        labels.append(box)
        return next(self.book.grid.between(box.row, box.column + 1, column.last), None)

    def _grouped(self, lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
        """The lines that make up each row of the template's block."""
        by_state = not any(line.source == "appropriation" for line in lines)
        groups: dict[str, list[Line]] = {}
        for line in lines:
            if line.source in STATE and not by_state:
                self.book.labels(line.cells.values(), "财政资金的分级数，另有合计")
                continue
            key = "appropriation" if line.source in {*STATE, "subtotal"} else line.source
            key = key if key in self.rows else NEAREST.get(key, "other")
            groups.setdefault(key, []).append(line)
        for key, group in groups.items():
            yield key, group if key != TOTAL else group[:1]

    def _declare(self, place: Place, column: Column, group: Sequence[Line]) -> None:
        """One cell, or the sum of the cells of several sources."""
        if column.key not in ON_TEMPLATES or column.key == "explanation":
            self.book.captions.setdefault(place, column.text)
        boxes = [box for line in group if (box := line.cells.get(column.key)) is not None]
        at: At = (group[0].row, group[0].columns[column.key])
        if not boxes:
            self.book.note(place, at, None)
            return
        values = [self._value(column, box, self._likely(column.key, group[0])) for box in boxes]
        numbers = [value for value in values if isinstance(value, Decimal)]
        if column.key in MONEY and len(numbers) > 1:
            self.book.note(place, boxes[0].at, sum(numbers, Decimal(0)))
            for box in boxes:
                self.book.belongs(box.at, place)
            return
        best = next((at for at, value in enumerate(values) if isinstance(value, Decimal)), 0)
        self.book.note(place, boxes[best].at, values[best], boxes[best].seen)
        self.book.labels((box for box in boxes if box is not boxes[best]), "同类来源合并读取")

    def _likely(self, key: str, line: Line) -> Decimal | None:
        """The rate that follows from the amounts of a row."""
        amounts = (line.cells.get(BASE.get(key, "")), line.cells.get("annual_budget"))
        top, base = (number(box.seen) if box else None for box in amounts)
        both = isinstance(top, Decimal) and isinstance(base, Decimal) and base != 0
        return top / base if both and isinstance(top, Decimal) and isinstance(base, Decimal) else None

    def _value(self, column: Column, box: Box, likely: Decimal | None) -> Value:
        if column.key in RATES:
            return rate(box.seen, in_percent="%" in bare(column.text), likely=likely)
        if column.key in MONEY:
            return money(box.seen, self.book.money_unit)
        return number(box.seen) if column.key in {"points", "score"} else text(box.seen)

    def read_pairs(self, rows: Sequence[int]) -> None:
        """Read rows of labels with a number each: 全年预算数 100."""
        pairs = [pair for row in rows for pair in money_pairs(self.book.grid.rows[row])]
        total = Line(TOTAL, 0, {key: box for key, _, box in pairs})
        for key, label, box in pairs:
            column = Column(key, box.column, box.last_column, label_text(label))
            place = Place(BLOCK, TOTAL, key)
            self.unit(label.seen.text)
            self.book.labels([label])
            self.book.note(place, box.at, self._value(column, box, self._likely(key, total)), box.seen)
        place = Place(BLOCK, TOTAL, "annual_budget")
        if place not in self.book.declared and "initial_budget" in total.cells:
            self.book.declared[place] = number(total.cells["initial_budget"].seen)

    def _matrix(self, header: FundsHeader, rows: Sequence[int]) -> None:
        """Rows of measures under columns of sources; 小计 is what the template calls 财政拨款."""
        table: dict[str, dict[str, Box]] = {}
        lines: dict[str, Box] = {}
        for row in rows:
            boxes = list(self.book.grid.rows.get(row, ()))
            labels = [box for box in boxes if box.column < header.first]
            measure = next((key for box in labels if (key := FUNDS_COLUMNS.of(box.seen.text)) in MONEY | RATES), "")
            self.book.labels(labels)
            if measure:
                lines[measure] = labels[0]
                table[measure] = {
                    column.key: box
                    for column in header.columns
                    if (box := next(self.book.grid.between(row, column.first, column.last), None))
                }
        self._state_sums(header, table)
        for column in header.columns:
            source = "appropriation" if column.key == "subtotal" else column.key
            by_measure = Line(
                source, 0, {measure: cells[column.key] for measure, cells in table.items() if column.key in cells}
            )
            for measure, label in lines.items():
                place = Place(BLOCK, source, measure)
                named = Column(measure, column.first, column.last, label.seen.text)
                self.book.captions[place] = f"{column.text}·{bare(label.seen.text)}"
                box = by_measure.cells.get(measure)
                likely = self._likely(measure, by_measure)
                value = self._value(named, box, likely) if box else None
                self.book.note(place, box.at if box else (label.row, column.first), value, box.seen if box else None)

    def _state_sums(self, header: FundsHeader, table: Mapping[str, Mapping[str, Box]]) -> None:
        """财政资金 of a matrix that has no 小计: the sum of what the levels of the state pay."""
        keys = {column.key for column in header.columns}
        if keys & {"subtotal", "appropriation"} or not keys & set(STATE):
            return
        for measure in MONEY & set(table):
            boxes = [box for key, box in table[measure].items() if key in STATE]
            values = [value for box in boxes if isinstance(value := self._amount(box), Decimal)]
            if values:
                place = Place(BLOCK, "appropriation", measure)
                self.book.captions[place] = "财政资金（各级之和）"
                self.book.note(place, boxes[0].at, sum(values, Decimal(0)))

    def _amount(self, box: Box) -> Value:
        return money(box.seen, self.book.money_unit)


def money_pairs(boxes: Sequence[Box]) -> list[tuple[str, Box, Box]]:
    """Labels of the funds with a number right beside them."""
    beside = [(FUNDS_COLUMNS.of(label.seen.text), label, box) for label, box in pairwise(boxes)]
    named = [one for one in beside if one[0] in LONE or (one[0] in SCORED and OF_FUNDS in one[1].seen.text)]
    return [one for one in named if is_number(one[2].seen)]


def _suits(columns: Sequence[Column], cells: Slots) -> int:
    """How many cells hold what their column is for; a spending that is missing beside a rate tells most."""
    good = 0
    for column, box in zip(columns, cells, strict=True):
        value = number(box.seen) if box else None
        if column.key in MONEY:
            good += 2 if isinstance(value, Decimal) and "%" not in (box.seen.text if box else "") else 0
        elif column.key in RATES:
            good += box is None or "%" in box.seen.text
        elif column.key in {"points", "score"}:
            good += box is not None and "%" not in box.seen.text
    return good
