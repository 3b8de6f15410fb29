"""All a program needs: load a template, generate forms, check what came back."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.check.batch import batch_of, check_files, check_listing, list_files, read_previous
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file as _check_file
from perf_xlsx.check.kept import KeptReports
from perf_xlsx.check.ledger import Ledger
from perf_xlsx.check.local_rules_in import read_local_rules
from perf_xlsx.check.local_rules_lint import known_codes
from perf_xlsx.check.pairing import GivenForm, given_form, with_forms
from perf_xlsx.check.reread import reread
from perf_xlsx.check.waivers import read_waivers
from perf_xlsx.errors import UsageError
from perf_xlsx.finding import FormReport
from perf_xlsx.form.picture import picture
from perf_xlsx.form.project import Project
from perf_xlsx.form.registered import Registered
from perf_xlsx.form.returns import Return
from perf_xlsx.issue.generate import Issue, generate, generate_blank
from perf_xlsx.issue.import_codes import Codes, read_codes
from perf_xlsx.issue.placed import Fate, PlacedCell
from perf_xlsx.issue.projects import read_projects
from perf_xlsx.issue.register import read_register
from perf_xlsx.issue.rollover import TakenOver, take_over
from perf_xlsx.issue.sample_list import write_sample_list
from perf_xlsx.issue.weights import guessed_lower, unusual_weights
from perf_xlsx.report.annotate import annotate
from perf_xlsx.report.drafting import draft_reports
from perf_xlsx.report.file import put, write_report
from perf_xlsx.report.importing import Imported, Imports, import_forms
from perf_xlsx.report.letters import write_letters
from perf_xlsx.report.made import Made, list_forms
from perf_xlsx.report.outlines import outline_keys
from perf_xlsx.report.printing import print_forms
from perf_xlsx.report.projects import Summary, summary_of
from perf_xlsx.report.tallies import About, about_now
from perf_xlsx.rules import one_text_a_code
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.catalog import Catalog, catalog_of
from perf_xlsx.template.copy import lint, new_template
from perf_xlsx.template.model import RuleText
from perf_xlsx.workbook.limits import Limits, read_limits

__all__ = [
    "About",
    "BatchReport",
    "Checking",
    "Codes",
    "Fate",
    "FormReport",
    "GivenForm",
    "Imported",
    "Imports",
    "Issue",
    "KeptReports",
    "Ledger",
    "Limits",
    "Made",
    "PlacedCell",
    "Project",
    "Return",
    "Summary",
    "TakenOver",
    "Template",
    "about_now",
    "all_rules",
    "annotate",
    "batch_of",
    "catalog_of",
    "check_file",
    "check_files",
    "check_listing",
    "check_paths",
    "draft_reports",
    "finalize",
    "generate",
    "generate_blank",
    "given_form",
    "guessed_lower",
    "import_forms",
    "iterate_paths",
    "known_codes",
    "lint_templates",
    "list_files",
    "list_forms",
    "load_template",
    "new_template",
    "outline_keys",
    "picture",
    "print_forms",
    "read_codes",
    "read_limits",
    "read_local_rules",
    "read_previous",
    "read_projects",
    "read_register",
    "read_returned",
    "read_waivers",
    "summarise",
    "unusual_weights",
    "with_forms",
    "write_letters",
    "write_report",
    "write_sample_list",
]


def load_template(name: str, fiscal_year: int | None = None, templates: Path | None = None) -> Template:
    """Load a template by id (region/year/form), or by region/form and the fiscal year it must cover.

    `templates` is a folder of definitions of one's own, searched first. Raises UsageError when there is none,
    TemplateError with every fault of its definition.
    """
    return catalog_of(templates).find(name, fiscal_year)


def check_file(path: Path, checking: Checking | None = None) -> list[FormReport]:
    """Check one file; one report a form in it. Nothing the file contains raises."""
    return _check_file(path, path.as_posix(), checking or Checking())


def check_paths(
    paths: Sequence[Path],
    checking: Checking | None = None,
    jobs: int | None = 1,
    form: Path | None = None,
    cluster: str = "",
) -> BatchReport:
    """Check files and folders; `jobs` is how many processes work, None as many as pay; `cluster` a Dask scheduler.

    `form` is the form the narrative reports among them belong to, else each is paired by project.

    Raises UsageError when a path does not exist or a folder cannot be looked into. A faulty definition of one's own
    raises TemplateError when `Checking` is made.
    """
    listing, how = list_files(paths), checking or Checking()
    given = given_form(form, how) if form else None
    found = with_forms(check_files(listing.files, how, jobs, cluster), how, given)
    return batch_of([one for reports in found for one in reports], how, listing)


def iterate_paths(
    paths: Sequence[Path], checking: Checking | None = None, jobs: int | None = 1, cluster: str = ""
) -> Iterator[FormReport]:
    """Check files and folders, each form's report as it is done, narrative reports last.

    Raises UsageError when a path does not exist.
    """
    listing, how = list_files(paths), checking or Checking()
    return chain.from_iterable(with_forms(check_files(listing.files, how, jobs, cluster), how))


def read_returned(folder: Path, template: Template, fiscal_year: int, checking: Checking | None = None) -> TakenOver:
    """Take projects, indicators and targets over from last year's returned forms; amounts are not taken.

    Raises UsageError when the folder does not exist, or nothing in it can be taken, with every reason.
    """
    taken = take_over(list(reread(list_files([folder]).files, checking or Checking())), template, fiscal_year)
    if not taken.projects:
        raise UsageError(taken.left_out or f"{folder} 里没有上年的自评表")
    return taken


def finalize(paths: Sequence[Path], out: Path, checking: Checking | None = None) -> list[Made]:
    """Write a clean print form for each filled, issued form of some files and folders as out/<项目名称>.xlsx.

    A form with errors is printed too, marked 草稿 on every page. What cannot be printed, or would be written over a
    file that is there, says why. Raises UsageError when a path does not exist or `out` cannot be written to.
    """
    return list(print_forms(list_forms(paths, out), out, checking or Checking()))


def summarise(
    batch: BatchReport, out: Path, fiscal_year: int | None = None, register: Mapping[str, Registered] | None = None
) -> Summary:
    """Write 自评结果汇总表 of checked forms; `register` is what was issued (`read_register`), to list what is missing.

    Raises UsageError when it cannot be written; returns what was added up, left out and missing.
    """
    from perf_xlsx.report.summary import summary_workbook  # noqa: PLC0415 - XlsxWriter is slow to import

    made = summary_of(batch, fiscal_year, register)
    put(out, summary_workbook(made, about_now(batch, fiscal_year)))
    return made


def all_rules(template: str | None = None, templates: Path | None = None) -> list[RuleText]:
    """Every rule by code, or those that stand in one template (written rules stand in all of them)."""
    catalog = catalog_of(templates)
    declared = catalog.find(template).rules if template else catalog.shared.rules
    return sorted(one_text_a_code(declared), key=lambda rule: rule.code)


def lint_templates(name: str | None = None, templates: Path | None = None) -> int:
    """Check one definition, or all; returns how many. Raises TemplateError with every fault."""
    return lint(Catalog(templates), name)  # read anew: the author is editing it
