"""What the C rules judge by: words, units and thresholds of `words.toml`, as a template's policy changes them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from perf_xlsx.errors import Fault, TemplateError
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.shipped import shipped_folder
from perf_xlsx.template.structure import read_table

WORDS_FILE = "words.toml"
POLICY_KEY = "consistency"


@dataclass(frozen=True, slots=True)
class UnitFamily:
    """Units that differ in wording only; numbers in `alike` ones may be compared."""

    key: str
    units: tuple[str, ...]
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A sort of indicator that is foreign to some levels; `sure` where a keyword leaves no doubt."""

    key: str
    levels: tuple[str, ...]
    words: tuple[str, ...]
    belongs: str
    unless: tuple[str, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Sector:
    """A field of government by the words that give it away."""

    key: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GradeNames:
    """What else a grade of a qualitative indicator is called."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Judgement:
    """One entry a key of `words.toml`, where each is explained."""

    divergence: float
    copied_share: float
    copied_rows: int
    small_rate: float
    saved_share: float
    likeness: float
    shortest_noun: int
    goal_likeness: float
    copy_likeness: float
    concentrated_share: float
    evenly_rows: int
    evenly_share: float
    far_from_custom: int
    budget_change: float
    small_change: float
    far_over: int
    shared_text: int
    unit_forms: int
    unit_share: float
    target_over: float
    longest_text: int
    misplaced_rows: int
    oldest_year: int
    customary_points: Mapping[str, int]
    switched_on: tuple[str, ...]
    unit_families: tuple[UnitFamily, ...]
    money_units: Mapping[str, int]
    duration_units: Mapping[str, int]
    leading: tuple[str, ...]
    trailing: tuple[str, ...]
    hollow: tuple[str, ...]
    completion_rates: tuple[str, ...]
    degree_words: tuple[str, ...]
    deadline_words: tuple[str, ...]
    rate_names: tuple[str, ...]
    measure_words: tuple[str, ...]
    remedy_words: tuple[str, ...]
    grade_names: tuple[GradeNames, ...]
    full_marks: tuple[str, ...]
    done_words: tuple[str, ...]
    bounded_rates: tuple[str, ...]
    unit_cost_words: tuple[str, ...]
    total_cost_words: tuple[str, ...]
    money_names: tuple[str, ...]
    spending_rates: tuple[str, ...]
    payment_words: tuple[str, ...]
    standard_words: tuple[str, ...]
    adjustment_words: tuple[str, ...]
    instruction_words: tuple[str, ...]
    adjustment_instructions: tuple[str, ...]
    empty_phrases: tuple[str, ...]
    budget_words: tuple[str, ...]
    problem_words: tuple[str, ...]
    problem_negations: tuple[str, ...]
    year_before: tuple[str, ...]
    year_after: tuple[str, ...]
    anniversaries: Mapping[str, int]
    made_words: tuple[str, ...]
    held_down: tuple[str, ...]
    misplaced: tuple[Misplaced, ...]
    sectors: tuple[Sector, ...]
    survey_words: tuple[str, ...]

    def limit(self, key: str) -> Decimal:
        """A threshold as a decimal."""
        return Decimal(str(getattr(self, key)))

    def is_on(self, code: str) -> bool:
        """Whether a rule that is off by default was switched on."""
        return code in self.switched_on


@lru_cache(maxsize=64)
def judgement_of(template: Template) -> Judgement:
    """What a template's forms are judged by.

    Raises TemplateError when its policy changes something that is not there, or to another type.
    """
    judgement, faults = read_judgement(template.policy)
    if judgement is None:
        raise TemplateError([Fault(f"{template.id}.toml {fault.where}".rstrip(), fault.what) for fault in faults])
    return judgement


def read_judgement(policy: Mapping[str, object]) -> tuple[Judgement | None, list[Fault]]:
    """The shipped words with a policy's changes; None with the author's mistakes."""
    changes = policy.get(POLICY_KEY, {})
    path = f"policy.{POLICY_KEY}"
    if not isinstance(changes, Mapping):
        return None, [Fault(path, "应为一个表")]
    faults: list[Fault] = []
    return read_table(Judgement, {**_shipped(), **changes}, path, faults), faults


@cache
def _shipped() -> Mapping[str, object]:
    return tomllib.loads((shipped_folder() / WORDS_FILE).read_text("utf-8"))
