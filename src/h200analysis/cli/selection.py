"""Which editions a command is about: the options that several share, and the jobs they name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from h200analysis.cli.guard import tell
from h200analysis.errors import ArgumentError

if TYPE_CHECKING:
    from h200analysis.press.catalogue import Catalogue
    from h200analysis.press.editions import Job
    from h200analysis.press.preview import Asked

Command = Callable[..., None]

out_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Editions stand in DIR/<day>/<briefing>/<number>/; reports/editions if not said.",
)
_VALUES = (
    click.option(
        "--as-of",
        metavar="DAY",
        help="The day the briefing speaks of, such as 2026-01-15, or latest.",
    ),
    click.option(
        "--recorded",
        metavar="DAY",
        help="Leave out what the ledger took in after this day, to make an old edition again.",
    ),
    click.option("--scenario", metavar="NAME", help="A scenario of data/scenarios/."),
    click.option(
        "-p",
        "given",
        multiple=True,
        metavar="NAME=VALUE",
        help="A name of the parameters cell, or an evidence parameter to set by hand; lists and "
        "dicts as JSON writes them.",
    ),
    click.option(
        "--params",
        "file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Names and values in a file of YAML, TOML or JSON, as -p has them.",
    ),
)
_BRIEFINGS = click.argument("briefings", nargs=-1, metavar="[BRIEFING]...")


def options(command: Command) -> Command:
    """Give a command the options that choose editions, as the arguments of `Selection`."""
    return _BRIEFINGS(value_options(out_option(command)))


def value_options(command: Command) -> Command:
    """Give a command the options that give a briefing its day and its values."""
    for option in reversed(_VALUES):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for, as it was written."""

    briefings: tuple[str, ...]
    as_of: str | None
    recorded: str | None
    scenario: str | None
    given: tuple[str, ...]
    out: Path | None
    file: Path | None = None

    def jobs(
        self, known: "Catalogue", limits: Mapping[str, str] | None = None
    ) -> "tuple[list[Job], list[int]]":
        """Return what can be made, and the exit code that each unsound briefing calls for.

        A briefing that was named must be sound. Where all are asked for the unsound ones are told
        and left out, each with its day; where none is sound, and all for one reason, the mistake is
        in what was asked, and is told once.
        """
        from h200analysis.press import editions, software

        recorded, asked = self._recorded(), software.current()
        jobs: list[Job] = []
        refused: list[tuple[str, str, Exception]] = []
        for name, values in self._asked(known):
            try:
                jobs.append(editions.job(known, name, values, recorded, limits, asked))
            except Exception as error:
                if self.briefings:
                    raise
                refused.append((name, values["as_of"], error))
        if not jobs and len({_apart_from(name, reason) for name, _, reason in refused}) == 1:
            raise refused[0][2]
        return _each_once(jobs), [
            tell(reason, f"{name}, as of {day}") for name, day, reason in refused
        ]

    def preview(self) -> "Asked":
        """Return what is previewed: the one briefing, with the first of its days and values."""
        from h200analysis.press import catalogue
        from h200analysis.press.preview import Asked

        known = catalogue.read()
        (name, values), *_ = self._asked(known)
        return Asked(known.root, name, values, self._recorded())

    def folder(self, known: "Catalogue") -> Path:
        """Return the folder of editions."""
        return folder_of(known, self.out)

    def _recorded(self) -> date | None:
        from h200analysis import evidence

        return evidence.day(self.recorded, "--recorded") if self.recorded else None

    def _asked(self, known: "Catalogue") -> list[tuple[str, dict[str, Any]]]:
        """Return each briefing with each day, and each combination, that it is asked for."""
        values: dict[str, Any] = dict(named_values(self.given, "-p", "fee_rate=0.15"))
        for name, value in self._of_file().items():
            _once(name, value, values, "in the file and as -p")
        for name, said in (("scenario", self.scenario), ("as_of", self.as_of)):
            if said:
                _once(name, said, values, f"as --{name.replace('_', '-')} and as a parameter")
        return [
            (name, {**combination, "as_of": day})
            for name in self.briefings or known.briefings
            for day in self._days(known, name, values)
            for combination in known.briefing(name).combinations(values)
        ]

    def _of_file(self) -> dict[str, Any]:
        from h200analysis.press import parameters_file

        return parameters_file.read(self.file) if self.file else {}

    @staticmethod
    def _days(known: "Catalogue", name: str, values: Mapping[str, Any]) -> tuple[str, ...]:
        asked = values.get("as_of")
        return (str(asked),) if asked else known.briefing(name).as_of


def folder_of(known: "Catalogue", out: Path | None) -> Path:
    """Return the folder of editions: the one that was named, or the checkout's."""
    return out or known.root / "reports" / "editions"


def make_folder(folder: Path, option: str = "--out") -> None:
    """Make the folder that an option names if need be, or refuse in a sentence."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArgumentError(
            f"{option} {folder}: no folder can be made there ({error.strerror}); name another."
        ) from None


def named_values(given: tuple[str, ...], option: str, example: str) -> dict[str, str]:
    """Return NAME=VALUE options as a mapping; refuse what is none, or one that is given twice."""
    values = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name or not value:
            raise ArgumentError(
                f"{option} {text!r}; expected NAME=VALUE, such as {option} {example}."
            )
        if name in values:
            raise ArgumentError(f"{option} {name} is given twice; give it once.")
        values[name] = value
    return values


def _once(name: str, value: Any, values: dict[str, Any], where: str) -> None:
    """Add a value, unless the name has another already."""
    if name in values and str(values[name]) != str(value):
        raise ArgumentError(f"{name} is given twice, {where}: {values[name]} and {value}.")
    values[name] = value


def _each_once(jobs: "list[Job]") -> "list[Job]":
    """Return the jobs without those that come to the same place, as `latest` may be a day named."""
    return list({job.folder(Path()): job for job in jobs}.values())


def _apart_from(briefing: str, reason: Exception) -> str:
    """Return a reason without the name of its briefing; “fee” is no part of “fee_rate”."""
    return re.sub(rf"\b{re.escape(briefing)}\b", "", str(reason))
