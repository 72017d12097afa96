"""Which project a command works on: --root, before or after a subcommand."""

import os
from pathlib import Path

import click

from h200analysis import project


def _choose(context: click.Context, _: click.Parameter, given: Path | None) -> None:
    """Name the project to this process, and to those that it starts, until the command ends."""
    if given is None or context.resilient_parsing:
        return
    before = os.environ.get(project.ROOT)
    os.environ[project.ROOT] = str(given.absolute())
    context.find_root().call_on_close(lambda: _restore(before))


def _restore(before: str | None) -> None:
    if before is None:
        os.environ.pop(project.ROOT, None)
    else:
        os.environ[project.ROOT] = before


def add_to(command: click.Command) -> None:
    """Give a command, and each command below it, the option."""
    command.params.append(
        click.Option(
            ["--root"],
            type=click.Path(path_type=Path, file_okay=False),
            metavar="DIR",
            expose_value=False,
            is_eager=True,
            callback=_choose,
            help="The project; else that of H200_ROOT, else the nearest upwards from here.",
        )
    )
    if isinstance(command, click.Group):
        for below in command.commands.values():
            add_to(below)
