"""C31."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import text_at
from perf_xlsx.notation import strip_blanks
from perf_xlsx.rules.base import OFF, Found, Result, Scope, rule
from perf_xlsx.template.judgement import judgement_of


@rule("C31", "info", Scope.FORM)
def text_too_long(form: FilledForm) -> Iterator[Result]:
    """字数

    做什么：实际完成情况和偏差原因超过规定字数（政策参数）的，作提示。平时不查，政策写明才查。
    为什么：公开和汇总的表有字数限制，写得太长会被截断。
    依据：各地通知
    通过：实际完成情况320字
    不通过：实际完成情况1200字
    怎么改：请压缩到规定字数以内。
    """
    judgement = judgement_of(form.template)
    if not judgement.is_on("C31"):
        yield OFF
        return
    rows = [Place("indicators", row, "deviation_explanation") for row in form.indicator_rows]
    for place in (Place("goal", "", "achieved"), *rows):
        length = len(strip_blanks(text_at(form, place)))
        if length > judgement.longest_text:
            yield Found(f"{form.label(place)}写了{length}字，超过{judgement.longest_text}字", place)
