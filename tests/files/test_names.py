"""File names that Windows accepts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xlsx.files.names import Named, relative_paths, safe

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("教育局", "教育局"),
        ('a<b>c:d"e/f\\g|h?i*j', "a＜b＞c：d＂e／f＼g｜h？i＊j"),
        ("  教育局　办公室\n", "教育局 办公室"),
        ("a\x00b\u202ec", "a_b_c"),
        ("甲. .", "甲"),
        ("...", "_"),
        ("con", "_con"),
        ("Aux.txt", "_Aux.txt"),
        ("con .txt", "_con .txt"),
        ("COM¹", "_COM¹"),
        ("console", "console"),
        ("字" * 79 + " 尾", "字" * 79),
        ("𠀀" * 80, "𠀀" * 60),
    ],
)
def test_a_name_is_made_safe(text: str, name: str) -> None:
    """Forbidden signs become full-width, invisible ones _, ends are trimmed, long names cut, devices marked."""
    assert safe(text) == name


@given(st.text(max_size=200))
def test_any_text_becomes_a_safe_name(text: str) -> None:
    """Whatever a name is, Windows and Linux can make a file of it, with the suffix and a number."""
    name = safe(text)
    assert name
    assert not set(name) & set('<>:"/\\|?*')
    assert name.isprintable()
    assert name == name.strip().rstrip(".")
    assert not RESERVED.fullmatch(name)
    assert len(name) <= 81
    assert len(f"{name}_99.xlsx".encode()) <= 255


def test_departments_share_a_folder_whatever_their_case() -> None:
    """Windows has one folder for ABC and abc, so there is one, spelled as the first."""
    paths = relative_paths([Named("ABC局", "1", "甲"), Named("abc局", "2", "乙"), Named(" ", "3", "丙")])
    assert paths == ["ABC局/1_甲.xlsx", "ABC局/2_乙.xlsx", "未注明主管部门/3_丙.xlsx"]


def test_two_projects_never_share_a_file() -> None:
    """Codes and names that run together to one name are told apart, in any case of letters."""
    paths = relative_paths([Named("局", "A", "B_c"), Named("局", "A_b", "C"), Named("局", "a_B_C", "")])
    assert paths == ["局/A_B_c.xlsx", "局/A_b_C_2.xlsx", "局/a_B_C_3.xlsx"]


def test_a_department_cannot_stand_where_the_register_goes() -> None:
    """A department named like the register gets a folder of another name."""
    assert relative_paths([Named("Register.csv", "1", "甲")]) == ["_Register.csv/1_甲.xlsx"]
