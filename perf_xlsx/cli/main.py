"""The program: commands are imported when they are called, mistakes end with exit code 2 and a Chinese sentence."""

import sys
from collections.abc import Sequence

import click

from perf_xlsx.cli.chinese import ChineseGroup, complaint
from perf_xlsx.errors import PerfXlsxError

WRONG_USE, INTERRUPTED = 2, 130
COMMANDS = {
    "generate": "按项目清单生成下发的自评表",
    "check": "审核回收的自评表",
    "import": "把手工做的表搬进下发表",
    "finalize": "把填好的表做成打印稿",
    "report": "起草绩效自评报告",
    "summary": "汇总报回的自评表",
    "template": "查看、检查、新建模板",
    "rule": "查看审核规则",
}


class LazyGroup(ChineseGroup):
    """Imports a command's module when that command is called or its help is asked for, not before."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Every command, in the order they are used."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Import one command."""
        match name:
            case "generate":
                from perf_xlsx.cli.generate import command as generate  # noqa: PLC0415 - imported when called, as all of these

                return generate
            case "check":
                from perf_xlsx.cli.check import command as check  # noqa: PLC0415

                return check
            case "import":
                from perf_xlsx.cli.import_forms import command as import_forms  # noqa: PLC0415

                return import_forms
            case "finalize":
                from perf_xlsx.cli.finalize import command as finalize  # noqa: PLC0415

                return finalize
            case "report":
                from perf_xlsx.cli.report import command as report  # noqa: PLC0415

                return report
            case "summary":
                from perf_xlsx.cli.summary import command as summary  # noqa: PLC0415

                return summary
            case "template":
                from perf_xlsx.cli.template import command as template  # noqa: PLC0415

                return template
            case "rule":
                from perf_xlsx.cli.rule import command as rule  # noqa: PLC0415

                return rule
        return None

    def commands_for_help(self, _ctx: click.Context) -> list[tuple[str, str]]:
        """List the commands without importing any."""
        return list(COMMANDS.items())


def _version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's shape
    if value and not ctx.resilient_parsing:
        from perf_xlsx.version import VERSION  # noqa: PLC0415 - costs an import only when asked

        click.echo(f"perf-xlsx {VERSION}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="显示版本。")
def cli() -> None:
    """项目支出绩效自评表：生成带公式、带锁定的工作簿，批量审核回收的工作簿。

    退出码：0 没有达到 --fail-on 的问题；1 有；2 用法、模板或清单有误；3 有文件或规则未能审核。

    例：perf-xlsx check 回收 --year 2020
    """


def _complain(words: str) -> None:
    """Say what is wrong on standard error; names of files in it cannot drive the terminal."""
    from perf_xlsx.report.plain import plain_text  # noqa: PLC0415 - costs an import only when something is wrong

    click.echo("\n".join(plain_text(line) for line in words.split("\n")), err=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console cannot show every sign
    try:
        code = cli.main(args=arguments, prog_name="perf-xlsx", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        code = WRONG_USE
    except click.UsageError as error:
        _complain(complaint(error))
        code = WRONG_USE
    except PerfXlsxError as error:
        _complain(str(error))
        code = WRONG_USE
    except OSError as error:
        _complain(f"无法读写 {error.filename or '文件'}（{error.strerror or error}），请检查路径、权限和磁盘空间")
        code = WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断；已写出的文件都是完整的。", err=True)
        code = INTERRUPTED
    sys.exit(code if isinstance(code, int) else 0)
