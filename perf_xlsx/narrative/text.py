"""A narrative report: whose it is, its paragraphs and the cells of its tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from perf_xlsx.form.leftovers import GAP
from perf_xlsx.form.naming import has_word
from perf_xlsx.narrative.outline import Part, Sentence, kinds_of, parts_of, sentences_of
from perf_xlsx.narrative.passage import Passage
from perf_xlsx.narrative.words import words

TITLE_LINES, LONGEST_TITLE = 8, 80
HEAD_LINES = 14
_YEAR = re.compile(r"(20\d\d)\s*年")
_STATED_NAME = re.compile(r"(?:项目|评价项目|项目支出)名称[：:]\s*([^。；;，,\n（(]{2,60})")
_STATED_CODE = re.compile(r"项目(?:编码|代码|编号)[：:]\s*([0-9A-Za-z][0-9A-Za-z_-]{3,40})")
_TITLE = re.compile(
    r"^(?:.{0,20}关于)?(?:20\d\d\s*年度?)?[“《]?(?P<name>.{2,60}?)[”》]?(?:20\d\d\s*年度?)?"
    r"(?:项目支出|财政支出|支出|专项资金|资金)?的?(?:绩效)?(?:自评价?|评价)(?:情况|工作)?的?报告"
)
_NO_NAME = re.compile(r"^(?:20\d\d\s*年?度?|年度|本年度|项目|部门|单位|财政|预算|支出|绩效|自评|[0-9\s])*$")


@dataclass(frozen=True)
class Narrative:
    """A report as it was read."""

    passages: Sequence[Passage]

    @cached_property
    def parts(self) -> Sequence[Part]:
        """Its paragraphs under their headings."""
        return parts_of(self.passages)

    @cached_property
    def sentences(self) -> Sequence[Sentence]:
        """Every sentence of its paragraphs in order."""
        return [one for part in self.parts for one in sentences_of(part)]

    @cached_property
    def cells(self) -> Sequence[Passage]:
        """The cells of its tables."""
        return [one for one in self.passages if one.table]

    @property
    def headings(self) -> Iterator[Part]:
        """Its headings in order."""
        return (part for part in self.parts if part.heading)

    @cached_property
    def title_lines(self) -> Sequence[str]:
        """The short lines above the first chapter."""
        above = [part.text.strip() for part in self.parts if not part.chapter]
        return [one for one in above if len(one) <= LONGEST_TITLE and not re.search("[，。《]", one)][:TITLE_LINES]

    @cached_property
    def head(self) -> str:
        """The first lines, where a report says whose it is."""
        return "\n".join(part.text for part in self.parts[:HEAD_LINES])

    @cached_property
    def project_name(self) -> str | None:
        """The project as the first lines state it, else as the title names it."""
        stated = _STATED_NAME.search(self.head)
        if stated:
            return stated[1].strip()
        for line in self.title_lines:
            found = _TITLE.match(line.replace(" ", "").replace("\u3000", ""))
            if found and not _NO_NAME.match(found["name"]):
                return found["name"] if found["name"].count("“") == found["name"].count("”") else None
        return None

    @cached_property
    def project_code(self) -> str | None:
        """The code of the project, where the first lines state it."""
        found = _STATED_CODE.search(self.head)
        return found[1] if found else None

    @cached_property
    def fiscal_year(self) -> int | None:
        """The year the title names, else the one stated as 评价年度."""
        stated = re.search(r"(?:评价|自评|预算)?年度[：:]\s*(20\d\d)", self.head)
        found = stated or next((one for line in self.title_lines if (one := _YEAR.search(line))), None)
        return int(found[1]) if found else None

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The sorts of chapter it has, those still to be written among them."""
        gaps = (part.text for part in self.parts if GAP in part.text)
        named = [part.heads[-1] for part in self.headings]
        named += [part.label for part in self.parts]
        return frozenset(kind for text in (*named, *gaps) for kind in kinds_of(text))

    @cached_property
    def prose(self) -> int:
        """How many characters its paragraphs have, headings left out."""
        return sum(len(part.text) for part in self.parts if not part.heading)


def narrative_of(passages: Sequence[Passage]) -> Narrative | None:
    """The report a document holds beside its forms; None where it holds none."""
    known, report = words(), Narrative(passages)
    if not report.parts or has_word("".join(report.title_lines), known.other_papers):
        return None
    named = {kind for part in report.headings for kind in kinds_of(part.heads[-1])}
    speaks = any("绩效" in part.text or "自评" in part.text for part in report.parts)
    least = known.least_titled_prose if any("报告" in line for line in report.title_lines) else known.least_prose
    enough = len(named) >= known.least_chapters and report.prose >= least
    return report if speaks and enough else None
