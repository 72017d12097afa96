"""A case: a scenario read as of a day, in which formulas are evaluated by the names they take."""

import math
import reprlib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar

from h200analysis.cases.binding import BASELINE, Binding, BindingError, Target
from h200analysis.cases.bridge import Bridge, bridged
from h200analysis.cases.drawn import DrawnCase
from h200analysis.cases.evaluation import Asked, Computed, compute, outcome, single
from h200analysis.cases.formulas import choices, qualified
from h200analysis.cases.live import LiveCase
from h200analysis.cases.outcome import Citation, Input, Outcome
from h200analysis.cases.solving import solved
from h200analysis.cases.workings import Given, worked_out
from h200analysis.chance import replicates
from h200analysis.errors import Attributes
from h200analysis.evidence import Ledger, NotYetKnownError, caution
from h200analysis.model.formula import formula_of


@dataclass(frozen=True, slots=True)
class Case(Attributes):
    """A scenario read as of the ledger's day; `evaluate` gives figures as reported.

    Asked for as a function, a formula is itself, be it the library's or a notebook's own. Its
    arguments, and whatever is asked for as text, are names. A name stands for what the case lets
    it stand for, else for a parameter, else for the library's formula of that name, else for a
    notebook's own under `@formula`. `given` holds what no parameter tells, such as the mean of
    drawn futures, and goes before formulas.

    >>> cases.Case(ledger, "half_firm").evaluate("supply_gap")
    <supply_gap 300,000 chip, as reported>
    """

    ledger: Ledger
    scenario: str = BASELINE
    by_hand: Mapping[str, Target] = field(default_factory=dict)
    given: Mapping[str, Input] = field(default_factory=dict, compare=False, repr=False)
    _used: dict[Input, None] = field(default_factory=dict, compare=False, repr=False)
    _cited: list[str] = field(default_factory=list, compare=False, repr=False)
    _INSTEAD: ClassVar[Mapping[str, str]] = {
        "frame": "case.ledger.frame(…) for records, case.drawn().frame(…) for draws, or "
        "inquiry.frames.frame(outcome) for figures"
    }

    def __post_init__(self) -> None:
        if not isinstance(self.ledger, Ledger):
            expected = "a ledger, such as evidence.read('2026-01-15')"
            raise BindingError(f"ledger is {self.ledger!r}; expected {expected}.")
        if not isinstance(self.by_hand, Mapping):
            expected = "names with what they stand for"
            raise BindingError(f"by_hand is {self.by_hand!r}; expected {expected}.")
        if not isinstance(self.scenario, Hashable):
            raise BindingError(f"scenario is {self.scenario!r}; expected the name of a scenario.")
        object.__setattr__(self, "by_hand", MappingProxyType(dict(self.by_hand)))
        self.binding.check(choices())

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how to make the case again: a read-only view of a dict cannot be copied."""
        own = dict(self.by_hand), dict(self.given)
        return Case, (self.ledger, self.scenario, *own, self._used, self._cited)

    def __repr__(self) -> str:
        """Return its day, its scenario and what was set by hand, on a line."""
        by_hand = f", {reprlib.repr(dict(self.by_hand))} set by hand" if self.by_hand else ""
        return f"<Case as of {self.ledger.as_of}, scenario {self.scenario!r}{by_hand}>"

    @property
    def binding(self) -> Binding:
        """Return what the names of this case stand for."""
        named = {k: qualified(formula_of(v)) if callable(v) else v for k, v in self.by_hand.items()}
        supposing = {"scenario": self.scenario, **named}
        scenario = self.ledger.scenario(self.scenario)
        return Binding(self.ledger, scenario, self.by_hand, supposing, self.given)

    def let(self, **names: Target) -> "Case":
        """Return a case in which names stand for values, names or formulas, as set by hand.

        A value outside of all that reports gave is told on the log, and taken: it may be meant.

        >>> from h200analysis import cases, evidence
        >>> case = cases.Case(evidence.read("2026-01-15"))
        >>> case.let(orders_chips=1.5e6).evaluate("supply_gap")
        <supply_gap 800,000 chip, as reported>
        """
        made = replace(self, by_hand={**self.by_hand, **names})
        for name, value in names.items():
            if isinstance(value, int | float):
                caution.of_value(self.ledger, name, float(value))
        return made

    def halved(self, name: str) -> "Case":
        """Return the case with half of a parameter.

        >>> case.halved("orders_chips").evaluate("supply_gap")
        <supply_gap 300,000 chip, as reported>
        """
        half = self.evaluate(name).value / 2
        return replace(self, by_hand={**self.by_hand, name: half})

    def under(self, scenario: str) -> "Case":
        """Return the same case under another scenario.

        >>> case.under("half_firm").evaluate("supply_gap")
        <supply_gap 300,000 chip, as reported>
        """
        return replace(self, scenario=scenario)

    def drawn(self, seed: int = 7, draws: int = 65_536) -> DrawnCase:
        """Return the same case with its hedged parameters drawn; `draws` over all replicates.

        Figures of it take 16,384 draws or more, so that their quantiles can be told.

        >>> case.drawn(draws=16_384).evaluate("supply_gap").middle.unit
        'chip'
        """
        replicates.check(draws, seed)
        return DrawnCase(self, seed, draws)

    def on_sliders(self, *names: str) -> LiveCase:
        """Return the same case with some parameters left to the reader.

        >>> case.on_sliders("orders_chips").evaluate("supply_gap")
        <Live <supply_gap 1,300,000 chip, as reported> on orders_chips>
        """
        return LiveCase(self, names)

    def evaluate(self, asked: Asked) -> Outcome:
        """Return a formula's value, or a parameter's by its name, at the reported figures.

        A `FormulaError` tells of a function whose units are not annotated, a `BindingError` of a
        name or a unit that does not fit, a `NotKnownError` of what was not yet known on the day.

        >>> case.evaluate(market.supply_gap)
        <supply_gap 1,300,000 chip, as reported>
        >>> case.evaluate("orders_chips")
        <orders_chips 2,000,000 chip, as reported>
        """
        computed = single(asked, self.compute(asked))
        value = float(computed.value)
        return outcome(
            self.binding, asked, computed, value, "as reported", self._error(asked, computed, value)
        )

    def _error(self, asked: Asked, computed: Computed, value: float) -> float | None:
        """Return the standard error that means over futures pass on, to first order."""
        drawn = [used for used in computed.inputs if used.error]
        if not drawn:
            return None
        squares = 0.0
        for moved in drawn:
            shift = {moved.name: moved.error or 0.0}
            other = compute(
                self.binding,
                asked,
                lambda used, shift=shift: used.value + shift.get(used.name, 0),  # type: ignore[misc]
            )
            squares += (float(other.value) - value) ** 2
        return math.sqrt(squares)

    def compute(self, asked: Asked) -> Computed:
        """Return a formula's value of any kind, dataclasses included, with its inputs."""
        return self.note(compute(self.binding, asked, lambda used: used.value))

    def solve(
        self,
        asked: Asked,
        value: float | Outcome,
        *,
        by: str,
        between: tuple[float, float] | None = None,
    ) -> Outcome:
        """Return the input at which a formula reaches a value: what one has to believe for it.

        `value` is a number in the formula's unit, or an outcome such as `case.claimed(…)`, whose
        claims the answer then cites. `by` is a parameter, sought between its bounds, or `between`
        two values. Where the formula reaches the value nowhere, or more than once, a `BindingError`
        says so, with all values at which it does.

        >>> from h200analysis import cases, evidence
        >>> case = cases.Case(evidence.read("2026-01-15"))
        >>> case.solve("gap_at_list", 26e9, by="unit_price_usd")
        <unit_price_usd 20,000 USD/chip, solved>
        """
        found = solved(self.binding, asked, value, by, between)
        self.note(Computed(found.value, found.unit, found.inputs))
        return found

    def work_out(self, asked: Asked, **arguments: Given) -> Outcome:
        """Return a formula over what is given by name, also where no parameter is called so.

        Each is a number, as set by hand, the id of a claim, an outcome, or another name; the rest
        is the case's own. So the sum of two reports keeps the sources of both.

        >>> from h200analysis import cases, evidence
        >>> from h200analysis.model import purchases
        >>> case = cases.Case(evidence.read("2026-01-15"))
        >>> case.work_out(purchases.chips_for_budget, budget_usd=5.4e9)
        <chips_for_budget 200,000 chip, as reported>
        """
        return worked_out(self, asked, arguments)

    def bridge(
        self,
        start: Given,
        end: Given,
        plus: Mapping[str, Given] | None = None,
        less: Mapping[str, Given] | None = None,
    ) -> Bridge:
        """Return the way from one figure to another, with what its steps leave unreconciled.

        Figures are ids of claims, outcomes, or names; `plus` and `less` hold the steps by their
        labels. Of drawn results ask for the difference itself, since medians do not add.

        >>> from h200analysis import cases, evidence
        >>> case = cases.Case(evidence.read("2026-01-15"))
        >>> case.bridge("stock_chips", "orders_chips", {"Shortfall": "supply_gap"}).unreconciled
        <unreconciled 0 chip, as reported>
        """
        return bridged(self, start, end, plus or {}, less or {})

    def claimed(self, claim: str) -> Outcome:
        """Return a figure just as somebody published it, citing that claim alone.

        >>> case.claimed("price_newsbytes")
        <price_newsbytes 27,000 USD/chip, as published>
        """
        if not isinstance(claim, str):
            raise BindingError(f"claim is {claim!r}; expected the id of a claim.")
        said = self.ledger.claim(claim)
        if said.value is None or said.unit is None:
            raise BindingError(f"The claim {claim!r} gives no single figure; cite it in words.")
        return self._published(claim, claim, said.metric, said.value, said.unit)

    def claimed_range(self, claim: str) -> tuple[Outcome, Outcome]:
        """Return the ends of a range just as somebody published it, citing that claim alone.

        >>> case.claimed_range("h20_revenue_2024")[0]
        <h20_revenue_2024.low 12,000,000,000 USD, as published>
        """
        said = self.ledger.claim(claim)
        if said.low is None or said.high is None or said.unit is None:
            raise BindingError(f"The claim {claim!r} gives no range; cite it in words.")
        low, high = (
            self._published(f"{claim}.{end}", claim, f"{said.metric}, {end} end", value, said.unit)
            for end, value in (("low", said.low), ("high", said.high))
        )
        return low, high

    def _published(self, name: str, claim: str, title: str, value: float, unit: str) -> Outcome:
        used = Input(name, title, value, unit, (claim,))
        self.note(Computed(value, unit, (used,)))
        return Outcome(name, value, unit, "as published", "claim", (used,), self.ledger)

    def if_known(self, asked: Asked) -> Outcome | None:
        """Return what `evaluate` gives, or None where something it needs was not known yet.

        >>> print(case.if_known("volume_cap_share"), case.if_known("licence_ceiling_chips"))
        <volume_cap_share 0.5 share, as reported> None
        """
        try:
            return self.evaluate(asked)
        except NotYetKnownError:
            return None

    def if_claimed(self, claim: str) -> Outcome | None:
        """Return what `claimed` gives, or None where the claim was not known yet.

        >>> print(case.if_claimed("approved_400k"))
        None
        """
        try:
            return self.claimed(claim)
        except NotYetKnownError:
            return None

    def cite(self, *claims: str) -> Citation:
        """Return claims for a sentence that rests on them without printing their figure.

        >>> case.cite("orders_seed", "stock_seed")
        Citation(claims=('orders_seed', 'stock_seed'))
        """
        for claim in claims:
            self.ledger.claim(claim)
        self._cited.extend(claims)
        return Citation(claims, self.ledger)

    def sources(self) -> tuple[str, ...]:
        """Return the claims behind all that has been answered or cited, each once."""
        behind = (claim for used in self.used() for claim in used.claims)
        return tuple(dict.fromkeys([*behind, *self._cited]))

    def used(self) -> tuple[Input, ...]:
        """Return the inputs of all that this case and those made from it have answered.

        A name that had several values appears with each, the case's own first.
        """
        own = {used.name: used for used in self._used if not used.supposed}
        return tuple(dict.fromkeys([*own.values(), *self._used]))

    @property
    def noted(self) -> tuple[Input, ...]:
        """Return the inputs of all answers so far, in the order in which they came."""
        return tuple(self._used)

    def note(self, computed: Computed) -> Computed:
        """Keep the inputs of an answer for the registers at the end of a briefing."""
        for used in computed.inputs:
            self._used.setdefault(used)
        return computed
