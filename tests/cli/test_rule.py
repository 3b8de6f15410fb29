"""perf-xlsx rule: the printed catalogue, from the same source the checker runs."""

import re

import pytest
from click.testing import CliRunner

from perf_xlsx.cli.main import cli
from perf_xlsx.errors import UsageError
from perf_xlsx.report.catalogue import shipped_rules

RULES = {rule.code: rule for rule in shipped_rules()}


def run(*arguments: str) -> str:
    """What the command prints."""
    return CliRunner().invoke(cli, ["rule", *arguments], catch_exceptions=False, standalone_mode=False).output


def test_list_is_every_rule_by_code() -> None:
    """One line a rule: code, severity, title."""
    lines = run("list").splitlines()
    assert [line[:3] for line in lines] == sorted(RULES)
    assert "S13  退回  满意度未达标" in lines
    assert "F05  核实  含宏或外部链接" in lines


def test_list_for_a_template() -> None:
    """With a template its own rules stand there, by short name and year too."""
    assert run("list", "--template", "national/project_self_evaluation").splitlines() == run("list").splitlines()


@pytest.mark.parametrize("code", sorted(RULES))
def test_show_says_everything(code: str) -> None:
    """Reason, basis, both examples, the fix and every condition of a rule, declared or written."""
    text, rule = run("show", code), RULES[code]
    assert text.startswith(f"{code} {rule.title}（")
    for words in (rule.why, rule.basis, rule.passing, rule.failing, rule.fix):
        assert words in text
    assert text.count("条件（") == len(rule.cases)
    assert not re.search(r"：\n", text)


def test_show_takes_small_letters() -> None:
    """People type s13."""
    assert run("show", "s13") == run("show", "S13")


@pytest.mark.parametrize(
    ("code", "words"),
    [("S1", "没有规则“S1”，是否想写“S"), ("X", "没有规则“X”。perf-xlsx rule list 列出全部规则"), ("", "没有规则“”。")],
)
def test_unknown_rule(code: str, words: str) -> None:
    """A mistake of the caller, with the nearest rule and where the list is."""
    with pytest.raises(UsageError, match=re.escape(words)):
        run("show", code)
