"""Next year's definition: a copy, never an heir, because a form that was sent out must not change any more."""

import re
from pathlib import Path

from perf_xlsx.errors import TemplateError, UsageError
from perf_xlsx.files.whole_file import write_whole
from perf_xlsx.template.catalog import Catalog

NAME = re.compile(r"([a-z][a-z0-9_]*)/(\d{4})/([a-z][a-z0-9_]*)")


def new_template(name: str, source: str, folder: Path) -> Path:
    """Copy a definition under a new id into a folder of definitions; returns the file written.

    Raises UsageError when the id is none, is taken, or the source does not exist.
    """
    found = NAME.fullmatch(name)
    if not found:
        raise UsageError(f"“{name}”应写成 地区/年度/表名，例如 national/2026/project_self_evaluation")
    catalog = Catalog(folder if folder.is_dir() else None)
    if name in catalog.files:
        raise UsageError(f"模板 {name} 已经有了：{catalog.files[name]}")
    catalog.get(source)
    region, year, form = found.groups()
    text = catalog.files[source].read_text("utf-8-sig")
    for key, value in (("region", region), ("form", form), ("fiscal_years", f"{year}-")):
        text = re.sub(rf'^{key}\s*=\s*"[^"]*"', f'{key} = "{value}"', text, count=1, flags=re.MULTILINE)
    file = folder / region / year / f"{form}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, text.encode())
    return file


def lint(catalog: Catalog, name: str | None) -> int:
    """Read one definition, or every one; returns how many were read.

    Raises TemplateError with every fault of all of them.
    """
    names = [name] if name else sorted(catalog.files)
    faults = []
    for one in names:
        try:
            for blank in (False, True):
                catalog.get(catalog.find(one).id, blank=blank)
        except TemplateError as error:
            faults += error.faults
    if faults:
        raise TemplateError(faults)
    return len(names)
