"""How parts of a package point at each other: relationships, and the content type of every part."""

import posixpath
from typing import NamedTuple
from urllib.parse import unquote

from perf_xlsx.workbook.package import Package
from perf_xlsx.workbook.refuse import damaged
from perf_xlsx.workbook.xml_in import local_name

CONTENT_TYPES = "[Content_Types].xml"


class Relation(NamedTuple):
    """One relationship: the last word of its type, the part it points at, and whether that is outside the file."""

    kind: str
    target: str
    external: bool


def relations_of(package: Package, part: str) -> dict[str, Relation]:
    """Read the relationships of a part by their id ("" is the package itself); none when it has no such part."""
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    if source not in package:
        return {}
    relations: dict[str, Relation] = {}
    for element in package.tree(source):
        identity = element.get("Id", "")
        if identity in relations:
            raise damaged("部件之间的关系编号重复")
        kind = element.get("Type", "").rpartition("/")[2]
        external = element.get("TargetMode") == "External"
        relations[identity] = Relation(kind, _resolve(package, folder, element.get("Target", "")), external)
    return relations


def content_types(package: Package) -> dict[str, str]:
    """Give the content type of every part that has one, by lower-case part name."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for element in package.tree(CONTENT_TYPES):
        kind = element.get("ContentType", "")
        if local_name(element) == "Override":
            overrides[element.get("PartName", "").lstrip("/").lower()] = kind
        else:
            defaults[element.get("Extension", "").lower()] = kind
    found = ((name, overrides.get(name) or defaults.get(name.rpartition(".")[2])) for name in package.parts)
    return {name: kind for name, kind in found if kind}


def _resolve(package: Package, folder: str, target: str) -> str:
    whole = target if target.startswith("/") else f"/{folder}/{target}"
    name = posixpath.normpath(whole).lstrip("/")
    return name if name in package else unquote(name)
