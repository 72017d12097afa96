"""The gate looks at what words rest on, not at figures alone."""

from h200analysis.exhibits.bundle import CLAIMS
from h200analysis.press import gate
from tests.press.test_gate import _bundles, _work


def test_a_later_claim_in_words_is_refused() -> None:
    """A sentence without a figure may not cite what nobody knew on the day."""
    bundles = _bundles()
    bundles[1][0][CLAIMS] = ["orders_of_march"]

    reasons = gate.reasons(_work(bundles))

    assert [
        "words: a sentence rests on 'orders_of_march', which nobody knew on 2026-01-15."
    ] == reasons
