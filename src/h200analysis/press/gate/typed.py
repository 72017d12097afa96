"""Numbers typed into prose: each comes from a figure, or from a claim that the same output cites.

So do those of a chart's title. Cells of tables and marks of charts are judged by `unsourced`.
"""

import re
from collections.abc import Iterable, Iterator

from h200analysis.evidence import Ledger, answers
from h200analysis.evidence.published import PUBLISHED
from h200analysis.exhibits.prose import LEGEND
from h200analysis.exhibits.wording import worded
from h200analysis.press.gate import numbers, words
from h200analysis.press.gate.shown import Shown

_FIGURE = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]\{\.figure[^}]*\}")
_CODE = re.compile(r"`[^`\n]*`")
_APART = ("|", ": ")  # how a row and a caption of a table begin
_NOT_PROSE = ("::: {.kicker}", f"::: {{.note}}\n{LEGEND}")
_DIGITS = (0, 1, 2, 3, 4)


def reasons(shown: Iterable[Shown], ledger: Ledger) -> Iterator[str]:
    """Yield the sentences with a number that no figure and no cited claim gives.

    The message above a chart has no notes: its numbers are those of any figure of the edition.
    """
    every, own = list(shown), words.Own(ledger)
    printed = frozenset(
        n for o in every for figure in o.figures for n in numbers.every(figure["text"])
    )
    for output in every:
        prose = _title(output) if output.is_chart else _prose(output, own, ledger)
        told = _told(output.claims, ledger) | (printed if output.is_chart else frozenset())
        for sentence in words.sentences(prose):
            for number in numbers.amounts(sentence):
                if number not in told:
                    yield (
                        f"cell {output.cell}: “{_short(sentence)}” has {number} typed into it; "
                        "let a case give the figure, as in {gap}, or cite the claim that has it, "
                        "as in [@orders_seed]."
                    )


def _title(output: Shown) -> str:
    return output.markdown.strip().partition("\n\n")[0]


def _prose(output: Shown, own: words.Own, ledger: Ledger) -> str:
    """Return the words of sentences, without figures, code, and what the ledger's records say.

    Where nothing is cited, quotation marks are no excuse for a number.
    """
    if output.markdown.startswith(_NOT_PROSE):
        return ""
    lines = (line for line in output.markdown.splitlines() if not line.startswith(_APART))
    markdown = _CODE.sub("", _FIGURE.sub("", "\n".join(lines)))
    text = own.words(markdown) if output.claims else words.plain(markdown)
    for record in answers.plain(ledger).of(PUBLISHED).values():
        for said in (record.explained or "", record.because, *record.assumed.values()):
            shown = said.replace("'", "’")
            text = text.replace(shown, "").replace(words.unquoted(shown), "")
    return text


def _told(claims: Iterable[str], ledger: Ledger) -> frozenset[str]:
    """Return the numbers that some claims give, in their words and as we word them."""
    known = [ledger.claims[name] for name in claims if name in ledger.claims]
    texts = [
        text or ""
        for claim in known
        for text in (claim.qualifier, claim.translation, claim.in_words, claim.paraphrase)
    ]
    for claim in known:
        for bound in claim.bounds or ():
            texts += [worded(bound, claim.unit or "", digits) for digits in _DIGITS]
    return frozenset(numbers.every(" ".join(texts)))


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 120 else f"{sentence[:119]}…"
