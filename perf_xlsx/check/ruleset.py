"""The digest of everything a result depends on besides the file: program, definitions, what was asked for."""

import hashlib
from functools import cache
from pathlib import Path

import perf_xlsx.check
from perf_xlsx.check.checking import Checking
from perf_xlsx.template.shipped import shipped_folder

PROGRAM = Path(perf_xlsx.check.__file__).parents[1]


def rule_set(checking: Checking) -> str:
    """SHA-256, 64 hex: the program's own files, templates, local rules, waivers, register, key, year, limits."""
    digest = hashlib.sha256(_program().encode())
    if checking.catalog.own is not None:
        _add_folder(digest, checking.catalog.own, ".toml")
    limits = sorted(checking.limits.table().items())
    asked = (checking.fiscal_year, checking.template, checking.explain_reading, limits)
    key = hashlib.sha256(checking.key).hexdigest() if checking.key else ""
    waived = [(one, one.decision.standing(checking.waivers.day)) for one in checking.waivers.lines]
    decided = (
        waived,
        [(one.words, one.rule, one.decision.standing(checking.local.day)) for one in checking.local.entries],
    )
    register = checking.register
    digest.update(repr((asked, key, register is None, decided)).encode(errors="surrogatepass"))
    for code in sorted(register or ()):
        digest.update(repr((register or {})[code]).encode(errors="surrogatepass"))
    return digest.hexdigest()


@cache
def _program() -> str:
    digest = hashlib.sha256()
    _add_folder(digest, PROGRAM, ".py")
    _add_folder(digest, shipped_folder(), ".toml")
    return digest.hexdigest()


def _add_folder(digest: "hashlib._Hash", folder: Path, suffix: str) -> None:
    for file in sorted(folder.rglob(f"*{suffix}")):
        digest.update(file.relative_to(folder).as_posix().encode(errors="surrogatepass"))
        digest.update(hashlib.sha256(file.read_bytes()).digest())
