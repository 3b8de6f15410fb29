"""C32."""

import re
from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.rules.base import OFF, Found, Result, Scope, rule
from perf_xlsx.template.judgement import judgement_of

LONGEST = 4000
_PRIVATE = re.compile(
    r"(?<![0-9])(?:1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8}|[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx])(?![0-9])"
)


@rule("C32", "warning", Scope.FORM)
def personal_data(form: FilledForm) -> Iterator[Result]:
    """公开前脱敏

    做什么：表内文字含手机号、座机号、身份证号的，提醒公开前删去。平时不查，政策写明才查。
    为什么：自评表要随决算公开，不能带个人信息。
    依据：政府信息公开与个人信息保护要求
    通过：联系电话一栏空白
    不通过：完成情况里写着手机号
    怎么改：请在公开前删去或遮盖号码。
    """
    if not judgement_of(form.template).is_on("C32"):
        yield OFF
        return
    for place, value in form.declared.items():
        text = form.printed.get(place) or (value if isinstance(value, str) else "")
        found = _PRIVATE.search(text[:LONGEST])
        if found:
            shown = found[0][:3] + "*" * (len(found[0]) - 5) + found[0][-2:]
            yield Found(f"{form.label(place)}含号码{shown}，公开前请删去或遮盖", place)
