"""The outlines a narrative report may follow: data, one file each in templates/reports."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from perf_xlsx.errors import UsageError
from perf_xlsx.template.shipped import shipped_folder

FOLDER = "reports"
DEFAULT_OUTLINE = "guangdong"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of level 1 or 2 and what stands below it: sentences, and parts of the form that begin with @."""

    heading: str
    level: int
    content: Sequence[str]


@dataclass(frozen=True, slots=True)
class Outline:
    """What a report consists of, in order; `label` says what it is modelled on, `annex` stands above the form."""

    key: str
    label: str
    title: str
    chapters: Sequence[Chapter]
    annex: str = "附件"


def outline_keys() -> list[str]:
    """The outlines there are; the default first."""
    keys = {file.stem for file in (shipped_folder() / FOLDER).glob("*.toml")}
    return sorted(keys, key=lambda key: (key != DEFAULT_OUTLINE, key))


def read_outline(key: str = DEFAULT_OUTLINE) -> Outline:
    """Read one outline; raises UsageError that names those there are."""
    if key not in outline_keys():
        raise UsageError(f"没有提纲 {key}，可用的有 {'、'.join(outline_keys())}")
    data = tomllib.loads((shipped_folder() / FOLDER / f"{key}.toml").read_text("utf-8"))
    chapters = tuple(Chapter(one["heading"], one["level"], tuple(one.get("content", ()))) for one in data["chapters"])
    return Outline(key, data["label"], data["title"], chapters, data.get("annex", "附件"))
