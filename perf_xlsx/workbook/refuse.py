"""How the parts of the reader give up on a file: one exception that carries the refusal to the reader's door."""

from perf_xlsx.workbook.book import Refusal

_SHOWN = 60


class RefusedError(Exception):
    """A file that is not read; never leaves `read_book`."""

    def __init__(self, code: str, what: str) -> None:
        """Take the code of the F family and the words for its message."""
        super().__init__(code, what)
        self.refusal = Refusal(code, what)


def damaged(why: str) -> RefusedError:
    """Refuse as F01: not a readable workbook."""
    return RefusedError("F01", why)


def at_most(limit: int, found: int, what: str, unit: str = "") -> None:
    """Refuse as F03 when a number found is past its limit."""
    if found > limit:
        raise RefusedError("F03", f"{what}为{found}{unit}，超出上限{limit}{unit}")


def shown(text: str) -> str:
    """Make a name out of a hostile file fit for a message: short and printable."""
    kept = "".join(sign if sign.isprintable() else "?" for sign in text[:_SHOWN])
    return kept + "…" if len(text) > _SHOWN else kept
