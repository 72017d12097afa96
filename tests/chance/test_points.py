"""Points come in parts that equal the whole, and are those of the sequence under its scramble."""

import hashlib
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import qmc

from h200analysis.chance.points import BITS, DIMENSIONS, points
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
    assert np.array_equal(by_hand("7/3/x", dimension, 1024), points("7/3/x", dimension, 0, 1024))


@given(st.integers(0, DIMENSIONS - 1), st.text(max_size=5), st.sets(st.integers(1, 511)))
def test_parts_of_any_size_make_up_the_whole(dimension: int, key: str, cuts: set[int]) -> None:
    """However 512 points are cut into parts, the parts hold the bytes of the whole."""
    ends = [0, *sorted(cuts), 512]
    parts = [points(key, dimension, start, stop) for start, stop in pairwise(ends)]

    assert np.concatenate(parts).tobytes() == points(key, dimension, 0, 512).tobytes()


@pytest.mark.parametrize(("start", "stop"), [(-1, 4), (4, 4), (5, 3), (0, (1 << BITS) + 1)])
def test_a_part_outside_the_sequence_is_refused(start: int, stop: int) -> None:
    """A part has a point at least and lies within the sequence, or a sentence says so."""
    with pytest.raises(DomainError, match=f"from {start} to {stop}; expected"):
        points("x", 0, start, stop)


def test_a_dimension_beyond_the_sequence_is_refused() -> None:
    """There are as many dimensions as the sequence is made for."""
    with pytest.raises(ValueError, match="dimension is 128; expected less than 128"):
        points("x", DIMENSIONS, 0, 64)
