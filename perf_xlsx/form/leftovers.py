"""What a blank form or a draft says to its filler, and what nobody took out: ……, 指标2：, ★, 【请填写：……】."""

import re
from functools import lru_cache

from perf_xlsx.notation import strip_blanks

GAP = "【请填写"
"""How the places of a drafted report begin that a person must write."""
_COUNT = r"[0-9０-９一二三四五六七八九十百千]{1,5}"
_WHOLE = re.compile(
    rf"指标{_COUNT}?[:：、.．]?|[…．.。·]{{2,}}|…|[★☆]+|[*＊]+|[XＸxｘ×]{{2,}}(?:万?元|[个次人家项%％])?"
    rf"|[（(][^（）()]*{_COUNT}字(?:以内|以上|左右|之内)[^（）()]*[）)]"
)
# A sentence of a form's author: it asks, or says how long the answer may be.
_ASKING = re.compile(
    rf"[（(]\s*(?:限|不超过)?{_COUNT}\s*字(?:以内|以上|左右|之内)?\s*[）)]|^[【（(]?(?:请|此处|在此)(?:如实)?(?:填写|填列|简要|概述|描述)"
)
_MARKS = re.compile(r"[★☆]|[*＊]{2,}|[XＸ]{2,}(?=[元个次人家项%％])")


def is_hint(text: str) -> bool:
    """Whether a whole cell is a hint or a leftover of the blank form."""
    if len(text) <= _SHORT:
        return _is_short_hint(text)
    return _is_long_hint(text) if len(text) <= _LONG else _is_hint(text)


def _is_hint(text: str) -> bool:
    bare = strip_blanks(text)
    return bool(bare) and (_WHOLE.fullmatch(bare) is not None or _ASKING.search(bare) is not None)


# The same labels and answers stand in form after form; of a longer text several rules ask.
_SHORT, _LONG = 40, 2000
_is_short_hint, _is_long_hint = lru_cache(maxsize=1024)(_is_hint), lru_cache(maxsize=64)(_is_hint)


def has_marks(text: str) -> bool:
    """Whether a text that says something still carries marks of the blank form: ★, (≥**人)."""
    return _MARKS.search(text) is not None


def gap(what: str) -> str:
    """What stands in a draft where the form has nothing and a person must write."""
    return f"{GAP}：{what}】"
