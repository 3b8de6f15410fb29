"""Indicators told in sentences, as Xinjiang's reports do (“名称”指标：预期指标值为…，实际完成值为…，完成率…).

The sentences become a table with the columns they name, which is read as any other. What is read stands in paragraphs,
so that every cell of the table knows the place of its paragraph.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.notation import PLACEHOLDERS
from perf_xlsx.recognise.grid import At, Grid, Seen, bare
from perf_xlsx.recognise.levels import names_level1, names_level2

Paragraph = tuple[str, str]
"""Where a paragraph stands, and its text."""

COLUMNS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "完成率", "分值", "得分")
NAME, ALWAYS = COLUMNS[2], COLUMNS[:5]
# Fewer sentences than these with a target and an actual value are no form, but words of a report.
FEWEST = 2
LONGEST_HEADING, LONGEST_GAP = 40, 12

# A name may hold a quotation of its own.
_QUOTED = re.compile(r"[“\"「]((?:[^“”\"「」\n]|“[^“”\"\n]{0,120}”){1,120})[”\"」]\s*(?:这?一?项?指标)?[:：，,]*\s*")
_LABELS = {
    "实际完成值": r"(?:全年|年度|年末){0,2}(?:实际)?完成(?:绩效)?(?:指标)?值|实际(?:指标)?值",
    "完成率": r"(?:指标|目标|任务)?完成(?:率|比例)",
    "年度指标值": r"(?:年度|年初|全年|预期|计划|设定){0,3}[，,]?(?:绩效)?(?:指标|目标|预期)值",
    "分值": r"分值|权重",
    "得分": r"(?:自评)?得分",
}
_LABEL = re.compile("|".join(f"({pattern})" for pattern in _LABELS.values()))
_IS = re.compile(r"\s*[为是：:]?\s*")
_ORDINAL = re.compile(r"^\s*(?:[(（]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]|[0-9]{1,2}(?![0-9.%]))\s*")
_ENDS = re.compile("[;；。]")
_STOP = re.compile("。")
_INNER = re.compile("[，,;；。：:]")
_EDGE = " \t\n，,;；。：:、"


@dataclass(frozen=True, slots=True)
class Told:
    """The table the sentences make, and the place of the paragraph each of its rows was read from."""

    grid: Grid
    places: Mapping[int, str]

    def placed(self, form: FilledForm) -> FilledForm:
        """The form read from the table, its cells where they are told."""
        cells = tuple(one._replace(address=self._place(one.address)) for one in form.found.cells)
        addresses = {place: self._place(at) for place, at in form.addresses.items()}
        return replace(form, addresses=addresses, found=replace(form.found, cells=cells))

    def _place(self, address: str) -> str:
        return self.places.get(int(address.lstrip("ABCDEFGH")), "")


@dataclass(slots=True)
class _Reader:
    """Walks down the paragraphs: headings carry their levels to the sentences below them."""

    level1: str = ""
    level2: str = ""
    inside: bool = False
    rows: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    bare_level: bool = False

    def read(self, place: str, text: str) -> None:
        heads = [found for found in _QUOTED.finditer(text) if _label_after(text, found.end())]
        if not heads:
            self._plain(place, text)
            return
        self._heading(text[: heads[0].start()])
        ends = [*(one.start() for one in heads[1:]), len(text)]
        for head, end in zip(heads, ends, strict=True):
            self._add(place, {NAME: head[1].strip(), **_values(text[head.end() : end])})

    def _plain(self, place: str, text: str) -> None:
        """A heading, a class that has no indicator, or a sentence that leaves the quotation marks out."""
        if bare(text).strip(_EDGE) in PLACEHOLDERS:
            if self.bare_level:
                self._add(place, {NAME: bare(text).strip(_EDGE)})
            return
        label = _LABEL.search(text)
        name = text[: label.start()].strip(_EDGE) if label else ""
        if label and self.inside and name and not _INNER.search(name):
            self._add(place, {NAME: _ORDINAL.sub("", name), **_values(text[label.start() :])})
        elif not label:
            self._heading(text)

    def _heading(self, text: str) -> None:
        name = _ORDINAL.sub("", text).strip(_EDGE)
        if not name or len(name) > LONGEST_HEADING or _ENDS.search(name):
            return
        second, first = names_level2(name), names_level1(name)
        if second or first:
            # 满意度 is a level of its own, wherever it is told.
            self.level1 = name if not second or "满意" in name else self.level1
            self.level2 = name if second else ""
            self.bare_level = bool(second)
        self.inside = bool(second or first)

    def _add(self, place: str, told: Mapping[str, str]) -> None:
        self.rows.append((place, {COLUMNS[0]: self.level1, COLUMNS[1]: self.level2, **told}))
        self.bare_level = False


def read_sentences(name: str, paragraphs: Iterable[Paragraph]) -> Told | None:
    """The indicators some paragraphs tell, as a table; None where they tell of none. `name` is the table's."""
    reader = _Reader()
    for place, text in paragraphs:
        reader.read(place, text)
    whole = [row for _, row in reader.rows if row.get(COLUMNS[3]) and row.get(COLUMNS[4])]
    if len(whole) < FEWEST:
        return None
    columns = [one for one in COLUMNS if one in ALWAYS or any(row.get(one) for _, row in reader.rows)]
    cells: dict[At, Seen] = {(1, at): Seen(label, label) for at, label in enumerate(columns, 1)}
    for row, (_, told) in enumerate(reader.rows, 2):
        cells |= {(row, at): Seen(told[label], told[label]) for at, label in enumerate(columns, 1) if told.get(label)}
    return Told(Grid(name, cells), {row: place for row, (place, _) in enumerate(reader.rows, 2)})


def _label_after(text: str, at: int) -> bool:
    """Whether a label follows a name at once."""
    return _LABEL.search(text, at, at + LONGEST_GAP) is not None


def _values(text: str) -> dict[str, str]:
    """What stands behind each label, up to the next one or the end of the sentence."""
    found = list(_LABEL.finditer(text))
    values: dict[str, str] = {}
    for number, label in enumerate(found):
        last = number + 1 == len(found)
        begins = _IS.match(text, label.end())
        rest = text[begins.end() if begins else label.end() : len(text) if last else found[number + 1].start()]
        column = list(_LABELS)[(label.lastindex or 1) - 1]
        value = (_ENDS if last else _STOP).split(rest, maxsplit=1)[0].strip(_EDGE)
        values.setdefault(column, value.removesuffix("分") if column in {"分值", "得分"} else value)
    return values
