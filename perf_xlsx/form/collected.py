"""All returns of a run as the batch rules see them: by project, this year's and last year's, which of several counts.

They lie in a temporary database, so that a run may be longer than memory; what is asked of it is read back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from perf_xlsx.extract import Said
from perf_xlsx.files.workbench import Workbench, packed, spelt, unpacked, unspelt
from perf_xlsx.form import collected_tables as ask
from perf_xlsx.form.registered import Register
from perf_xlsx.form.returns import Return, latest, spelling
from perf_xlsx.template.judgement import Judgement

Key = tuple[str, ...]
T = TypeVar("T")
THIS_YEAR, LAST_YEAR = 0, 1
NOBODYS_OWN, PROJECT = 0, 1


class ByProject(Mapping[Key, T]):
    """What there is of each project, read from the database when it is asked for."""

    def __init__(self, keys: Callable[[], Iterable[tuple[str, ...]]], read: Callable[[str], T | None]) -> None:
        """Take what gives the keys in their order, and what reads one; None where there is none."""
        self._keys, self._read = keys, read

    def __getitem__(self, key: Key) -> T:
        found = self._read(spelt(key))
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[Key]:
        return (tuple(unspelt(text)) for (text,) in self._keys())

    def __len__(self) -> int:
        return sum(1 for _ in self._keys())


class Collected:
    """A run: what came back, the register and last year's returns where they were given."""

    def __init__(
        self,
        returns: Iterable[Return],
        register: Register | None = None,
        previous: Iterable[Return] | None = None,
        fiscal_year: int | None = None,
    ) -> None:
        """Take everything in; `previous` None is no year to compare with."""
        self.register, self.fiscal_year, self.compares_years = register, fiscal_year, previous is not None
        self._base = Workbench(ask.TABLES)
        for code, entry in (register or {}).items():
            self._own(entry.issued.name, code, entry.supervising_department, registered=True)
        for one in returns:
            self._take(one, THIS_YEAR)
        for one in previous or ():
            self._take(one, LAST_YEAR)

    @cached_property
    def forms(self) -> Mapping[Key, list[Return]]:
        """The forms of this year by project, in the order of the files; those nobody can tell whose are left out."""
        return self._by_project(ask.FORMS, list)

    @cached_property
    def counted(self) -> Mapping[Key, Return]:
        """The one form of each project that counts."""
        return self._by_project(ask.COUNTED, latest)

    @cached_property
    def counting(self) -> Mapping[Key, Return]:
        """The forms that count, those nobody can tell whose among them, each a project of its own."""
        return self._by_project(ask.COUNTING, latest)

    @cached_property
    def before(self) -> Mapping[Key, Return]:
        """Last year's forms that count, by project."""
        return self._by_project(ask.BEFORE, latest)

    @cached_property
    def missing(self) -> list[str]:
        """The codes of the register of which no form of the year came back."""
        return [code for code in self.register or () if (code,) not in self.forms]

    @cached_property
    def unread(self) -> list[str]:
        """The files that could not be read as forms."""
        return [one.file for one in self._of_a_kind("")]

    @property
    def summaries(self) -> list[Return]:
        """The 汇总表 that came back."""
        return list(self._of_a_kind("summary"))

    def of_any_year(self, key: Key) -> list[Return]:
        """The forms of a project that came back, of whatever year."""
        return [self._numbered(number) for (number,) in self._sorted.rows(ask.OF_ANY_YEAR, spelt(key))]

    def counts(self, number: int) -> bool:
        """Whether the return that was taken in at this place, from 1, is the one of its project that counts."""
        return any(self._sorted.rows(ask.COUNTS, number))

    def namesakes_department(self, name: str) -> str:
        """The department of the registered project of a name; empty where there is none."""
        return next((str(unspelt(text)) for (text,) in self._base.rows(ask.NAMESAKE, spelt(spelling(name)))), "")

    def shared_texts(self) -> Iterator[Iterator[tuple[Return, Said]]]:
        """Every long text that stands in several of the forms that count, with each form and where it stands there."""
        for (digest,) in self._sorted.rows(ask.SHARED):
            places = ((self._numbered(number), part) for number, part in self._base.rows(ask.WHERE_SAID, digest))
            yield ((form, form.extract.said[part]) for form, part in places)

    def units(self, least: int) -> Iterator[tuple[Return, int, int]]:
        """Every unit with so many forms that count: the first of them, how many there are, how many at full marks."""
        for place, count, full in self._sorted.rows(ask.UNITS, least):
            [(number,)] = self._base.rows(ask.AT_PLACE, place)
            yield self._numbered(number), count, full

    def of_this_year(self, one: Return) -> bool:
        """Whether a form is of the year this run is about, as far as both are known."""
        if one.kind != "form":
            return False
        year = self.year_for(one)
        return None in {year, one.fiscal_year} or year == one.fiscal_year

    def year_for(self, one: Return) -> int | None:
        """The year a form should be of: the run's, else the register's; None where nobody says."""
        entry = (self.register or {}).get(one.code)
        return self.fiscal_year or (entry.fiscal_year if entry else None)

    def whose(self, one: Return) -> tuple[str, ...]:
        """The project a finding is about, as a waiver names it: its code, else its name."""
        key = self.key(one)
        return key if len(key) == 1 else (one.name or one.file,)

    def key(self, one: Return) -> Key:
        """Whose a form is: its code, else that of the project so named, else name and department; () unknown."""
        return (one.code,) if one.code else self._named(spelt(spelling(one.name)), spelt(spelling(one.department)))

    def _named(self, name: str, department: str) -> Key:
        """Whose a form without a code is, by its name and department as the tables spell them."""
        if name == spelt(""):
            return ()
        codes = [str(unspelt(code)) for (code,) in self._base.rows(ask.CODES_NAMED, name, department)]
        return (codes[0],) if len(codes) == 1 else (str(unspelt(name)), str(unspelt(department)))

    def _take(self, one: Return, which: int) -> None:
        about = (one.name, one.department, one.unit or one.department)
        names = tuple(spelt(spelling(text)) for text in about)
        current, key = which == LAST_YEAR or self.of_this_year(one), spelt((one.code,)) if one.code else None
        row = (None, which, one.kind, current, key, *names, one.extract.full_marks, packed(one))
        number = self._base.put("returns", *row)
        for part, said in enumerate(one.extract.said if which == THIS_YEAR else ()):
            self._base.put("said", said.digest, number, part)
        if one.code and one.name and one.code not in (self.register or {}):
            self._own(one.name, one.code, one.department, registered=False)

    def _own(self, name: str, code: str, department: str, *, registered: bool) -> None:
        about = (spelt(spelling(name)), spelt(code), spelt(spelling(department)), spelt(department))
        self._base.put("owners", None, *about, registered)

    @cached_property
    def _sorted(self) -> Workbench:
        """The tables once it has been worked out whose every form is, and which of several counts."""
        base = self._base
        for number, which, current, key, name, department in base.rows(ask.UNKEYED):
            whose = key or spelt(self._named(name, department))
            if whose != spelt(()):
                base.put("keyed", number, which, current, whose)
        for index in ask.INDEXES:
            base.run(index)
        for key, count, first in base.rows(ask.GROUPS):
            base.put("counting", None, first if count == 1 else self._latest(key), key, PROJECT)
        for number, data in base.rows(ask.NOBODYS):
            one: Return = unpacked(data)
            base.put("counting", None, number, spelt(("", one.file, one.sheet)), NOBODYS_OWN)
        return base

    def _latest(self, key: str) -> int:
        """The number of the form that counts of those of a project."""
        numbers = [number for (number,) in self._base.rows(ask.FORMS[1], key)]
        several = [self._numbered(number) for number in numbers]
        used = latest(several)
        return int(next(number for number, one in zip(numbers, several, strict=True) if one is used))

    def _numbered(self, number: int) -> Return:
        [(data,)] = self._base.rows(ask.RETURN, number)
        one: Return = unpacked(data)
        return one

    def _of_a_kind(self, kind: str) -> Iterator[Return]:
        return (unpacked(data) for (data,) in self._base.rows(ask.OF_A_KIND, kind))

    def _by_project(self, questions: tuple[str, str], made: Callable[[list[Return]], T]) -> Mapping[Key, T]:
        every, of_one = questions

        def read(key: str) -> T | None:
            several = [self._numbered(number) for (number,) in self._sorted.rows(of_one, key)]
            return made(several) if several else None

        return ByProject(lambda: self._sorted.rows(every), read)


class BatchFacts(Collected):
    """A run with what its rules judge by."""

    def __init__(self, *given: Any, judgement: Judgement, **more: Any) -> None:
        """Take in what `Collected` takes, and the thresholds."""
        super().__init__(*given, **more)
        self.judgement = judgement
