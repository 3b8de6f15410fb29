"""The name of an indicator as a reviewer reads it: its unit, the thing it is about, how it is quoted."""

import re
from collections.abc import Iterable
from functools import lru_cache

from perf_xlsx.form.indicators import Indicator
from perf_xlsx.form.units import family_of
from perf_xlsx.notation import strip_blanks
from perf_xlsx.template.judgement import Judgement

# The first levels of an evaluation, which some provinces print above 产出 and 效益 in a self-evaluation too.
STAGES = ("决策", "过程", "投入", "管理")
LONGEST_NAME = 20
LONGEST_QUOTED = 40
MOST_NAMED = 30
LONGEST_READ = 200
SHORTEST_NOUN = 2
_NUMBERING = re.compile(r"^(?:\s|[★☆※*]|指标\d{1,2}(?!\d)[:：、.]?|指标[:：]|[（(]?\d{1,2}[)）.、．](?!\d)|其中[:：])+")
_BRACKETS = re.compile(r"[（(【\[][^（()）【】\[\]]*[)）】\]]+")
_INNER = str.maketrans("“”", "‘’")
_UNIT_SIGN = re.compile(r"[（(\[]([^（()）\[\]]{1,8})[)）\]]+$")


def is_stage(level: str) -> bool:
    """Whether a first level is one of an evaluation: 决策, 项目过程."""
    return any(word in level for word in STAGES)


def bare_name(name: str) -> str:
    """A name without blanks, numbering (指标1：, ★) and full stop."""
    return _bare(name[:LONGEST_READ])


@lru_cache(maxsize=1024)
def _bare(name: str) -> str:
    return strip_blanks(_NUMBERING.sub("", name)).rstrip("。.;；")


def unit_in_name(name: str, judgement: Judgement) -> str:
    """The unit a name ends with in brackets, 次 of 活动次数（次）; "" where the brackets hold no unit."""
    return _unit_at_end(bare_name(name), judgement)


@lru_cache(maxsize=1024)
def _unit_at_end(bare: str, judgement: Judgement) -> str:
    if bare.endswith(("%", "％")):
        return "%"
    found = _UNIT_SIGN.search(bare)
    if found is None:
        return ""
    unit = found[1].removeprefix("单位：").removeprefix("单位:")
    head = re.split("[/／]", unit)[0]
    return unit if family_of(head, judgement) else ""


@lru_cache(maxsize=1024)
def noun_of(name: str, judgement: Judgement) -> str:
    """The thing an indicator is about: 开展软件正版化安装（个） is 软件正版化安装."""
    noun = without_hollow(_BRACKETS.sub("", bare_name(name)), judgement)
    changed = True
    while changed:
        changed = False
        for words, cut in ((judgement.leading, str.removeprefix), (judgement.trailing, str.removesuffix)):
            for word in words:
                shorter = cut(noun, word)
                if shorter != noun and len(shorter) >= SHORTEST_NOUN:
                    noun, changed = shorter, True
    return noun


def without_hollow(text: str, judgement: Judgement) -> str:
    """A text without the words that carry nothing: 的, 和, marks."""
    for word in judgement.hollow:
        text = text.replace(word, "")
    return strip_blanks(text)


def has_word(text: str, words: Iterable[str]) -> bool:
    """Whether any of the words stands in a text."""
    for word in words:  # noqa: SIM110 - a generator takes twice as long, and every rule asks
        if word in text:
            return True
    return False


def quoted(row: Indicator) -> str:
    """A row as messages name it: its name in quotation marks, long ones cut."""
    name = bare_name(row.name).translate(_INNER) or "（无名称）"
    return f"“{name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + '…'}”"


def all_quoted(rows: Iterable[Indicator]) -> str:
    """Several rows as one message names them; beyond what anyone reads, their number."""
    names = [quoted(row) for row in rows]
    return "、".join(names[:MOST_NAMED]) + (f"等{len(names)}行" if len(names) > MOST_NAMED else "")


def cut(text: str) -> str:
    """What a cell holds as a message quotes it: on one line, long texts cut."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTED else line[:LONGEST_QUOTED] + "…"
