"""Options several commands share."""

import os
from pathlib import Path

import click

FIRST_YEAR, LAST_YEAR = 1990, 2100

templates_option = click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="文件夹",
    help="自己的模板文件夹，先于自带模板查找。",
)


def _fiscal_year(_ctx: click.Context, _parameter: click.Parameter, value: int | None) -> int | None:
    """A fiscal year has the four digits forms carry."""
    if value is not None and not FIRST_YEAR <= value <= LAST_YEAR:
        raise click.BadParameter(f"应为 {FIRST_YEAR} 到 {LAST_YEAR} 的年度")
    return value


class NamedPath(click.Path):
    """A path that was really given: an empty one, of an unset variable in a script, is not the current folder."""

    def convert(
        self, value: "str | os.PathLike[str]", param: click.Parameter | None, ctx: click.Context | None
    ) -> "str | bytes | os.PathLike[str]":
        """Refuse an empty path."""
        if not str(value):
            self.fail("路径是空的", param, ctx)
        return super().convert(value, param, ctx)


template_option = click.option(
    "--template",
    default="",
    metavar="模板",
    help="自制表按哪个模板审核，如 national/2020/project_self_evaluation；不写则按全国统一口径。",
)
year_option = click.option("--year", "fiscal_year", type=int, callback=_fiscal_year, metavar="年度", help="财政年度。")
