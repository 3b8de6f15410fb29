"""Chinese words for what click itself says: usage, sections, its own complaints."""

import re

import click

EXTRA = re.compile(r"\s*\[(required|[^\[\]]*[<>]=?[^\[\]]*)\]$")
QUOTED = re.compile(r"'(.*)'")
OWN_WORDS = ("应为", "路径是空的", "密码")  # what our own options say is Chinese already
NO_FILE = "is a directory."  # click's words for a folder where a file is asked for
NO_FOLDER = "is a file."  # click's words for a file where a folder is asked for
HELP_OPTION = "显示本帮助。"


class Chinese(click.Command):
    """What commands and groups share."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        words = {"[OPTIONS]": "[选项]", "COMMAND": "命令", "[ARGS]...": "…"}
        pieces = [words.get(word, word) for piece in self.collect_usage_pieces(ctx) for word in piece.split()]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, and a group's commands, under Chinese headings."""
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        rows = [(names, EXTRA.sub(_extra, words)) for names, words in records]
        for heading, lines in (("选项", rows), ("命令", self.commands_for_help(ctx))):
            if lines:
                formatter.write(f"\n{heading}：\n")
                with formatter.indentation():
                    formatter.write_dl(lines)

    def commands_for_help(self, _ctx: click.Context) -> list[tuple[str, str]]:
        """A plain command has none below it."""
        return []

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Explain --help in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP_OPTION
        return option


class ChineseCommand(Chinese):
    """A command whose help is Chinese."""


class ChineseGroup(Chinese, click.Group):
    """A group whose help is Chinese, and whose commands are."""

    command_class = ChineseCommand

    def commands_for_help(self, ctx: click.Context) -> list[tuple[str, str]]:
        """The commands of the group with the first sentence of each."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [(name, command.get_short_help_str(limit=80)) for name, command in found if command is not None]


def _extra(found: re.Match[str]) -> str:
    """What click adds to an option's help in English."""
    return "（必填）" if found[1] == "required" else ""


def complaint(error: click.UsageError) -> str:
    """What is wrong with a call, in Chinese, and where the help is."""
    path = error.ctx.command_path if error.ctx else "perf-xlsx"
    words = _words(error)
    return f"{words}{'' if words.endswith('？') else '。'}用法见 {path} --help"


def _words(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            near = f"，是否想写 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有选项 {error.option_name}{near}"
        case click.MissingParameter():
            return f"缺少 {_name(error)}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 要带一个值，且只带一个"
        case click.BadParameter():
            return f"{_name(error)} 的值不对：{_value_words(error)}"
    if "unexpected extra argument" in error.message:
        return f"多写了内容：{error.message.rpartition('(')[2].rstrip(').')}"
    if error.message.startswith("No such command"):
        return f"没有命令 {error.message.split(chr(39))[1]}"
    return f"命令写得不对（{error.message}）"


def _name(error: click.BadParameter) -> str:
    """An option as it is typed, an argument as the help names it."""
    if error.param is None or error.ctx is None:
        return "参数"
    if isinstance(error.param, click.Option):
        return "、".join(error.param.opts)
    return error.param.make_metavar(error.ctx).strip("[].")


def _value_words(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if error.message.startswith(OWN_WORDS):
        return error.message
    if isinstance(kind, click.Choice):
        return f"应为 {'、'.join(map(str, kind.choices))} 之一"
    if isinstance(kind, click.types.IntRange | click.types.IntParamType):
        least = kind.min if isinstance(kind, click.IntRange) else None
        return "应为整数" if least is None else f"应为不小于 {least} 的整数"
    if isinstance(kind, click.Path):
        named = QUOTED.search(error.message)
        if named and error.message.endswith(NO_FOLDER):
            return f"{named[1]} 是文件，这里要文件夹"
        if named and error.message.endswith(NO_FILE):
            return f"{named[1]} 是文件夹，这里要文件"
        what = "文件或文件夹" if kind.file_okay and kind.dir_okay else "文件" if kind.file_okay else "文件夹"
        return f"找不到{what} {named[1] if named else ''}".rstrip()
    return error.message
