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
    the best candidate answers at all, the constant first; `found` and `maybe` are the least
    probabilities of these bands.
    """

    words: float
    letters: float
    meaning: float
    sure: tuple[float, ...]
    found: float
    maybe: float


LEXICAL: Final = Weights(4.7, 7.9, 0.0, (-3.0, 4.0, 4.0, 0.0, 0.0), 0.5, 0.2)
SEMANTIC: Final = Weights(4.4, 6.7, 3.7, (-3.0, 4.0, 4.0, 0.0, 0.0), 0.5, 0.2)
