"""Forms of 项目支出绩效自评: generated as locked workbooks, checked when they come back.

What programs use is imported when it is first asked for, so that the command line starts fast.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perf_xlsx.api import (
        BatchReport,
        Checking,
        FormReport,
        Imported,
        Imports,
        Issue,
        Made,
        Template,
        check_file,
        check_paths,
        finalize,
        generate,
        import_forms,
        iterate_paths,
        load_template,
        read_projects,
        read_register,
        summarise,
    )

__all__ = [
    "BatchReport",
    "Checking",
    "FormReport",
    "Imported",
    "Imports",
    "Issue",
    "Made",
    "Template",
    "check_file",
    "check_paths",
    "finalize",
    "generate",
    "import_forms",
    "iterate_paths",
    "load_template",
    "read_projects",
    "read_register",
    "summarise",
]


def __getattr__(name: str) -> Any:
    """Import the api when one of its names is first used."""
    if name in __all__:
        from perf_xlsx import api  # noqa: PLC0415 - see the module's docstring

        return getattr(api, name)
    raise AttributeError(name)
