"""Words and thresholds: what is shipped, what a policy changes, its author's mistakes."""

from decimal import Decimal

import pytest
from consistent import judging
from tools import national

from perf_xlsx.errors import TemplateError
from perf_xlsx.template.judgement import Judgement, judgement_of, read_judgement
from perf_xlsx.template.policy_lint import policy_faults

SHIPPED = judgement_of(national())


def test_every_entry_is_shipped() -> None:
    """words.toml holds each entry and nothing else, and off rules are off."""
    judgement, faults = read_judgement({})
    assert isinstance(judgement, Judgement)
    assert faults == []
    assert not SHIPPED.is_on("C21")


def test_no_list_is_empty_or_holds_a_word_twice() -> None:
    """A list that says nothing, or says it twice, is a slip."""
    for key in Judgement.__dataclass_fields__:
        value = getattr(SHIPPED, key)
        if isinstance(value, tuple) and key != "switched_on":
            assert value, key
            assert len({str(one) for one in value}) == len(value), key


def test_a_policy_changes_one_entry() -> None:
    """The rest stays as shipped; thresholds are decimals."""
    changed = judgement_of(judging(divergence=0.1, switched_on=["C29"]))
    assert (changed.limit("divergence"), SHIPPED.limit("divergence")) == (Decimal("0.1"), Decimal("0.25"))
    assert changed.is_on("C29")
    assert changed.degree_words == SHIPPED.degree_words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"consistency": {"divergense": 0.1}}, "没有这一项"),
        ({"consistency": {"divergence": "四分之一"}}, "应为小数"),
        ({"consistency": 3}, "应为一个表"),
    ],
)
def test_mistakes_of_an_author(changes: dict[str, object], words: str) -> None:
    """Unknown entries, wrong types: told by `template lint` with their path."""
    faults = policy_faults({**national().policy, **changes}, points=True)
    (fault,) = [one for one in faults if "consistency" in one.where]
    assert words in fault.what


def test_a_template_that_was_never_linted() -> None:
    """Used all the same, it raises for its author."""
    with pytest.raises(TemplateError, match="没有这一项"):
        judgement_of(judging(nonsense=1))
