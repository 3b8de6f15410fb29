"""How alike two texts are."""

import time
from itertools import product

import pytest

from perf_xlsx.form.likeness import alike, likeness, share_within


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("确保每一个学生", "确保每一个学生。", 1.0),
        ("完成，年度 目标", "完成年度目标", 1.0),
        ("甲乙丙", "丁戊己", 0.0),
        ("甲乙丙", "甲乙丁", 0.5),
        ("甲", "乙", 0.0),
        ("", "", 1.0),
    ],
)
def test_likeness(left: str, right: str, expected: float) -> None:
    """Shared pairs of characters, marks and blanks aside."""
    assert likeness(left, right) == likeness(right, left) == expected


TEXTS = ("", "甲", "甲乙", "甲乙丙", "甲乙丙丁戊", "甲，乙 丙丁戊己", "完成年度目标" * 3, "完成年度目标" * 4)


@pytest.mark.parametrize("least", [0.0, 0.5, 2 / 3, 0.75, 0.85, 1.0])
def test_alike_is_what_likeness_says(least: float) -> None:
    """Texts of very different lengths are told apart at once, and never otherwise than by counting."""
    found = {(left, right): alike(left, right, least) for left, right in product(TEXTS, repeat=2)}
    assert found == {(left, right): likeness(left, right) >= least for left, right in found}


def test_share_of_the_shorter() -> None:
    """All of it, half of it, none of it; an empty text is found nowhere."""
    assert share_within("软件正版化", "州直机关办公软件正版化的安装") == 1.0
    assert share_within("甲乙丙", "甲乙") == 0.5
    assert share_within("甲乙", "丙丁") == 0.0
    assert share_within("", "甲乙") == 0.0


def test_long_texts_take_no_time() -> None:
    """Texts as long as a cell can hold, far below a second."""
    started = time.perf_counter()
    likeness("甲乙" * 16_000, "乙甲" * 16_000)
    assert time.perf_counter() - started < 1
