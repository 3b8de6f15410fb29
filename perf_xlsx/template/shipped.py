"""Where the definitions are that came with the program."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def shipped_folder() -> Path:
    """The definitions that came with the program: inside a wheel, or beside the package in a checkout."""
    inside = PACKAGE / "_templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"
