"""A03: a label of the header without content."""

import pytest
from tools import Plain, check_clean, check_finds, typed

LABELS = ["header.project_name", "header.supervising_department", "header.implementing_unit"]


def test_a_filled_header_is_silent() -> None:
    """One sign is a name."""
    check_clean(typed(), "A03")
    check_clean(typed(given=dict.fromkeys(LABELS, "甲")), "A03")


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("content", [None, "\u3000\n", "/", "无", "不适用"])
def test_nothing_or_a_mark_is_found(label: str, content: Plain) -> None:
    """Blank, blanks only, or a mark for "not applicable": found at that label."""
    check_finds(typed(given={label: content}), "A03", label)
