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
    likeness and its likeness of meaning. `sure` are the weights of the logistic that says whether
    an article answers at all: the constant; the word score over the query's weight; the logarithm
    of the word score; letters; meaning; the share of the query's weight that any article holds; the
    logarithm of the number of words. `found` and `maybe` are the least probabilities of the bands.
    """

    words: float
    letters: float
    meaning: float
    sure: tuple[float, ...]
    found: float
    maybe: float


LEXICAL: Final = Weights(
    4.944, 6.178, 0.000, (-10.076, 2.108, 3.747, 3.918, 0.000, 2.288, 1.987), 0.6123, 0.1897
)
SEMANTIC: Final = Weights(
    4.392, 5.147, 4.192, (-10.365, 2.048, 3.585, 3.121, 2.736, 2.090, 1.740), 0.6394, 0.2215
)
