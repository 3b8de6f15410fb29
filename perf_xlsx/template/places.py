"""Which regions a text names: provinces, and the cities and prefectures of each, by `places.toml`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from perf_xlsx.template.shipped import shipped_folder

PLACES_FILE = "places.toml"
# 河北区 is a district of Tianjin, 上海路 a street anywhere; a prefecture is one only by its full word.
NO_PROVINCE, PREFECTURE = "(?![区路街镇乡村道])", r"(?:[\u4e00-\u9fff]{1,6}自治)?(?:市|州|盟|地区)"


def regions_in(text: str) -> frozenset[str]:
    """The regions a text names, by the key templates have them under."""
    return frozenset(key for key, pattern in _patterns().items() if pattern.search(text))


def known_regions() -> frozenset[str]:
    """The regions whose places are known."""
    return frozenset(_patterns())


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    names: Mapping[str, Sequence[str]] = tomllib.loads((shipped_folder() / PLACES_FILE).read_text("utf-8"))["names"]
    return {key: _pattern(*one) for key, one in names.items()}


def _pattern(province: str, *prefectures: str) -> re.Pattern[str]:
    below = f"|(?:{'|'.join(prefectures)}){PREFECTURE}" if prefectures else ""
    return re.compile(f"{province}{NO_PROVINCE}{below}")
