"""The cell formats of a workbook, as far as reading needs them: number format, locked, hidden, too faint."""

from functools import lru_cache

from perf_xlsx.workbook.book import Style
from perf_xlsx.workbook.faint_in import Looks, read_looks, repainting
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.refuse import at_most, damaged
from perf_xlsx.workbook.xml_in import Element, is_below, is_true, main_namespace, parse

_CACHED = 64 * 1024
# So far in, what stands in a cell of a form lies outside it; the menus of spreadsheet programs go no further than 15.
_FAR = 30
_NO_STYLES = (Style("General", locked=True, hidden=False),)

# ECMA-376 part 1, 18.8.30; 27-36 and 50-58 as the Chinese editions show them.
BUILT_IN_FORMATS = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}

# The formats, the number of each by the text a cell names it with, and the conditional ones that repaint.
Styles = tuple[tuple[Style, ...], dict[str | None, int], frozenset[str]]


def read_styles(data: bytes | None, name: str, limits: Limits) -> Styles:
    """Read the cell formats, and the number of each by the text a cell names it with; no part is one plain format."""
    if data is None:
        return _NO_STYLES, {None: 0, "0": 0}, frozenset()
    # Forms of one issue carry the same styles, byte for byte, unless a program rewrote them.
    return _cached(data, name, limits) if len(data) <= _CACHED else _parsed(data, name, limits)


def _parsed(data: bytes, name: str, limits: Limits) -> Styles:
    root = parse(data, name, limits)
    space = main_namespace(root, "styleSheet", name)
    formats = root.find(f"{space}cellXfs")
    found = [] if formats is None else formats.findall(f"{space}xf")
    at_most(limits.styles, len(found), "单元格样式数")
    try:
        codes, looks = _number_formats(root, space), read_looks(root, space)
        styles = tuple(_style(element, (space, codes), looks) for element in found) or _NO_STYLES
    except ValueError as error:
        raise damaged(f"部件{name}的数字格式编号无效") from error
    numbers: dict[str | None, int] = {str(number): number for number in range(len(styles))}
    numbers[None] = 0
    return styles, numbers, repainting(root, space)


_cached = lru_cache(maxsize=8)(_parsed)


def _number_formats(root: Element, space: str) -> dict[int, str]:
    codes = dict(BUILT_IN_FORMATS)
    for element in root.iterfind(f"{space}numFmts/{space}numFmt"):
        codes[int(element.get("numFmtId", ""))] = element.get("formatCode", "General")
    return codes


def _style(element: Element, known: tuple[str, dict[int, str]], looks: Looks) -> Style:
    space, codes = known
    protection = element.find(f"{space}protection")
    code = codes.get(int(element.get("numFmtId", "0")), "General")
    alignment = element.find(f"{space}alignment")
    faint = looks.faint(element) or (alignment is not None and not is_below(alignment.get("indent", "0"), _FAR))
    if protection is None:
        return Style(code, locked=True, hidden=False, faint=faint)
    locked, hidden = is_true(protection.get("locked", "1")), is_true(protection.get("hidden"))
    return Style(code, locked=locked, hidden=hidden, faint=faint)
