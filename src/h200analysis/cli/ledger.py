"""h200 evidence: what was known, what was learned, what a claim is used for, and adding one."""

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from h200analysis.cli.guard import sentences
from h200analysis.errors import ArgumentError

if TYPE_CHECKING:
    from h200analysis.evidence.adding import Addition

_CLAIM = {
    "source": "Who says so: the id of a source, known or new",
    "subject": "Of whom or of what",
    "metric": "What is said of it",
    "qualifier": "The source's own few words around the figure",
    "as_of": "The day the figure is true of, such as 2026-03-03",
    "attribution": "On whose word: anonymous sources, named person, official document, …",
    "paraphrase": "One plain sentence in your own words",
}
_FIGURE = {
    "value": "The figure in whole units: 0.25 for a quarter, 27000 for $27,000",
    "low": "The lower end of a range, as reported",
    "high": "The upper end of it",
    "unit": "Unit of the figure: chip, USD, USD/chip, share, …",
    "forecast": "true if it speaks of the future",
    "origin": "Whose report or words these are, where not the one that the source relays",
    "conflict_group": "The question that other claims answer too, of data/conflicts.toml",
    "scope": "What this one speaks of, where others of its group speak of something else",
    "supersedes": "The claim that this one replaces",
    "measure": "The policy measure it reports on",
    "actor": "Who takes that measure",
    "announced": "Day on which the measure was made public",
    "effective": "Day on which it took effect",
    "ended": "Day on which it ended",
    "measure_precision": "How exactly those days are known: day, week or month (its last day)",
}
_SOURCE = {
    "publisher": "Who put it before the public",
    "title": "Its title, as published",
    "url": "Its address, https://…",
    "published": "The day since which anyone could know it",
    "accessed": "The day you read it",
    "kind": "official, company, press or analyst",
    "tier": "1 official or the speaker's own, 2 reputable, 3 weak",
}
_SOURCE_TOO = {"via": "Whose report it relays", "precision": "day, week or month"}


