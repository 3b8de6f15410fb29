"""All returns of a run: found again by project, and no longer in memory than they are looked at."""

import tracemalloc
from collections.abc import Iterator

from tiny_returns import by_hand, one, registered, said

from perf_xlsx.form.collected import Collected
from perf_xlsx.form.returns import Return


def test_by_project() -> None:
    """In the order of the first form of each; a key that is none has nothing; the length is that of the keys."""
    run = Collected([one("P2"), one("P1", "a.xlsx"), one("P1", "b.xlsx"), by_hand("无编码")])
    assert [[form.file for form in several] for several in run.forms.values()] == [
        ["P2.xlsx"], ["a.xlsx", "b.xlsx"], ["无编码.xlsx"],
    ]  # fmt: skip
    assert len(run.counted) == 3
    assert ("P3",) not in run.forms
    assert run.counted.get(("P3",)) is None


def test_which_counts_is_known_by_its_place() -> None:
    """Of two of one day the last; a form nobody can tell whose counts for itself."""
    run = Collected([one("P1", "a.xlsx"), one("P1", "b.xlsx"), one("", "c.xlsx", name="")])
    assert [run.counts(number) for number in (1, 2, 3)] == [False, True, True]
    assert [form.file for form in run.counting.values()] == ["b.xlsx", "c.xlsx"]


def test_texts_that_are_no_unicode() -> None:
    """Codes, names and departments of any signs are told apart."""
    run = Collected([one("\ud800"), one("\ud801"), by_hand("\udc00", "'\"\x00")], registered("\ud800"))
    assert list(run.forms) == [("\ud800",), ("\ud801",), ("\udc00", "'\"\x00")]
    assert run.missing == []


def _many(number: int) -> Iterator[Return]:
    for each in range(number):
        yield one(f"P{each:05}", said=(said(f"受疫情影响，部分工作未能如期开展（第{each}处）"),))


def _most_used(number: int) -> int:
    """Bytes of Python's own memory at most while so many are taken in and gone through."""
    tracemalloc.start()
    try:
        run = Collected(_many(number), None, _many(number))
        assert sum(1 for key in run.counted if run.before.get(key)) == number
        assert not list(run.shared_texts())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_returns() -> None:
    """Eight times as many take no more: they are not held."""
    _most_used(2500)  # Python keeps some thousand small tuples for later
    assert _most_used(2400) < _most_used(300) + 30_000
