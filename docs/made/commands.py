"""Every command with its own help, as a terminal shows it."""

from collections.abc import Iterator

import click

from h200analysis.cli import main

_WIDTH = 88


def text() -> str:
    """Return the commands in Markdown, in the order in which `h200 --help` would list them."""
    return "\n\n".join(_told(main, "h200", None))


def _told(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    """Yield a heading and the help of a command, then those of the commands below it."""
    context = click.Context(command, parent, name.rpartition(" ")[2], max_content_width=_WIDTH)
    context.terminal_width = _WIDTH
    yield f"## `{name}`\n\n```text\n{command.get_help(context)}\n```"
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            found = command.get_command(context, each)
            if found is not None:
                yield from _told(found, f"{name} {each}", context)
