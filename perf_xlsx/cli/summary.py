"""perf-xlsx summary."""

from collections.abc import Sequence
from pathlib import Path

import click

from perf_xlsx.api import Checking, KeptReports, batch_of, catalog_of, check_listing, list_files, summarise
from perf_xlsx.cli.chinese import ChineseCommand
from perf_xlsx.cli.exemptions import exempted, exemption_options
from perf_xlsx.cli.options import NamedPath, template_option, templates_option, year_option
from perf_xlsx.cli.progress import progress
from perf_xlsx.cli.trust import TrustOptions, checked_files, previous_of, round_free_trust_options
from perf_xlsx.errors import UsageError
from perf_xlsx.files.path_list import Picked
from perf_xlsx.finding import SUMMARY
from perf_xlsx.report.file import refuse_unwritable

NOT_CHECKED = 3
EXAMPLE = """\b
例：perf-xlsx summary 回收 -o 汇总表.xlsx --year 2020
    perf-xlsx summary 回收 -o 汇总表.xlsx --register 下发/register.csv"""


@click.command(name="summary", cls=ChineseCommand, epilog=EXAMPLE)
@click.argument("paths", nargs=-1, required=True, type=NamedPath(path_type=Path), metavar="文件或文件夹...")
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=NamedPath(path_type=Path),
    metavar="文件",
    help="汇总表写到哪里（.xlsx）。",
)
@year_option
@templates_option
@template_option
@round_free_trust_options
@exemption_options
def command(
    paths: tuple[Path, ...],
    out: Path,
    fiscal_year: int | None,
    templates: Path | None,
    template: str,
    trust: TrustOptions,
    waivers: Path | None,
    rules: Path | None,
) -> int:
    """汇总报回的自评表：一个项目一行，按主管部门小计，带图表，列出没有报送的。

    审核结论与 check 的相同：审核时用了哪些选项，汇总时也写上。

    退出码：0 全部读出；2 用法或登记有误；3 有文件未能审核，没有计入。
    """
    if out.suffix.lower() != ".xlsx":
        raise UsageError(f"汇总表是 .xlsx，请把 {out} 改为 .xlsx 结尾的文件名")
    refuse_unwritable(out)
    checking = Checking(catalog_of(templates), fiscal_year, template=template)
    checking = exempted(trust.applied(checking), waivers, rules)
    listing = list_files(paths)
    if not listing.files:
        click.echo("没有找到可汇总的文件，请检查路径和文件名。", err=True)
    listing.files = _without(out, listing.files, checking)
    previous = previous_of(trust, checking)
    with KeptReports() as forms:
        with progress("汇总", len(listing.files)) as step:
            for found in checked_files(trust, listing.files, checking):
                for report in found:
                    forms.add(report)
                step()
        batch = batch_of(forms, checking, listing, previous)
        made = summarise(batch, out, fiscal_year, checking.register)
        whole = not batch.rules.crashed and all(form.opened for form in batch.forms)
    told = [f"已写出 {out}：{len(made.lines)}个项目"]
    told += [f"没有报送的{len(made.unreturned)}个"] if made.registered else []
    told += [f"没有计入的文件{len(made.left_out)}个，原因见表内“未计入”"] if made.left_out else []
    told += [f"全批的问题{len(made.findings)}条，见表内“全批问题”"] if made.findings else []
    click.echo("，".join(told) + "。")
    return 0 if whole else NOT_CHECKED


def _without(out: Path, files: Sequence[Path], checking: Checking) -> Sequence[Path]:
    """The files without last time's summary, which may lie among them; a form is never written over."""
    old = [number for number, file in enumerate(files) if out.exists() and file.samefile(out)]
    if any(one.sheet is not None and one.kind != SUMMARY for one in check_listing(Picked(files, old), checking)):
        raise UsageError(f"{out} 是要汇总的文件本身，请换一个文件名")
    return Picked(files, [number for number in range(len(files)) if number not in old]) if old else files
