"""C32: telephone and identity numbers before publication, where the policy asks."""

import pytest
from consistent import form_of, judging, message, told

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.rules.personal_data import personal_data

ON = judging(switched_on=["C32"])


def written(text: str) -> FilledForm:
    """A form whose account is this text."""
    return form_of("", {"goal.achieved": text}, template=ON)


@pytest.mark.parametrize("text", ["联系人13912345678", "电话0994-2345678", "身份证652301198001011234"])
def test_numbers_of_persons(text: str) -> None:
    """Mobile, landline, identity number: found where they stand."""
    assert told(personal_data, written(text)) == [("goal.achieved", "warning")]


@pytest.mark.parametrize(
    "text",
    [
        "项目编码51000021R000000019951",
        "支出1391234.56元",
        "短信18000000条",
        "2020-12-31",
        "139123456789012",
        "第0994号",
    ],
)
def test_other_numbers(text: str) -> None:
    """Codes, amounts, counts, dates."""
    assert told(personal_data, written(text)) == []


def test_the_number_is_masked() -> None:
    """The report must not publish it either."""
    assert message(personal_data, written("联系人13912345678")) == (
        "年度总体目标·实际完成情况含号码139******78，公开前请删去或遮盖"
    )


def test_off_by_default() -> None:
    """A telephone number on a form that stays inside is nobody's business."""
    assert told(personal_data, form_of("", {"goal.achieved": "联系人13912345678"})) == []
