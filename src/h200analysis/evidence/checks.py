"""Rules between records: what one file promises about another."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeGuard

from h200analysis.evidence import disputes
from h200analysis.evidence.files import Folder
from h200analysis.evidence.kind import judgements
from h200analysis.evidence.qualifiers import spread
from h200analysis.evidence.record import Judgement
from h200analysis.evidence.records import Claim, Source

if TYPE_CHECKING:
    from h200analysis.evidence.ledger import Ledger


# Between words a comma has a space after it, and within a number it has digits to both sides.
_ROW = re.compile(r"[^\W\d_],\w|,,")


class Dated(Protocol):
    """What holds since a day, was recorded on one, and rests on claims."""

    @property
    def since(self) -> date:
        """Return the day since which it holds."""

    @property
    def recorded(self) -> date:
        """Return the day on which it was written down."""

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the claims that it rests on."""


def check(folder: Folder, places: Mapping[str, str], ledger: "Ledger") -> None:
    """Note every promise that the records of a folder do not keep."""
    _check_claims(folder, places, ledger)
    _check_measures(folder, places, ledger)
    _check_sources(folder, ledger)
    disputes.check(folder, places, ledger)
    _check_parameters(folder, ledger)
    _check_hedges(folder, ledger)
    _check_scenarios(folder, ledger)
    _check_kinds(folder, ledger)


def _check_claims(folder: Folder, places: Mapping[str, str], ledger: "Ledger") -> None:
    """Claims name sources and claims that exist, are dated in order, and say a thing once."""
    said: dict[tuple[object, ...], str] = {}
    for name, claim in ledger.claims.items():
        source = ledger.sources.get(claim.source)
        if source is not None:
            _check_days(folder, places[name], name, claim, source)
            if claim.recorded < source.recorded:
                expected = f"a day not before its source was read, {source.recorded}"
                folder.fault(places[name], name, "recorded", str(claim.recorded), expected)
        elif claim.source not in folder.seen:
            expected = "an id of data/sources.toml"
            folder.fault(places[name], name, "source", repr(claim.source), expected)
        _check_replaced(folder, places[name], name, ledger)
        _check_translated(folder, places[name], name, claim)
        _check_in_words(folder, places[name], name, claim)
        first = said.setdefault(_statement(claim), name)
        if first != name:
            expected = "something that this source is not yet quoted with"
            folder.fault(places[name], name, "metric", f"what {first!r} says already", expected)


def _check_translated(folder: Folder, file: str, name: str, claim: Claim) -> None:
    """A qualifier that is not in Latin letters has a translation, which notes print instead."""
    foreign = next((c for c in claim.qualifier if c.isalpha() and not _is_latin(c)), None)
    if foreign is not None and claim.translation is None:
        found = f"nothing for a qualifier with “{foreign}”"
        folder.fault(file, name, "translation", found, "the qualifier in English, in our words")


def _check_in_words(folder: Folder, file: str, name: str, claim: Claim) -> None:
    """A qualifier that is a row of a data set is put into words, which notes print instead."""
    if _ROW.search(claim.qualifier) and claim.in_words is None:
        found = "nothing for a qualifier that is a row of comma-separated values"
        folder.fault(file, name, "in_words", found, "what the row says, in our words")


def _is_latin(letter: str) -> bool:
    if letter.isascii():  # most are, and their names take a while
        return True
    return unicodedata.name(letter, "").startswith(("LATIN", "MICRO", "GREEK"))


def _statement(claim: Claim) -> tuple[object, ...]:
    """Return what a claim says of whom; a statement without a figure is told by its words."""
    figure = claim.bounds or claim.qualifier
    return claim.source, claim.subject, claim.metric, claim.as_of, figure, claim.unit


def _check_days(folder: Folder, file: str, name: str, claim: Claim, source: Source) -> None:
    for field in ("as_of", "announced"):
        day = getattr(claim, field)
        if day is not None and day > source.published and not claim.forecast:
            expected = f"a day not after its publication on {source.published}, or forecast = true"
            folder.fault(file, name, field, str(day), expected)


def _check_replaced(folder: Folder, file: str, name: str, ledger: "Ledger") -> None:
    replaced = ledger.claims[name].supersedes
    if replaced is None or (replaced not in ledger.claims and replaced in folder.seen):
        return
    older = ledger.claims.get(replaced)
    if older is None or replaced == name:
        folder.fault(file, name, "supersedes", repr(replaced), "the id of another claim")
        return
    days = [ledger.sources.get(ledger.claims[n].source) for n in (replaced, name)]
    if days[0] and days[1] and days[0].published > days[1].published:
        found = f"{replaced!r}, published {days[0].published}"
        expected = f"a claim published by {days[1].published}, when this one was"
        folder.fault(file, name, "supersedes", found, expected)


def _check_measures(folder: Folder, places: Mapping[str, str], ledger: "Ledger") -> None:
    """Every measure that a claim reports on has a title, and every title a claim.

    A measure that takes effect names the claims that show it, and they report on it.
    """
    told = {claim.measure for claim in ledger.claims.values()}
    for name, claim in ledger.claims.items():
        if claim.measure is not None and claim.measure not in folder.seen:
            expected = "a name of data/measures.toml"
            folder.fault(places[name], name, "measure", repr(claim.measure), expected)
    for name in sorted(ledger.measures.keys() - told):
        folder.fault("measures.toml", name, "", "no claim that reports on it", "at least one")
    in_effect = {claim.measure for claim in ledger.claims.values() if claim.effective is not None}
    for name, measure in ledger.measures.items():
        if name in in_effect and not measure.shown_by:
            expected = "the claims that show it best, since it took effect"
            folder.fault("measures.toml", name, "shown_by", "nothing", expected)
        for shown in measure.shown_by:
            cited = ledger.claims.get(shown)
            if (cited is None and shown not in folder.seen) or (cited and cited.measure != name):
                expected = "the id of a claim that reports on this measure"
                folder.fault("measures.toml", name, "shown_by", repr(shown), expected)


