"""Learned numbers of the ranking, made by benchmarks/search/train_ranking.py.

Trained on 437 labelled help-desk queries in 12 variants each and 400 everyday sentences without an
answer, in cross-validation grouped by article; docs/dev/search-quality.md has the results. Do not
edit by hand: train again.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of one way of ranking: with the semantic pack or without it.

    A candidate's value is the weighted sum of its word score (as a share of the best), its letters'
    likeness, its likeness of meaning, that of the query's nearest sentence and the square of that.
    `sure` are the weights of the logistic that says whether an article answers at all: the
    constant; the word score over the query's weight; the logarithm of the word score; letters;
    meaning, of the whole and of the nearest sentence; the share of the query's weight that any
    article holds; the logarithm of the number of words. `found` and `maybe` are the least
    probabilities of the bands.
    """

    words: float
    letters: float
    meaning: float
    sentence: float
    near_sentence: float
    sure: tuple[float, ...]
    found: float
    maybe: float


LEXICAL: Final = Weights(
    5.147, 5.827, 0.000, 0.000, 0.000,
    (-10.289, 2.273, 3.636, 3.907, 0.000, 0.000, 2.222, 2.026), 0.6279, 0.1499,
)  # fmt: skip
SEMANTIC: Final = Weights(
    4.343, 4.011, 1.899, 2.912, 3.111,
    (-9.875, 1.827, 3.149, 2.918, 2.622, 2.552, 1.718, 1.451), 0.6887, 0.2209,
)  # fmt: skip
