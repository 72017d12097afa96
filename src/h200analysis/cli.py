"""The h200 command. Imports wait until a command needs them, so that help answers at once."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from h200analysis.press.catalogue import Catalogue
    from h200analysis.press.editions import Order

REFUSED = 2
INTERRUPTED = 130


def sentences(command: Callable[..., None]) -> Callable[..., None]:
    """Print a user's mistake as the sentence it is, without a traceback, and exit with 2."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except KeyboardInterrupt:
            click.echo("\nh200: interrupted; what stood before still stands.", err=True)
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            raise  # the reader of our output has had enough, as in `h200 formulas | head`
        except Exception as error:
            if not _is_sentence(error):
                raise
            click.echo(f"h200: {error}", err=True)
            sys.exit(REFUSED)

    return guarded


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="h200analysis", prog_name="h200")
def main() -> None:
    """Briefings on Nvidia's H200 and China: supply gap, revenue and fee at stake.

    \b
    h200 build                                   every briefing of the catalogue
    h200 build supply_gap --as-of 2026-01-15     one, as of a day
    h200 build supply_gap -p orders_chips=1.5e6  with a figure set by hand
    h200 evidence --as-of 2025-12-31             what was known on a day
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are


@main.command()
@click.argument("briefings", nargs=-1, metavar="[BRIEFING]...")
@click.option("--as-of", metavar="DAY", help="The day the briefing speaks of, such as 2026-01-15.")
@click.option("--scenario", metavar="NAME", help="A scenario of data/scenarios/.")
@click.option(
    "-p",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="A name of the parameters cell, or an evidence parameter to set by hand.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where DIR/<day>/<briefing>/ is written; reports/editions if not said.",
)
@click.option("--force", is_flag=True, help="Make an edition again though nothing has changed.")
@sentences
def build(
    briefings: tuple[str, ...],
    as_of: str | None,
    scenario: str | None,
    given: tuple[str, ...],
    out: Path | None,
    force: bool,
) -> None:
    """Build editions: HTML, PDF, notebook, figures and manifest of each BRIEFING, or of all.

    An unchanged edition is left alone. A failing briefing leaves its previous edition in place and
    does not keep the others from being built; the exit code then is 1.
    """
    values = _values(given) | {
        name: value for name, value in (("as_of", as_of), ("scenario", scenario)) if value
    }
    from h200analysis.press import catalogue, editions

    known = catalogue.read()
    folder = out or known.root / "reports" / "editions"
    orders, failed = _orders(known, briefings, values)
    _make_folder(folder)
    for order in orders:
        click.echo(f"{order.briefing}, as of {order.values['as_of']} …", nl=False, err=True)
        try:
            edition = editions.publish(order, folder, force)
        except Exception as error:  # whatever one briefing meets, the others go on
            click.echo("", err=True)
            _tell(order.briefing, error)
            failed = True
            continue
        click.echo(" made" if edition.made else " unchanged", err=True)
        click.echo(_shown(edition.folder))
    sys.exit(1 if failed else 0)


def _orders(
    known: "Catalogue", named: tuple[str, ...], values: dict[str, str]
) -> "tuple[list[Order], bool]":
    """Return what can be made, and whether a briefing was refused.

    A briefing that was named must be sound. Where all are asked for the unsound ones are told and
    left out, unless none is sound: then the mistake is in what was asked, and is told once.
    """
    from h200analysis.press import editions

    orders, refused = [], {}
    for name in named or known.briefings:
        try:
            orders.append(editions.order(known, name, values))
        except Exception as error:
            if named:
                raise
            refused[name] = error
    if refused and not orders:
        raise next(iter(refused.values()))
    for name, reason in refused.items():
        _tell(name, reason)
    return orders, bool(refused)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(
            f"--out {folder}: no folder can be made there ({error.strerror}); name another."
        ) from None


def _tell(briefing: str, error: Exception) -> None:
    """Print why a briefing was not made; what nobody foresaw is told by its kind and first line."""
    text = str(error)
    if not _is_sentence(error):
        first, _, _ = text.strip().partition("\n")
        text = f"{type(error).__name__}: {first}"
    click.echo(f"h200: {text}" if briefing in text else f"h200: {briefing}: {text}", err=True)


def _is_sentence(error: BaseException) -> bool:
    """Whether an error's own words are for users: those of this package are, and of files."""
    is_ours = type(error).__module__.partition(".")[0] in {"h200analysis", "builtins"}
    return is_ours and isinstance(error, (ValueError, LookupError, RuntimeError, OSError))


@main.command(name="list")
@sentences
def list_() -> None:
    """List the briefings: name, question, reader."""
    from h200analysis.press import catalogue

    for name, briefing in catalogue.read().briefings.items():
        click.echo(f"{name:<20} {briefing.question} (for: {briefing.reader})")


@main.command()
@sentences
def check() -> None:
    """Check the evidence, every scenario and the notebooks' parameters; nothing is built."""
    from h200analysis import evidence, study
    from h200analysis.press import catalogue, editions

    ledger = evidence.read(evidence.latest_day())
    for scenario in ledger.scenarios:
        study.Case(ledger, scenario)
    known = catalogue.read()
    for name in known.briefings:
        editions.order(known, name, {})
    click.echo(
        f"{len(ledger.claims)} claims of {len(ledger.sources)} sources, "
        f"{len(ledger.parameters)} parameters, {len(ledger.scenarios)} scenarios, "
        f"{len(known.briefings)} briefings: sound."
    )


@main.command()
@sentences
def formulas() -> None:
    """List every formula of the model: name, arguments, unit, and what it is."""
    from h200analysis.study.formulas import formulas, qualified, signature, summary

    for formula in formulas().values():
        stated = signature(formula)
        unit = stated.result if isinstance(stated.result, str) else stated.result.__name__
        click.echo(f"{qualified(formula)}({', '.join(stated.arguments)}) -> {unit}")
        click.echo(f"    {summary(formula)}")


@main.command()
@click.option(
    "--as-of", metavar="DAY", help="What was known at the end of this day; all if not said."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)
@sentences
def evidence(as_of: str | None, form: str) -> None:
    """List the claims known on a day, with their sources."""
    from h200analysis import evidence
    from h200analysis.evidence.listing import FORMATS

    ledger = evidence.read(as_of or evidence.latest_day())
    click.echo(FORMATS[form](ledger), nl=False)


def _values(given: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name or not value:
            raise ValueError(f"-p {text!r}; expected NAME=VALUE, such as -p fee_rate=0.15.")
        if name in values:
            raise ValueError(f"-p {name} is given twice; give it once.")
        values[name] = value
    return values


def _shown(folder: Path) -> Path:
    """Return a folder as a reader here would name it."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
