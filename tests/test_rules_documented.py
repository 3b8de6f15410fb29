"""Every rule says what people need to know of it, the list of rules is whole, and docs/rules.md is what they say."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import perf_xlsx.rules
from perf_xlsx.report.catalogue import FAMILIES, catalogue_markdown, main, shipped_rules
from perf_xlsx.rules import RULES
from perf_xlsx.rules.base import Found, Scope, WrittenRule, rule
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.model import RuleText

DOCS = Path(__file__).parents[1] / "docs/rules.md"
RULE_FILES = Path(perf_xlsx.rules.__file__).parent
# Every code of the catalogue, fixed for ever; what is not yet there is printed, never reused for something else.
CATALOGUE = "F01-06 T01-08 A02-21 A25-28 S01-25 C01-24 C26 C28-32 R01-05 B01-08"  # ranges, both ends in
TEXTS = ("title", "why", "basis", "passing", "failing", "fix")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def codes_of(ranges: str) -> Iterator[str]:
    """The codes of some ranges, one by one."""
    for part in ranges.split():
        first, _, last = part[1:].partition("-")
        yield from (f"{part[0]}{number:02}" for number in range(int(first), int(last or first) + 1))


RULES_SHIPPED = shipped_rules()


@pytest.mark.parametrize("one", RULES_SHIPPED, ids=lambda one: one.code)
def test_every_text_is_there(one: RuleText) -> None:
    """Title, reason, basis, both examples and the fix are Chinese sentences; the examples differ."""
    for key in TEXTS:
        words = getattr(one, key)
        assert words.strip() == words != "", f"{one.code} has no {key}"
    for key in ("title", "why", "basis", "fix"):
        assert CHINESE.search(getattr(one, key)), f"{one.code}: {key} is not Chinese"
    assert one.passing != one.failing
    assert one.fix.endswith("。")
    assert one.why.endswith("。")
    assert len(one.title) <= 12


@pytest.mark.parametrize("one", RULES_SHIPPED, ids=lambda one: one.code)
def test_names_and_codes(one: RuleText) -> None:
    """Names are kebab-case English for what is wrong; a code is a known family and two digits."""
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", one.name)
    assert not re.search(r"\b(check|validate|no-op|must|should)\b", one.name)
    assert re.fullmatch(rf"[{''.join(FAMILIES)}]\d\d", one.code)
    assert one.severity in {"error", "warning", "info"}


@pytest.mark.parametrize("key", ["code", "name", "title"])
def test_unique(key: str) -> None:
    """No two rules share a code, a name or a title."""
    found = [getattr(one, key) for one in RULES_SHIPPED]
    assert len(found) == len(set(found))


def test_messages_say_something_in_chinese() -> None:
    """Every case of a declared rule has a message for people, without a full stop, and none holds a raw key."""
    for one in RULES_SHIPPED:
        for case in one.cases:
            assert CHINESE.search(case.message), one.code
            assert not case.message.endswith("。"), one.code
            assert not re.search(r"[a-z_]{3,}", re.sub(r"\{[^{}]*\}", "", case.message)), one.code


def test_no_rule_file_is_left_out() -> None:
    """RULES holds one rule of every file in the folder, in the order of their codes within a family."""
    files = {file.stem for file in RULE_FILES.glob("*.py")} - {"__init__", "base", "declared"}
    assert {one.run.__module__.rpartition(".")[2] for one in RULES} == files
    assert len(RULES) == len(files)
    codes = [one.text.code for one in RULES]
    assert codes == sorted(codes, key=lambda code: (list(FAMILIES).index(code[0]), code))


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.text.code)
def test_file_function_and_rule_share_a_name(one: WrittenRule) -> None:
    """The rule wrong-template is the function wrong_template in wrong_template.py, which begins with its code."""
    module = one.run.__module__.rpartition(".")[2]
    assert module == one.run.__name__ == one.text.name.replace("-", "_")
    assert (RULE_FILES / f"{module}.py").read_text("utf-8").startswith(f'"""{one.text.code}."""\n')
    assert "做什么：" in (one.run.__doc__ or "")


def test_every_rule_has_a_test() -> None:
    """A written rule's test file is tests/rules/test_<rule>.py."""
    missing = [one.text.name for one in RULES if not (RULE_FILES.parents[1] / _test_of(one)).is_file()]
    assert missing == []


def _test_of(one: WrittenRule) -> str:
    return f"tests/rules/test_{one.run.__name__}.py"


def test_codes_are_the_catalogues() -> None:
    """Every rule of the catalogue is there, and no rule has a code it does not know."""
    known = list(codes_of(CATALOGUE))
    assert len(known) == len(set(known)) == 106
    assert {one.code for one in RULES_SHIPPED} == set(known)


def test_the_national_form_has_a_place_for_every_rule() -> None:
    """None of the shared rules names a column it has not."""
    assert Catalog().get("national/2020/project_self_evaluation").unavailable == {}


def test_printed_catalogue_is_up_to_date() -> None:
    """docs/rules.md is what the rules say today."""
    assert DOCS.read_text("utf-8") == catalogue_markdown(RULES_SHIPPED), "run make docs"


def test_written_where_asked(tmp_path: Path) -> None:
    """`make docs` writes UTF-8 with plain line ends, on every system the same."""
    main(tmp_path / "new/rules.md")
    assert (tmp_path / "new/rules.md").read_bytes() == DOCS.read_bytes()
    assert b"\r" not in DOCS.read_bytes()


def test_every_rule_is_printed() -> None:
    """Each rule stands in its family's table and has its own section with every case."""
    text = DOCS.read_text("utf-8")
    for one in RULES_SHIPPED:
        assert text.count(f"\n### {one.code} ") == text.count(f"\n| {one.code} |") == 1
    assert text.count("- 条件（") == sum(len(one.cases) for one in RULES_SHIPPED)


def test_signs_of_markdown_are_plain() -> None:
    """Nothing in a rule's words makes Markdown of it, nor breaks the table."""
    text = RuleText("A02", "odd-words", "a|b", "error", "<b>*x*</b>。", "[y](z)", "`q`。", "1_2_", "# 3", ())
    printed = catalogue_markdown([text])
    assert "| A02 | a\\|b | 退回 |" in printed
    assert "\\<b\\>\\*x\\*\\</b\\>" in printed
    assert "1\\_2\\_" in printed


def test_text_of_a_written_rule() -> None:
    """Headings may go on over several lines; a rule without any has none of the texts, which the tests refuse."""

    @rule("A02", "warning", Scope.FORM)
    def some_rule(_form: object) -> Iterator[Found]:
        """标题。.

        为什么：因为
            还有。
        别的：不算标题，接着上一条
        """
        yield Found("")

    assert some_rule.text.name == "some-rule"
    assert some_rule.text.why == "因为还有。别的：不算标题，接着上一条"
    assert some_rule.text.fix == ""