def _check_sources(folder: Folder, ledger: "Ledger") -> None:
    """Every source is used, was published before we read it, and is written down once."""
    addresses: dict[tuple[str, str | None], str] = {}
    for name, source in ledger.sources.items():
        if name not in folder.named:
            folder.fault("sources.toml", name, "", "no claim that uses it", "at least one")
        if source.published > source.accessed:
            expected = f"a day not after it was accessed, {source.accessed}"
            folder.fault("sources.toml", name, "published", str(source.published), expected)
        if source.url is None:
            continue
        first = addresses.setdefault((source.url, source.via), name)
        if first != name:
            expected = "an address of its own, or another `via`"
            folder.fault("sources.toml", name, "url", f"the address of {first!r}", expected)


def _check_parameters(folder: Folder, ledger: "Ledger") -> None:
    """A value cites only claims known on its day; no two parameters share a dimension."""
    owners: dict[int, str] = {}
    for name, parameter in ledger.parameters.items():
        for number, estimate in enumerate(parameter.values):
            field = f"values.{number}.claims"
            _check_cited(folder, "parameters.toml", name, field, estimate, ledger)
        if parameter.dimension is not None:
            owner = owners.setdefault(parameter.dimension, name)
            if owner != name:
                expected = f"a number of its own, since {owner} has this one"
                folder.fault(
                    "parameters.toml", name, "dimension", str(parameter.dimension), expected
                )


def _check_cited(
    folder: Folder, file: str, name: str, field: str, value: "Dated", ledger: "Ledger"
) -> None:
    for cited in value.claims:
        claim = ledger.claims.get(cited)
        if claim is None and cited not in folder.seen:
            folder.fault(file, name, field, repr(cited), "the id of a sound claim")
        source = ledger.sources.get(claim.source) if claim else None
        if source is not None and source.published > value.since:
            expected = f"claims published by {value.since}, the day the value holds from"
            folder.fault(file, name, field, f"{cited!r}, published {source.published}", expected)
        if claim is not None and claim.recorded > value.recorded:
            expected = f"claims recorded by {value.recorded}, the day it was recorded itself"
            folder.fault(file, name, field, f"{cited!r}, recorded {claim.recorded}", expected)


def _check_hedges(folder: Folder, ledger: "Ledger") -> None:
    """A value that takes its spread from a claim's words is that claim's, and a rule reads them."""
    for name, parameter in ledger.parameters.items():
        for number, value in enumerate(parameter.values):
            claim = ledger.claims.get(value.hedge or "")
            if value.hedge is None or (claim is None and value.hedge in folder.seen):
                continue
            rules = ledger.rules.as_recorded(value.recorded).qualifiers
            if claim is None or claim.value != value.central or not spread(claim, rules):
                told = (
                    repr(value.hedge) if claim is None else f"“{claim.qualifier}” of {claim.middle}"
                )
                expected = "a claim of this very value whose words data/rules.toml reads"
                folder.fault("parameters.toml", name, f"values.{number}.hedge", told, expected)


def _check_scenarios(folder: Folder, ledger: "Ledger") -> None:
    """Scenarios override parameters that exist, with a number or another name."""
    if "central" not in ledger.scenarios:
        folder.fault(
            "scenarios/central.toml", "", "", "no such scenario", "the baseline of all others"
        )
    for name, scenario in ledger.scenarios.items():
        for override in scenario.parameters:
            if override not in folder.seen:
                place = f"parameters.{override}"
                expected = "a name of data/parameters.toml"
                folder.fault(f"scenarios/{name}.toml", "", place, repr(override), expected)


def _check_kinds(folder: Folder, ledger: "Ledger") -> None:
    """Whatever a record of any kind cites was known when it was judged; the rest its kind says."""
    for kind, records in ledger.kinds.items():
        for name, record in records.items():
            if kind.is_of_claims:
                _check_claimed(folder, kind.file, name, record, ledger)
            for place, judged in judgements(record):
                if _cites(judged):
                    _check_cited(folder, kind.file, name, f"{place}claims", judged, ledger)
        kind.check(folder, records, ledger)


def _cites(judged: Judgement) -> TypeGuard[Dated]:
    return "claims" in type(judged).model_fields


def _check_claimed(
    folder: Folder, file: str, name: str, record: Judgement, ledger: "Ledger"
) -> None:
    """What is said of the claim of its name holds since that claim was published."""
    claim = ledger.claims.get(name)
    if claim is None and not folder.has_fault_in("claims/", name):
        folder.fault(file, name, "", "no claim of this name", "the id of a sound claim")
    source = ledger.sources.get(claim.source) if claim else None
    if source is not None and record.since != source.published:
        expected = f"{source.published}, the day on which its claim was published"
        folder.fault(file, name, "since", str(record.since), expected)
    if claim is not None and record.recorded < claim.recorded:
        expected = f"a day not before the claim was recorded, {claim.recorded}"
        folder.fault(file, name, "recorded", str(record.recorded), expected)
