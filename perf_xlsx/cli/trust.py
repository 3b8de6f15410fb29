"""Options of check about what was issued, how much a file may ask, and how many processes work."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from perf_xlsx.api import Checking, FormReport, Ledger, Return, check_files, read_limits, read_previous, read_register
from perf_xlsx.errors import UsageError
from perf_xlsx.form.registered import Register

Command = Callable[..., Any]
MOST_JOBS = 61


@dataclass(frozen=True, slots=True)
class TrustOptions:
    """What was asked for; `jobs` None is as many processes as pay."""

    register: Path | None = None
    key_file: Path | None = None
    limits: Path | None = None
    jobs: int | None = None
    previous: Path | None = None
    ledger: Path | None = None
    cluster: str = ""

    def applied(self, checking: Checking) -> Checking:
        """The same check with register, key and limits read; raises UsageError with every fault of them."""
        if self.cluster and self.jobs is not None:
            raise UsageError("--cluster 与 --jobs 只能用一个：用集群时，进程由集群安排")
        return replace(
            checking,
            register=_register_of(self.register, checking.fiscal_year) if self.register else None,
            key=key_of(self.key_file),
            limits=read_limits(self.limits) if self.limits else checking.limits,
        )


def checked_files(trust: TrustOptions, files: Sequence[Path], checking: Checking) -> Iterator[list[FormReport]]:
    """The reports of each file, through the ledger when one was named."""
    if trust.ledger is None:
        yield from check_files(files, checking, trust.jobs, trust.cluster)
        return
    with Ledger(trust.ledger) as ledger:
        yield from ledger.run(files, checking, trust.jobs, trust.cluster)


def _register_of(file: Path, fiscal_year: int | None) -> Register:
    """What was issued; raises UsageError where all of it is of other years than the batch's."""
    register = read_register(file)
    if fiscal_year is not None and register and all(one.fiscal_year != fiscal_year for one in register.values()):
        years = "、".join(str(year) for year in sorted({one.fiscal_year for one in register.values()}))
        raise UsageError(f"下发登记 {file} 是{years}年度的，这一批审核{fiscal_year}年度；请给出本年度的登记")
    return register


def previous_of(trust: TrustOptions, checking: Checking) -> tuple[Return, ...] | None:
    """Last year's returns, None when none were named; raises UsageError when none can be read."""
    return read_previous(trust.previous, checking, trust.jobs, trust.cluster) if trust.previous else None


def key_of(file: Path | None) -> bytes:
    """The key forms are signed with; blanks and line ends around it do not count."""
    if file is None:
        return b""
    try:
        key = file.read_bytes().strip()
    except OSError as error:
        raise UsageError(f"读不出密钥文件 {file}：{error.strerror}") from error
    if not key:
        raise UsageError(f"密钥文件 {file} 是空的；请用生成自评表时的密钥文件")
    return key


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OPTIONS = {
    "register": click.option(
        "--register", type=_FILE, metavar="文件", help="下发登记 register.csv：核对固定内容，比较手工表，列出缺报。"
    ),
    "key_file": click.option("--key-file", type=_FILE, metavar="文件", help="生成时的密钥文件：核对下发签名。"),
    "limits": click.option("--limits", type=_FILE, metavar="文件", help="自定的安全限度（TOML），不写的用默认。"),
    "jobs": click.option(
        "--jobs", type=click.IntRange(1, MOST_JOBS), metavar="数目", help="并行的进程数，默认按文件多少自动决定。"
    ),
    "previous": click.option(
        "--previous",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="文件夹",
        help="上年报回的表：核对结转（B07）、多年偏低的目标（B08）。",
    ),
    "cluster": click.option(
        "--cluster",
        default="",
        metavar="地址",
        help="在已有的 Dask 集群上审核，如 tcp://10.0.0.5:8786；先装好 perf-xlsx[dask]。",
    ),
    "ledger": click.option(
        "--ledger",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="文件",
        help="审核台账：记下结果，再审时只审有变化的，并显示已解决、新增、仍存在的问题；中断的接着审。",
    ),
}


def trust_options(command: Command, without: tuple[str, ...] = ()) -> Command:
    """Give a command the options as one argument `trust`."""

    @wraps(command)
    def bundled(**given: Any) -> Any:
        own = {one.name: given.pop(one.name) for one in fields(TrustOptions) if one.name in given}
        return command(**given, trust=TrustOptions(**own))

    made: Command = bundled
    for name, option in reversed(_OPTIONS.items()):
        made = made if name in without else option(made)
    return made


def round_free_trust_options(command: Command) -> Command:
    """The same without the ledger, for commands that are no round of checking."""
    return trust_options(command, without=("ledger",))
