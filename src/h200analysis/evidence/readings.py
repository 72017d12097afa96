"""What a claim says of a government's policy: against which states it speaks, and how strongly."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite, prod
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from h200analysis.errors import ArgumentError
from h200analysis.evidence.files import Folder
from h200analysis.evidence.kind import Kind, if_held
from h200analysis.evidence.record import Judgement, Text

if TYPE_CHECKING:
    from h200analysis.evidence.ledger import Ledger

Gate = Literal["washington", "beijing", "arrived"]
Word = Literal["weak", "moderate", "strong", "decisive", "own"]

STATES: Mapping[Gate, tuple[str, ...]] = MappingProxyType(
    {
        "washington": ("closed", "reviewing", "licensed"),
        "beijing": ("formal_ban", "discouraged", "pause", "special", "approvals", "open"),
        "arrived": ("none", "arrived"),
    }
)
"""The states of each gate, and whether a first chip has arrived in China."""

FACTORS: Mapping[Word, float] = MappingProxyType(
    {"weak": 1.5, "moderate": 3.0, "strong": 10.0, "decisive": 30.0, "own": 300.0}
)
"""How many times less likely a claim is in a state that it speaks against: likelihood ratios.

The words up to `decisive` are a scale of Bayes factors (Kass and Raftery 1995, Bayes Factors,
Journal of the American Statistical Association 90; ENFSI 2015, Guideline for Evaluative Reporting
in Forensic Science). `own` is for what the speaker does himself or must know by his office, such as
a filing on the company's own revenue.
"""

TEMPERING = (1.0, 0.75, 0.5)
"""The exponents of a factor by the tier of its source, 1 to 3: a weak copy says less."""

_ONE_REPORT = timedelta(weeks=1)


class Reading(Judgement):
    """How we read the claim of its name: the states of a gate that it speaks against.

    The states that the claim fits best have no mark. Claims of one `report` count once for each
    gate. `since` is the day on which the claim was published.
    """

    report: Text
    gate: Gate
    against: dict[Text, Word]
    because: Text

    @property
    def title(self) -> str:
        """What it says, in short."""
        marks = ", ".join(f"{state} ({word})" for state, word in self.against.items())
        return f"{self.gate}, against {marks or 'no state'}"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A reading that counts: how many times less likely its claim is in each state it marks.

    `day` is the day that the claim speaks of, `published` the day it became known. `factors` hold
    the tempered likelihood ratios of the marked states; every other state of the gate has 1.
    """

    claim: str
    report: str
    gate: Gate
    day: date
    published: date
    factors: Mapping[str, float]


def weighed(
    ledger: "Ledger", without: Set[str] = frozenset(), strength: float = 1.0
) -> tuple[Weighed, ...]:
    """Return the readings of a view that count, one for each report and gate, oldest first.

    Of several claims of one report the one of the best tier counts, then the earliest published,
    then the one that says least, then the first by name. Factors are tempered by the tier of the
    source (`TEMPERING`) and raised to the power `strength`. The readings of the claims in `without`
    are left out beforehand, so that another claim of the same report takes its place. Raises
    `ArgumentError` for a strength below 0, and `NotKnownError` for a claim that the view does not
    hold.
    """
    if not isinstance(strength, int | float) or not strength >= 0 or not isfinite(strength):
        raise ArgumentError(
            f"strength is {strength!r}; expected a number from 0 up: 1 for readings as written, "
            "0 to ignore them."
        )
    for name in without:
        ledger.claim(name)  # refuses in a sentence what is misspelt
    kept: dict[tuple[str, str], tuple[int, date, float, str]] = {}
    for name, reading in ledger.of(READINGS).items():
        if name not in without:
            source = ledger.source_of(name)
            says = prod(FACTORS[word] for word in reading.against.values())
            rank = (source.tier, source.published, says, name)
            report = reading.report, reading.gate
            kept[report] = min(rank, kept.get(report, rank))
    counting = (_weighed(ledger, name, tier, strength) for tier, _, _, name in kept.values())
    return tuple(sorted(counting, key=lambda each: (each.published, each.claim)))


def report_of(ledger: "Ledger", claim: str) -> frozenset[str]:
    """Return the claims of a claim's report on the same gate: its relays, and itself."""
    readings = ledger.of(READINGS)
    own = readings[claim]
    return frozenset(
        name
        for name, each in readings.items()
        if (each.report, each.gate) == (own.report, own.gate)
    )


def _weighed(ledger: "Ledger", name: str, tier: int, strength: float) -> Weighed:
    reading = ledger.of(READINGS)[name]
    power = TEMPERING[tier - 1] * strength
    return Weighed(
        claim=name,
        report=reading.report,
        gate=reading.gate,
        day=ledger.claim(name).as_of,
        published=ledger.source_of(name).published,
        factors={state: FACTORS[word] ** power for state, word in sorted(reading.against.items())},
    )


def _check(folder: Folder, readings: Mapping[str, Reading], ledger: "Ledger") -> None:
    """A reading marks states of its gate, not all; claims of one report are of one week."""
    for name, reading in readings.items():
        states = STATES[reading.gate]
        for state in reading.against.keys() - set(states):
            expected = f"a state of {reading.gate}: {', '.join(states)}"
            folder.fault(READINGS.file, name, f"against.{state}", repr(state), expected)
        if reading.against.keys() >= set(states):
            expected = "at least one state without a mark, the one that the claim fits best"
            folder.fault(READINGS.file, name, "against", "a mark on every state", expected)
    _check_reports(folder, readings, ledger)


def _check_reports(folder: Folder, readings: Mapping[str, Reading], ledger: "Ledger") -> None:
    """Claims more than a week apart are two reports: one of them may not silence the other."""
    first: dict[tuple[str, str], tuple[date, str]] = {}
    dated = sorted((ledger.claims[n].as_of, n) for n in readings.keys() & ledger.claims.keys())
    for day, name in dated:
        reading = readings[name]
        earliest, other = first.setdefault((reading.report, reading.gate), (day, name))
        if day - earliest > _ONE_REPORT:
            found = f"the report of {other!r}, which speaks of {earliest}"
            expected = f"a report of its own, since the claim speaks of {day}, over a week later"
            folder.fault(READINGS.file, name, "report", found, expected)


READINGS = Kind(
    "readings",
    Reading,
    if_held,
    _check,
    decisions=lambda reading: (reading,),
    is_of_claims=True,
)