@click.group(invoke_without_command=True)
@click.option(
    "--as-of", metavar="DAY", help="What was known at the end of this day; all if not said."
)
@click.option("--since", metavar="DAY", help="Only what was learned after this day.")
@click.option("--subject", metavar="TEXT", help="Only claims whose subject has this in it.")
@click.option("--in-force", metavar="DAY", help="The measures instead, as they stood on this day.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="A table to read, or CSV or JSON for programs.",
)
@click.pass_context
@sentences
def evidence(
    context: click.Context,
    as_of: str | None,
    since: str | None,
    subject: str | None,
    in_force: str | None,
    form: str,
) -> None:
    """List the claims known on a day; show one; add one.

    \b
    h200 evidence --as-of 2026-01-15                       what was known on a day
    h200 evidence --since 2026-01-15 --subject Alibaba     what was learned since
    h200 evidence --as-of 2026-01-15 --in-force 2026-01-15 which measures stood
    h200 evidence show orders_seed                         one claim, and what rests on it
    h200 evidence add                                      add one; it asks for the fields
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    if context.invoked_subcommand is not None:
        return
    from h200analysis import evidence
    from h200analysis.exhibits.terminal import claims, measures
    from h200analysis.exhibits.terminal.listing import FORMATS

    ledger = evidence.read(as_of or evidence.latest_day())
    if in_force is not None:
        listing = measures.on(ledger, evidence.day(in_force))
    elif since is not None:
        listing = claims.news(evidence.read(since), ledger, subject)
    else:
        listing = claims.known(ledger, subject)
    FORMATS[form](listing)


@evidence.command()
@click.argument("claim", metavar="ID")
@click.option("--as-of", metavar="DAY", help="As it was known on this day; by all if not said.")
@sentences
def show(claim: str, as_of: str | None) -> None:
    """Show a claim: its source, its rivals, and the parameters and figures that rest on it."""
    from h200analysis import evidence
    from h200analysis.exhibits.terminal.card import card
    from h200analysis.exhibits.terminal.console import HEAD, line, show

    ledger = evidence.read(as_of or evidence.latest_day())
    show(*card(ledger, claim))
    if naming := _cited_in(claim):
        show(line(("Briefings that name it: ", HEAD), ", ".join(naming)))


@evidence.command()
@click.option("--id", "name", metavar="ID", help="Its name: lower snake case, topic first.")
@click.option("--topic", metavar="NAME", help="The file data/claims/NAME.toml it belongs in.")
@click.option("--new-source", is_flag=True, help="The source is new too; its fields are asked for.")
@click.option(
    "--recorded", metavar="DAY", help="The day on which it enters the ledger; today if not said."
)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Check and show, and write nothing.")
@sentences
def add(
    name: str | None,
    topic: str | None,
    new_source: bool,
    recorded: str | None,
    yes: bool,
    dry_run: bool,
    **given: str,
) -> None:
    """Add a claim: check it, show what it would move, and write it in its place.

    Fields not given as options are asked for. Nothing is written until you have seen which
    parameters the claim touches and how the headline figures would move if they took its value.
    """
    from h200analysis import evidence
    from h200analysis.evidence.adding import Addition, topic_of
    from h200analysis.exhibits.terminal.console import show
    from h200analysis.exhibits.terminal.effect import effect

    folder = evidence.folder_of()
    known = evidence.read(evidence.latest_day())
    name = name or _asked("Id of the claim (lower snake case, topic first)")
    # The one place that reads the clock: it decides no figure, only when the claim came in.
    entered = evidence.day(recorded or str(date.today()), "--recorded")
    claim = _fields(given, _CLAIM, _FIGURE) | {"recorded": str(entered)}
    is_new = new_source or claim["source"] not in known.sources
    source = (claim["source"], _fields(given, _SOURCE, _SOURCE_TOO)) if is_new else None
    topic = topic or topic_of(known, folder, claim.get("conflict_group"))
    topic = topic or _asked("Topic (the file data/claims/….toml it belongs in)")
    addition = Addition(topic, (name, claim), source, folder)
    show(*effect(known, addition.claim))
    _write(addition, yes, dry_run)


def _write(addition: "Addition", yes: bool, dry_run: bool) -> None:
    files = " and ".join(f"data/{file}" for file in addition.files)
    if dry_run:
        click.echo(f"{addition.name} is sound; {files} would be written.")
    elif yes or click.confirm(f"Write it to {files}?"):
        addition.write()
        click.echo(f"{addition.name} stands in {files}.")
    else:
        click.echo("Nothing was written.")


def _fields(
    given: dict[str, str], needed: dict[str, str], allowed: dict[str, str]
) -> dict[str, str]:
    """Return the fields given as options, the rest of the needed ones as answered.

    The others are offered only to an author who is being asked anyway.
    """
    missing = {field: text for field, text in needed.items() if not given.get(field)}
    options = {field: given[field] for field in (*needed, *allowed) if given.get(field)}
    asked = {field: _asked(text) for field, text in missing.items()}
    unset = {field: text for field, text in allowed.items() if missing and field not in options}
    offered = {field: answer for field, text in unset.items() if (answer := _offered(text))}
    return options | asked | offered


def _asked(text: str) -> str:
    try:
        answer: str = click.prompt(text, type=str)
    except click.Abort:
        raise ArgumentError(f"{text}: no answer; give it as an option, see --help.") from None
    return answer.strip()


def _offered(text: str) -> str:
    try:
        answer: str = click.prompt(f"{text} (or nothing)", default="", show_default=False)
    except click.Abort:
        return ""
    return answer.strip()


def _cited_in(claim: str) -> list[str]:
    """Return the briefings whose notebooks name a claim in their own words."""
    from h200analysis.press import catalogue

    known = catalogue.read()
    quoted = json.dumps(f'"{claim}"')[1:-1]  # as it stands in the notebook's file
    return [n for n in known.briefings if quoted in known.notebook(n).read_text("utf-8")]


for _field, _text in (_CLAIM | _FIGURE | _SOURCE | _SOURCE_TOO).items():
    add.params.append(click.Option([f"--{_field.replace('_', '-')}"], metavar="TEXT", help=_text))
