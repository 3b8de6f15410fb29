"""The workbook part: which sheets there are and where, defined names, the date system; and custom properties."""

from collections.abc import Mapping
from dataclasses import dataclass

from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.package import Package
from perf_xlsx.workbook.refuse import RefusedError, at_most, damaged, shown
from perf_xlsx.workbook.relations import Relation, relations_of
from perf_xlsx.workbook.strings import unescape
from perf_xlsx.workbook.xml_in import Element, is_true, main_namespace

_RELATION_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_STATES = frozenset({"visible", "hidden", "veryHidden"})
_CELLLESS = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})
_OTHER_KINDS = (
    ("sheet.binary", "二进制工作簿（.xlsb）"),
    ("wordprocessingml", "文字文档（.docx）"),
    ("presentationml", "演示文稿（.pptx）"),
)


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it; without a part when it is of a kind that has no cells."""

    name: str
    state: str
    part: str | None


@dataclass(frozen=True, slots=True)
class WorkbookPart:
    """The workbook part and what it points at."""

    package: Package
    root: Element
    space: str
    relations: Mapping[str, Relation]

    def part(self, kind: str) -> str | None:
        """Find the one part of a kind, if the workbook has it."""
        return _only(self.package, self.relations, kind)

    def date1904(self) -> bool:
        """Tell whether dates count from 1904."""
        return any(is_true(element.get("date1904")) for element in self.root.iterfind(f"{self.space}workbookPr"))


def open_workbook(package: Package, types: Mapping[str, str], roots: Mapping[str, Relation]) -> WorkbookPart:
    """Find and parse the workbook part; another kind of office document is refused by its name."""
    name = _only(package, roots, "officeDocument") or ""
    kind = types.get(name.lower(), "")
    for word, what in _OTHER_KINDS:
        if word in kind:
            raise RefusedError("F06", what)
    if name not in package:
        raise damaged("找不到工作簿部件")
    root = package.tree(name)
    return WorkbookPart(package, root, main_namespace(root, "workbook", name), relations_of(package, name))


def sheet_entries(workbook: WorkbookPart, limits: Limits) -> list[SheetEntry]:
    """List the sheets in their order; each must have a part of its own."""
    elements = workbook.root.findall(f"{workbook.space}sheets/{workbook.space}sheet")
    at_most(limits.sheets, len(elements), "工作表数")
    if not elements:
        raise damaged("工作簿里没有工作表")
    entries = [_entry(workbook, element) for element in elements]
    parts = [entry.part.lower() for entry in entries if entry.part is not None]
    if len(set(parts)) < len(parts):
        raise damaged("两个工作表指向同一部件")
    return entries


def defined_names(workbook: WorkbookPart, sheets: list[SheetEntry], limits: Limits) -> dict[str, str]:
    """Read the defined names; one that belongs to a sheet is called sheet!name."""
    elements = workbook.root.findall(f"{workbook.space}definedNames/{workbook.space}definedName")
    at_most(limits.names, len(elements), "定义名称数")
    names: dict[str, str] = {}
    for element in elements:
        name, owner = unescape(element.get("name", "")), element.get("localSheetId")
        if owner is not None:
            name = f"{_owner(sheets, owner)}!{name}"
        names[name] = unescape(element.text or "")
    return names


def custom_properties(package: Package, roots: Mapping[str, Relation], limits: Limits) -> dict[str, str]:
    """Read the custom document properties, each as the text it is stored as."""
    part = next((relation.target for relation in roots.values() if relation.kind == "custom-properties"), "")
    if part not in package:
        return {}
    elements = list(package.tree(part))
    at_most(limits.names, len(elements), "自定义属性数")
    return {unescape(element.get("name", "")): unescape("".join(element.itertext()).strip()) for element in elements}


def _only(package: Package, relations: Mapping[str, Relation], kind: str) -> str | None:
    """The part of a kind; programs differ in which of two they take."""
    names = {one.target: None for one in relations.values() if one.kind == kind and one.target in package}
    if len(names) > 1:
        raise damaged(f"工作簿有两份{kind}")
    return next(iter(names), None)


def _entry(workbook: WorkbookPart, element: Element) -> SheetEntry:
    name, state = unescape(element.get("name", "")), element.get("state", "visible")
    identity = next((element.get(key) for key in _RELATION_IDS if key in element.attrib), None)
    relation = workbook.relations.get(identity or "")
    if relation is None or relation.external or relation.target not in workbook.package:
        raise damaged(f"工作表“{shown(name)}”的内容缺失")
    part = None if relation.kind in _CELLLESS else relation.target
    return SheetEntry(name, state if state in _STATES else "visible", part)


def _owner(sheets: list[SheetEntry], number: str) -> str:
    return sheets[int(number)].name if number.isdecimal() and len(number) < 4 and int(number) < len(sheets) else "?"  # noqa: PLR2004 - 255 sheets
