"""The written rules, in report order; declared rules stand in the templates."""

from collections.abc import Iterable
from dataclasses import replace

from perf_xlsx.rules.actuals_copied import actuals_copied
from perf_xlsx.rules.base import WrittenRule
from perf_xlsx.rules.budget_change_unexplained import budget_change_unexplained
from perf_xlsx.rules.carry_over_breaks import carry_over_breaks
from perf_xlsx.rules.chapter_missing import chapter_missing
from perf_xlsx.rules.completion_rate_as_value import completion_rate_as_value
from perf_xlsx.rules.cost_points_above_cap import cost_points_above_cap
from perf_xlsx.rules.costs_against_funds import costs_against_funds
from perf_xlsx.rules.costs_scored_unevenly import costs_scored_unevenly
from perf_xlsx.rules.empty_account import empty_account
from perf_xlsx.rules.encrypted_file import encrypted_file
from perf_xlsx.rules.equal_target_passed import equal_target_passed
from perf_xlsx.rules.file_over_limits import file_over_limits
from perf_xlsx.rules.fixed_content_changed import fixed_content_changed
from perf_xlsx.rules.formula_overwritten import formula_overwritten
from perf_xlsx.rules.full_marks_with_problems import full_marks_with_problems
from perf_xlsx.rules.full_score_below_whole import full_score_below_whole
from perf_xlsx.rules.goal_against_indicator import goal_against_indicator
from perf_xlsx.rules.heading_contradicts import heading_contradicts
from perf_xlsx.rules.hint_left import hint_left
from perf_xlsx.rules.level_missing import level_missing
from perf_xlsx.rules.macros_or_links import macros_or_links
from perf_xlsx.rules.matrix_does_not_add_up import matrix_does_not_add_up
from perf_xlsx.rules.misplaced_indicator import misplaced_indicator
from perf_xlsx.rules.missing_class import missing_class
from perf_xlsx.rules.missing_unit import missing_unit
from perf_xlsx.rules.mixed_identity import mixed_identity
from perf_xlsx.rules.money_as_output import money_as_output
from perf_xlsx.rules.no_form_found import no_form_found
from perf_xlsx.rules.not_a_number import not_a_number
from perf_xlsx.rules.not_as_issued import not_as_issued
from perf_xlsx.rules.not_in_register import not_in_register
from perf_xlsx.rules.not_returned import not_returned
from perf_xlsx.rules.notice_number_differs import notice_number_differs
from perf_xlsx.rules.number_for_words import number_for_words
from perf_xlsx.rules.odd_comparator import odd_comparator
from perf_xlsx.rules.odd_money import odd_money
from perf_xlsx.rules.overshoot_not_deducted import overshoot_not_deducted
from perf_xlsx.rules.personal_data import personal_data
from perf_xlsx.rules.points_as_values import points_as_values
from perf_xlsx.rules.protection_removed import protection_removed
from perf_xlsx.rules.quality_repeats_quantity import quality_repeats_quantity
from perf_xlsx.rules.rate_above_hundred import rate_above_hundred
from perf_xlsx.rules.reason_at_full_score import reason_at_full_score
from perf_xlsx.rules.repeated_indicator import repeated_indicator
from perf_xlsx.rules.report_against_form import report_against_form
from perf_xlsx.rules.report_amounts_differ import report_amounts_differ
from perf_xlsx.rules.report_numbers_disagree import report_numbers_disagree
from perf_xlsx.rules.report_result_unclear import report_result_unclear
from perf_xlsx.rules.required_cell_blank import required_cell_blank
from perf_xlsx.rules.results_above_spending import results_above_spending
from perf_xlsx.rules.returned_twice import returned_twice
from perf_xlsx.rules.satisfaction_without_survey import satisfaction_without_survey
from perf_xlsx.rules.score_above_execution_cap import score_above_execution_cap
from perf_xlsx.rules.score_off_pro_rata import score_off_pro_rata
from perf_xlsx.rules.signing_date import signing_date
from perf_xlsx.rules.slipped_funds_row import slipped_funds_row
from perf_xlsx.rules.source_row_scored import source_row_scored
from perf_xlsx.rules.stale_result import stale_result
from perf_xlsx.rules.stale_year import stale_year
from perf_xlsx.rules.structure_changed import structure_changed
from perf_xlsx.rules.summary_differs import summary_differs
from perf_xlsx.rules.target_copied import target_copied
from perf_xlsx.rules.target_far_too_low import target_far_too_low
from perf_xlsx.rules.target_not_raised import target_not_raised
from perf_xlsx.rules.text_shared_by_projects import text_shared_by_projects
from perf_xlsx.rules.text_too_long import text_too_long
from perf_xlsx.rules.thin_reason import thin_reason
from perf_xlsx.rules.three_equal_amounts import three_equal_amounts
from perf_xlsx.rules.too_many_decimals import too_many_decimals
from perf_xlsx.rules.uneven_points import uneven_points
from perf_xlsx.rules.unit_all_perfect import unit_all_perfect
from perf_xlsx.rules.units_clash import units_clash
from perf_xlsx.rules.unknown_format import unknown_format
from perf_xlsx.rules.unmeasurable_target import unmeasurable_target
from perf_xlsx.rules.unpaid_as_saving import unpaid_as_saving
from perf_xlsx.rules.unreadable_file import unreadable_file
from perf_xlsx.rules.unusual_level1_points import unusual_level1_points
from perf_xlsx.rules.wrong_fiscal_year import wrong_fiscal_year
from perf_xlsx.rules.wrong_points_total import wrong_points_total
from perf_xlsx.rules.wrong_reverse_score import wrong_reverse_score
from perf_xlsx.rules.wrong_score_total import wrong_score_total
from perf_xlsx.rules.wrong_signature import wrong_signature
from perf_xlsx.rules.wrong_template import wrong_template
from perf_xlsx.template.model import RuleText

