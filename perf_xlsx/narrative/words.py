"""The words reports are read by: `narrative.toml`, where each is explained."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from perf_xlsx.errors import Fault, TemplateError
from perf_xlsx.template.shipped import shipped_folder
from perf_xlsx.template.structure import read_table

WORDS_FILE = "narrative.toml"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A sort of chapter by the words of its heading; `needed` ones are missed where there is none."""

    key: str
    label: str
    words: tuple[str, ...]
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """An amount or a rate, and what it is called."""

    key: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """One entry a key of `narrative.toml`."""

    chapters: tuple[Chapter, ...]
    least_chapters: int
    least_prose: int
    least_titled_prose: int
    money_headings: tuple[str, ...]
    other_papers: tuple[str, ...]
    plan_headings: tuple[str, ...]
    done_headings: tuple[str, ...]
    aside_headings: tuple[str, ...]
    plan_words: tuple[str, ...]
    other_scope: tuple[str, ...]
    amounts: tuple[Slot, ...]
    rates: tuple[Slot, ...]

    @property
    def chapter_words(self) -> Iterator[str]:
        """The words of every sort of chapter, and those headings about money are made of."""
        yield from (word for one in self.chapters for word in one.words)
        yield from self.money_headings


@cache
def words() -> Words:
    """The shipped words."""
    faults: list[Fault] = []
    data = tomllib.loads((shipped_folder() / WORDS_FILE).read_text("utf-8"))
    found: Words | None = read_table(Words, data, WORDS_FILE, faults)
    if found is None:
        raise TemplateError(faults)
    return found
