"""The rows of the funds block: each source of money to its place, those the template has no row for to the nearest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from perf_xlsx.form.place import Place
from perf_xlsx.numbers import plain
from perf_xlsx.recognise.columns import Column
from perf_xlsx.recognise.funds_adjusted import with_adjustments
from perf_xlsx.recognise.funds_header import MONEY, RATES, TOTAL, FundsHeader
from perf_xlsx.recognise.funds_lines import STATE, Line, rate_is_of, unsummed, with_total
from perf_xlsx.recognise.funds_matrix import read_matrix
from perf_xlsx.recognise.funds_pairs import money_pairs, source_lines
from perf_xlsx.recognise.funds_values import BASE, FundsValues, likely_rate
from perf_xlsx.recognise.funds_words import BLOCK, PLACES, FundsWords
from perf_xlsx.recognise.grid import At, Box, Seen, bare
from perf_xlsx.recognise.levels import EXECUTION, printed_points
from perf_xlsx.recognise.notebook import Notebook
from perf_xlsx.recognise.slots import Slots, Span, fitted
from perf_xlsx.recognise.two_in_one import half
from perf_xlsx.recognise.values import number
from perf_xlsx.recognise.words import FUNDS_COLUMNS

SCORED = frozenset({"points", "score"})
READ = frozenset({*MONEY, *RATES, *SCORED, "explanation"})
# The others the template has no column for: they go by the name they have on the form.
ON_TEMPLATES = READ - {"balance", "arrived", "arrival_rate"}


@dataclass(slots=True)
class FundsReader:
    """Reads the rows under a funds header; `words` are those of the template's block."""

    book: Notebook
    words: FundsWords

    @property
    def values(self) -> FundsValues:
        """How single cells are read."""
        return FundsValues(self.book, self.words)

    def read(self, header: FundsHeader, rows: Sequence[int]) -> None:
        """Read the rows of a block."""
        self.book.labels(header.boxes)
        for box in header.boxes:
            self.values.unit(box.seen.text)
            weight = printed_points(box.seen.text)
            if weight is not None:
                self.book.points.setdefault(EXECUTION, weight)
        if header.matrix:
            read_matrix(self.values, header, rows)
            return
        header = self.words.named(header)
        header, lines = with_adjustments(self.values, header, self._lines(header, rows))
        groups = list(self._grouped(with_total(lines)))
        summed = unsummed(lines)
        if summed:
            groups.insert(0, (TOTAL, summed))
        # Where no row is the total, what is scored on a source is the score of the block.
        of_total = {*SCORED, "explanation"}
        for key, group in groups:
            for column in header.columns:
                if summed and key != TOTAL and column.key in of_total:
                    continue
                if column.key in self.words.rates and not rate_is_of(column.key, group, lines):
                    self._own_rates(column, group if key != TOTAL else ())
                elif column.key in READ or column.key in self.words.columns.values():
                    self._declare(Place(BLOCK, key, PLACES.get(column.key, column.key)), column, group)
                else:
                    reason = f"模板没有这一栏（{column.text}）"
                    self.book.labels((line.cells[column.key] for line in group if column.key in line.cells), reason)

    def _lines(self, header: FundsHeader, rows: Sequence[int]) -> list[Line]:
        lines = [line for row in rows if (line := self._line(header, row)) is not None]
        amounts = [box for line in lines for key, box in line.cells.items() if key in MONEY]
        if self.values.told_by_cells(amounts):
            lines = [replace(line, cells=_without_units(line)) for line in lines]
        return lines

    def _line(self, header: FundsHeader, row: int) -> Line | None:
        boxes = self.book.grid.rows.get(row, ())
        found = fitted(
            self.book.grid,
            row,
            [Span(one.first, one.last) for one in header.columns],
            [all(one.part is None for one in header.columns)] * len(header.columns),
            partial(_suits, header.columns),
        )
        cells: dict[str, Box] = {}
        labels = [box for box in boxes if box.column < header.first]
        for column, box in zip(header.columns, found.cells, strict=True):
            value = half(column, self._past_label(column, box, labels))
            if value is not None:
                cells[column.key] = value
        named = [key for box in labels if (key := self.words.source_of(box.seen.text))]
        for box in labels:
            self.values.unit(box.seen.text)
        self.book.labels(labels)
        if not cells and not named:
            return None
        taken = {box.at for box in cells.values()}
        self.book.labels((box for box in found.others if box.at not in taken), "表头没有对应的栏")
        source = named[-1] if named else ""
        if found.shift:
            self.book.shifts.append(found.shift._replace(block=BLOCK, row=source or TOTAL))
        columns = {one.key: at for one, at in zip(header.columns, found.columns, strict=True)}
        return Line(source, row, cells, columns, "".join(bare(box.seen.text) for box in labels[-1:]))

    def _past_label(self, column: Column, box: Box | None, labels: list[Box]) -> Box | None:
        """The value of a column in which each row names its source again: 财政资金 | 6.84."""
        named = box is not None and (self.words.source_of(box.seen.text) or FUNDS_COLUMNS.of(box.seen.text))
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
            key = self.words.row_of(line.source)
            groups.setdefault(key, []).append(line)
        for key, group in groups.items():
            yield key, group if key != TOTAL else group[:1]

    def _declare(self, place: Place, column: Column, group: Sequence[Line]) -> None:
        """One cell, or the sum of the cells of several sources."""
        unknown = column.key not in ON_TEMPLATES and column.key not in self.words.columns.values()
        if unknown or column.key == "explanation":
            self.book.captions.setdefault(place, column.text)
        boxes = [box for line in group if (box := line.cells.get(column.key)) is not None]
        at: At = (group[0].row, group[0].columns[column.key])
        if not boxes:
            self.book.note(place, at, None)
            return
        likely = likely_rate(column.key, group[0].cells) if column.key in self.words.rates else None
        values = [self.values.of(column, box, likely) for box in boxes]
        numbers = [value for value in values if isinstance(value, Decimal)]
        if column.key in self.words.money and len(numbers) > 1:
            self.book.note(place, boxes[0].at, sum(numbers, Decimal(0)))
            for box in boxes:
                self.book.belongs(box.at, place)
            return
        best = next((at for at, value in enumerate(values) if isinstance(value, Decimal)), 0)
        self.book.note(place, boxes[best].at, values[best], boxes[best].seen)
        self.book.labels((box for box in boxes if box is not boxes[best]), "同类来源合并读取")

    def _own_rates(self, column: Column, group: Sequence[Line]) -> None:
        """The rates of sources that share a row of the template: each is of the amounts in its own line."""
        for line in group:
            box = line.cells.get(column.key)
            if box is None or box.last_row > box.row:
                self.book.labels([box] if box else [], "几项来源合用一格")
                continue
            of = ("annual_budget", BASE[column.key], column.key) if column.key in BASE else ()
            for key in of:
                cell, place = line.cells.get(key), Place(BLOCK, f"{line.source}_{line.row}", key)
                if cell is not None:
                    value = self.values.of(replace(column, key=key), cell, likely_rate(key, line.cells))
                    self.book.captions[place] = f"{line.name}·{column.text}"
                    self.book.note(place, cell.at, value, cell.seen)

    def read_pairs(self, rows: Sequence[int]) -> None:
        """Read rows of labels with a number each: 全年预算数 100."""
        pairs = [pair for row in rows for pair in money_pairs(self.book.grid.rows[row])]
        cells = {key: pair.box for key, pair in pairs}
        for key, pair in pairs:
            self.values.unit(pair.label.seen.text)
            weight = printed_points(pair.name) if key in SCORED else None
            if weight is not None:
                self.book.points.setdefault(EXECUTION, weight)
        for key, pair in pairs:
            column = Column(key, pair.box.column, pair.box.last_column, pair.name)
            value, inside = self.values.of(column, pair.box, likely_rate(key, cells)), pair.label.at == pair.box.at
            seen = pair.box.seen
            if inside and key in self.words.money and isinstance(value, Decimal):
                seen = Seen(seen.value, plain(value))  # the unit belongs there
            self.book.labels([] if inside else [pair.label])
            self.book.note(Place(BLOCK, TOTAL, key), pair.box.at, value, seen)
        place = Place(BLOCK, TOTAL, "annual_budget")
        if place not in self.book.declared and "initial_budget" in cells:
            self.book.declared[place] = number(cells["initial_budget"].seen)
            self.book.addresses[place] = self.book.addresses[place._replace(column="initial_budget")]
        for key, group in self._grouped(list(source_lines(self.book, rows, pairs))):
            for measure in {measure: None for line in group for measure in line.cells}:
                column = Column(measure, group[0].columns.get(measure, 0), 0, "")
                if key != TOTAL:
                    self._declare(Place(BLOCK, key, measure), column, group)
        for row in rows:  # what names the block, at the left of such rows
            self.book.labels(box for box in self.book.grid.rows[row][:1] if FUNDS_COLUMNS.of(box.seen.text))


def _without_units(line: Line) -> dict[str, Box]:
    """The cells of a line, its amounts without the unit that is told nowhere else."""
    read = {key: (box, number(box.seen)) for key, box in line.cells.items()}
    return {
        key: box._replace(seen=Seen(value, plain(value))) if key in MONEY and isinstance(value, Decimal) else box
        for key, (box, value) in read.items()
    }


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
