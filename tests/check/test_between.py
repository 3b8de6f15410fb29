"""What is found between forms: kept on disk when it is much, and a rule that crashes has found nothing."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from batches import form
from tiny_returns import said

from perf_xlsx.check import between as module
from perf_xlsx.check.between import between
from perf_xlsx.check.checking import Checking
from perf_xlsx.extract import Extract
from perf_xlsx.files.spilled import Spilled
from perf_xlsx.finding import FormReport
from perf_xlsx.form.collected import BatchFacts
from perf_xlsx.rules import RULES
from perf_xlsx.rules.base import Found, Result

TEXTS = ("受疫情影响部分工作未能如期开展", "合同验收延后资金结转下年支付", "供货方分批交付年底才全部到货")


def forms() -> list[FormReport]:
    """Two projects that say the same three times."""
    extract = Extract(said=tuple(said(text) for text in TEXTS))
    return [replace(form(number), extract=extract) for number in (1, 2)]


def test_much_is_kept_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same findings whether they are few or many, by number and one after the other."""
    few, log, _ = between(forms(), Checking(), None)
    assert isinstance(few, tuple)
    assert [one.rule for one in few] == ["B05"] * 3
    assert few[0].forms == (("回收/1.xlsx", "自评表"), ("回收/2.xlsx", "自评表"))
    monkeypatch.setattr(module, "MANY", 2)
    many, again, _ = between(forms(), Checking(), None)
    assert isinstance(many, Spilled)
    assert tuple(many) == few
    assert many[1] == few[1]
    assert again == log


def test_a_rule_that_crashes_has_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it found before it crashed is not told; the others go on."""

    def crashing(_batch: BatchFacts) -> Iterator[Result]:
        yield Found("半截")
        raise RuntimeError("坏了")

    broken = tuple(replace(one, run=crashing) if one.text.code == "B05" else one for one in RULES)
    monkeypatch.setattr(module, "RULES", broken)
    found, log, _ = between(forms(), Checking(), None)
    assert found == ()
    assert log.crashed == {"B05": "RuntimeError: 坏了"}
    assert "B06" in log.ran
