"""Options several commands share."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

FIRST_YEAR, LAST_YEAR = 1990, 2100
FEW_PROJECTS = 50  # more are written by several processes
LONGEST_PASSWORD = 255  # what Excel lets people type
Command = Callable[..., Any]

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


def _password(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    """A password Excel will take when the sheet is to be unlocked; none where the option is left out."""
    if value is None:
        return ""
    if not value:
        raise click.BadParameter("密码是空的；不用密码的，请不写 --password")
    # Excel turns other letters into bytes of the machine's code page before it hashes them: it would never open.
    if not (value.isascii() and value.isprintable()):
        raise click.BadParameter("密码只能用英文字母、数字和符号，含中文的在 Excel 里解不开")
    if len(value) > LONGEST_PASSWORD:
        raise click.BadParameter(f"密码太长，最多{LONGEST_PASSWORD}个字符")
    return value


def key_and_password_options(command: Command) -> Command:
    """Give a command that issues workbooks --key-file and --password."""
    key = click.option(
        "--key-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="文件",
        help="下发签名的密钥文件，任意内容，请妥善保管。",
    )
    password = click.option(
        "--password",
        default=None,
        callback=_password,
        metavar="密码",
        help="工作表保护密码，英文字母、数字和符号：防误改，不防有意篡改。",
    )
    made: Command = key(password(command))
    return made
