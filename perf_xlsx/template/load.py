"""TOML text to a template; the author's mistakes all at once, each with file and path."""

import tomllib

from perf_xlsx.errors import Fault, TemplateError
from perf_xlsx.template.assemble import Template, assemble
from perf_xlsx.template.lint import structure_faults
from perf_xlsx.template.model import Definition, SharedRules
from perf_xlsx.template.structure import read_table


def read_shared(text: str, path: str) -> SharedRules:
    """Read `rules.toml`; raises TemplateError with every fault."""
    faults: list[Fault] = []
    shared = read_table(SharedRules, _toml(text, path), "", faults)
    if not isinstance(shared, SharedRules):
        raise TemplateError([_in_file(path, fault) for fault in faults])
    return shared


def read_template(text: str, path: str, shared: SharedRules) -> Template:
    """Read one definition; raises TemplateError with every fault of it."""
    faults: list[Fault] = []
    definition = read_table(Definition, _toml(text, path), "", faults)
    if isinstance(definition, Definition):
        faults += structure_faults(definition)
    if faults or not isinstance(definition, Definition):
        raise TemplateError([_in_file(path, fault) for fault in faults])
    template, more = assemble(definition, shared)
    if more:
        raise TemplateError([_in_file(path, fault) for fault in more])
    return template


def _toml(text: str, path: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError([Fault(path, f"不是有效的 TOML：{error}")]) from None


def _in_file(path: str, fault: Fault) -> Fault:
    return Fault(f"{path} {fault.where}".rstrip(), fault.what)
