"""Which region a text names: provinces and prefectures, and nothing that only sounds like one."""

import pytest
from tools import catalog

from perf_xlsx.template.places import known_regions, regions_in


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("昌吉州党委宣传部", {"xinjiang"}),
        ("巴音郭楞蒙古自治州水利局", {"xinjiang"}),
        ("池州市贵池区棠溪镇人民政府", {"anhui"}),
        ("湖北省水利厅", {"hubei"}),
        ("武汉市青山区人民法院", {"hubei"}),
        ("湖北对口援建新疆博尔塔拉州", {"hubei", "xinjiang"}),
        ("天津市河北区人民法院", {"tianjin"}),
        ("北京市朝阳区教育委员会", {"beijing"}),
        ("某市上海路小学", set()),
        ("大理石采购", set()),
        ("全年安康工程", set()),
        ("", set()),
    ],
)
def test_regions_named(text: str, regions: set[str]) -> None:
    """A prefecture counts with its 市, 州, 盟 or 地区, a province unless it names a district or a street."""
    assert regions_in(text) == regions


def test_every_province_is_there() -> None:
    """The regions of the shipped templates are among the 31, but for what holds everywhere."""
    assert len(known_regions()) == 31
    assert {name.split("/")[0] for name in catalog().files} - known_regions() == {"national", "transfer"}
