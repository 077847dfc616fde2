"""The page of all commands, made from their own --help."""

import click

from ioscope import COMMANDS, main

WIDTH = 100


def command_reference() -> str:
    """Return `docs/commands.md`."""
    parts = [
        "# Commands",
        "",
        "This page is generated from each command's `--help`: `make generated` writes it, `make check` compares it.",
        "",
        *_section("ioscope", main, None),
    ]
    root = click.Context(main, info_name="ioscope", max_content_width=WIDTH, terminal_width=WIDTH)
    for name in COMMANDS:
        command = main.get_command(root, name)
        if command is not None:
            parts += _section(f"ioscope {name}", command, root)
    return "\n".join(parts)


def _section(title: str, command: click.Command, parent: click.Context | None) -> list[str]:
    name = title.rpartition(" ")[2]
    context = click.Context(command, info_name=name, parent=parent, max_content_width=WIDTH, terminal_width=WIDTH)
    lines = [f"## {title}", "", "```", command.get_help(context).rstrip(), "```", ""]
    if isinstance(command, click.Group) and command is not main:
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None:
                lines += _section(f"{title} {child}", found, context)
    return lines
