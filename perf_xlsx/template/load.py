"""TOML text to a template; the author's mistakes all at once, each with file and path."""

import tomllib
from collections.abc import Iterator

from perf_xlsx.errors import Fault, FormulaError, TemplateError, toml_fault
from perf_xlsx.expr.parse import parse
from perf_xlsx.template.assemble import Template, assemble
from perf_xlsx.template.bound import in_formula
from perf_xlsx.template.lint import rule_faults, structure_faults
from perf_xlsx.template.model import Definition, SharedRules
from perf_xlsx.template.structure import read_table


def read_shared(text: str, path: str) -> SharedRules:
    """Read `rules.toml`; raises TemplateError with every fault."""
    faults: list[Fault] = []
    shared = read_table(SharedRules, toml_of(text, path), "", faults)
    if isinstance(shared, SharedRules):
        faults += [*rule_faults(shared.rules), *unreadable(shared)]
    if faults or not isinstance(shared, SharedRules):
        raise TemplateError([_in_file(path, fault) for fault in faults])
    return shared


def read_template(text: str, path: str, shared: SharedRules, *, blank: bool = False) -> Template:
    """Read one definition, or its 空白版; raises TemplateError with every fault of it."""
    faults: list[Fault] = []
    definition = read_table(Definition, toml_of(text, path), "", faults)
    if isinstance(definition, Definition):
        faults += structure_faults(definition)
    if faults or not isinstance(definition, Definition):
        raise TemplateError([_in_file(path, fault) for fault in faults])
    template, more = assemble(definition, shared, blank=blank)
    if more:
        raise TemplateError([_in_file(path, fault) for fault in more])
    return template


def definition_of(text: str, path: str) -> Definition | None:
    """A definition without its formulas bound; None for one that has faults, which are told where it is used."""
    try:
        definition = read_table(Definition, toml_of(text, path), "", [])
    except TemplateError:
        return None
    return definition if isinstance(definition, Definition) else None


def unreadable(shared: SharedRules) -> Iterator[Fault]:
    """Formulas that no template could read: a rule that stands nowhere for a slip of the pen would never be missed."""
    texts = [(f"derived[{extra.block}.{extra.key}].formula", extra.formula) for extra in shared.derived]
    for rule in shared.rules:
        for number, case in enumerate(rule.cases, 1):
            path = f"rules[{rule.code}].cases[{number}]"
            texts += [(f"{path}.require", case.require), (f"{path}.expected", case.expected)]
    for path, text in texts:
        try:
            if text or not path.endswith("expected"):
                parse(text)
        except FormulaError as error:
            for fault in error.faults:
                found = in_formula(fault, text)
                yield Fault(f"{path} {found.where}".rstrip(), found.what)


def toml_of(text: str, path: str) -> dict[str, object]:
    """Read TOML; raises TemplateError when it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError([Fault(path, toml_fault(error))]) from None


def _in_file(path: str, fault: Fault) -> Fault:
    return Fault(f"{path} {fault.where}".rstrip(), fault.what)
