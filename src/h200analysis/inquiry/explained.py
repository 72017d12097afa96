"""How much of the spread over futures goes once something is known: first-order parts.

They follow from the futures at hand, by regression in other replicates; what does not vary has no
part. Parts of inputs that shape each other's effect, such as a rate and the path that it leads to,
overlap and do not add up. Source: Plischke, Borgonovo and Smith (2013), given data.
"""

from collections.abc import Mapping

import numpy as np

from h200analysis.futures import Belief, Futures
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry.factors import Factor, Other
from h200analysis.inquiry.learnable import Numbers, parameters, path
from h200analysis.inquiry.regression import regressed


def answers(belief: Belief) -> Numbers:
    """Return for each future whether any chip is delivered in 2026, and how many are."""
    chips = belief.chips_by(LAST_DAY)
    return np.stack([chips > 0, chips]).astype(np.float64)


def explained(belief: Belief, asked: Numbers, known: Numbers) -> Numbers:
    """Return the first-order part of each answer that several inputs have together.

    `asked` has the shape (answers, replicates, draws), `known` (inputs, replicates, draws).
    """
    weights = belief.weights
    left = (weights * (asked - regressed(asked, known, weights)) ** 2).sum(axis=(1, 2))
    means = (weights * asked).sum(axis=(1, 2), keepdims=True)
    whole = (weights * (asked - means) ** 2).sum(axis=(1, 2))
    parts = 1 - left / np.maximum(whole, np.finfo(float).tiny)
    return np.where(whole > 1e-9 * means[:, 0, 0] ** 2, np.clip(parts, 0, 1), 0)


def of_deliveries(drawn: Futures) -> Mapping[Factor, float]:
    """Return the part of the spread of chips delivered in 2026 that each input explains.

    The largest stand first: the path of policy, and each drawn parameter or rate by itself.
    """
    belief = drawn.belief
    chips = answers(belief)[1:]
    known: dict[Factor, Numbers] = {Other.POLICY_PATH: path(belief)}
    known |= {factor: values[None] for factor, values in parameters(belief).items()}
    parts = {factor: float(explained(belief, chips, each)[0]) for factor, each in known.items()}
    return dict(sorted(parts.items(), key=lambda part: -part[1]))
