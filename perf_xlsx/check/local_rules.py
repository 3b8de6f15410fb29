"""Local rules: a bureau's own decisions over the shipped rules, applied to what is checked, never to what is issued.

A rule is switched off or graded anew, a threshold of the policy is changed, a declared rule is added. Formulas of the
form stay as issued: a changed threshold is read by the rules only.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from perf_xlsx.check.exemption import Decision
from perf_xlsx.exempted import Exemption, Use
from perf_xlsx.finding import REPORT, Finding, FormReport, Severity
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import constants_of
from perf_xlsx.template.assemble import Template, assemble
from perf_xlsx.template.judgement import POLICY_KEY
from perf_xlsx.template.model import RuleText, SharedRules
from perf_xlsx.template.policy_lint import OPTIONAL

OFF = "本地规则已停用：{reason}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision: its kind is what of it is filled in."""

    decision: Decision
    off: str = ""
    graded: str = ""
    severity: Severity = Severity.INFO
    policy: Mapping[str, object] = field(default_factory=dict)
    rule: RuleText | None = None

    @property
    def words(self) -> str:
        """What is decided, for people."""
        if self.off:
            return f"停用规则 {self.off}"
        if self.graded:
            return f"规则 {self.graded} 改为{self.severity.chinese}"
        if self.rule is not None:
            return f"增加规则 {self.rule.code} {self.rule.title}"
        return "改动政策参数 " + "，".join(f"{key} = {value}" for key, value in self.policy.items())


@dataclass(frozen=True)
class LocalRules:
    """Every decision of a file, judged by a day."""

    entries: tuple[Entry, ...] = ()
    shared: SharedRules = field(default_factory=lambda: SharedRules(()))
    day: date = date.min
    made: dict[str, Template] = field(default_factory=dict, repr=False, compare=False)

    def __getstate__(self) -> dict[str, Any]:
        """What travels to another process: without the templates made here, whose compiled formulas cannot."""
        return {"entries": self.entries, "shared": self.shared, "day": self.day, "made": {}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Arrive in another process."""
        self.__dict__.update(state)

    @cached_property
    def in_force(self) -> tuple[Entry, ...]:
        """The decisions that hold on the day."""
        return tuple(one for one in self.entries if one.decision.standing(self.day) is Use.USED)

    @cached_property
    def off(self) -> Mapping[str, str]:
        """The rules that are switched off, with the reason."""
        return {one.off: OFF.format(reason=one.decision.reason) for one in self.in_force if one.off}

    @cached_property
    def grades(self) -> Mapping[str, Severity]:
        """The severities that are changed, by rule."""
        return {one.graded: one.severity for one in self.in_force if one.graded}

    @cached_property
    def added(self) -> tuple[RuleText, ...]:
        """The rules that are added."""
        return tuple(one.rule for one in self.in_force if one.rule is not None)

    def over(self, form: FilledForm) -> FilledForm:
        """The form as it is checked here: the same values and formulas, other rules and thresholds."""
        if not self.in_force:
            return form
        local = self.template(form.template)
        # Constants that stand in no cell of the form, such as the points a 一级指标 should have, are the rules' own.
        hidden = {Place(spot.block, spot.row or "", spot.column) for spot in local.hidden_givens}
        own = {place: value for place, value in constants_of(local).items() if place in hidden & form.declared.keys()}
        return replace(form, template=local, declared={**form.declared, **own}, memory={})

    def template(self, template: Template) -> Template:
        """A template as it is judged by here."""
        if not self.in_force:
            return template
        key = f"{template.id} {template.digest}"
        if key not in self.made:
            self.made[key] = self._local(template)
        return self.made[key]

    def regraded(self, finding: Finding) -> Finding:
        """A finding with the severity it has here."""
        severity = self.grades.get(finding.rule)
        return finding if severity is None else replace(finding, severity=severity)

    def uses(self, forms: Iterable[FormReport], between: Sequence[Finding] = ()) -> Iterator[Exemption]:
        """What came of each decision over all forms, and over what was found between them."""
        known = (form for form in forms if form.sheet is not None or form.kind == REPORT)
        checked = list(known) if self.entries else []
        for one in self.entries:
            use, count = one.decision.standing(self.day), 0
            if use is Use.USED:
                used, count = self._use(one, checked, between)
                use = Use.USED if used else Use.UNUSED
            yield Exemption(one.decision.where, one.words, one.decision.reason, use, count=count)

    def _use(self, one: Entry, forms: list[FormReport], between: Sequence[Finding]) -> tuple[bool, int]:
        if one.off:
            return any(form.rules.skipped.get(one.off) == self.off[one.off] for form in forms), 0
        code = one.graded or (one.rule.code if one.rule is not None else "")
        findings = [*between, *(finding for form in forms for finding in form.findings)]
        count = sum(finding.rule == code for finding in findings)
        if one.rule is not None:
            return any(code in form.rules.ran for form in forms), count
        return (bool(count) if one.graded else bool(forms)), count

    def _local(self, template: Template) -> Template:
        """A template whose rules are bound anew over the changed policy; its formulas stay as they are."""
        policy = template.policy
        for one in self.in_force:
            policy = with_policy(policy, one.policy)
        definition = replace(template.definition, policy=policy)
        rules = SharedRules((*self.shared.rules, *self.added), self.shared.derived)
        bound, _ = assemble(definition, rules, blank=template.blank)
        cases = []
        for case in bound.cases:
            severity = self.grades.get(case.rule.code)
            if case.rule.code not in self.off:
                graded = case if severity is None else replace(case, case=replace(case.case, severity=severity.value))
                cases.append(graded)
        unavailable = {**bound.unavailable, **self.off}
        return replace(
            template, definition=definition, cases=tuple(cases), unavailable=unavailable, givens=bound.givens
        )


def with_policy(policy: Mapping[str, Any], changes: Mapping[str, object]) -> dict[str, Any]:
    """A policy with some entries replaced; a dotted key goes into a table.

    What a template has not stays out, but for what no template must have.
    """
    made = dict(policy)
    for key, value in changes.items():
        first, dot, rest = key.partition(".")
        if first == POLICY_KEY:  # a template says only what it judges otherwise than the shipped words
            made[first] = {**made.get(first, {}), rest: value}
            continue
        if first not in made and first not in OPTIONAL:
            continue
        if not dot:
            made[first] = value
        elif isinstance(made[first], dict):
            made[first] = with_policy(made[first], {rest: value})
    return made
