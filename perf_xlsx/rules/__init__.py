"""The written rules, in report order; declared rules stand in the templates."""

from perf_xlsx.rules.base import WrittenRule
from perf_xlsx.rules.encrypted_file import encrypted_file
from perf_xlsx.rules.file_over_limits import file_over_limits
from perf_xlsx.rules.fixed_content_changed import fixed_content_changed
from perf_xlsx.rules.formula_overwritten import formula_overwritten
from perf_xlsx.rules.macros_or_links import macros_or_links
from perf_xlsx.rules.mixed_identity import mixed_identity
from perf_xlsx.rules.no_form_found import no_form_found
from perf_xlsx.rules.not_as_issued import not_as_issued
from perf_xlsx.rules.protection_removed import protection_removed
from perf_xlsx.rules.stale_result import stale_result
from perf_xlsx.rules.structure_changed import structure_changed
from perf_xlsx.rules.unknown_format import unknown_format
from perf_xlsx.rules.unreadable_file import unreadable_file
from perf_xlsx.rules.wrong_signature import wrong_signature
from perf_xlsx.rules.wrong_template import wrong_template

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
    not_as_issued,
)
