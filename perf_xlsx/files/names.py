"""Names of files and folders that Windows accepts."""

import re
from collections.abc import Iterable
from typing import NamedTuple

FORBIDDEN = '<>:"/\\|?*'
REGISTER = "register.csv"
LONGEST_CODE = 64
LONGEST_PART = 80
# A part may take 255 bytes on Linux, and a Chinese sign takes three; the suffix and a number must fit as well.
MOST_BYTES = 240
_MOST_CODE_BYTES = 200
_TWINS = str.maketrans(FORBIDDEN, "＜＞：＂／＼｜？＊")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\..*)?", re.IGNORECASE)
_NO_DEPARTMENT = "未注明主管部门"


class Named(NamedTuple):
    """What a project's file is named after."""

    department: str
    code: str
    name: str


class FreeNames:
    """Names given out one by one, none twice whatever its case: the second that would be the same gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def take(self, stem: str, ending: str = "") -> str:
        """The name `stem` + `ending`, or the first of `stem_2`, `stem_3` … that is still free."""
        name = f"{stem}{ending}"
        first = name.casefold()
        number = self._numbers.get(first, 1)  # thousands may be called 自评表.xlsx
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem}_{number}{ending}"
        self._taken.add(name.casefold())
        if number > 1:
            self._numbers[first] = number
        return name


def code_fault(code: str) -> str:
    """What keeps a project code from being part of a file name, and what to do; "" when nothing does."""
    bad = [sign for sign in dict.fromkeys(code) if sign in FORBIDDEN]
    if bad:
        return f"编码“{code}”含有文件名不能用的{''.join(bad)}，请改用字母、数字或“-”"
    hidden = next((sign for sign in code if not sign.isprintable()), "")
    if hidden:
        return f"编码含有看不见的字符（U+{ord(hidden):04X}），请删去后重填"
    if _RESERVED.fullmatch(code):
        return f"编码“{code}”是 Windows 保留的设备名，请换一个"
    if code.endswith((".", " ")):
        return f"编码“{code}”以句点或空格结尾，请删去"
    if len(code) > LONGEST_CODE or len(code.encode("utf-8", "replace")) > _MOST_CODE_BYTES:
        return f"编码有{len(code)}个字符，最多{LONGEST_CODE}个，请缩短"
    return ""


def relative_paths(projects: Iterable[Named]) -> list[str]:
    """The path of every project's file, department/code_name.xlsx; no two are the same, whatever their case."""
    folders: dict[str, str] = {}
    free, paths = FreeNames(), []
    for project in projects:
        folder = safe(project.department) if project.department.strip() else _NO_DEPARTMENT
        folder = f"_{folder}" if folder.casefold() == REGISTER else folder
        folder = folders.setdefault(folder.casefold(), folder)
        stem = safe(f"{project.code}_{project.name}" if project.name else project.code)
        # The codes A and A_B with the names B_C and C meet in one name.
        paths.append(free.take(f"{folder}/{stem}", ".xlsx"))
    return paths


def safe(text: str) -> str:
    """A text as one part of a path, on Windows too."""
    kept = "".join(sign if sign.isprintable() else "_" for sign in " ".join(text.split()).translate(_TWINS))
    kept = kept[:LONGEST_PART].encode("utf-8", "replace")[:MOST_BYTES].decode("utf-8", "ignore")
    kept = kept.strip().rstrip(". ")
    return f"_{kept}" if not kept or _RESERVED.fullmatch(kept) else kept
