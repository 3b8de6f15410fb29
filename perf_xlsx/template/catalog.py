"""Which templates there are, and which one a name and a fiscal year mean."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from perf_xlsx.errors import Fault, TemplateError, UsageError
from perf_xlsx.expr.vocabulary import did_you_mean
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.load import definition_of, read_shared, read_template
from perf_xlsx.template.model import Definition, SharedRules
from perf_xlsx.template.shipped import shipped_folder
from perf_xlsx.template.years import covers, years_of

RULES_FILE = "rules.toml"


@dataclass(frozen=True)
class Catalog:
    """Definitions by id; one's own folder goes before what was shipped."""

    own: Path | None = None

    def __reduce__(self) -> tuple[Callable[[Path | None], "Catalog"], tuple[Path | None]]:
        """Travel to another process as the folder alone: compiled formulas cannot."""
        return catalog_of, (self.own,)

    @cached_property
    def folders(self) -> Sequence[Path]:
        """Where definitions are looked for, in order."""
        return [folder for folder in (self.own, shipped_folder()) if folder is not None]

    @cached_property
    def files(self) -> dict[str, Path]:
        """Every definition's file by id."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            for file in sorted(folder.glob("*/*/*.toml")):
                found.setdefault("/".join(file.relative_to(folder).with_suffix("").parts), file)
        return found

    @cached_property
    def shared(self) -> SharedRules:
        """The rules every template shares; a folder of one's own may bring its own `rules.toml`."""
        file = next((folder / RULES_FILE for folder in self.folders if (folder / RULES_FILE).is_file()), None)
        if file is None:
            raise TemplateError(f"找不到 {RULES_FILE}，请重新安装 perf-xlsx")
        return read_shared(_text(file), file.name)

    @cached_property
    def _read(self) -> dict[tuple[str, bool], Template]:
        return {}

    def get(self, name: str, *, blank: bool = False) -> Template:
        """Read one definition by its full id (region/year/form), or its 空白版.

        Raises UsageError when there is none of that id, TemplateError with every fault of it.
        """
        if (name, blank) not in self._read:
            if name not in self.files:
                raise _unknown(name, self.files)
            file = self.files[name]
            template = read_template(_text(file), name + ".toml", self.shared, blank=blank)
            if template.id != name:
                raise TemplateError([Fault(name + ".toml", f"文件位置与内容不一致，按内容应为 {template.id}")])
            self._read[name, blank] = template
        return self._read[name, blank]

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """Every definition that can be read, by id, its formulas not bound: enough to know a form by, and cheap."""
        read = ((name, definition_of(_text(file), file.name)) for name, file in sorted(self.files.items()))
        return {name: definition for name, definition in read if definition is not None}

    def covering(self, fiscal_year: int | None) -> Mapping[str, Definition]:
        """The definitions that cover a year, of each region and form the newest; without a year the newest of all."""
        newest: dict[tuple[str, str], str] = {}
        for name, one in self.definitions.items():  # by id, so that a later year comes later
            if fiscal_year is None or covers(one.fiscal_years, fiscal_year):
                newest[one.region, one.form] = name
        return {name: self.definitions[name] for name in newest.values()}

    def all(self) -> Iterator[Template]:
        """Every template, by id."""
        return (self.get(name) for name in sorted(self.files))

    def find(self, name: str, fiscal_year: int | None = None) -> Template:
        """The template a name means: a full id, or region/form, the newest one that covers the year.

        Raises UsageError when none does, with what there is.
        """
        if name in self.files or len(name.split("/")) != len(("region", "form")):
            template = self.get(name)
            years = template.definition.fiscal_years
            if fiscal_year is not None and not covers(years, fiscal_year):
                raise UsageError(f"模板 {name} 适用于{spoken_years(years)}，不含{fiscal_year}年度")
            return template
        region, form = name.split("/")
        same = [self.get(one) for one in self.files if one.startswith(f"{region}/") and one.endswith(f"/{form}")]
        if not same:
            short = [f"{one.split('/')[0]}/{one.split('/')[2]}" for one in self.files]
            raise _unknown(name, short)
        fitting = [one for one in same if fiscal_year is None or covers(one.definition.fiscal_years, fiscal_year)]
        if not fitting:
            known = "；".join(f"{one.id}：{spoken_years(one.definition.fiscal_years)}" for one in same)
            raise UsageError(f"没有适用于{fiscal_year}年度的“{name}”模板。现有 {known}")
        return max(fitting, key=lambda one: (years_of(one.definition.fiscal_years) or (0, None))[0])


def _unknown(name: str, known: Iterable[str]) -> UsageError:
    """What is said of a template there is none of."""
    hint = did_you_mean(name, known) or "。"
    return UsageError(f"没有模板“{name}”{hint}perf-xlsx template list 列出全部模板")


@cache
def catalog_of(own: Path | None = None) -> Catalog:
    """The catalogue with a folder of one's own, or only what was shipped; each is read once."""
    return Catalog(own)


def spoken_years(text: str) -> str:
    """The years a definition covers, in words."""
    years = years_of(text)
    if years is None:
        return text
    first, last = years
    if last is None:
        return f"{first}年度起"
    return f"{first}年度" if first == last else f"{first}—{last}年度"


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise TemplateError([Fault(file.name, "不是 UTF-8 文本，请用 UTF-8 编码保存")]) from None
