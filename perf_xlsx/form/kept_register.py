"""A register on disk for a run: however many projects were issued, every process looks up only what a form needs."""

import weakref
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from perf_xlsx.files.workbench import Workbench, packed, spelt, unpacked, unspelt
from perf_xlsx.form.identity import one_spelling
from perf_xlsx.form.registered import Register, Registered

# A project is a part, or several where its lines do not stand together in the register.
TABLES = "CREATE TABLE parts (number INTEGER PRIMARY KEY, code TEXT, name TEXT, data BLOB);"
INDEXES = "CREATE INDEX by_code ON parts (code)", "CREATE INDEX by_name ON parts (name)"
CODES = "SELECT code FROM parts GROUP BY code ORDER BY MIN(number)"
COUNT = "SELECT COUNT(DISTINCT code) FROM parts"
OF_CODE = "SELECT data FROM parts WHERE code = ? ORDER BY number"
NAMED = "SELECT code FROM parts WHERE name = ? GROUP BY code ORDER BY MIN(number)"


class KeptRegister(Mapping[str, Registered]):
    """Projects by code, in the order they were added, read back when asked for.

    Sent to another process of this machine it is the same file; the file goes with the one that made it.
    """

    def __init__(self, file: Path, folder: "TemporaryDirectory[str] | None" = None) -> None:
        """Open the register that is kept in a file; the folder goes with this."""
        self.file, self._base = file, Workbench(file=file)
        weakref.finalize(self, _let_go, self._base, folder)
        [(self._count,)] = self._base.rows(COUNT)
        # A form is looked up once for each of several rules.
        self._last: tuple[str, Registered | None] = "", None

    @classmethod
    def of(cls, parts: Iterable[Registered]) -> Self:
        """Keep these; parts of one code are one project, which is called as its first part says."""
        folder = TemporaryDirectory(prefix="perf-xlsx-", ignore_cleanup_errors=True)
        file = Path(folder.name) / "register.db"
        try:
            _fill(file, parts)
        except BaseException:
            folder.cleanup()
            raise
        return cls(file, folder)

    def __reduce__(self) -> tuple[Any, ...]:
        return KeptRegister, (self.file,)

    def __len__(self) -> int:
        return int(self._count)

    def __iter__(self) -> Iterator[str]:
        return (str(unspelt(code)) for (code,) in self._base.rows(CODES))

    def __getitem__(self, code: str) -> Registered:
        if self._last[0] != code:
            self._last = code, self._read(code)
        if self._last[1] is None:
            raise KeyError(code)
        return self._last[1]

    def named(self, name: str) -> list[Registered]:
        """The projects of a name, in one spelling."""
        return [self[str(unspelt(code))] for (code,) in self._base.rows(NAMED, spelt(name))]

    def _read(self, code: str) -> Registered | None:
        parts: list[Registered] = [unpacked(data) for (data,) in self._base.rows(OF_CODE, spelt(code))]
        if len(parts) < 2:  # noqa: PLR2004 - as nearly always
            return parts[0] if parts else None
        return replace(parts[0], targets=list(chain.from_iterable(one.targets for one in parts)))


def namesakes(register: Register, name: str) -> list[Registered]:
    """The projects of a register that are called by a name, in one spelling."""
    found = register.named(name) if isinstance(register, KeptRegister) else register.values()
    return [one for one in found if one_spelling(one.issued.name) == name]


def _fill(file: Path, parts: Iterable[Registered]) -> None:
    base = Workbench(TABLES, file)
    try:
        for part in parts:
            base.put("parts", None, spelt(part.issued.code), spelt(one_spelling(part.issued.name)), packed(part))
        for index in INDEXES:
            base.run(index)
        base.finish()
    finally:
        base.close()


def _let_go(base: Workbench, folder: "TemporaryDirectory[str] | None") -> None:
    base.close()
    if folder is not None:
        folder.cleanup()
