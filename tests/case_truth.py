"""What must be found on the real forms and what must not, and how a finding counts as found."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import case_book

from perf_xlsx.finding import Finding, FormReport, Severity
from perf_xlsx.report.catalogue import shipped_rules

FILE = Path(__file__).parent / "cases" / "expected.txt"
SEVERITIES = {"error": Severity.ERROR, "warn": Severity.WARNING, "info": Severity.INFO}
# Rules that say a thing once for the whole form, all its rows named in the message.
ONCE_A_FORM = frozenset({"C04", "C05", "C07", "C08", "C12", "C13", "C14", "C16", "C18", "C19", "C28", "A25", "S20"})

_KINDS = """
F-SUM: A04 · F-RATE: A06 · F-SCORE: S01 · F-COLSHIFT: A05 · F-LOW: S04 C01 S23 · F-OVER: S02 · F-ADJUST: C22
F-BLANK: A13 A04 A05 · F-UNIT: A07 A06 A16 · F-FORMAT: A07 A06 A16 · F-DIV0: S03 A21 · F-MATRIX: A21 · F-DUPSCORE: A17
W-SUM: A08 · W-L1: A09 · W-MISSING: A13 · S-SUM: A11 · S-MISSING: A13 A10 A11 · S-TOTAL-MISSING: A13 A10 A11
S-FULL: S05 S06 S12 S13 S18 S09 · S-PROP: S05 S06 S10 S15 C08 · S-UNDER: S15 S09
D-MISSING: S09 S15 S08 S04 C09 C22 · D-WEAK: S20 S09 · D-NONSENSE: S20 S09 · D-OVERSHOOT: S08 C30
Q-PCT: S11 S12 · A-RATE: C06 · A-COPY: S14 C05 C12 · A-MISSING: A13 · A-TEXT: A16 S11 C06 C04
U-CLASH: C03 · U-MISSING: C13 C03 A07 · U-ODD: C13 C03 A07 · U-DUP: C13 C03 A07 · T-VAGUE: C04 · T-OP: C14 C04 S14
T-LOW: C30 C10 S08 · T-MISSING: A13 · T-MISPLACED: C14 · X-YEAR: C11 · X-TEXT: C10 C12 C26 R03
X-INDIC: C08 C09 C10 S12 C16 · X-COSTBUDGET: C07 · L-WRONG: C17 C20 C16 · L-MISSING: A15 C19 · L-EMPTY: A25 A14 A13
L-DUP: A18 · C-MISPLACED: C28 · H-BLANK: A03 A13 · H-VAGUE: C12 · H-CLASH: C23 A03 C12 · H-WRONG: C23 A03 C12
H-TEMPLATE: A25 · D-BLANK: A25
"""
KINDS = {
    kind: frozenset(codes.split())
    for kind, codes in (pair.split(":") for line in _KINDS.strip().splitlines() for pair in line.split(" · "))
}
IMPLEMENTED = frozenset(rule.code for rule in shipped_rules())


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing a reviewer finds; `rows` are empty for what is about the whole form.

    `left_out` says why it is not asked, `blocks` where it must stand otherwise; `cause` are rules that tell the cause
    and so say this too.
    """

    form: str
    severity: Severity
    kind: str
    rows: tuple[int, ...]
    left_out: str
    blocks: tuple[str, ...] = ()
    cause: frozenset[str] = frozenset()

    @property
    def codes(self) -> frozenset[str]:
        """The rules that may say it."""
        return KINDS[self.kind]

    @property
    def waits_for(self) -> frozenset[str]:
        """The rules that may say it and do not exist yet."""
        return self.codes - IMPLEMENTED

    def among(self, findings: Sequence[Finding]) -> bool:
        """Whether it is found: a rule of the kind on every row, at least a warning; for a note anything will do.

        What the noise budget made a note of on the later rows counts with the warning on the first.
        """
        if any(one.rule in self.cause for one in findings):
            return True
        serious = [one for one in findings if one.rule in self.codes and self._serious(one) and self._here(one)]
        if not self.rows:
            return bool(serious)
        said = {_row(one) for one in findings if one.rule in self.codes and self._here(one)}
        once = any(one.rule in ONCE_A_FORM for one in serious if _row(one) in {*self.rows, 0})
        return once or (set(self.rows) <= said and not {_row(one) for one in serious}.isdisjoint(self.rows))

    def covers(self, finding: Finding) -> bool:
        """Whether a finding says this."""
        row = _row(finding)
        return finding.rule in self.codes | self.cause and (not self.rows or row in self.rows or row == 0)

    def _here(self, finding: Finding) -> bool:
        field = finding.field or ""
        return not self.blocks or any(field == block or field.startswith(f"{block}.") for block in self.blocks)

    def _serious(self, finding: Finding) -> bool:
        return finding.severity is not Severity.INFO or self.severity is Severity.INFO


@dataclass(frozen=True, slots=True)
class Silent:
    """Where neither an error nor a warning may stand."""

    form: str
    places: tuple[str, ...]
    codes: tuple[str, ...]

    def broken_by(self, finding: Finding) -> bool:
        """Whether a finding stands there."""
        field = finding.field or ""
        where = any(field == place or field.startswith(f"{place}.") for place in self.places)
        return where and ("*" in self.codes or finding.rule in self.codes) and finding.severity is not Severity.INFO


def truth() -> tuple[list[Expected], list[Silent]]:
    """Every expectation of every form."""
    expected: list[Expected] = []
    silent: list[Silent] = []
    form = ""
    for line in FILE.read_text("utf-8").splitlines():
        words, _, left_out = line.partition(" ~ ")
        head, *rest = words.split() or [""]
        if not head or head == "#" or head.startswith("#"):
            continue
        if head == "silent":
            places, _, codes = words.removeprefix("silent").partition(":")
            silent.append(Silent(form, tuple(_place(one) for one in places.split()), tuple(codes.split())))
        elif head in SEVERITIES:
            expected.append(_expected(form, head, rest, left_out))
        else:
            form = head
    return expected, silent


def _expected(form: str, severity: str, words: Sequence[str], left_out: str) -> Expected:
    kind, *rest = words
    rows = tuple(int(word) for word in rest if word.isdecimal())
    cause = frozenset(word.removeprefix("=") for word in rest if word.startswith("="))
    blocks = tuple(word for word in rest if not word.isdecimal() and not word.startswith("="))
    blocks = blocks or (("funds", "total") if kind.startswith("F-") else ())
    return Expected(form, SEVERITIES[severity], kind, rows, left_out or _jumbled(form, rows), blocks, cause)


def _place(word: str) -> str:
    return f"indicators.{word}" if word.isdecimal() else word


def _jumbled(form: str, rows: Iterable[int]) -> str:
    """Rows whose cells were jumbled in the source are left out."""
    jumbled = {row["no"] for row in case_book.case(form)["indicators"] if row.get("ambiguous")}
    return "原文识别错乱" if jumbled & set(rows) else ""


def _row(finding: Finding) -> int:
    """The indicator row a finding is about; 0 for none."""
    found = re.match(r"indicators\.(\d+)\.", finding.field or "")
    return int(found[1]) if found else 0


def beyond(report: FormReport, expected: Sequence[Expected]) -> list[Finding]:
    """Errors and warnings that say nothing a reviewer found."""
    serious = [one for one in report.findings if one.severity is not Severity.INFO]
    return [one for one in serious if not any(wanted.covers(one) for wanted in expected)]
