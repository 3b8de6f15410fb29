"""The three grades and their other names."""

import pytest
from byhand import with_policy
from tools import catalog, national

from perf_xlsx.form.grades import grade_word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("达成预期指标", "达成预期指标"),
        (" 达成 年度指标。", "达成预期指标"),
        ("全部或基本达成预期指标", "达成预期指标"),
        ("部分达成年度指标并具有一定效果", "部分达成预期指标并具有一定效果"),
        ("未达成预期指标且效果较差", "未达成预期指标且效果较差"),
        ("基本达到", None),
        ("达成", None),
        ("有效提高", None),
        ("", None),
    ],
)
def test_a_grade_by_any_of_its_names(text: str, word: str | None) -> None:
    """Known names give the policy's own word; anything near it is not guessed at."""
    assert grade_word(text, national()) == word


def test_every_template_knows_the_other_names() -> None:
    """The names stand in words.toml, once for all templates."""
    for name in catalog().files:
        template = catalog().get(name)
        assert grade_word("达成年度指标", template) == template.policy["qualitative"]["achieved"]


def test_a_policy_without_grades() -> None:
    """Nothing to read."""
    without = with_policy(national(), {"qualitative": {}})
    assert grade_word("达成预期指标", without) is None
