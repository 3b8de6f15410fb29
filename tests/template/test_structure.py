"""TOML tables to dataclasses: unknown keys, missing keys, wrong types, all at once and by path."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pytest

from perf_xlsx.errors import Fault
from perf_xlsx.template.structure import read_table


class Colour(StrEnum):
    """Two colours."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A small table."""

    key: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Tree:
    """A table with everything in it."""

    name: str
    colour: Colour
    leaves: tuple[Leaf, ...] = ()
    on: tuple[str, ...] = ()
    sound: bool = True
    leaf: Leaf = Leaf("x")
    plain: Mapping[str, str] = field(default_factory=dict)


def read(data: object) -> tuple[object, list[Fault]]:
    """Read a tree, with the faults."""
    faults: list[Fault] = []
    return read_table(Tree, data, "", faults), faults


def test_a_table_becomes_a_dataclass() -> None:
    """Nested tables, arrays of tables, choices and free tables; what is left out has its default."""
    data = {"name": "a", "colour": "red", "leaves": [{"key": "b", "size": 1}], "on": "x", "plain": {"k": "v"}}
    tree = Tree("a", Colour.RED, (Leaf("b", 1),), ("x",), plain={"k": "v"})
    assert read(data) == (tree, [])


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ([], "：应为一个表"),
        ({"name": "a"}, "colour：缺少 colour"),
        ({"name": "a", "colour": "rde"}, "colour：“rde”不在 red、blue 之中，是否想写“red”？"),
        ({"name": "a", "colour": 1}, "colour：“1”不在 red、blue 之中"),
        ({"name": "a", "colour": "red", "nmae": 1}, "nmae：没有这一项，是否想写“name”？"),
        ({"name": 1, "colour": "red"}, "name：应为文字，写的是整数"),
        ({"name": "a", "colour": "red", "sound": 1}, "sound：应为true 或 false，写的是整数"),
        ({"name": "a", "colour": "red", "sound": "yes"}, "sound：应为true 或 false，写的是文字"),
        ({"name": "a", "colour": "red", "leaves": {}}, "leaves：应为数组"),
        ({"name": "a", "colour": "red", "leaves": [3]}, "leaves[1]：应为一个表"),
        (
            {"name": "a", "colour": "red", "leaves": [{"key": "b", "sise": 1}]},
            "leaves[b].sise：没有这一项，是否想写“size”？",
        ),
        (
            {"name": "a", "colour": "red", "leaves": [{"key": "b", "size": True}]},
            "leaves[b].size：应为整数，写的是true 或 false",
        ),
        ({"name": "a", "colour": "red", "leaves": [{"key": "b", "size": 1.5}]}, "leaves[b].size：应为整数，写的是小数"),
        ({"name": "a", "colour": "red", "leaves": [{}]}, "leaves[1]：缺少 key"),
        ({"name": "a", "colour": "red", "leaf": {}}, "leaf：缺少 key"),
        ({"name": "a", "colour": "red", "on": 5}, "on：应为数组"),
        ({"name": "a", "colour": "red", "on": [5]}, "on[1]：应为文字，写的是整数"),
        ({"name": "a", "colour": "red", "plain": "x"}, "plain：应为表，写的是文字"),
        ({"name": "a", "colour": "red", "plain": {"k": 5}}, "plain.k：应为文字，写的是整数"),
    ],
)
def test_a_mistake_has_its_path(data: object, fault: str) -> None:
    """Each mistake is one fault that says where and what, with the nearest known key; nothing is half read."""
    tree, faults = read(data)
    assert tree is None
    [found] = faults
    assert f"{found.where}：{found.what}" == fault or (fault.startswith("：") and f"：{found.what}" == fault)


def test_all_mistakes_are_found_at_once() -> None:
    """Five mistakes in one table are five faults."""
    _, faults = read({"nmae": 1, "colour": "rde", "leaves": [{"key": 5}, 7]})
    assert [fault.where for fault in faults] == ["nmae", "name", "colour", "leaves[5].key", "leaves[2]"]
