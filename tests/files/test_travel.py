"""Values that travel light arrive as they left, and take a fraction of the bytes and of the time."""

import copy
import pickle
from dataclasses import dataclass, replace

from batches import finding, form

from perf_xlsx.files.travel import light


def sent(value: object) -> object:
    """A value that has travelled."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - our own


@dataclass(frozen=True, slots=True)
class Plain:
    """Pickled Python's own way."""

    first: str
    second: int


@light
@dataclass(frozen=True, slots=True)
class Light:
    """The same, travelling light."""

    first: str
    second: int


def test_values_arrive_as_they_left() -> None:
    """A whole report, its findings in it; a copy is a copy."""
    report = form(1, finding(), finding("S04"))
    assert sent(report) == report
    assert copy.copy(report) == report
    assert sent(replace(report, file="别的")) != report


def test_nothing_but_the_values_travels() -> None:
    """Python's own way asks for the fields of the class again with every value; here the class is called."""
    assert Light("a", 1).__reduce__() == (Light, ("a", 1))
    assert b"_dataclass_setstate" not in pickle.dumps(Light("a", 1))
    assert sent(Light("a", 1)) == Light("a", 1)
    assert sent(Plain("a", 1)) == Plain("a", 1)
