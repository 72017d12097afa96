"""h200 list, check, formulas: what there is, and whether it is sound."""

import json
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from h200analysis.cli.guard import sentences
from h200analysis.counting import counted

if TYPE_CHECKING:
    from h200analysis.cases.binding import Binding
    from h200analysis.evidence import Ledger
    from h200analysis.model.formula import Formula
    from h200analysis.press.catalogue import Catalogue

logger = logging.getLogger(__name__)


@click.command(name="list")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs with a JSON Schema of each briefing's parameters.",
)
@sentences
def list_(form: str) -> None:
    """List the briefings: name, question, reader."""
    from h200analysis.press import catalogue

    known = catalogue.read()
    if form == "json":
        click.echo(json.dumps(_for_programs(known), indent=1, ensure_ascii=False))
        return
    for name, briefing in known.briefings.items():
        click.echo(f"{name:<20} {briefing.question} (for: {briefing.reader})")


def _for_programs(known: "Catalogue") -> list[dict[str, Any]]:
    from h200analysis.press import parameters

    return [
        {
            "name": name,
            **briefing.model_dump(mode="json", include={"title", "question", "reader", "as_of"}),
            "parameters": parameters.schema(parameters.read(known.source(name), name)),
        }
        for name, briefing in known.briefings.items()
    ]


@click.command()
@sentences
def check() -> None:
    """Check evidence, scenarios, locked forecasts and notebooks' parameters; nothing is built."""
    from h200analysis import cases, evidence
    from h200analysis.chance.dependence import groups
    from h200analysis.evidence import spreads
    from h200analysis.inquiry import register
    from h200analysis.inquiry.published import reproductions
    from h200analysis.press import catalogue, committed, editions, wordings

    ledger = evidence.read(evidence.latest_day())
    groups(ledger)
    for scenario in ledger.scenarios:
        cases.Case(ledger, scenario)
    reproductions(ledger)
    locked = register.read(register.file_of())
    if committed.is_kept(register.file_of()) is False:
        raise register.RegisterError(committed.ALTERED)
    known = catalogue.read()
    words = wordings.check(known, ledger)
    for name, briefing in known.briefings.items():
        for day in briefing.as_of:
            editions.job(known, name, {"as_of": day})
    for name, parameter in ledger.parameters.items():
        for value in parameter.values:
            if doubt := spreads.warning(value.shape, value.low, value.high):
                logger.warning("%s since %s: %s.", name, value.since, doubt)
    checked = [(locked, "locked forecast"), (known.briefings, "briefing")]
    told = ", ".join([*_counts(ledger), *(counted(len(every), noun) for every, noun in checked)])
    click.echo(f"{told}, {counted(words, 'wording')} of passages: sound.")


def _counts(ledger: "Ledger") -> Iterator[str]:
    """Yield how much of each kind the evidence has."""
    yield f"{counted(len(ledger.claims), 'claim')} of {counted(len(ledger.sources), 'source')}"
    yield counted(len(ledger.conflicts), "conflict")
    yield counted(len(ledger.parameters), "parameter")
    yield counted(len(ledger.scenarios), "scenario")
    for kind, records in ledger.kinds.items():
        yield counted(len(records), (kind.plural or kind.name).removesuffix("s"))


@click.command()
@click.option("--all", "is_all", is_flag=True, help="The library's beside the project's own.")
@sentences
def formulas(is_all: bool) -> None:
    """List the formulas: arguments, unit, label, and what each rests on.

    Where the project has formulas of its own, these alone are listed.
    """
    from h200analysis import cases, evidence
    from h200analysis.cases.formulas import formulas, is_own, qualified, summary, tools

    every = list(formulas().values())
    own = [] if is_all else [formula for formula in every if is_own(formula)]
    binding = cases.Case(evidence.read(evidence.latest_day())).binding
    for formula in own or every:
        click.echo("\n".join(_described(formula, binding)))
    if own:
        rest = counted(len(every) - len(own), "more formula")
        click.echo(f"\nThe library has {rest}: h200 formulas --all.")
    else:
        click.echo("\nOver series, tables and paths, which no name of a case stands for:")
        for tool in tools().values():
            click.echo(f"{qualified(tool)}\n    {summary(tool)}")


def _described(formula: "Formula", binding: "Binding") -> Iterator[str]:
    """Yield the lines about a formula; the last says why no case can evaluate it, if so."""
    from h200analysis.cases.evaluation import lacking
    from h200analysis.cases.formulas import qualified, summary

    unit = formula.result if isinstance(formula.result, str) else formula.result.__name__
    yield formula.label
    yield f"    {qualified(formula)}({', '.join(formula.arguments)}) -> {unit}"
    yield f"    {summary(formula)}"
    if formula.source:
        yield f"    Source: {formula.source}"
    if missing := lacking(binding, formula):
        told = f"neither a parameter nor a formula is called {' or '.join(missing)}"
        yield f"    No case can evaluate this: {told}."
