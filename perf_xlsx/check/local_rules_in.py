"""The file of local rules: TOML, every fault of it at once, with "did you mean"."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from perf_xlsx.check.exemption import Decision, today
from perf_xlsx.check.local_file import Added, Grade, LocalFile, Off, Policy, as_far_as_read
from perf_xlsx.check.local_rules import Entry, LocalRules
from perf_xlsx.check.local_rules_lint import local_faults
from perf_xlsx.errors import ExemptionError, Fault, TemplateError, UsageError
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.load import toml_of
from perf_xlsx.template.structure import read_table


def read_local_rules(path: Path, catalog: Catalog, day: date | None = None) -> LocalRules:
    """Read a file of local rules against the definitions there are; raises ExemptionError with every fault of it."""
    try:
        data = toml_of(path.read_text("utf-8-sig"), path.name)
    except UnicodeDecodeError:
        raise UsageError(f"{path.name} 不是 UTF-8 文本，请用 UTF-8 编码保存") from None
    except TemplateError as error:
        raise ExemptionError(error.faults) from None
    faults: list[Fault] = []
    file = read_table(LocalFile, data, "", faults)
    faults += local_faults(as_far_as_read(data), catalog)
    if faults or not isinstance(file, LocalFile):
        raise ExemptionError([Fault(f"{path.name} {fault.where}".rstrip(), fault.what) for fault in faults])
    return LocalRules(tuple(_entries(file, path.name)), catalog.shared, day or today())


def _entries(file: LocalFile, name: str) -> Iterator[Entry]:
    def decision(kind: str, number: int, one: Off | Grade | Policy | Added) -> Decision:
        return Decision(f"{name} {kind}[{number}]", one.reason, one.since, one.until)

    for number, off in enumerate(file.off, 1):
        yield Entry(decision("off", number, off), off=off.rule)
    for number, grade in enumerate(file.grade, 1):
        yield Entry(decision("grade", number, grade), graded=grade.rule, severity=grade.severity)
    for number, policy in enumerate(file.policy, 1):
        yield Entry(decision("policy", number, policy), policy=policy.set)
    for number, rule in enumerate(file.rules, 1):
        yield Entry(decision("rules", number, rule), rule=rule.text)
