"""The words of the three grades of a qualitative indicator, and what else they are called."""

from collections.abc import Mapping
from typing import Any

from perf_xlsx.notation import strip_blanks

CLOSING = "。.;；,，"


def grade_word(text: str, policy: Mapping[str, Any]) -> str | None:
    """The policy's own word for what a cell says (达成年度指标 is 达成预期指标); None when it is no grade."""
    bare = strip_blanks(text).rstrip(CLOSING)
    names = policy.get("qualitative_names", {})
    for key, word in policy.get("qualitative", {}).items():
        if bare == strip_blanks(word) or bare in names.get(key, ()):
            return str(word)
    return None
