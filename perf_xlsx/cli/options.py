"""Options several commands share."""

from pathlib import Path

import click

templates_option = click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="文件夹",
    help="自己的模板文件夹，先于自带模板查找。",
)
year_option = click.option("--year", "fiscal_year", type=int, metavar="年度", help="财政年度。")
