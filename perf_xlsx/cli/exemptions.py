"""Options for what an operator has decided: waivers and local rules."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from perf_xlsx.api import Checking, known_codes, read_local_rules, read_waivers

Command = Callable[..., Any]


def exemption_options(command: Command) -> Command:
    """Add --waivers and --rules to a command."""
    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    for add in (
        click.option("--rules", type=file, metavar="文件", help="本地规则（.toml）：停用、改级别、改参数、增加规则。"),
        click.option("--waivers", type=file, metavar="文件", help="豁免（.csv）：规则、项目、单元格、理由、有效期。"),
    ):
        command = add(command)
    return command


def exempted(checking: Checking, waivers: Path | None, rules: Path | None) -> Checking:
    """The same check with waivers and local rules; raises ExemptionError with every fault of a file."""
    if rules is not None:
        checking = replace(checking, local=read_local_rules(rules, checking.catalog))
    if waivers is not None:
        codes = known_codes(checking.catalog, checking.local)
        checking = replace(checking, waivers=read_waivers(waivers, codes))
    return checking
