"""C29."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.naming import has_word, quoted
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import text_at
from perf_xlsx.rules.base import OFF, Found, Result, Scope, rule
from perf_xlsx.template.judgement import judgement_of

SATISFACTION = "satisfaction"


@rule("C29", "info", Scope.FORM)
def satisfaction_without_survey(form: FilledForm) -> Iterator[Result]:
    """满意度佐证

    做什么：填了满意度，而完成情况和说明里都没有提到问卷、调查、回访等来源的，作提示。平时不查，政策写明才查。
    为什么：满意度要有调查作依据。
    依据：各地通知
    通过：发放问卷120份，满意度93%
    不通过：满意度93%，没有写来源
    怎么改：请写明调查方式和样本数。
    """
    judgement = judgement_of(form.template)
    if not judgement.is_on("C29"):
        yield OFF
        return
    achieved = text_at(form, Place("goal", "", "achieved"))
    for row in indicators_of(form):
        told = has_word(achieved + row.explanation + row.name, judgement.survey_words)
        if row.level1 == SATISFACTION and row.actual.number is not None and not told:
            yield Found(
                f"{quoted(row)}为{form.shown(row.place('actual'))}，没有写明调查方式和样本数", row.place("actual")
            )
