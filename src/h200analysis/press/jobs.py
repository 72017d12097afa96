"""Jobs: what is to be made, of which inputs; all that can be checked before a kernel starts."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from h200analysis import cases, evidence
from h200analysis.evidence import Ledger
from h200analysis.evidence.reads import Reads
from h200analysis.press import declarations, inputs, known, parameters, snapshot
from h200analysis.press.catalogue import LATEST, Catalogue
from h200analysis.press.clock import day_of_making
from h200analysis.press.inputs import Inputs
from h200analysis.press.limits import Limits
from h200analysis.press.parameters import Parameter
from h200analysis.press.revision import Revision
from h200analysis.press.software import Software, current
from h200analysis.press.variants import variant


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made of which inputs, by which revision; the parameters are checked.

    `notebook` and `data` are copies that nothing changes; `home` is the folder of evidence itself.
    `changed` are the values that are not the notebook's own. `recorded` is the last day whose
    records the evidence has, or None where none is left out. `used` notes what is read of the
    ledger here and by the gate; what the kernel has read is added to it.
    """

    briefing: str
    notebook: Path
    values: dict[str, Any]
    changed: dict[str, Any]
    ledger: Ledger = field(repr=False)
    used: Reads = field(repr=False, compare=False)
    data: Path
    home: Path
    recorded: date | None
    limits: Limits
    inputs: Inputs = field(repr=False)
    revision: Revision

    @property
    def key(self) -> str:
        """Return the hash of all that is to be made of."""
        return self.inputs.key

    @property
    def place(self) -> str:
        """Return the address of its editions but for the number, such as "2026-01-15/fee".

        An old edition that is made again, on what was recorded by then, keeps the address it had.
        """
        return f"{self.values['as_of']}/{self.briefing}{variant(self.changed)}"

    def folder(self, out: Path) -> Path:
        """Return `out/<as_of>/<briefing>[--<variant>]`; no variant stands in another's place."""
        limit = {"recorded": self.recorded} if self.recorded else {}
        name = f"{self.briefing}{variant({**self.changed, **limit})}"
        return out / str(self.values["as_of"]) / name

    def about(self) -> dict[str, Any]:
        """Return what editions of one day have in common whose figures are to agree."""
        return {
            "parameters": self.values,
            "evidence": self.inputs.evidence,
            "recorded": str(self.recorded) if self.recorded else None,
            "versions": self.inputs.versions,
            "package": self.inputs.package,
        }


def job(
    catalogue: Catalogue,
    briefing: str,
    given: Mapping[str, Any],
    recorded: date | None = None,
    limits: Mapping[str, str] | None = None,
    software: Software | None = None,
) -> Job:
    """Check all that can be checked before a kernel starts; return what is to be made.

    `given` holds names of the parameters cell, or of evidence parameters, which go on under
    `set_by_hand`. An `as_of` of "latest" is the day by which all of the ledger was known.
    `recorded` leaves out what the ledger took in after that day, by default as `evidence.read`.
    `limits` stand in the place of the catalogue's; `software` is asked for where it is not given.
    """
    home, limit = evidence.folder_of().absolute(), evidence.last_recorded(recorded)
    original, entry = catalogue.notebook(briefing), catalogue.briefing(briefing)
    copies = snapshot.of(original, home)
    known.sound(home, copies.data)
    declared = declarations.of(copies.notebook, briefing, entry.notebook)
    defaults = {name: parameter.default for name, parameter in declared.items()}
    wanted = {**entry.parameters, **given}
    if wanted.get("as_of") == LATEST:
        wanted["as_of"] = str(known.latest_day(copies.data, limit))
    values, by_hand = _values(wanted, declared, briefing)
    ledger, left_out = known.ledger(values["as_of"], copies.data, limit)
    parameters.known(by_hand, [*declared, *ledger.parameters, *cases.choices()], briefing)
    used = Reads()
    noted = used.noted(ledger)
    _refuse_unsound(values, noted)
    software = software or current()
    hashes = known.hashes(values["as_of"], copies.data, left_out or date.max)
    return Job(
        briefing=briefing,
        notebook=copies.notebook,
        values=values,
        changed={k: v for k, v in values.items() if k != "as_of" and v != defaults[k]},
        ledger=noted,
        used=used,
        data=copies.data,
        home=home,
        recorded=left_out,
        limits=entry.limits.changed(limits or {}),
        inputs=inputs.of(copies.notebook, values, hashes, software),
        revision=software.revision(original),
    )


def _values(
    wanted: Mapping[str, Any], declared: Mapping[str, Parameter], briefing: str
) -> tuple[dict[str, Any], dict[str, float | str]]:
    """Return the value of each parameter of a notebook, and what is set by hand beside them.

    The latter is part of the parameter `set_by_hand`.
    """
    own = {k: v for k, v in wanted.items() if k in declared}
    by_hand = {k: _number(k, v) for k, v in wanted.items() if k not in own}
    defaults = {name: parameter.default for name, parameter in declared.items()}
    values = defaults | parameters.check(declared, own, briefing)
    _refuse_the_future(values["as_of"])
    values["set_by_hand"] = dict(sorted({**values["set_by_hand"], **by_hand}.items()))
    return values, by_hand


def _refuse_unsound(values: Mapping[str, Any], ledger: Ledger) -> None:
    """Refuse a scenario, a value set by hand or a number of draws; nothing is drawn.

    What is allowed but seldom meant is told.
    """
    evidence.caution.of_day(ledger)
    case = cases.Case(ledger, values["scenario"]).let(**values["set_by_hand"])
    case.drawn(values["seed"], values["draws"])


def _refuse_the_future(as_of: str) -> None:
    """Refuse a day to come, on which more will be known than is now."""
    last = day_of_making()
    if date.fromisoformat(as_of) > last:
        raise parameters.ParameterError(
            f"as_of is {as_of}, a day to come; expected one up to {last}, since an edition says "
            "what was known on its day."
        )


def _number(name: str, value: Any) -> float | str:
    """Return a hand-set value: a number, or the name of what is to stand in its place."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    if not math.isfinite(number):
        raise parameters.ParameterError(f"{name!r} is set to {value}; expected a finite number.")
    return number
