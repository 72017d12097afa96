"""h200 evidence add: a claim and how we read it, asked for, checked, shown, then written."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from h200analysis.cli.guard import sentences
from h200analysis.errors import ArgumentError

if TYPE_CHECKING:
    from h200analysis.evidence import Ledger
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
    "translation": "The qualifier in English, where its source writes another language",
    "in_words": "What a row of a data set says, where the qualifier is one",
    "origin": "Whose report or words these are, where not the one that the source relays",
    "conflict_group": "The question that other claims answer too, of data/conflicts.toml",
    "scope": "What this one speaks of, where others of its group speak of something else",
    "supersedes": "The claim that this one replaces",
    "measure": "The policy measure it reports on",
    "actor": "Who takes that measure",
    "announced": "Day on which the measure was made public",
    "effective": "Day on which it took effect",
    "loosened": "Day on which it was loosened, though still in force",
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
_READING = {
    "gate": "The government or event that it speaks of: washington, beijing or arrived",
    "report": "The report it stands for, since claims of one count once; its own id if not said",
    "against": "What it speaks against, and how strongly, such as approvals=strong,open=weak",
    "because": "Why it is read so, in a sentence",
}
_SOURCE_TOO = {"via": "Whose report it relays", "precision": "day, week or month"}


@click.command()
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
    """Add a claim and how we read it: check them, show what they would move, and write them.

    Fields not given as options are asked for. A claim that says something of either government's
    policy, or of a first delivery, may have a reading: the states of that gate which it speaks
    against, each in a word (weak, moderate, strong, decisive, own); what it fits best has none.
    Nothing is written until you have seen which parameters the claim touches, how the headline
    figures would move if they took its value, and how the reading would move the belief.
    """
    from h200analysis import evidence
    from h200analysis.evidence.adding import Addition, topic_of
    from h200analysis.exhibits.terminal.console import show
    from h200analysis.exhibits.terminal.effect import effect, of_reading

    folder = evidence.folder_of()
    known = evidence.read(evidence.latest_day())
    name = name or _asked("Id of the claim (lower snake case, topic first)")
    every = evidence.read(date.max)
    _refuse_taken(name, every)
    # The one place that reads the clock: it decides no figure, only when the claim came in.
    entered = evidence.day(recorded or str(date.today()), "--recorded")
    claim = _fields(given, _CLAIM, _FIGURE) | {"recorded": str(entered)}
    if new_source and claim["source"] in every.sources:
        taken = every.sources[claim["source"]]
        raise ArgumentError(
            f"The source {claim['source']} is not new: it is “{taken.title}” ({taken.publisher}, "
            f"{taken.published}). Leave --new-source out, or choose another id."
        )
    is_new = claim["source"] not in known.sources
    source = (claim["source"], _fields(given, _SOURCE, _SOURCE_TOO)) if is_new else None
    topic = topic or topic_of(known, folder, claim.get("conflict_group"))
    topic = topic or _asked("Topic (the file data/claims/….toml it belongs in)")
    published = source[1]["published"] if source else str(known.sources[claim["source"]].published)
    read = _reading(given, name, is_asked=not (yes or dry_run))
    dated = read and {**read, "since": published, "recorded": str(entered)}
    addition = Addition(topic, (name, claim), source, folder, dated)
    show(*effect(known, addition.claim))
    if dated:
        day = max(known.as_of, evidence.day(published))
        show(*of_reading(evidence.read(day), addition.views(day), name))
    _write(addition, yes, dry_run)


def _refuse_taken(name: str, every: "Ledger") -> None:
    """Refuse the id of a claim that is in the ledger already, before anything else is asked."""
    if name not in every.claims:
        return
    taken, source = every.claims[name], every.source_of(name)
    raise ArgumentError(
        f"The id {name} is taken, by what {source.publisher} published on {source.published}: "
        f"“{taken.paraphrase}” (h200 evidence show {name}). Choose another id; a report that "
        f"corrects it is a claim of its own with --supersedes {name}."
    )


def _reading(given: dict[str, str], name: str, *, is_asked: bool) -> dict[str, str] | None:
    """Return how the claim is read, or nothing where it speaks of no gate."""
    from h200analysis.evidence.readings import STATES

    states = {str(gate): known for gate, known in STATES.items()}
    is_asked = is_asked and not given.get("gate")
    gate = given.get("gate") or (is_asked and _offered(_READING["gate"])) or None
    if gate is None:
        if unused := [field for field in _READING if given.get(field)]:
            raise ArgumentError(f"--{unused[0]} is of a reading: say --gate too, or leave it out.")
        return None
    if gate not in states:
        raise ArgumentError(f"--gate is {gate!r}; expected one of {', '.join(states)}.")
    report = given.get("report") or (is_asked and _offered(_READING["report"])) or name
    return {
        "report": report,
        "gate": gate,
        "against": given.get("against") or _against(states[gate]),
        "because": given.get("because") or _asked(_READING["because"]),
    }


def _against(states: Sequence[str]) -> str:
    """Ask of each state how strongly the claim speaks against it."""
    from h200analysis.evidence.readings import FACTORS
    from h200analysis.exhibits.labels import STATES

    choice = click.Choice(["none", *FACTORS])
    try:
        words = {
            state: click.prompt(f"Against “{STATES[state]}” ({state})", "none", type=choice)
            for state in states
        }
    except click.Abort:
        raise ArgumentError(
            "Against which states: no answer; give --against, see --help."
        ) from None
    return ", ".join(f"{state}={word}" for state, word in words.items() if word != "none")


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


for _field, _text in (_CLAIM | _FIGURE | _SOURCE | _SOURCE_TOO | _READING).items():
    add.params.append(click.Option([f"--{_field.replace('_', '-')}"], metavar="TEXT", help=_text))
