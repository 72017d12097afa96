"""The parameters of a day, and its scenarios, as listings: what may be set by hand, and how far."""

from rich.table import Column

from h200analysis.counting import counted
from h200analysis.evidence import Ledger, Parameter, Scenario
from h200analysis.exhibits.terminal.console import NAME, QUIET, line, table
from h200analysis.exhibits.terminal.listing import Listing
from h200analysis.exhibits.wording import worded

PARAMETERS = (
    "name", "title", "value", "low", "high", "unit", "minimum", "maximum", "shape", "quality",
    "since", "claims", "assumed",
)  # fmt: skip
SCENARIOS = ("name", "title", "description", "since", "choices", "parameters")


def parameters(ledger: Ledger) -> Listing:
    """Return the parameters by name, with the value that holds on the day and its grounds."""
    rows = [_parameter(name, each) for name, each in sorted(ledger.parameters.items())]
    columns = (
        Column("Parameter", no_wrap=True, style=NAME), Column("Value", justify="right"),
        Column("Spread", style=QUIET), Column("Title"), Column("Grounds", style=QUIET),
    )  # fmt: skip
    shown = [
        (
            row["name"], worded(each.current.central, each.unit), _spread(each), row["title"],
            row["claims"] or "assumed",
        )
        for row in rows
        for each in [ledger.parameters[row["name"]]]
    ]  # fmt: skip
    closing = (
        f"{counted(len(rows), 'parameter')} as of {ledger.as_of}; set one by "
        "h200 build -p NAME=VALUE, or by case.let(NAME=VALUE)."
    )
    return Listing(PARAMETERS, rows, (table(*columns, rows=shown), line(closing)))


def scenarios(ledger: Ledger) -> Listing:
    """Return the scenarios by name, with what each supposes."""
    rows = [_scenario(name, each) for name, each in sorted(ledger.scenarios.items())]
    columns = (
        Column("Scenario", no_wrap=True, style=NAME), Column("Title"), Column("What it supposes"),
        Column("Sets", style=QUIET),
    )  # fmt: skip
    shown = [
        (row["name"], row["title"], row["description"],
         ", ".join(filter(None, (row["choices"], row["parameters"]))))
        for row in rows
    ]  # fmt: skip
    closing = (
        f"{counted(len(rows), 'scenario')} as of {ledger.as_of}; h200 build --scenario NAME, or "
        "case.under(NAME)."
    )
    return Listing(SCENARIOS, rows, (table(*columns, rows=shown), line(closing)))


def _parameter(name: str, parameter: Parameter) -> dict[str, str]:
    now = parameter.current
    return {
        "name": name,
        "title": parameter.title,
        "value": _number(now.central),
        "low": _number(now.low),
        "high": _number(now.high),
        "unit": parameter.unit,
        "minimum": _number(parameter.minimum),
        "maximum": _number(parameter.maximum),
        "shape": now.shape,
        "quality": now.quality,
        "since": str(now.since),
        "claims": " ".join(now.claims),
        "assumed": now.assumed or "",
    }


def _scenario(name: str, scenario: Scenario) -> dict[str, str]:
    return {
        "name": name,
        "title": scenario.title,
        "description": scenario.description,
        "since": str(scenario.since),
        "choices": _pairs(scenario.choices),
        "parameters": _pairs(scenario.parameters),
    }


def _spread(parameter: Parameter) -> str:
    now = parameter.current
    if now.low is None or now.high is None:
        return "drawn" if now.is_drawn else ""
    return f"{worded(now.low, parameter.unit)} to {worded(now.high, parameter.unit)}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _pairs(named: dict[str, str] | dict[str, float | str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in named.items())
