"""Years and anniversaries in a text that belong to a year before the form's; what may name one is let alone."""

import re
from collections.abc import Iterator

from perf_xlsx.template.judgement import Judgement

LONGEST = 4000
_ROOM = 4
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")
# 〔2019〕12号, 《…2019年…》, (2019)3号, 2019-2021年, 2019年至2021年: names and plan periods.
_NAMED = re.compile(
    r"《[^《》]*》|“[^“”]*”|〔[0-9]{4}〕[^，。；]{0,8}号|[（(\[][0-9]{4}[)）\]][^，。；]{0,8}号"
    r"|(?:19|20)[0-9]{2}年?(?:度)?[-—~～至到、和及]{1,2}(?:(?:19|20)?[0-9]{2})年?度?"
)
_ANNIVERSARY = re.compile(r"([0-9]{2,3})周年")


def stale_years(text: str, fiscal_year: int, judgement: Judgement) -> Iterator[str]:
    """Each mention, as written, of a year before the form's in which something is said to be done or celebrated."""
    if "年" not in text:
        return
    text = _NAMED.sub(lambda found: "　" * len(found[0]), text[:LONGEST])
    for found in _YEAR.finditer(text):
        year = int(found[1])
        if fiscal_year - judgement.oldest_year <= year < fiscal_year and not _exempt(text, found, judgement):
            yield found[0]
    for found in _ANNIVERSARY.finditer(text):
        before = text[: found.start()]
        began = next((year for word, year in judgement.anniversaries.items() if before.endswith(word)), None)
        if began is not None and fiscal_year - judgement.oldest_year <= began + int(found[1]) < fiscal_year:
            yield next(word for word in judgement.anniversaries if before.endswith(word)) + found[0]


def _exempt(text: str, found: re.Match[str], judgement: Judgement) -> bool:
    """A comparison, a beginning, a name, a carry-over: 较2019年, 自2019年起, 2019年度结转."""
    before = re.split("[，,。；;：:、（(]", text[max(0, found.start() - _ROOM) : found.start()])[-1]
    after = re.split("[，,。；;：:（(]", text[found.end() : found.end() + _ROOM + 2])[0]
    after = re.sub(r"^(?:1[0-2]|[1-9])月(?:份|[0-9]{1,2}日)?", "", after)
    return any(before.endswith(word) for word in judgement.year_before) or any(
        after.startswith(word) for word in judgement.year_after
    )
