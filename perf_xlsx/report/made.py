"""What is made of one form, a file each: where it went, or why there is none; never over a file that is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from perf_xlsx.check.batch import list_files
from perf_xlsx.files.names import FreeNames, safe
from perf_xlsx.finding import Finding, FormReport, Severity
from perf_xlsx.report.file import put


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one form: the path of what was made of it, or why there is none; `report` is what checking found."""

    source: Path
    report: FormReport
    path: Path | None = None
    refused: str = ""

    @property
    def faults(self) -> Sequence[Finding]:
        """The findings that are still to be put right."""
        return [one for one in self.report.findings if one.open and one.severity is Severity.ERROR]


class MadeIn:
    """A folder things are made in, each named after its project; two of one name get a number."""

    def __init__(self, folder: Path, ending: str) -> None:
        """Take the folder and how every name ends, the suffix included."""
        words, dot, suffix = ending.rpartition(".")
        self._folder, self._words, self._suffix, self._free = folder, words, f"{dot}{suffix}", FreeNames()

    def put(self, one: Made, make: Callable[[], bytes]) -> Made:
        """Write what `make` gives; refused where a file is there. Raises UsageError when nothing can be written."""
        name = one.report.project_name or one.report.project_code or one.source.stem
        path = self._folder / self._free.take(safe(f"{name}{self._words}"), self._suffix)
        if path.exists():
            return replace(one, refused=f"{path} 已经有了，没有覆盖；请移走旧的，或换一个文件夹")
        put(path, make())
        return replace(one, path=path)


def list_forms(paths: Sequence[Path], out: Path) -> Sequence[Path]:
    """The files of some files and folders; what an earlier run made, in `out` inside one of them, is left out."""
    files, target = list_files(paths).files, out.resolve()
    inside = any(path.is_dir() and path.resolve() in target.parents for path in paths)
    return [file for file in files if not inside or target not in file.resolve().parents]
