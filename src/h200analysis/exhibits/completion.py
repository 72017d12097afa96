"""Tab completion of the names that a case knows: parameters, formulas, claims, scenarios.

Names stand in quotation marks, where Python completes nothing, or as arguments of `let`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from h200analysis.cases import Case, choices
from h200analysis.cases.formulas import formula_names, registered
from h200analysis.evidence import Ledger
from h200analysis.model.formula import formula_of

_CALL = re.compile(r"(?P<of>\w+)\.(?P<method>\w+)\((?P<before>[^()]*)$")
_CASE = re.compile(r"\bCase\(\s*(?P<of>\w+)\s*,\s*(?:scenario\s*=\s*)?[\"'](?P<begun>\w*)$")
_QUOTED = re.compile(r"[\"'](?P<begun>[\w.]*)$")
_BY = re.compile(r"\bby\s*=\s*[\"'](?P<begun>\w*)$")
_NAMED = re.compile(r"(?:^|,)\s*(?P<begun>\w*)$")
_CITED = re.compile(r"\[@(?:\w+;\s*@)*(?P<begun>\w*)$")
_FRAMES = ("claims", "sources", "parameters", "measures", "conflicts")
Names = Iterable[str]
Found = tuple[str, list[str]]


def register(shell: Any) -> None:
    """Let a notebook's kernel complete these names; what it completes itself stays."""
    from IPython.core.completer import (
        SimpleCompletion,
        SimpleMatcherResult,
        context_matcher,
    )

    @context_matcher(identifier="h200analysis")  # type: ignore[untyped-decorator]
    def matcher(context: Any) -> Any:
        found = completions(context.full_text[: context.cursor_position], shell.user_ns)
        if found is None:
            return SimpleMatcherResult(completions=[])
        begun, names = found
        return SimpleMatcherResult(
            completions=[SimpleCompletion(text=name, type="name") for name in names],
            matched_fragment=begun,
            suppress=True,
        )

    shell.Completer.custom_matchers[:] = [
        each
        for each in shell.Completer.custom_matchers
        if getattr(each, "matcher_identifier", "") != "h200analysis"
    ]
    shell.Completer.custom_matchers.append(matcher)


def completions(text: str, names: Mapping[str, Any]) -> Found | None:
    """Return what was begun before the cursor and what it may become; None if it is not ours.

    `names` are those of the notebook.
    """
    ways = (_cited, _scenario, _called)
    return next((found for way in ways if (found := way(text, names)) is not None), None)


def _cited(text: str, names: Mapping[str, Any]) -> Found | None:
    """Complete the claims that prose cites, as in `[@orders`."""
    cited, ledger = _CITED.search(text), _ledger(names.get("case"))
    return _begun(cited, ledger.claims) if cited and ledger else None


def _scenario(text: str, names: Mapping[str, Any]) -> Found | None:
    """Complete the scenario of a new case, as in `Case(ledger, "half`."""
    begun = _CASE.search(text)
    ledger = _ledger(names.get(begun["of"])) if begun else None
    return _begun(begun, ledger.scenarios) if begun and ledger else None


def _called(text: str, names: Mapping[str, Any]) -> Found | None:
    """Complete an argument of a method of a case or of a ledger."""
    call = _CALL.search(text)
    of = names.get(call["of"]) if call else None
    ledger = _ledger(of)
    if call is None or ledger is None:
        return None
    before, method = call["before"], call["method"]
    if by := _BY.search(before):
        return _begun(by, ledger.parameters)
    if method in _KEYWORDS and (named := _NAMED.search(before)):
        return _begun(named, (f"{name}=" for name in _KEYWORDS[method](ledger, call, names)))
    quoted, known = _QUOTED.search(before), _OF_LEDGER if isinstance(of, Ledger) else _OF_CASE
    return _begun(quoted, known[method](ledger)) if quoted and method in known else None


def _begun(found: re.Match[str], names: Names) -> Found:
    return found["begun"], sorted(name for name in names if name.startswith(found["begun"]))


def _ledger(of: Any) -> Ledger | None:
    """Return the ledger of a case, of what is made of one, or the ledger itself."""
    case = getattr(of, "case", of)
    if isinstance(case, Case):
        return case.ledger
    return of if isinstance(of, Ledger) else None


def _asked(ledger: Ledger) -> Names:
    return {*ledger.parameters, *formula_names()}


def _parameters(ledger: Ledger) -> Names:
    return ledger.parameters


def _claims(ledger: Ledger) -> Names:
    return ledger.claims


def _scenarios(ledger: Ledger) -> Names:
    return ledger.scenarios


def _settable(ledger: Ledger, _: re.Match[str], __: Mapping[str, Any]) -> Names:
    return {*ledger.parameters, *choices()}


def _arguments(_: Ledger, call: re.Match[str], names: Mapping[str, Any]) -> Names:
    """Return what the formula takes that is named first."""
    named = call["before"].partition(",")[0].strip()
    bare = named.strip("\"'").rpartition(".")[2]
    meant = names.get(named)
    formula = formula_of(meant) if callable(meant) else registered(bare)
    return formula.arguments if formula and "," in call["before"] else ()


_OF_CASE: dict[str, Callable[[Ledger], Names]] = {
    **dict.fromkeys(("evaluate", "if_known", "compute", "solve", "work_out", "frame"), _asked),
    **dict.fromkeys(("expected", "reported", "percentiles"), _asked),
    **dict.fromkeys(("halved", "on_sliders"), _parameters),
    **dict.fromkeys(("cite", "claimed", "claimed_range", "if_claimed"), _claims),
    "let": _asked,
    "under": _scenarios,
}
_OF_LEDGER: dict[str, Callable[[Ledger], Names]] = {
    "parameter": _parameters,
    "claim": _claims,
    "source_of": _claims,
    "scenario": _scenarios,
    "group": lambda ledger: ledger.conflicts,
    "pools": lambda ledger: ledger.conflicts,
    "frame": lambda _: _FRAMES,
}
_KEYWORDS: dict[str, Callable[[Ledger, re.Match[str], Mapping[str, Any]], Names]] = {
    "let": _settable,
    "work_out": _arguments,
}
