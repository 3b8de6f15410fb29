"""One sheet of a returned workbook: its cells, and what was declared around them."""

from perf_xlsx.workbook.book import LAST_COLUMN, SheetGrid, Validation
from perf_xlsx.workbook.cells_in import Gathered, Source, read_cells
from perf_xlsx.workbook.covers_in import repainted_by
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.refuse import at_most, damaged
from perf_xlsx.workbook.xml_in import Element, is_below, is_true, local_name, main_namespace

# Signs; the narrowest column of an honest form has four.
_FLAT_WIDTH = 0.5


def empty_sheet(name: str, state: str) -> SheetGrid:
    """Stand in for a sheet without cells, such as a chart."""
    return SheetGrid(name, state, {}, {}, {}, (), None, (), (), frozenset(), ())


def read_sheet(root: Element, name: str, state: str, source: Source) -> SheetGrid:
    """Read a worksheet from its tree."""
    space = main_namespace(root, "worksheet", name)
    data = root.find(f"{space}sheetData")
    gathered = Gathered() if data is None else read_cells(data, space, source)
    protection = root.find(f"{space}sheetProtection")
    columns = _columns(root, space, source)
    return SheetGrid(
        name=name,
        state=state,
        cells=gathered.cells,
        blanks=gathered.blanks,
        row_styles=gathered.row_styles,
        column_styles=tuple((first, last, style) for first, last, style, _ in columns if style),
        protection=None if protection is None else dict(protection.attrib),
        merges=_merges(root, space, source.limits),
        validations=_validations(root, space, source.limits),
        hidden_rows=frozenset(gathered.hidden_rows),
        hidden_columns=tuple((first, last) for first, last, _, hidden in columns if hidden),
        repainted=repainted_by(root, source.repainting),
    )


def _columns(root: Element, space: str, source: Source) -> list[tuple[int, int, int, bool]]:
    found = []
    try:
        for element in root.iterfind(f"{space}cols/{space}col"):
            first, last = int(element.get("min", "")), int(element.get("max", ""))
            hidden = is_true(element.get("hidden")) or is_below(element.get("width"), _FLAT_WIDTH)
            # Programs write a last column past the sheet's edge now and then.
            found.append((max(first, 1), min(last, LAST_COLUMN), source.style_numbers[element.get("style")], hidden))
    except (ValueError, LookupError) as error:
        raise damaged("列的范围或样式无效") from error
    at_most(LAST_COLUMN, len(found), "列定义数")
    return found


def _merges(root: Element, space: str, limits: Limits) -> tuple[str, ...]:
    found = tuple(element.get("ref", "") for element in root.iterfind(f"{space}mergeCells/{space}mergeCell"))
    at_most(limits.ranges, len(found), "合并单元格数")
    return found


def _validations(root: Element, space: str, limits: Limits) -> tuple[Validation, ...]:
    elements = root.findall(f"{space}dataValidations/{space}dataValidation")
    extensions = root.find(f"{space}extLst")
    if extensions is not None:
        # A list that stands on another sheet is kept here by Excel 2010 and later.
        elements += [element for element in extensions.iter() if local_name(element) == "dataValidation"]
    at_most(limits.ranges, len(elements), "数据有效性数")
    return tuple(map(_validation, elements))


def _validation(element: Element) -> Validation:
    texts = {local_name(child): "".join(child.itertext()).strip() for child in element}
    return Validation(
        ranges=element.get("sqref") or texts.get("sqref", ""),
        kind=element.get("type", "none"),
        operator=element.get("operator", "between"),
        formula1=texts.get("formula1", ""),
        formula2=texts.get("formula2", ""),
        allow_blank=is_true(element.get("allowBlank")),
    )
