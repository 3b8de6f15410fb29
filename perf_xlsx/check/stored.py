"""Form reports as JSON texts and back, for the ledger: every field, numbers as texts, nothing that could run."""

import json
import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
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
        return [_made(FormReport, one) for one in json.loads(text)]
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


def _made(kind: Any, value: Any) -> Any:
    """A value of a type again."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return None if value is None else _made(next(one for one in arguments if one is not types.NoneType), value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _made(hints[name], one) for name, one in value.items()})
    if origin is tuple:
        return tuple(_made(arguments[0], one) for one in value)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _made(arguments[1], one) for key, one in value.items()}
    if isinstance(kind, type) and issubclass(kind, tuple):
        return kind(*value)
    if isinstance(kind, type) and issubclass(kind, StrEnum | Decimal):
        return kind(value)
    if not isinstance(value, kind):
        raise TypeError(kind)
    return value


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
