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
    # 18 ms of imports that a run without a terminal never needs.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("还要"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=total, rate="")

        def step() -> None:
            bar.advance(task)
            speed = bar.tasks[0].speed
            bar.update(task, rate=f"每秒{speed:.1f}个" if speed else "")

        yield step
