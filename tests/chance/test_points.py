"""Points come in parts that equal the whole, and are those of the sequence under its scramble."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import qmc

from h200analysis.chance.points import BITS, DIMENSIONS, points


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


@given(st.integers(0, DIMENSIONS - 1), st.text(max_size=5), st.data())
def test_a_part_equals_the_whole(dimension: int, key: str, data: st.DataObject) -> None:
    """Whatever the size of a block and its place, it holds the points of the whole there."""
    whole = points(key, dimension, 0, 512)
    length = 1 << data.draw(st.integers(0, 9))
    start = length * data.draw(st.integers(0, 512 // length - 1))

    assert np.array_equal(
        whole[start : start + length], points(key, dimension, start, start + length)
    )


def test_a_dimension_beyond_the_sequence_is_refused() -> None:
    """There are as many dimensions as the sequence is made for."""
    with pytest.raises(ValueError, match="dimension is 128; expected less than 128"):
        points("x", DIMENSIONS, 0, 64)
