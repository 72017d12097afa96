"""The mean of payoffs given what is known, fitted in some replicates and read in another.

Each input enters by the mean at each of its values if it takes few, else by a cubic spline; several
by their products too, and by the nearest draws in what those leave: a product of signs or a wave
escapes any fixed basis. Of the two, what predicts replicates not seen best is taken.
"""

from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_FEW = 40  # distinct values up to which an input is read value by value
_KNOTS = 16
_DEGREE = 3
_FOLDS = 4  # of the replicates; each takes a fit and a search of its own
_NEAREST = (4, 16, 64)  # draws; fewer follow noise, more blur what is sharp
_SLACK = 1.0  # how much farther than the nearest a neighbour may lie; spares most of the search
_RIDGE = 1e-9  # of a column's own weight: what is redundant does no harm


def regressed(values: Numbers, known: Numbers, weights: Numbers) -> Numbers:
    """Return the mean of each row given the inputs, at each draw.

    Shapes are (rows, replicates, draws), (inputs, replicates, draws) and (replicates, draws). No
    replicate enters what is told of itself, nor do those of its fold.
    """
    smooth = _projected(values, _basis(known), weights)
    if len(known) == 1:
        return smooth
    candidates = [smooth, *(smooth + near for near in _nearest(values - smooth, known, weights))]
    return min(candidates, key=lambda fit: float((weights * (values - fit) ** 2).sum()))


def _projected(values: Numbers, basis: list[Numbers], weights: Numbers) -> Numbers:
    """Return the nearest to each row among the sums of a basis, fitted in the other folds."""
    columns = np.concatenate([*basis, np.moveaxis(values, 0, -1)], axis=-1)
    width = columns.shape[-1] - len(values)
    folds = _folds(weights.shape[0])
    products = [_product(columns[fold], weights[fold]) for fold in folds]
    found = np.empty_like(values)
    for fold, own in zip(folds, products, strict=True):
        others = np.sum(products, axis=0) - own
        among, with_values = np.split(others[:width], [width], axis=1)
        ridge = _RIDGE * np.trace(among) * np.eye(len(among))
        fitted = columns[fold, :, :width] @ np.linalg.solve(among + ridge, with_values)
        found[:, fold] = np.moveaxis(fitted, -1, 0)
    return found


def _product(columns: Numbers, weights: Numbers) -> Numbers:
    """Return the weighted products of each two columns, summed over draws."""
    flat = columns.reshape(-1, columns.shape[-1])
    return np.asarray((flat * weights.reshape(-1, 1)).T @ flat, dtype=np.float64)


def _folds(replicates: int) -> list[slice]:
    """Return the replicates in a few parts: what is told of one is fitted in the others."""
    parts = np.array_split(np.arange(replicates), min(_FOLDS, replicates))
    return [slice(int(part[0]), int(part[-1]) + 1) for part in parts]


def _basis(known: Numbers) -> list[Numbers]:
    """Return the basis of all inputs at each draw, columns in the last axis."""
    about = known - known.mean(axis=(1, 2), keepdims=True)
    about /= np.maximum(about.std(axis=(1, 2), keepdims=True), np.finfo(float).tiny)
    products = [(a * b)[..., None] for a, b in combinations(about, 2)]
    return [*map(_columns, known), *products]


def _columns(known: Numbers) -> Numbers:
    """Return an input's own columns: one for each value if it takes few, else cubic B-splines."""
    if np.unique(known[0]).size <= _FEW:  # to sort all of an input that takes many takes long
        distinct, place = np.unique(known, return_inverse=True)
        if distinct.size <= _FEW:
            return np.eye(distinct.size)[place.reshape(known.shape)]
    return _splines(known)


def _splines(known: Numbers) -> Numbers:
    from scipy.interpolate import BSpline

    inner = np.unique(np.quantile(known, np.linspace(0, 1, _KNOTS + 2)))
    knots = np.concatenate([[inner[0]] * _DEGREE, inner, [inner[-1]] * _DEGREE])
    # All lie between the knots; not to extrapolate is to look for the ends in a loop of Python.
    design = BSpline.design_matrix(known.ravel(), knots, _DEGREE, extrapolate=True).toarray()
    return np.asarray(design, dtype=np.float64).reshape(*known.shape, -1)


def _nearest(values: Numbers, known: Numbers, weights: Numbers) -> list[Numbers]:
    """Return the mean over the nearest draws of other replicates, for each number of them."""
    every, found = np.arange(values.shape[1]), []
    search = _neighbours(np.asarray(known, dtype=np.float64).tobytes(), known.shape)
    for fold, near in zip(_folds(len(every)), search, strict=True):
        others = np.delete(every, fold)
        means = _means(values[:, others], weights[others], near)
        found.append([mean.reshape(values[:, fold].shape) for mean in means])
    return [np.concatenate(means, axis=1) for means in zip(*found, strict=False)]


@lru_cache(maxsize=1)  # the slowest part by far, and a page asks twice what the path tells
def _neighbours(known: bytes, shape: tuple[int, ...]) -> list[NDArray[np.intp]]:
    """Return for each fold the places of the nearest draws in the others, a row for each draw."""
    from scipy.spatial import KDTree
    from scipy.stats import rankdata

    inputs = np.frombuffer(known).reshape(shape)
    ranks = np.stack([rankdata(each).reshape(each.shape) for each in inputs], axis=-1)
    ranks += np.random.default_rng(0).random(ranks.shape) / 2  # a search among ties takes long
    found: list[NDArray[np.intp]] = []
    for fold in _folds(shape[1]):
        others = np.delete(ranks, fold, axis=0).reshape(-1, shape[0])
        most = min(_NEAREST[-1], len(others))
        asked = ranks[fold].reshape(-1, shape[0])
        _, near = KDTree(others).query(asked, k=most, eps=_SLACK, workers=-1)
        found.append(np.asarray(near))
    return found


def _means(values: Numbers, weights: Numbers, near: NDArray[np.intp]) -> list[Numbers]:
    """Return the mean of each row over the nearest draws, for each number of them."""
    counted = weights.ravel()[near]
    summed = np.cumsum(counted * values.reshape(len(values), weights.size)[:, near], axis=-1)
    total = np.maximum(np.cumsum(counted, axis=-1), np.finfo(float).tiny)  # where none counts
    most = near.shape[-1]
    return [summed[..., k - 1] / total[:, k - 1] for k in _NEAREST if k <= most]
