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
    likeness, its likeness of meaning and that of the query's nearest sentence. `sure` are the
    weights of the logistic that says whether an article answers at all: the constant; the word
    score over the query's weight; the logarithm of the word score; letters; meaning, of the whole
    and of the nearest sentence; the share of the query's weight that any article holds; the
    logarithm of the number of words. `found` and `maybe` are the least probabilities of the bands.
    """

    words: float
    letters: float
    meaning: float
    sentence: float
    sure: tuple[float, ...]
    found: float
    maybe: float


LEXICAL: Final = Weights(
    4.932, 6.074, 0.000, 0.000,
    (-10.157, 2.215, 3.710, 3.842, 0.000, 0.000, 2.191, 2.026), 0.6328, 0.1850,
)  # fmt: skip
SEMANTIC: Final = Weights(
    4.081, 4.430, 2.502, 4.327,
    (-9.896, 1.949, 3.136, 2.889, 2.584, 2.511, 1.602, 1.503), 0.6889, 0.2355,
)  # fmt: skip
