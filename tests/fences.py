"""Fenced blocks of a document: the commands, edits and files a reader is told to run, make and write."""

import re
from pathlib import Path
from typing import NamedTuple

FENCE = re.compile(r"^ *```(\w*)(?: (\S+))?\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


class Fenced(NamedTuple):
    """One fenced block: its language, the file a reader is told to write it to, and its text."""

    language: str
    file: str | None
    text: str


def fenced(file: Path) -> list[Fenced]:
    """Every fenced block of a document, in order."""
    return [Fenced(*found.groups()) for found in FENCE.finditer(file.read_text("utf-8"))]


def edit(text: str, folder: Path) -> None:
    """Make the edit of a diff block: what stands there is replaced, and what replaces nothing goes to the end."""
    head, *lines = text.splitlines()
    file = folder / head.removeprefix("--- ")
    body = file.read_text("utf-8")
    while lines:
        old, new = (take(lines, sign) for sign in "-+")
        assert old or new, f"{head}: {lines[0]}"
        assert old in body, f"{head}: {old}"
        body = body.replace(old.rstrip("\n"), new.rstrip("\n")) if old else body + new
    file.write_text(body, "utf-8")


def take(lines: list[str], sign: str) -> str:
    """Take the lines that begin with a sign, without it; those of one edit stay one text."""
    taken: list[str] = []
    while lines and lines[0].startswith(sign):
        taken.append(lines.pop(0)[1:])
    text = "\n".join(taken)
    return text if sign == "-" or not taken else f"{text}\n"
