"""A progress bar on standard error, when that is a terminal, never otherwise."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[], None]


@contextmanager
def progress(words: str, total: int) -> Iterator[Step]:
    """Show how far a piece of work has come; call what is yielded after each of `total` steps."""
    if not sys.stderr.isatty() or total <= 1:
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415 - 18 ms of import that a run without a terminal never needs
    from rich.progress import Progress  # noqa: PLC0415 - see above

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=total)
        yield lambda: bar.advance(task)
