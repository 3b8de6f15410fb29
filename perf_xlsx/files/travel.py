"""Values that travel between processes and to disk by the thousand: as what they are made of, nothing around it."""

from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def light(kind: type[T]) -> type[T]:
    """Let a frozen dataclass of several fields be pickled as these alone: several times as fast as Python's own way."""
    values = attrgetter(*(one.name for one in fields(kind)))  # type: ignore[arg-type]

    def parts(self: T) -> tuple[Any, ...]:
        return kind, values(self)

    kind.__reduce__ = parts  # type: ignore[assignment, method-assign]
    return kind
