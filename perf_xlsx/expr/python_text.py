"""The text of a Python expression while it is made: its constants, and what it asks more than once, by name."""

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from perf_xlsx.expr.meaning import number_of
from perf_xlsx.expr.nodes import Node

KNOWN = "form.known"
# A cell, and a test of a cell that can always be told, by their numbers in a text that is being made.
_READ, _TEST = re.compile("<c([0-9]+)>"), re.compile("<q([0-9]+)>")
# A text that is no more than a name, or one that keeps what it gives under a name.
_NAMED = re.compile(r"([a-z][0-9]+)|\(([a-z][0-9]+) := .*", re.DOTALL)


class PythonText:
    """What the text of one expression is made with.

    What is asked more than once is worked out once: the parts are written in the order in which Python works them out,
    and what is surely worked out by then is kept under a name. `_certain` says that of what is being written.
    """

    def __init__(self) -> None:
        self._names: dict[str, Any] = {"Decimal": Decimal, "number_of": number_of}
        self._reads: list[str] = []
        self._tests: list[str] = []
        self._compares = 0
        self._asked: dict[tuple[str, Node], str] = {}
        self._certain = True

    def compiled(self, text: str) -> Callable[..., Any]:
        """The function of form and row that gives what the text gives; what it names more than once comes first."""
        tests, text = _drawn_out(_TEST, self._tests, text)
        reads, text = _drawn_out(_READ, self._reads, "".join((*tests, text)))
        whole = f"({''.join(reads)}{text})[-1]" if reads or tests else text
        if whole.count(KNOWN) > 1:
            whole = f"((known := {KNOWN}), {whole.replace(KNOWN, 'known')})[-1]"
        made: Callable[..., Any] = eval(f"lambda form, row: {whole}", self._names)  # noqa: S307 - see evaluate's head
        return made

    def kept(self, value: object) -> str:
        """A numbered name for a constant or a function."""
        name = next((name for name, kept in self._names.items() if kept is value), f"k{len(self._names)}")
        self._names[name] = value
        return name

    def read(self, text: str) -> str:
        """A cell."""
        return f"<c{_number(self._reads, text)}>"

    def test(self, text: str) -> str:
        """A test of one cell, which can always be told."""
        return f"<q{_number(self._tests, text)}>"

    def once(self, sort: str, node: Node, write: Callable[[Node], str]) -> str:
        """What was surely worked out before by its name; else it is written, and kept where it surely will be."""
        if (sort, node) in self._asked:
            return self._asked[sort, node]
        text = write(node)
        if not self._certain or _TEST.fullmatch(text):
            return text
        self._asked[sort, node] = name = f"t{len(self._asked)}"
        return f"({name} := {text})"

    def perhaps(self, node: Node, write: Callable[[Node], str]) -> str:
        """What may not be worked out at all."""
        before, self._certain = self._certain, False
        text = write(node)
        self._certain = before
        return text

    def named(self, text: str) -> tuple[str, str]:
        """The name a text is kept under, and the text that keeps it there."""
        found = _NAMED.fullmatch(text)
        if found:
            return found[1] or found[2], text
        self._compares += 1
        return (name := f"l{self._compares}"), f"({name} := {text})"


def _number(texts: list[str], text: str) -> int:
    if text not in texts:
        texts.append(text)
    return texts.index(text)


def _drawn_out(kind: re.Pattern[str], texts: list[str], text: str) -> tuple[list[str], str]:
    """What keeps each of a kind that stands in a text more than once, and the text with their names."""
    often = {number for number, times in Counter(kind.findall(text)).items() if times > 1}
    letter = kind.pattern[1]
    first = [f"({letter}{number} := {texts[int(number)]}), " for number in often]
    return first, kind.sub(lambda one: f"{letter}{one[1]}" if one[1] in often else texts[int(one[1])], text)
