"""The parts of a narrative report that a person writes: data, `report_texts.toml`."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from perf_xlsx.template.shipped import shipped_folder

FILE = "report_texts.toml"
# The one a rule looks into: what is left to do does not go with full marks (C02).
PROBLEMS = "problems"


@dataclass(frozen=True, slots=True)
class ReportText:
    """One part: the heading of its cell on the sheet 报告, and what is to be written there."""

    key: str
    label: str
    prompt: str


@cache
def report_texts() -> Sequence[ReportText]:
    """Every part, in the order of the sheet."""
    data = tomllib.loads((shipped_folder() / FILE).read_text("utf-8"))
    return tuple(ReportText(**one) for one in data["texts"])


def blank_texts() -> dict[str, str]:
    """The sheet as it is issued: every part there, nothing written."""
    return dict.fromkeys((one.key for one in report_texts()), "")
