"""What a check knows of a form besides its values: what stands around them, what was registered, the key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perf_xlsx.form.carried import Carried
from perf_xlsx.form.identity import Identity
from perf_xlsx.form.place import Place
from perf_xlsx.form.registered import Register
from perf_xlsx.numbers import Value

IN_CELLS, IN_META, IN_PROPERTIES = "隐藏列", "_meta 页", "文档属性"


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A fixed text of the form that is another now, and its cell, A1 style."""

    cell: str
    issued: str
    found: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something done to the rows, columns or sheets: in words, where, and whether it can hide anything."""

    what: str
    cell: str = ""
    serious: bool = True


@dataclass(frozen=True, slots=True)
class Disguised:
    """A cell whose number format shows another text than is stored: the cell, A1 style, and whether it is locked."""

    cell: str
    place: Place | None
    shown: str
    stored: Value
    locked: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What came back around the values of an issued form.

    `stated` are the identities by where they stand; `signatures` those that are no digest; `addresses` where every
    locked value stands now, hidden ones too; `overwritten` the cells of helpers whose formula is gone; `recalculated`
    whether the hidden mirrors show what stands in the inputs; `gone` whether keys of rows are missing; `disguised` the
    cells that show another text than they hold; `resigned` whether the signature cell is not what was issued.
    """

    stated: Mapping[str, Identity] = field(default_factory=dict)
    signatures: Sequence[str] = ()
    carried: Carried | None = None
    given: Mapping[Place, str] = field(default_factory=dict)
    texts: Sequence[ChangedText] = ()
    changes: Sequence[Change] = ()
    loosened: Sequence[str] = ()
    overwritten: Sequence[str] = ()
    recalculated: bool = True
    gone: bool = False
    disguised: Sequence[Disguised] = ()
    resigned: bool = False


@dataclass(frozen=True, slots=True)
class Trust:
    """Everything a form is held against; `file` is the file's name, `register` None when none was given."""

    evidence: Evidence | None = None
    register: Register | None = None
    key: bytes = b""
    file: str = ""
