"""Drawn values of parameters: scrambled Sobol' points through the inverse of a distribution.

A parameter keeps its dimension for ever, and its scramble comes from seed, replicate and name
alone. So a new parameter moves no figure of any edition. Sixteen replicates, each scrambled anew,
tell how far a statistic would move under another scramble: that is its standard error.
"""

import hashlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

from h200analysis.evidence import Estimate

REPLICATES = 16
LEAST = 64  # points a replicate; with fewer, the 5% quantile is off by more than its error says
BITS = 30
Draws = NDArray[np.float64]


def sample(name: str, estimate: Estimate, dimension: int, seed: int, draws: int) -> Draws:
    """Return draws of a parameter, shape (replicates, draws / replicates), in its own unit."""
    return quantile(estimate, uniform(name, dimension, seed, draws))


@cache
def uniform(name: str, dimension: int, seed: int, draws: int) -> Draws:
    """Return points in (0, 1) for a parameter, shape (replicates, draws / replicates)."""
    points = _sobol(dimension, draws // REPLICATES)
    scrambled = [_scramble(points, f"{seed}/{replicate}/{name}") for replicate in range(REPLICATES)]
    result = np.stack(scrambled)
    result.flags.writeable = False  # kept and shared, so nobody may change it
    return result


def quantile(estimate: Estimate, share: Draws) -> Draws:
    """Return the value below which a share of the parameter's futures lies.

    The shapes are those of `evidence.spreads`, each by its inverse; refused is what is no shape.
    """
    if estimate.low is None or estimate.high is None or estimate.shape == "fixed":
        return np.full_like(share, estimate.central)
    low, middle, high = estimate.low, estimate.central, estimate.high
    held = estimate.credibility or 0.0
    if estimate.shape == "above":
        return _beta_one_three(low, high, share)
    if estimate.shape == "below":
        return _beta_one_three(high, low, 1 - share)
    if estimate.shape == "pert":
        return _pert(low, middle, high, share)
    if estimate.shape == "metalog":
        return _metalog(low, middle, high, held, share)
    return _lognormal(low, high, held, share)


def _beta_one_three(start: float, end: float, share: Draws) -> Draws:
    """From start towards end by a Beta(1, 3) share, whose inverse is 1 - (1 - u)^(1/3)."""
    return start + (end - start) * (1 - np.cbrt(1 - share))


def _lognormal(low: float, high: float, credibility: float, share: Draws) -> Draws:
    """Mean and deviation of the logarithm from an interval (model page 2.5)."""
    from scipy.special import ndtri  # half a second, spared where nothing is drawn

    log_low, log_high = np.log(low), np.log(high)
    deviation = (log_high - log_low) / (2 * ndtri(0.5 + credibility / 2))
    return np.asarray(np.exp((log_low + log_high) / 2 + deviation * ndtri(share)))


def _metalog(low: float, middle: float, high: float, credibility: float, share: Draws) -> Draws:
    """The log metalog through a symmetric triplet: Keelin (2016), equations for three terms."""
    outside = (1 - credibility) / 2
    logit = np.log((1 - outside) / outside)
    width = np.log(high / low)
    skew = np.log(middle / low) / width
    spread = width / (2 * logit)
    lean = (1 - 2 * skew) * width / ((1 - 2 * outside) * logit)
    odds = np.log(share / (1 - share))
    return np.asarray(middle * np.exp((spread + lean * (share - 0.5)) * odds), dtype=np.float64)


def _pert(low: float, mode: float, high: float, share: Draws) -> Draws:
    """The Beta whose mode weighs four times an end (Malcolm and others, 1959)."""
    from scipy.special import betaincinv

    rise = 1 + 4 * (mode - low) / (high - low)
    return np.asarray(low + (high - low) * betaincinv(rise, 6 - rise, share), dtype=np.float64)


def check(draws: int) -> None:
    """Refuse a number of draws that the sequence cannot balance."""
    per_replicate, rest = divmod(draws, REPLICATES)
    if rest or per_replicate < LEAST or per_replicate & (per_replicate - 1):
        raise ValueError(
            f"draws is {draws}; expected 16 replicates of a power of two from {LEAST} on, "
            "such as 65,536."
        )


@cache
def _sobol(dimension: int, count: int) -> NDArray[np.uint32]:
    """Return one dimension of the plain Sobol' sequence as integers of `BITS` bits."""
    from scipy.stats import qmc  # a second, likewise

    engine = qmc.Sobol(dimension + 1, scramble=False, bits=BITS)
    points = engine.random_base2(count.bit_length() - 1)[:, dimension]
    integers: NDArray[np.uint32] = (points * 2**BITS).astype(np.uint32)
    return integers


def _scramble(points: NDArray[np.uint32], key: str) -> Draws:
    """Scramble by a random lower-triangular matrix of bits and a digital shift (Matousek 1998).

    The random bits are a hash of the key, so they are the same on every machine for ever.
    """
    digest = hashlib.shake_256(key.encode()).digest(4 * (BITS + 1))
    words = np.frombuffer(digest, dtype="<u4") & (2**BITS - 1)
    result = np.full_like(points, words[BITS])
    for bit in range(BITS):
        place = 1 << (BITS - 1 - bit)
        column = np.uint32((words[bit] & (place - 1)) | place)  # one on the diagonal, random below
        result ^= np.where(points & np.uint32(place), column, np.uint32(0))
    scrambled: Draws = (result + 0.5) / 2**BITS
    return scrambled
