"""Points are those of the sequence under its scramble."""

import hashlib

import numpy as np
import pytest
from scipy.stats import qmc

from h200analysis.chance.points import BITS, DIMENSIONS, _directions, points
from h200analysis.model.domains import DomainError


def by_hand(key: str, dimension: int, count: int) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Scramble scipy's own sequence bit by bit, as Matousek writes it."""
    plain = qmc.Sobol(dimension + 1, scramble=False, bits=BITS)
    whole = plain.random_base2(count.bit_length() - 1)[:, dimension]
    integers = (whole * 2**BITS).astype(np.uint32)
    digest = hashlib.shake_256(key.encode()).digest(4 * (BITS + 1))
    words = np.frombuffer(digest, dtype="<u4") & (2**BITS - 1)
    result = np.full_like(integers, words[BITS])
    for bit in range(BITS):
        place = 1 << (BITS - 1 - bit)
        column = np.uint32((words[bit] & (place - 1)) | place)
        result ^= np.where(integers & np.uint32(place), column, np.uint32(0))
    return np.asarray((result + 0.5) / 2**BITS)


@pytest.mark.parametrize("dimension", [0, 1, 2, 11, 76])
def test_points_are_the_scrambled_sequence(dimension: int) -> None:
    """Made by doubling, the points are bit for bit those of the plain sequence, scrambled."""
    assert np.array_equal(by_hand("7/3/x", dimension, 1024), points("7/3/x", dimension, 1024))


def test_directions_are_those_of_joe_and_kuo() -> None:
    """Of every dimension: a point at a power of two holds that direction and the one before."""
    engine = qmc.Sobol(DIMENSIONS, scramble=False, bits=BITS)
    known = [np.zeros(DIMENSIONS, dtype=np.uint32)]
    passed = 0
    for bit in range(BITS):
        engine.fast_forward((1 << bit) - passed)
        passed = (1 << bit) + 1
        known.append((engine.random(1)[0] * 2**BITS).astype(np.uint32) ^ known[-1])

    assert np.array_equal(_directions().T, known[1:])


@pytest.mark.parametrize("count", [-2, 0, 3, 1000, 1 << BITS + 1])
def test_a_number_that_doubling_does_not_reach_is_refused(count: int) -> None:
    """Points are made by doubling, so there is a power of two of them, or a sentence says so."""
    with pytest.raises(DomainError, match=f"count is {count}; expected a power of two"):
        points("x", 0, count)


@pytest.mark.parametrize("count", [1, 2, 64])
def test_fewer_points_are_the_first_of_more(count: int) -> None:
    """However many are asked for, the first ones hold the same bytes."""
    assert points("7/3/x", 5, count).tobytes() == points("7/3/x", 5, 512)[:count].tobytes()


def test_a_dimension_beyond_the_sequence_is_refused() -> None:
    """There are as many dimensions as the sequence is made for."""
    with pytest.raises(ValueError, match="dimension is 128; expected less than 128"):
        points("x", DIMENSIONS, 64)