RULES: tuple[WrittenRule, ...] = (
    unreadable_file,
    encrypted_file,
    file_over_limits,
    no_form_found,
    macros_or_links,
    unknown_format,
    wrong_template,
    fixed_content_changed,
    formula_overwritten,
    stale_result,
    structure_changed,
    protection_removed,
    wrong_signature,
    mixed_identity,
    wrong_fiscal_year,
    slipped_funds_row,
    odd_money,
    unusual_level1_points,
    wrong_points_total,
    wrong_score_total,
    required_cell_blank,
    level_missing,
    not_a_number,
    source_row_scored,
    repeated_indicator,
    too_many_decimals,
    matrix_does_not_add_up,
    hint_left,
    signing_date,
    score_off_pro_rata,
    wrong_reverse_score,
    equal_target_passed,
    number_for_words,
    full_score_below_whole,
    target_copied,
    score_above_execution_cap,
    overshoot_not_deducted,
    thin_reason,
    reason_at_full_score,
    cost_points_above_cap,
    results_above_spending,
    full_marks_with_problems,
    units_clash,
    unmeasurable_target,
    actuals_copied,
    completion_rate_as_value,
    costs_against_funds,
    costs_scored_unevenly,
    unpaid_as_saving,
    goal_against_indicator,
    stale_year,
    empty_account,
    missing_unit,
    odd_comparator,
    rate_above_hundred,
    quality_repeats_quantity,
    misplaced_indicator,
    uneven_points,
    missing_class,
    money_as_output,
    three_equal_amounts,
    budget_change_unexplained,
    heading_contradicts,
    not_as_issued,
    report_against_form,
    points_as_values,
    satisfaction_without_survey,
    target_far_too_low,
    text_too_long,
    personal_data,
    report_amounts_differ,
    report_result_unclear,
    report_numbers_disagree,
    notice_number_differs,
    chapter_missing,
    not_returned,
    returned_twice,
    summary_differs,
    not_in_register,
    text_shared_by_projects,
    unit_all_perfect,
    carry_over_breaks,
    target_not_raised,
)


def one_text_a_code(declared: Iterable[RuleText]) -> list[RuleText]:
    """The texts of all written rules and of these declared ones, each code once.

    A rule that is declared for issued forms and written for hand-made ones (A16) is one rule: the declared text tells
    its conditions, the written one what it does.
    """
    written = {rule.text.code: rule.text for rule in RULES}
    texts = {
        rule.code: replace(rule, what=written[rule.code].what) if rule.code in written else rule for rule in declared
    }
    return list((written | texts).values())
