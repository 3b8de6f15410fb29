"""Chinese words for what click itself says: usage, sections, its own complaints."""

import click

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
        rows = [record for option in options if (record := option.get_help_record(ctx))]
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


def complaint(error: click.UsageError) -> str:
    """What is wrong with a call, in Chinese, and where the help is."""
    path = error.ctx.command_path if error.ctx else "perf-xlsx"
    return f"{_words(error)}。用法见 {path} --help"


def _words(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            near = f"，是否想写 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有选项 {error.option_name}{near}"
        case click.MissingParameter():
            name = error.param.opts[0] if error.param and error.param.param_type_name == "option" else None
            return f"缺少 {name or (error.param.make_metavar(error.ctx) if error.param and error.ctx else '参数')}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 要带一个值，且只带一个"
        case click.BadParameter():
            name = "、".join(error.param.opts) if error.param else ""
            return f"{name} 的值不对：{_value_words(error)}"
    if error.message.startswith("No such command"):
        return f"没有命令 {error.message.split(chr(39))[1]}"
    return f"命令写得不对（{error.message}）"


def _value_words(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"应为 {'、'.join(map(str, kind.choices))} 之一"
    if isinstance(kind, click.types.IntRange | click.types.IntParamType):
        return "应为整数" if not isinstance(kind, click.IntRange) else f"应为 {kind.min} 到 {kind.max} 的整数"
    if isinstance(kind, click.Path):
        return "找不到这个文件或文件夹"
    return error.message
