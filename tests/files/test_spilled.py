"""Values kept on disk: they come back as they were, while more are added."""

import pytest

from perf_xlsx.files.spilled import Spilled


def test_values_come_back_as_they_were() -> None:
    """In their order, as often as they are asked for, by number and by slice."""
    values = [{"项目": "甲"}, ("a", None), "\ud800", 3]
    with Spilled[object]() as kept:
        for number, value in enumerate(values, 1):
            kept.add(value)
            assert kept[-1] == value
            assert list(kept) == values[:number]
        assert kept[1:3] == values[1:3]
        assert len(kept) == len(values)
        with pytest.raises(IndexError):
            kept[len(values)]
