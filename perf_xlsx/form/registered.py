"""What was issued as the register tells it: values only; `issue.register` writes and reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from perf_xlsx.files.travel import light


@light
@dataclass(frozen=True, slots=True)
class Issued:
    """One workbook as it was issued; `path` is relative to the folder of the register."""

    code: str
    name: str
    path: str
    digest: str


@light
@dataclass(frozen=True, slots=True)
class IssuedTarget:
    """What was issued in one indicator row; `row` is the printed row's number, as in `indicators.3`."""

    row: str
    level1: str
    level2: str
    level3: str
    target: str
    points: Decimal | None


@light
@dataclass(frozen=True, slots=True)
class Registered:
    """One project of a register."""

    issued: Issued
    supervising_department: str
    implementing_unit: str
    fiscal_year: int
    template: str
    targets: list[IssuedTarget] = field(default_factory=list)


Register = Mapping[str, Registered]
