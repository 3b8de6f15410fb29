"""Small hand-made sheets as text: a line a row, cells between bars, `<` merged to the left, `^` upwards."""

from functools import lru_cache

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.numbers import decimal_of
from perf_xlsx.recognise.form import read_form, tables_of
from perf_xlsx.recognise.grid import At, Grid, Seen
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.catalog import Catalog

LEFT, UP = "<", "^"
NATIONAL = "national/2020/project_self_evaluation"


def grid(text: str, *, numbers: bool = False) -> Grid:
    """A grid from a picture of it; `numbers` stores plain numbers as numbers."""
    rows = [line.split("|") for line in text.strip().splitlines()]
    picture = {(row, column): word.strip() for row, line in enumerate(rows, 1) for column, word in enumerate(line, 1)}
    spans: dict[At, At] = {}
    for at, word in picture.items():
        if word in {LEFT, UP}:
            first = _first(picture, at)
            last = spans.get(first, first)
            spans[first] = (max(last[0], at[0]), max(last[1], at[1]))
    cells = {at: _seen(word, numbers=numbers) for at, word in picture.items() if word and word not in {LEFT, UP}}
    return Grid("Sheet1", cells, spans)


def _first(picture: dict[At, str], at: At) -> At:
    while picture.get(at) in {LEFT, UP}:
        at = (at[0], at[1] - 1) if picture[at] == LEFT else (at[0] - 1, at[1])
    return at


def _seen(word: str, *, numbers: bool) -> Seen:
    word = word.replace("\\n", "\n")
    value = decimal_of(word) if numbers and word.replace(".", "", 1).isdecimal() else None
    return Seen(word if value is None else value, word)


@lru_cache(maxsize=1)
def national() -> Template:
    """The national form of 2020; loaded once, as nothing changes it."""
    return Catalog().get(NATIONAL)


def forms(text: str, *, numbers: bool = False) -> list[FilledForm]:
    """Every form on a sheet."""
    return [read_form(one, national()) for one in tables_of(grid(text, numbers=numbers)).forms]


def form(text: str, *, numbers: bool = False) -> FilledForm:
    """The one form on a sheet."""
    [only] = forms(text, numbers=numbers)
    return only


def declared(one: FilledForm, prefix: str = "") -> dict[str, str]:
    """What was read, in words: place and value, blanks left out."""
    keys = {str(place): value for place, value in one.declared.items() if value is not None}
    return {key: str(value) for key, value in keys.items() if key.startswith(prefix)}
