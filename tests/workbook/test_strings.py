"""Shared strings: how runs look is left out before parsing, and nothing else is."""

from xml.etree import ElementTree as ET

import pytest

from perf_xlsx.workbook.limits import DEFAULT_LIMITS
from perf_xlsx.workbook.strings import shared_strings, without_looks

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LOOK = '<rPr><b val="true"/><sz val="11"/><rFont val="宋体"/></rPr>'


def _table(items: str) -> bytes:
    return f'<sst xmlns="{SPACE}">{items}</sst>'.encode()


def test_looks_are_left_out_and_texts_stay() -> None:
    """Two runs with looks are the text they were without them, and no look is left to parse."""
    data = _table(f"<si><r>{LOOK}<t>年度</t></r><r>{LOOK}<t>目标</t></r></si>")
    bare = without_looks(data)
    assert b"rPr" not in bare
    assert shared_strings(ET.fromstring(bare), "sst", DEFAULT_LIMITS) == ["年度目标"]


@pytest.mark.parametrize(
    "items",
    [
        f"<si><t><![CDATA[{LOOK}]]></t></si>",
        f"<!-- {LOOK} --><si><t>一</t></si>",
        "<si><r><rPr><b><i/></b></rPr><t>一</t></r></si>",
        "<si><r><rPr><b></rPr><t>一</t></r></si>",
        "<si><t>&lt;rPr&gt;&lt;/rPr&gt;</t></si>",
    ],
    ids=["text", "comment", "nested", "damaged", "spelled out"],
)
def test_anything_else_is_left_alone(items: str) -> None:
    """What only looks like a look, and a look spelled in another way, stay for the parser to judge."""
    assert without_looks(_table(items)) == _table(items)
