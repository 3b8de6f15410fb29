"""What a workbook carries beside cells and forms: macros, links to other files, DDE, embedded objects."""

import re
from collections.abc import Iterable, Mapping

from perf_xlsx.workbook.book import RawCell
from perf_xlsx.workbook.package import Package
from perf_xlsx.workbook.relations import Relation

MACRO, LINK, DDE, EMBEDDED = "宏", "外部链接", "DDE链接", "嵌入对象"

_MACRO_RELATIONS = frozenset({"vbaProject", "xlMacrosheet", "xlIntlMacrosheet"})
_EMBEDDED_TYPES = ("oleObject", "activeX", "embeddings", "application/vnd.openxmlformats-officedocument.package")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def extras_of(
    package: Package,
    types: Mapping[str, str],
    relations: Iterable[Relation],
    formulas: Iterable[RawCell],
) -> tuple[str, ...]:
    """Name what rule F05 speaks of, in a fixed order; formulas are the cells that may call another program."""
    found: set[str] = set()
    for relation in relations:
        if relation.kind in _MACRO_RELATIONS:
            found.add(MACRO)
        elif relation.kind == "externalLink":
            found.add(_link(package, relation))
        elif relation.kind == "connections":
            found.add(LINK)
    for name, kind in types.items():
        if "vbaProject" in kind:
            found.add(MACRO)
        if "/embeddings/" in name or "/activex/" in name or any(word in kind for word in _EMBEDDED_TYPES):
            found.add(EMBEDDED)
    if any("|" in _QUOTED.sub("", cell.formula or "") for cell in formulas):
        found.add(DDE)
    return in_order(found)


def in_order(found: set[str]) -> tuple[str, ...]:
    """Put what was found into the order messages name it in."""
    return tuple(word for word in (MACRO, LINK, DDE, EMBEDDED) if word in found)


def _link(package: Package, relation: Relation) -> str:
    if relation.external or relation.target not in package:
        return LINK
    # Without its zero bytes UTF-16 reads like ASCII, which is enough to find one word.
    return DDE if b"ddeLink" in package.read(relation.target).replace(b"\0", b"") else LINK
