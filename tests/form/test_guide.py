"""填表说明: said from the rules and the policy, so that it cannot say anything else than the form does."""

from lists import OTHER_FORM
from tools import catalog, national, project, template_of

from perf_xlsx.form.checks import check_lines
from perf_xlsx.form.guide import guide
from perf_xlsx.form.issued import sheet_of
from perf_xlsx.form.project import blank_project
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.template.assemble import Template

SHEET = sheet_of(national(), project())


def words(sheet: Sheet) -> str:
    """Everything it says."""
    return "\n".join(line for section in guide(sheet) for line in (section.heading, *section.lines))


def changed(old: str, new: str) -> Template:
    """The national form with one line of its definition changed."""
    text = catalog().files[national().id].read_text("utf-8")
    assert old in text
    return template_of(text.replace(old, new, 1), path="national.toml")


def test_every_rule_of_the_check_sheet_is_explained() -> None:
    """The table has a line for each line of 校验, in its order."""
    rules = [row for section in guide(SHEET) for row in section.rules]
    assert [row[0] for row in rules] == [line.rule.code for line in check_lines(SHEET)]
    assert all(all(cell for cell in row) for row in rules)


def test_numbers_come_from_the_policy() -> None:
    """A changed cap, grade, reverse formula or share changes the words."""
    text = words(SHEET)
    assert "执行率超过100%的按100%计，保留2位小数" in text
    assert "90分以上为优，80分以上为良，60分以上为中，其余为差" in text
    assert "得分＝分值×指标值÷完成值" in text
    assert "“部分达成预期指标并具有一定效果”得70%" in text
    other = changed('reverse_formula = "R1"', 'reverse_formula = "R2"')
    assert "〔1－（完成值－指标值）÷指标值〕" in words(sheet_of(other, project(template=other)))
    other = changed("grades = { excellent = 90", "grades = { excellent = 95")
    assert "95分以上为优" in words(sheet_of(other, project(template=other)))


def test_every_column_that_is_filled_in_is_told() -> None:
    """Each label once, with its prompt; texts that ask for nothing special are left out."""
    text = words(SHEET)
    for label in (
        "年初预算数、全年预算数、全年执行数",
        "实际完成情况",
        "实际完成值",
        "偏差原因分析及改进措施",
        "自评调整得分",
    ):
        assert text.count(f"{label}：") == 1
    assert "填报人：" not in text


def test_the_blank_form_says_what_it_adds() -> None:
    """Rows left open, the properties to choose from, bare percent numbers."""
    blank = catalog().get(national().id, blank=True)
    text = words(sheet_of(blank, blank_project(blank, 2026)))
    assert "每个二级指标预留了几行" in text
    assert "指标性质：从下拉中选择：≥、≤、＝、定性。" in text
    assert "度量单位是%的，直接填 95 这样的数字" in text
    assert "每个二级指标预留了几行" not in words(SHEET)


def test_a_layout_without_scores_says_nothing_of_scores() -> None:
    """Only what a template computes is explained."""
    other = template_of(OTHER_FORM)
    text = words(sheet_of(other, blank_project(other, 2026)))
    assert "预算执行率得分" not in text
    assert "等级" not in text
