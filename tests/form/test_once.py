"""Questions that are answered once a form."""

from tools import filled, project

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.once import once


def test_asked_often_answered_once() -> None:
    """Each form is asked once, whatever the answer is; what is asked of one is not told of another."""
    asked: list[FilledForm] = []

    @once
    def nothing(form: FilledForm) -> None:
        asked.append(form)

    @once
    def code(form: FilledForm) -> str | None:
        asked.append(form)
        return form.project_code

    one, other = filled(), filled(project())
    for form in (one, other, one):
        assert nothing(form) is None
        assert code(form) == form.project_code
    assert asked == [one, one, other, other]
