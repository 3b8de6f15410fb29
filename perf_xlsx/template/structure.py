"""Tables of a TOML file to dataclasses: every problem at once, by path, with "did you mean"."""

import dataclasses
from collections.abc import Mapping
from dataclasses import MISSING
from datetime import date
from enum import EnumMeta
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from perf_xlsx.errors import Fault
from perf_xlsx.expr.vocabulary import did_you_mean

TYPE_NAMES = {
    str: "文字",
    int: "整数",
    float: "小数",
    bool: "true 或 false",
    dict: "表",
    list: "数组",
    date: "日期，如 2026-01-01",
}


def read_table(cls: type, data: object, path: str, faults: list[Fault]) -> Any:
    """Read one table into a dataclass; None when it cannot be used, with the reasons added to `faults`."""
    if not isinstance(data, dict):
        faults.append(Fault(path, "应为一个表"))
        return None
    before = len(faults)
    known = _fields(cls)
    for key in data:
        if key not in known:
            faults += [Fault(_join(path, key), f"没有这一项{did_you_mean(key, known)}")]
    values = {}
    for key, (kind, needed) in known.items():
        if key in data:
            values[key] = _read(kind, data[key], _join(path, key), faults)
        elif needed:
            faults.append(Fault(path or key, f"缺少 {key}"))
    return cls(**values) if len(faults) == before else None


@cache
def _fields(cls: type) -> dict[str, tuple[Any, bool]]:
    hints = get_type_hints(cls)
    return {
        field.name: (hints[field.name], field.default is MISSING and field.default_factory is MISSING)
        for field in dataclasses.fields(cls)
    }


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _read(kind: Any, value: object, path: str, faults: list[Fault]) -> Any:
    """Read one value as the type its field is declared with."""
    origin = get_origin(kind)
    if origin is tuple:
        return _array(get_args(kind)[0], value, path, faults)
    if dataclasses.is_dataclass(kind):
        return read_table(kind if isinstance(kind, type) else type(kind), value, path, faults)
    if isinstance(kind, EnumMeta):
        return _choice(kind, value, path, faults)
    if origin is not None and issubclass(origin, Mapping):
        return _free_table(get_args(kind)[1], value, path, faults)
    return _plain(kind, value, path, faults)


def _array(kind: Any, value: object, path: str, faults: list[Fault]) -> tuple[Any, ...]:
    if isinstance(value, str) and (kind is str or isinstance(kind, EnumMeta)):
        return (_read(kind, value, path, faults),)
    if not isinstance(value, list):
        faults.append(Fault(path, "应为数组"))
        return ()
    read = []
    for position, item in enumerate(value):
        name = item.get("key") or item.get("code") if isinstance(item, dict) else None
        read.append(_read(kind, item, f"{path}[{name or position + 1}]", faults))
    return tuple(read)


def _free_table(kind: Any, value: object, path: str, faults: list[Fault]) -> Any:
    """A table whose keys are the author's; its values are of one type, or anything where that is `object`."""
    if isinstance(value, dict) and kind is not object:
        return {key: _plain(kind, item, _join(path, key), faults) for key, item in value.items()}
    return _plain(dict, value, path, faults)


def _choice(kind: EnumMeta, value: object, path: str, faults: list[Fault]) -> Any:
    choices = [str(member.value) for member in kind]  # type: ignore[var-annotated]
    if value in choices:
        return kind(value)
    faults.append(Fault(path, f"“{value}”不在 {'、'.join(choices)} 之中{did_you_mean(str(value), choices)}"))
    return None


def _plain(kind: type, value: object, path: str, faults: list[Fault]) -> Any:
    if type(value) is not kind:
        faults.append(Fault(path, f"应为{TYPE_NAMES[kind]}，写的是{TYPE_NAMES.get(type(value), '别的类型')}"))
    return value
