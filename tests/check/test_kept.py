"""Reports kept on disk come back as they were, one at a time."""

from batches import batch

from perf_xlsx.check.batch import Listing, batch_of
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.kept import KeptReports


def test_reports_come_back_as_they_were() -> None:
    """In their order, as often as they are asked for, by number and by slice, while more are added."""
    forms = batch().forms
    with KeptReports() as kept:
        for number, form in enumerate(forms, 1):
            kept.add(form)
            assert kept[-1] == form
            assert list(kept) == list(forms[:number])
        assert len(kept) == len(forms)
        assert list(kept) == list(kept[:]) == list(forms)
        assert list(kept[1:3]) == list(forms[1:3])


def test_what_became_of_the_rules_is_held_once() -> None:
    """It is the same for nearly all forms: two that agree share it, one that differs has its own."""
    forms = batch().forms
    assert forms[0].rules == forms[1].rules != forms[-1].rules
    with KeptReports() as kept:
        for form in forms:
            kept.add(form)
        assert kept[0].rules is kept[1].rules
        assert kept[-1].rules == forms[-1].rules


def test_a_batch_of_kept_reports_is_the_batch() -> None:
    """Counted, compared and told as when all of them are in memory."""
    forms = batch().forms
    with KeptReports() as kept:
        for form in forms:
            kept.add(form)
        one, other = (batch_of(every, Checking(), Listing()) for every in (kept, forms))
        assert (one.findings, one.rules, one.returns) == (other.findings, other.rules, other.returns)
        assert one.verdicts() == other.verdicts()
        assert one.exit_code(None) == other.exit_code(None)
