"""Keys, digest and signature of what was issued: one spelling of the locked content, whatever program saved it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tools import at, national, project

from perf_xlsx.form.identity import Identity, content_digest, identity_of, one_spelling, read_key
from perf_xlsx.numbers import Value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲 乙\n丙", "甲乙丙"),
        ("ＡＢ１２％", "AB12%"),
        (None, ""),
        (None, "\u3000"),
        (Decimal("7.60"), Decimal("7.6")),
        (Decimal("0.1"), Decimal("0.10000000000001")),
        (Decimal("1E+2"), Decimal(100)),
    ],
)
def test_what_programs_change_does_not_count(one: Value, other: Value) -> None:
    """Blanks, full width and the eleventh digit are the same spelling."""
    assert one_spelling(one) == one_spelling(other)


@pytest.mark.parametrize(("one", "other"), [("甲", "乙"), (Decimal(1), Decimal("1.000000001")), (Decimal(0), None)])
def test_what_people_change_counts(one: Value, other: Value) -> None:
    """Another word, another number, a blank for a 0."""
    assert one_spelling(one) != one_spelling(other)


def test_the_digest_is_of_what_is_locked() -> None:
    """Any locked cell, the code, the year and the template change it; the order of cells does not."""
    template, issued = national(), project()
    digest = identity_of(template, issued).digest
    turned = replace(issued, given=dict(reversed(list(issued.given.items()))))
    assert identity_of(template, turned).digest == digest
    for changed in (
        project(given={"indicators.1.points": 21}),
        project(given={"indicators.1.target": "≥51人次"}),
        replace(issued, code="B002"),
        replace(issued, fiscal_year=2021),
    ):
        assert identity_of(template, changed).digest != digest
    assert content_digest("other", template.digest, 2020, issued.code, issued.given) != digest


def test_a_signature_needs_the_key() -> None:
    """Without a key the digest stands for it; with one, another key gives another signature."""
    template, issued = national(), project()
    plain, signed, other = (identity_of(template, issued, key) for key in (b"", b"a", b"b"))
    assert plain.signature == ""
    assert plain.signature_text() == f"SIG:{plain.digest[:16]}"
    assert signed.signature != other.signature
    assert len(signed.signature) == 64
    assert signed.signature_text() == f"SIG:{signed.signature[:16]}"
    assert signed.digest == plain.digest
    assert signed.printed == signed.signature[:8]


def test_a_key_cell_is_read_back() -> None:
    """What is written is read, the signature standing in its own cell."""
    identity = identity_of(national(), project())
    assert read_key(identity.key_text()) == identity
    assert identity.key_text().startswith('KEY:{"template": "national/2020/project_self_evaluation"')


@pytest.mark.parametrize(
    "text",
    ["", "KEY:", "KEY:{", "KEY:[]", 'KEY:{"template": "x"}', "KEY:" + "[" * 100_000, 'KEY:{"fiscal_year": 1e400}'],
)
def test_a_damaged_key_is_none(text: str) -> None:
    """Whatever stands in the cell, no exception leaves."""
    assert read_key(text) is None


def test_an_identity_prints_eight_digits() -> None:
    """Paper and file are matched by the footer."""
    assert Identity("t", "d", 2020, "c", "0123456789abcdef").printed == "01234567"


def test_places_are_addresses() -> None:
    """Digests are over the addresses people write."""
    assert [str(at(text)) for text in ("funds.total.score", "goal.expected")] == ["funds.total.score", "goal.expected"]
