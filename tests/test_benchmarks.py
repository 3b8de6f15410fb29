"""A small share of `make bench`, with bounds wide enough for a busy machine: a check that became slow is noticed."""

import re
from pathlib import Path

import bench_corpus as corpus
from bench_forms import compare_reading
from bench_measure import Line

from perf_xlsx.api import check_file
from perf_xlsx.finding import Verdict

FORMS, ROUNDS, MOST_READS = 4, 2, 3


def test_a_check_costs_a_small_part_of_loading_the_file_twice(tmp_path: Path) -> None:
    """Half of what the targets ask for, on a few forms; the rules cost no more than a few reads."""
    against_openpyxl, against_calamine, rules, _ = compare_reading(corpus.make_forms(tmp_path, FORMS), ROUNDS)
    assert against_openpyxl.measured >= against_openpyxl.target / 2, str(against_openpyxl)
    assert against_calamine.measured <= against_calamine.target * 2, str(against_calamine)
    assert rules.measured <= MOST_READS, str(rules)


def test_the_forms_are_filled_in_as_units_do(tmp_path: Path) -> None:
    """A number always gives the same form; every form is read as issued, most are in order, some go back."""
    assert corpus.form_bytes(7) == corpus.form_bytes(7)
    reports = [one for file in corpus.make_forms(tmp_path, 16) for one in check_file(file)]
    assert [one.project_code for one in reports] == [f"B{number:05d}" for number in range(16)]
    assert all(one.issued and one.opened for one in reports)
    assert not any(finding.rule.startswith("T") for one in reports for finding in one.findings)
    verdicts = [one.verdict for one in reports]
    assert verdicts.count(Verdict.PASS) >= 5
    assert verdicts.count(Verdict.RETURN) >= 1


def test_a_line_says_whether_the_target_was_reached() -> None:
    """At most, or at least."""
    assert re.search("0.50（要求 ≤ 0.7）达到", str(Line("规则", 0.5, 0.7)))
    assert re.search("11.00（要求 ≥ 12）未达到", str(Line("审核", 11, 12, least=True)))
