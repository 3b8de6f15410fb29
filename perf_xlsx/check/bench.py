"""The part of a check that stands on a machine of a cluster: files arrive as bytes, reports go back."""

import weakref
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.pool import Pool
from perf_xlsx.check.ruleset import rule_set
from perf_xlsx.errors import PerfXlsxError, UsageError
from perf_xlsx.files.names import safe
from perf_xlsx.finding import FormReport
from perf_xlsx.form.kept_register import KeptRegister
from perf_xlsx.template.catalog import catalog_of

OTHER_PROGRAM = "集群的机器上的 perf-xlsx 与本机的不是同一版本，请装同一版本再试"


@dataclass(frozen=True)
class Parcel:
    """What a check is made with, packed for another machine: definitions of one's own as their bytes, no paths.

    So is a register that lies on disk.
    """

    checking: Checking
    template: str
    definitions: dict[str, bytes]
    register: bytes
    rules: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A returned file on its way: the name its reports carry, its bytes."""

    shown: str
    data: bytes


def pack(checking: Checking) -> Parcel:
    """Everything another machine needs to say the same of a file."""
    own, rules = checking.catalog.own, rule_set(checking)
    files = list(own.rglob("*.toml")) if own is not None else []
    definitions = {file.relative_to(own).as_posix(): file.read_bytes() for file in files} if own is not None else {}
    kept = checking.register if isinstance(checking.register, KeptRegister) else None
    # The template may be one's own: it is named where the definitions have arrived.
    bare = replace(checking, catalog=catalog_of(), template="", register=checking.register if kept is None else None)
    return Parcel(bare, checking.template, definitions, b"" if kept is None else kept.file.read_bytes(), rules)


class Bench:
    """Settings, and processes beside the Dask worker's own (check.pool), one for each of its threads that checks.

    A file never meets the Dask worker itself: what kills or hangs a process is one finding here as it is without a
    cluster. Dask keeps a bench while somebody uses it; then its processes and its folder end with it.
    """

    def __init__(self, parcel: Parcel) -> None:
        """Unpack; raises UsageError where the program here is another one than the sender's."""
        self._parcel = parcel
        self._held = ExitStack()
        self._free: SimpleQueue[Pool] = SimpleQueue()
        weakref.finalize(self, self._held.close)
        self._folder = Path(self._held.enter_context(TemporaryDirectory(prefix="perf-xlsx-")))
        self._checking = self._unpacked(parcel)
        if rule_set(self._checking) != parcel.rules:
            raise UsageError(OTHER_PROGRAM)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another machine as what it was made of."""
        return Bench, (self._parcel,)

    def check(self, files: list[Sent]) -> list[list[FormReport]]:
        """The reports of each file."""
        pool = self._pool()
        with TemporaryDirectory(dir=self._folder) as folder:
            paths = [_put(Path(folder) / str(number), file) for number, file in enumerate(files)]
            found = list(pool.run(paths))
        self._free.put(pool)
        return [[replace(one, file=file.shown) for one in reports] for file, reports in zip(files, found, strict=True)]

    def _unpacked(self, parcel: Parcel) -> Checking:
        own = self._folder / "definitions"
        for name, data in parcel.definitions.items():
            (own / name).parent.mkdir(parents=True, exist_ok=True)
            (own / name).write_bytes(data)
        catalog = catalog_of(own) if parcel.definitions else catalog_of()
        register = parcel.checking.register
        if parcel.register:
            file = self._folder / "register.db"
            file.write_bytes(parcel.register)
            register = KeptRegister(file)
        return replace(parcel.checking, catalog=catalog, template=parcel.template, register=register)

    def _pool(self) -> Pool:
        try:
            return self._free.get_nowait()
        except Empty:
            return self._held.enter_context(Pool(self._checking, 1))


def ready(_bench: Bench) -> bool:
    """What is asked before the first file is sent: whether there is a bench at all."""
    return True


def checked(bench: Bench, files: list[Sent]) -> list[list[FormReport]] | PerfXlsxError:
    """What a task of the cluster does; a mistake is an answer, so that it needs none of Dask's ways with errors."""
    try:
        return bench.check(files)
    except PerfXlsxError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a full disk, say: nothing a file is to blame for
        return UsageError(f"集群的一台机器不能审核（{type(error).__name__}: {error}），请处理后再试")


def _put(folder: Path, file: Sent) -> Path:
    """The file under its own name, which T08 looks at, or under one this machine takes."""
    folder.mkdir()
    name = PurePath(file.shown).name
    try:
        path = folder / name
        path.write_bytes(file.data)
    except (OSError, ValueError):
        path = folder / safe(name)
        path.write_bytes(file.data)
    return path
