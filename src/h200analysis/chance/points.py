"""Scrambled Sobol' points of one dimension.

A point is the exclusive or of the direction numbers that its place in Gray code selects, and the
scramble is linear in the same sense. So the thirty direction numbers are scrambled once, and points
follow by doubling: what was made so far, read backwards, under one more direction.
"""

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from h200analysis.model.domains import DomainError

BITS = 30
DIMENSIONS = 128
_TABLE = Path(str(resources.files(__package__) / "directions.csv"))
_Words = NDArray[np.uint32]


def points(key: str, dimension: int, count: int) -> NDArray[np.float64]:
    """Return the first points of a dimension, in (0, 1), scrambled by the key.

    `count` is a power of two. Sources: Sobol' (1967) with the direction numbers of Joe and Kuo
    (2008), in the order of Antonov and Saleev (1979); random lower-triangular matrix of bits and
    digital shift, Matousek (1998).
    """
    if not 0 < count <= 1 << BITS or count & (count - 1):
        raise DomainError(f"count is {count}; expected a power of two up to 2^{BITS}.")
    directions, shift = _scrambled(key, dimension, max(count.bit_length() - 1, 1))
    pattern = np.empty(count, dtype=np.uint32)
    pattern[0] = shift
    _double(pattern, directions)
    result: NDArray[np.float64] = (pattern + 0.5) / 2**BITS
    return result


def _double(run: _Words, directions: _Words) -> None:
    """Fill a run of points from its first one on."""
    for bit in range(run.size.bit_length() - 1):
        made = 1 << bit
        np.bitwise_xor(run[:made][::-1], directions[bit], out=run[made : 2 * made])


@cache
def _scrambled(key: str, dimension: int, depth: int) -> tuple[_Words, np.uint32]:
    """Return the first directions of a dimension under the key's scramble, and its shift.

    The random bits are a hash of the key, so they are the same on every machine for ever.
    """
    digest = hashlib.shake_256(key.encode()).digest(4 * (BITS + 1))
    words = np.frombuffer(digest, dtype="<u4") & (2**BITS - 1)
    if dimension >= DIMENSIONS:
        raise DomainError(f"dimension is {dimension}; expected less than {DIMENSIONS}.")
    plain = _directions()[dimension, :depth]
    places = np.uint32(1) << np.arange(BITS - 1, -1, -1, dtype=np.uint32)
    columns = (words[:BITS] & (places - 1)) | places  # one on the diagonal, random below
    chosen = np.where(plain[:, None] & places, columns, np.uint32(0))
    result = np.bitwise_xor.reduce(chosen, axis=1).astype(np.uint32)
    return result, np.uint32(words[BITS])


@cache
def _directions() -> _Words:
    """Return the direction numbers of every dimension, a row each, as integers of `BITS` bits.

    The table is what `scipy.stats.qmc` makes of those of Joe and Kuo, which takes a third of a
    second to load.
    """
    return np.loadtxt(_TABLE, dtype=np.uint32, delimiter=",")
