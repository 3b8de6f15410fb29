"""Indicator sentences: “名称”指标：预期指标值为…，实际完成值为…，完成率…，分值…，得分…."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from perf_xlsx.narrative.figures import folded, shortened
from perf_xlsx.narrative.outline import Part
from perf_xlsx.narrative.text import Narrative

# A name that begins a paragraph may hold quotation marks and full stops of its own: it ends where 指标 follows.
_FIRST = re.compile(
    r"^\s*(?:[（(]?\d{1,2}[)）.．、]?\s*)?[“\"](?P<name>.{2,200}?)[”\"]\s*指标\s*(?P<body>[:：（(，,].*)", re.DOTALL
)
_NAMED = re.compile(r"[“\"](?P<name>[^“”\"]{2,200})[”\"]\s*(?:这一)?指标\s*(?P<body>[:：（(，,].*)", re.DOTALL)
_UNMARKED = re.compile(r"[“\"](?P<name>[^“”\"]{2,80})[”\"]\s*(?P<body>(?:预期|年度指标|目标值|[:：]).*)", re.DOTALL)
_BARE = re.compile(r"^(?P<name>[^“”\"，,：:；;。]{4,60})[，,]\s*(?:指标)?完成率")
_COLUMNS = {
    "target": r"(?:预期|年度|年初)?[，,]?\s*(?:指标|目标)值[为是：:]",
    "actual": r"实际完成(?:指标)?值?[为是：:]",
    "rate": r"(?:指标)?完成率[为是：:]?",
}
_VALUE = r"\s*(?P<value>.*?)(?=[，,；;]\s*[，,]?\s*(?:实际完成|(?:指标)?完成率|分值|得分)|[。；;]?\s*$)"
_POINTS = {
    "points": re.compile(r"分值(?:为|:)?\s*(\d+(?:\.\d+)?)\s*分"),
    "score": re.compile(r"得分?(?:为|:)?\s*(\d+(?:\.\d+)?)\s*分"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence about one indicator; texts as written, "" where nothing is said."""

    name: str
    target: str
    actual: str
    rate: str
    points: str
    score: str
    part: Part

    @property
    def told(self) -> str:
        """The quotation with its place."""
        return f"{self.part.place}“{shortened(self.part.text.strip())}”"


def lines_of(report: Narrative) -> Iterator[Line]:
    """Every indicator sentence in order; a paragraph holds one."""
    for part in report.parts:
        patterns = (_FIRST, _NAMED, _UNMARKED)
        found = next((one for pattern in patterns if (one := pattern.search(part.text))), None) or _BARE.search(
            part.text.strip()
        )
        if found is None:
            continue
        body = part.text[found.end("name") :]
        said = {key: _after(label, body) for key, label in _COLUMNS.items()}
        scored = {key: one[1] if (one := pattern.search(folded(body))) else "" for key, pattern in _POINTS.items()}
        if any(said.values()) or any(scored.values()):
            yield Line(
                found["name"].strip(),
                said["target"],
                said["actual"],
                said["rate"],
                scored["points"],
                scored["score"],
                part,
            )


def _after(label: str, body: str) -> str:
    """What a label introduces, up to the next label."""
    found = re.search(label + _VALUE, body, re.DOTALL)
    return found["value"].strip() if found else ""
