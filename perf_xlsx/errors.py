"""What an author or an operator did wrong: exceptions that list every fault at once."""

import re
from dataclasses import dataclass

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake in a definition or a list: where it stands and what to do about it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}：{self.what}" if self.where else self.what


class PerfXlsxError(Exception):
    """Base of all mistakes that end a command with exit code 2."""

    title = "出错"

    def __init__(self, faults: "str | list[Fault]") -> None:
        """Take one sentence, or every fault that was found."""
        self.faults = [Fault("", faults)] if isinstance(faults, str) else list(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        if len(self.faults) == 1:
            return f"{self.title}：{self.faults[0]}"
        return "\n".join([f"{self.title}（{len(self.faults)}处）：", *(f"  {fault}" for fault in self.faults)])


class FormulaError(PerfXlsxError):
    """An audit formula that cannot be read or bound."""

    title = "审核公式有误"


class TemplateError(PerfXlsxError):
    """A template definition that cannot be used."""

    title = "模板定义有误"


class ProjectListError(PerfXlsxError):
    """A project list that cannot be used."""

    title = "项目清单有误，未生成任何文件"


class ExemptionError(PerfXlsxError):
    """Waivers or local rules that cannot be used."""

    title = "豁免或本地规则有误，未审核"


class UsageError(PerfXlsxError):
    """A request that cannot be carried out as it was made."""

    title = "无法执行"


def toml_fault(error: ValueError) -> str:
    """What is wrong with a TOML file, in Chinese: the reader of the standard library speaks English."""
    found = _PLACE.search(str(error))
    where = f"第{found[1]}行第{found[2]}列附近" if found else "末尾附近"
    twice = "overwrite" in str(error) or "twice" in str(error)
    what = "同一项写了两次" if twice else "写法不对，请看有没有少写引号、括号、等号"
    return f"不是有效的 TOML：{where}{what}"
