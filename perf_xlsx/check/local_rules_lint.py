"""What is wrong with a file of local rules, all of it at once, with "did you mean"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from perf_xlsx.check.exemption import NEVER_EXEMPT
from perf_xlsx.check.local_file import STAND_IN, LocalFile
from perf_xlsx.check.local_rules import LocalRules
from perf_xlsx.errors import Fault
from perf_xlsx.expr.vocabulary import did_you_mean
from perf_xlsx.rules import RULES
from perf_xlsx.template.assemble import Template, assemble
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.judgement import POLICY_KEY, read_judgement
from perf_xlsx.template.load import unreadable
from perf_xlsx.template.model import Case, RuleText, SharedRules
from perf_xlsx.template.policy_lint import OPTIONAL, policy_faults

CODE = re.compile(r"L\d\d")


def known_codes(catalog: Catalog, local: LocalRules | None = None) -> set[str]:
    """Every rule there is: written, shared, a template's own, added here."""
    codes = {rule.text.code for rule in RULES} | {rule.code for rule in catalog.shared.rules}
    codes |= {rule.code for template in catalog.all() for rule in template.rules}
    return codes | {one.rule.code for one in (local.entries if local else ()) if one.rule is not None}


def local_faults(file: LocalFile, catalog: Catalog) -> Iterator[Fault]:
    """Everything in a file that cannot be: rules and keys there are none of, formulas nobody can read."""
    codes = known_codes(catalog)
    named = [(f"off[{number}]", one.rule) for number, one in enumerate(file.off, 1)]
    named += [(f"grade[{number}]", one.rule) for number, one in enumerate(file.grade, 1)]
    for where, code in named:
        if not code:
            continue  # missing, or no text: told already
        if code not in codes:
            yield Fault(where, f"没有规则“{code}”{did_you_mean(code, sorted(codes))}")
        elif code in NEVER_EXEMPT:
            yield Fault(where, f"{code}不能停用、也不能改级别：文件没有审核")
    templates = list(catalog.all())
    for number, policy in enumerate(file.policy, 1):
        for key, value in policy.set.items():
            yield from _policy_faults(f"policy[{number}].set.{key}", key, value, templates)
    yield from _rule_faults([one.text for one in file.rules], catalog.shared, templates)


def _policy_faults(where: str, key: str, value: object, templates: Iterable[Template]) -> Iterator[Fault]:
    first, _, rest = key.partition(".")
    if first == POLICY_KEY:
        yield from (Fault(where, fault.what) for fault in read_judgement({first: {rest: value}})[1])
        return
    known: dict[str, object] = dict(OPTIONAL)
    for template in templates:
        known |= dict(_flat(template.policy))
    if key not in known:
        yield Fault(where, f"没有这个政策参数{did_you_mean(key, sorted(known))}")
    elif _sort(known[key]) != _sort(value):
        yield Fault(where, f"应是同一类的值，例如 {known[key]}")
    else:
        faults = policy_faults({key: value}, points=False)
        yield from (Fault(where, fault.what) for fault in faults if fault.where == f"policy.{key}")


def _flat(policy: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for key, value in policy.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _sort(value: object) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return "number" if is_number else type(value).__name__


def _rule_faults(rules: list[RuleText], shared: SharedRules, templates: list[Template]) -> Iterator[Fault]:
    """What is wrong with added rules: their codes, formulas nobody can read, cells no template has."""
    seen: set[str] = set()
    for rule in rules:
        if rule.code and (not CODE.fullmatch(rule.code) or rule.code in seen):
            yield Fault(f"rules[{rule.code}].code", "本地规则的编号请用 L01 到 L99，每条一个")
        seen.add(rule.code)
        if rule.code and not rule.cases:
            yield Fault(f"rules[{rule.code}]", "cases 是空的，请写明 on、require、message")
        yield from unreadable(SharedRules((rule,)))
    known = [replace(rule, cases=tuple(map(_parsable, rule.cases))) for rule in rules]
    reasons: dict[str, str] = {}
    fits: set[str] = set()
    faults: dict[Fault, None] = {}
    for template in templates:
        made, found = assemble(template.definition, SharedRules((*shared.rules, *known), shared.derived))
        faults |= dict.fromkeys(found)
        fits |= {rule.code for rule in made.rules}
        reasons |= made.unavailable
    yield from faults
    for rule in known:
        told = any(f"rules[{rule.code}]" in fault.where for fault in faults)
        if rule.code not in fits and rule.cases and STAND_IN not in rule.cases and not told:
            yield Fault(f"rules[{rule.code}]", f"没有一个模板用得上：{reasons.get(rule.code, '')}")


def _parsable(case: Case) -> Case:
    """A case; where its formulas cannot be read, with one that always holds, so that its cells and words are judged."""
    alone = RuleText("", "", "", "", "", "", "", "", "", (case,))
    return replace(case, require=STAND_IN.require, expected="") if any(unreadable(SharedRules((alone,)))) else case
