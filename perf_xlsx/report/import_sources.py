"""The hand-made forms of some files, one after the other, with the cells around them; why a file has none."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import refused_report
from perf_xlsx.check.hand_made import grid_of, read_hand_made
from perf_xlsx.check.seems import seems
from perf_xlsx.check.watch import TooSlowError, Watch, late_refusal
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.issue.placed import Fate, PlacedCell
from perf_xlsx.recognise.grid import address
from perf_xlsx.workbook.book import Book, Refusal, SheetGrid
from perf_xlsx.workbook.issued_in import stamps_of
from perf_xlsx.workbook.made_mark import NO_RETURN, is_print_form
from perf_xlsx.workbook.read import read_book

OUTSIDE = "不在自评表内"
ISSUED = "已经是下发的自评表，不用导入；要审核请用 check"


@dataclass(frozen=True, slots=True)
class Source:
    """One form of a file, or why there is none; `around` are the cells of its sheet outside every form."""

    file: Path
    sheet: str = ""
    form: FilledForm | None = None
    refused: str = ""
    opened: bool = True
    around: tuple[PlacedCell, ...] = ()
    notes: tuple[str, ...] = ()


def sources_of(files: Sequence[Path], checking: Checking, read: Callable[[Path], object]) -> list[Source]:
    """Every form of some files; nothing a file contains raises, `read` is called after each."""
    found: list[Source] = []
    with Watch(checking.limits.file_seconds) as watch:
        for file in files:
            found += watched(file, checking, watch)
            read(file)
    return found


def watched(file: Path, checking: Checking, watch: Watch) -> list[Source]:
    """The forms of one file, which may take no longer than any other."""
    try:
        return watch.run(partial(_sources, file, checking))
    except TooSlowError:
        return [_unread(file, late_refusal(checking.limits), checking)]
    except Exception as error:  # noqa: BLE001 - one file must not end the run
        return [Source(file, refused=f"读取时出错（{type(error).__name__}）", opened=False)]


def _sources(file: Path, checking: Checking) -> list[Source]:
    book = read_book(file, checking.limits)
    if isinstance(book, Refusal):
        return [_unread(file, book, checking)]
    if next(iter(stamps_of(book)), None) is not None:
        return [Source(file, refused=ISSUED)]
    if is_print_form(book):
        return [Source(file, refused=f"{NO_RETURN}；请导入或审核原表")]
    read = read_hand_made(book, checking)
    if read.past_limit:
        return [_unread(file, Refusal("F03", read.past_limit), checking)]
    if not read.forms:
        kind = read.relative or seems(book)
        return [Source(file, refused=f"没有读出自评表{f'，看上去是{kind}' if kind else ''}")]
    return list(_with_surroundings(file, book, read.forms))


def _unread(file: Path, why: Refusal, checking: Checking) -> Source:
    told = refused_report(file.as_posix(), why, checking).findings
    return Source(file, refused=told[0].message if told else f"打不开（{why.code}）", opened=False)


def _with_surroundings(file: Path, book: Book, forms: Sequence[tuple[str, FilledForm]]) -> Iterator[Source]:
    """The forms of a book; what stands on a sheet outside of them goes with the first form there."""
    named = {name for name, _ in forms}
    aside = [sheet.name for sheet in book.sheets if sheet.cells and sheet.name not in named]
    notes = tuple(f"工作表“{name}”没有自评表，没有导入" for name in aside)
    sheets = {sheet.name: sheet for sheet in book.sheets}
    told: set[str] = set()
    for number, (name, form) in enumerate(forms):
        around: tuple[PlacedCell, ...] = ()
        if name not in told:
            told.add(name)
            inside = {cell.address for sheet, one in forms if sheet == name for cell in one.found.cells}
            around = tuple(_around(book, sheets[name], inside))
        yield Source(file, name, form, around=around, notes=notes if number == 0 else ())


def _around(book: Book, sheet: SheetGrid, inside: set[str]) -> Iterator[PlacedCell]:
    for at, seen in sorted(grid_of(book, sheet).cells.items()):
        if address(at) not in inside:
            yield PlacedCell(address(at), seen.text, Fate.LEFT_OUT, why=OUTSIDE)
