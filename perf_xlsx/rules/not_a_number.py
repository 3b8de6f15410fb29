"""A16."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.numbers import ErrorText
from perf_xlsx.rules.base import Found, Scope, rule


@rule("A16", "error", Scope.FORM, silences=("*",))
def not_a_number(form: FilledForm) -> Iterator[Found]:
    """单元格类型

    做什么：下发表的金额、完成值、得分须为数字；手工表里的错误值（如 #REF!）退回，以文本存放的数字合并为一条提示。
    为什么：不是数字的内容无法计算。
    依据：金额、完成值、得分应为数字
    通过：68.43
    不通过：68.43万元、约70、#REF!
    怎么改：请清空后重新键入数字，不写单位、逗号和空格（百分数写成 95%）；
        看着是数字仍报错的，是粘贴来的文字；没有的请留空。
    """
    if form.issued:
        return
    for place, value in form.declared.items():
        if isinstance(value, ErrorText):
            yield Found(f"“{form.label(place)}”是错误值{value}", place, value=value)
    # An actual value is text by right: 11次, 85%.
    texts = [place for place in form.declared if place in form.found.as_text and place.column != "actual"]
    if texts:
        number = f"等{len(texts)}格" if len(texts) > 1 else ""
        message = f"“{form.label(texts[0])}”{number}的数字以文本存放，已按数字审核"
        yield Found(message, None, severity="info", fix="不影响审核；下次请直接键入数字，不要从 Word 粘贴。")
