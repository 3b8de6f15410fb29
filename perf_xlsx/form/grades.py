"""The words of the three grades of a qualitative indicator, and what else they are called."""

from perf_xlsx.notation import strip_blanks
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.judgement import judgement_of

CLOSING = "。.;；,，"


def grade_word(text: str, template: Template) -> str | None:
    """The template's own word for what a cell says (达成年度指标 is 达成预期指标); None when it is no grade."""
    bare = strip_blanks(text).rstrip(CLOSING)
    names = {one.key: one.names for one in judgement_of(template).grade_names}
    for key, word in template.policy.get("qualitative", {}).items():
        if bare == strip_blanks(word) or bare in names.get(key, ()):
            return str(word)
    return None
