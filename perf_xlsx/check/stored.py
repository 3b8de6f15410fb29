"""Form reports as JSON texts and back, for the ledger: every field, numbers as texts, nothing that could run."""

import json
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from typing import Any, Union, get_args, get_origin, get_type_hints

from perf_xlsx.errors import UsageError
from perf_xlsx.finding import FormReport

DAMAGED = "台账里的结果读不出来，可能已损坏；请换一个文件名，或删去后重新审核"


def stored_reports(reports: Iterable[FormReport]) -> str:
    """Reports as one JSON text."""
    return json.dumps([_plain(one) for one in reports], ensure_ascii=True)


def read_reports(text: str) -> list[FormReport]:
    """Reports from their JSON text; raises UsageError where it is damaged."""
    try:
        return [_maker(FormReport)(one) for one in json.loads(text)]
    except (ValueError, TypeError, KeyError, ArithmeticError, AttributeError, RecursionError) as error:
        raise UsageError(DAMAGED) from error


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    """What makes values of a type again; worked out once a type, as a ledger holds hundreds of values a form."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        inner = _maker(next(one for one in arguments if one is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    if is_dataclass(kind) and isinstance(kind, type):
        makers = {name: _maker(hint) for name, hint in get_type_hints(kind).items()}
        return lambda value: kind(**{name: makers[name](one) for name, one in value.items()})
    if origin is tuple:
        inner = _maker(arguments[0])
        return lambda value: tuple(map(inner, value))
    if origin is not None and issubclass(origin, Mapping):
        inner = _maker(arguments[1])
        return lambda value: {key: inner(one) for key, one in value.items()}
    if isinstance(kind, type) and issubclass(kind, tuple):
        return lambda value: kind(*value)
    if isinstance(kind, type) and issubclass(kind, StrEnum | Decimal):
        return kind
    return partial(_checked, kind)


def _checked(kind: type, value: Any) -> Any:
    """A value that is as it was stored, if it is of its type."""
    if not isinstance(value, kind):
        raise TypeError(kind)
    return value
