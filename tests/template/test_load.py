"""From TOML text to a template: what is bound, what shared rules find room, what a template is identified by."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tools import catalog, national, template_of

from perf_xlsx.expr.nodes import Sort
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.model import Kind
from perf_xlsx.template.words import Spot

NATIONAL = catalog().files["national/2020/project_self_evaluation"].read_text("utf-8")


def test_the_id_comes_from_the_content() -> None:
    """Region, first fiscal year and form name a definition."""
    changed = NATIONAL.replace('region = "national"', 'region = "hubei"').replace('"2020-"', '"2023-2024"')
    assert template_of(changed).id == "hubei/2023/project_self_evaluation"


def test_what_is_left_at_its_default_is_no_part_of_the_digest() -> None:
    """A key that says what would hold without it changes nothing: the format may grow while forms are out."""
    said = NATIONAL.replace('key = "funds"\nkind = "grid"', 'key = "funds"\nkind = "grid"\nheader = true')
    assert said != NATIONAL
    assert template_of(said).digest == template_of(NATIONAL).digest
    assert template_of(said.replace("header = true", "header = false")).digest != template_of(NATIONAL).digest


def test_the_digest_covers_form_and_policy_but_no_rules() -> None:
    """Forms that are out stay valid when a rule improves, not when a block, a level or a number changes."""
    before = template_of(NATIONAL).digest
    assert template_of(NATIONAL).digest == before
    assert template_of(NATIONAL + "\n# a remark").digest == before
    assert template_of(NATIONAL.replace("overshoot = 0.3", "overshoot = 0.4")).digest != before
    assert template_of(NATIONAL.replace('label = "填报人"', 'label = "填表人"')).digest != before
    fewer = replace(catalog().shared, rules=())
    assert template_of(NATIONAL, shared=fewer).digest == before
    assert not template_of(NATIONAL, shared=fewer).rules


def test_what_rules_need_is_added_once() -> None:
    """Hidden helper columns come from the shared rules, unless the template has its own."""
    block = national().indicators
    assert block is not None
    missed = block.column("missed")
    assert missed is not None
    assert missed.hidden
    first = 'columns = [\n  { key = "level1", label'
    mine = '{ key = "missed", label = "未达标", kind = "number", formula = "0" }'
    own = template_of(NATIONAL.replace(first, first.replace("[", f"[{mine},")))
    assert own.formulas[Spot("indicators", None, "missed")].evaluate(_Nothing(), "1") == 0


def test_a_rule_of_its_own_replaces_the_shared_one() -> None:
    """A template may say A12 in its own way; the shared A12 does not stand there then."""
    mine = """
    [[rules]]
    code = "A12"
    name = "x"
    title = "改写"
    severity = "info"
    fix = "x"
    basis = "x"
    why = "x"
    passing = "x"
    failing = "x"
    cases = [{ on = "total.score", require = "this >= 0", message = "x" }]
    """
    cases = [case for case in template_of(NATIONAL + mine).cases if case.rule.code == "A12"]
    assert [(case.rule.title, str(case.scope.block)) for case in cases] == [("改写", "total")]


def test_a_rule_without_its_words_says_what_is_missing() -> None:
    """A form without 自评调整得分 has no S25, and says why; a case that lacks a word leaves the others standing."""
    text = NATIONAL.replace('key = "adjusted_score"', 'key = "other_score"').replace("adjusted_score", "other_score")
    template = template_of(text)
    assert template.unavailable == {"S25": "本模板没有这条规则要看的栏目或参数（indicators.adjusted_score）"}
    assert [case.case.on for case in template.cases if case.rule.code == "A16"]


def test_rules_stand_in_order_of_their_codes() -> None:
    """Rules and flags come in one order everywhere; the cases of a rule keep theirs."""
    codes = [case.rule.code for case in national().cases]
    assert codes == sorted(codes)
    severities = [case.severity for case in national().cases if case.rule.code == "S03"]
    assert severities == ["error", "warning"]


@pytest.mark.parametrize(
    ("kind", "sort"), [(Kind.TEXT, Sort.WORD), (Kind.MONEY, Sort.NUMBER), (Kind.MEASURE, Sort.ANY)]
)
def test_a_kind_is_of_a_sort(kind: Kind, sort: Sort) -> None:
    """The declared kind settles how a cell is compared."""
    assert kind.sort is sort


@pytest.mark.parametrize(
    ("spot", "never_blank"),
    [
        (Spot("indicators", None, "missed"), True),
        (Spot("indicators", None, "applicable"), True),
        (Spot("levels", "output", "level_points"), True),
        (Spot("indicators", None, "score"), False),
        (Spot("indicators", None, "completion_rate"), False),
    ],
)
def test_a_hidden_number_is_never_blank(spot: Spot, never_blank: bool) -> None:
    """Hidden cells that can only give numbers hold 0 where nothing can be computed; visible ones stay blank."""
    formula = national().formulas[spot]
    assert formula.never_blank is never_blank
    assert not (never_blank and str(formula.pattern[-1]).endswith(',"")'))


def test_a_template_is_read_once() -> None:
    """Formulas are bound and compiled once a template: the catalogue hands out the same one."""
    catalogue = Catalog()
    first, second = (catalogue.get(name) for name in ("national/2020/project_self_evaluation",) * 2)
    assert first is second
    assert first.formulas[Spot("total", "", "score")].pattern is second.formulas[Spot("total", "", "score")].pattern


class _Nothing:
    """A form with nothing in it."""

    def __getitem__(self, _place: tuple[str, str, str]) -> Decimal | None:
        return None

    computed = __getitem__

    @property
    def known(self) -> "_Nothing":
        return self

    def column(self, _block: str, _column: str) -> tuple[Decimal, ...]:
        return ()
