"""What a cell of the funds is worth: amounts in the form's unit, rates as 0–1."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.notation import read_notation
from perf_xlsx.numbers import Value
from perf_xlsx.recognise.columns import Column
from perf_xlsx.recognise.funds_words import FundsWords
from perf_xlsx.recognise.grid import Box, bare
from perf_xlsx.recognise.notebook import Notebook
from perf_xlsx.recognise.values import SCALES, money, number, rate, text

BASE = {"execution_rate": "annual_spending", "arrival_rate": "arrived"}


@dataclass(frozen=True, slots=True)
class FundsValues:
    """Reads single cells of the funds of one form; `words` are those of the template's block."""

    book: Notebook
    words: FundsWords

    def unit(self, words: str) -> None:
        """Note the unit of money where a text names one."""
        name = bare(words)
        if not self.book.money_unit and "元" in name:
            self.book.money_unit = "亿元" if "亿元" in name else "万元" if "万元" in name else "元"

    def told_by_cells(self, boxes: Iterable[Box]) -> bool:
        """Whether the amounts themselves must say their unit, as nothing on the form does, and all say the same."""
        if self.book.money_unit:
            return False
        units = {read_notation(box.seen.text).unit for box in boxes if isinstance(number(box.seen), Decimal)}
        if len(units) != 1 or not units <= SCALES.keys() - {"万"}:
            return False
        self.book.money_unit = units.pop()
        return True

    def amount(self, box: Box) -> Value:
        """An amount of money."""
        return money(box.seen, self.book.money_unit)

    def of(self, column: Column, box: Box, likely: Decimal | None) -> Value:
        """A cell under a column; `likely` is the rate that follows from the amounts."""
        if column.key in self.words.rates:
            return rate(box.seen, in_percent="%" in bare(column.text), likely=likely)
        if column.key in self.words.money:
            return self.amount(box)
        return number(box.seen) if column.key in {"points", "score"} else text(box.seen)


def likely_rate(key: str, cells: Mapping[str, Box]) -> Decimal | None:
    """The rate that follows from the amounts of a row."""
    amounts = (cells.get(BASE.get(key, "")), cells.get("annual_budget"))
    top, base = (number(box.seen) if box else None for box in amounts)
    both = isinstance(top, Decimal) and isinstance(base, Decimal) and base != 0
    return top / base if both and isinstance(top, Decimal) and isinstance(base, Decimal) else None
