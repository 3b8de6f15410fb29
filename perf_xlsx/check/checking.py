"""What a check is made with: the same for every file of a batch."""

from dataclasses import dataclass, field

from perf_xlsx.check.local_rules import LocalRules
from perf_xlsx.check.waivers import Waivers
from perf_xlsx.form.registered import Register
from perf_xlsx.template.catalog import Catalog, catalog_of
from perf_xlsx.workbook.limits import Limits


@dataclass(frozen=True)
class Checking:
    """What a check is made with: definitions, the batch's year, limits, the register of what was issued, the key.

    `template` is the definition hand-made forms are checked by, empty to choose one; `explain_reading` keeps what was
    read from where.

    Raises TemplateError with every fault of a definition of one's own, UsageError for a template there is none of:
    before the first file is opened.
    """

    catalog: Catalog = field(default_factory=catalog_of)
    fiscal_year: int | None = None
    limits: Limits = field(default_factory=Limits)
    template: str = ""
    explain_reading: bool = False
    local: LocalRules = field(default_factory=LocalRules)
    waivers: Waivers = field(default_factory=Waivers)
    register: Register | None = None
    key: bytes = b""

    def __post_init__(self) -> None:
        if self.template:
            self.catalog.find(self.template, self.fiscal_year)
        for name, file in self.catalog.files.items():
            if self.catalog.own is not None and file.is_relative_to(self.catalog.own):
                self.catalog.get(name)
