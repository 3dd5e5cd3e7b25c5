"""Learn the numbers of wizard/search/weights.py, and say how they do on articles not seen.

    python train_ranking.py ARTICLES QUERIES STRESSED UNANSWERABLE

All four are JSON lines as `quartech-support evaluate` reads them; STRESSED has a `variant` too.
Needs numpy and scipy. Folds are by article: a query is judged by weights that saw no query of its
article. What it prints last is the new content of the two constants.
"""

import argparse
import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from scipy.optimize import minimize

from wizard.search import Article, Engine, build_index, read_background
from wizard.search.query import read_query
from wizard.search.ranking import Likeness, word_weights
from wizard.search.scoring import score
from wizard.search.semantic_pack import build_semantics, read_pack

DATA = Path(__file__).parents[2] / "wizard" / "data" / "search"
FOLDS = 5
PARTITIONS = 6
"""How often the articles are dealt into folds: one deal alone moves a recall by half a point."""
LIKENESSES = 5
"""How many likenesses are weighed."""
SIGNS = 8
"""How many signs `Ranker.signs` gives."""
RANK_PENALTY = 1e-3
SURE_PENALTY = 1e-3
TRAINED_ON = ("clean", "typo2", "noisy", "forms", "typo2_plain_forms")
FOUND_SHARE = 0.9
"""The share of answerable queries that stay found."""
MAYBE_SHARE = 0.985
type Numbers = np.ndarray


@dataclass
class Example:
    """A query's candidates: their likenesses, the signs of each, and which are right."""

    variant: str
    article: str
    features: Numbers
    signs: Numbers
    right: Numbers
    answerable: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("articles", "queries", "stressed", "unanswerable"):
        parser.add_argument(name, type=Path)
    arguments = parser.parse_args()
    articles = [
        Article(row["id"], row["title"], row["body"], tuple(row["questions"]))
        for row in rows(arguments.articles)
    ]
    queries = [
        *({"variant": "clean"} | row for row in rows(arguments.queries)),
        *rows(arguments.stressed),
        *({"variant": "unanswerable"} | row for row in rows(arguments.unanswerable)),
    ]
    background = read_background(DATA)
    index = build_index(articles, background)
    semantics = build_semantics(articles, read_pack(DATA), background)
    for name, engine in (("LEXICAL", Engine(index)), ("SEMANTIC", Engine(index, None, semantics))):
        examples = [example(engine, query) for query in queries]
        report(name, examples, cross_validated(examples))
        print(f"{name}: Final = {learned(examples)}\n", flush=True)


def rows(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def example(engine: Engine, query: dict) -> Example:
    read = read_query(query["query"], engine._vocabulary)
    scores = score(read.words, engine._vocabulary, engine._lists).total
    found = engine._ranker.likenesses(read, scores)
    best = max((item.words for item in found), default=0.0) or 1.0
    relevant = query["relevant"]
    ids = [engine.index.ids[item.article] for item in found]
    weights = word_weights(read.words)
    return Example(
        query["variant"],
        (relevant or [query["id"]])[0],
        np.array([likenesses(item, best) for item in found]).reshape(-1, LIKENESSES),
        np.array([engine._ranker.signs(weights, item) for item in found]).reshape(-1, SIGNS),
        np.array([name in relevant for name in ids], float),
        bool(relevant),
    )


def likenesses(item: Likeness, best: float) -> tuple[float, ...]:
    """What `Weights` weighs, in its order."""
    return item.words / best, item.letters, item.meaning, item.sentence, item.sentence**2


def rank_weights(examples: Iterable[Example]) -> Numbers:
    """Weights of the likenesses that make the right articles likeliest (listwise softmax)."""
    usable = [e for e in examples if e.right.any() and e.variant in TRAINED_ON]
    features = np.concatenate([e.features for e in usable])
    wanted = np.concatenate([e.right / e.right.sum() for e in usable])
    sizes = np.array([len(e.right) for e in usable])
    starts = np.r_[0, np.cumsum(sizes)[:-1]]

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        values = features @ weights
        values = values - np.repeat(np.maximum.reduceat(values, starts), sizes)
        powers = np.exp(values)
        sums = np.add.reduceat(powers, starts)
        gradient = features.T @ (powers / np.repeat(sums, sizes) - wanted) / len(sizes)
        entropy = -(wanted * (values - np.repeat(np.log(sums), sizes))).sum() / len(sizes)
        return entropy + RANK_PENALTY * weights @ weights, gradient + 2 * RANK_PENALTY * weights

    return minimized(loss, features.shape[1])


def sure_weights(examples: Sequence[Example], weights: Numbers) -> Numbers:
    """Weights of the logistic over the best candidate's signs, both classes alike in sum."""
    usable = [e for e in examples if e.variant in ("clean", "unanswerable")]
    signs = np.array([best_signs(e, weights) for e in usable])
    answerable = np.array([e.answerable for e in usable])
    share = np.where(answerable, 0.5 / answerable.sum(), 0.5 / (~answerable).sum())
    held = np.r_[0, np.ones(signs.shape[1] - 1)]

    def loss(sure: Numbers) -> tuple[float, Numbers]:
        signed = np.where(answerable, 1, -1) * (signs @ sure)
        slope = -np.where(answerable, 1, -1) * share / (1 + np.exp(signed))
        value = (share * np.logaddexp(0, -signed)).sum() + SURE_PENALTY * (held * sure) @ sure
        return value, signs.T @ slope + 2 * SURE_PENALTY * held * sure

    return minimized(loss, signs.shape[1])


def minimized(loss: Callable[[Numbers], tuple[float, Numbers]], size: int) -> Numbers:
    return minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B").x


def best_signs(example: Example, weights: Numbers) -> Numbers:
    if not len(example.features):
        return np.r_[1.0, np.zeros(SIGNS - 1)]
    return example.signs[order(example, weights)[0]]


def order(example: Example, weights: Numbers) -> Numbers:
    return np.argsort(-(example.features @ weights), kind="stable")


@dataclass
class Judged:
    """A query's place of the right article (None where there is none) and its logit."""

    example: Example
    place: int | None
    logit: float


def cross_validated(examples: Sequence[Example]) -> list[Judged]:
    """Every example as often as there are partitions."""
    judged = []
    for partition in range(PARTITIONS):
        folds = [crc32(f"{partition}{e.article}".encode()) % FOLDS for e in examples]
        for fold in range(FOLDS):
            seen = [e for e, other in zip(examples, folds, strict=True) if other != fold]
            weights = rank_weights(seen)
            sure = sure_weights(seen, weights)
            unseen = (e for e, own in zip(examples, folds, strict=True) if own == fold)
            judged += [judge(e, weights, sure) for e in unseen]
    return judged


def judge(example: Example, weights: Numbers, sure: Numbers) -> Judged:
    right = example.right[order(example, weights)]
    places = np.flatnonzero(right)
    place = int(places[0]) if len(places) else None
    return Judged(example, place, float(best_signs(example, weights) @ sure))


def report(name: str, examples: Sequence[Example], judged: Sequence[Judged]) -> None:
    print(f"{name}, in cross-validation: recall@1 @3 @5, MRR@10")
    variants = list(dict.fromkeys(e.variant for e in examples if e.answerable))
    thirds = []
    for variant in variants:
        places = [j.place for j in judged if j.example.variant == variant]
        recall = [100 * np.mean([p is not None and p < k for p in places]) for k in (1, 3, 5)]
        mrr = 100 * np.mean([1 / (p + 1) if p is not None and p < 10 else 0 for p in places])
        thirds.append(recall[1])
        print(f"  {variant:<20}{recall[0]:6.1f}{recall[1]:6.1f}{recall[2]:6.1f}{mrr:7.1f}")
    print(f"  mean recall@3 of the variants {np.mean(thirds[1:]):.1f}")
    good = np.array([j.logit for j in judged if j.example.variant == "clean"])
    bad = np.array([j.logit for j in judged if not j.example.answerable])
    wins = (good[:, None] > bad).mean() + (good[:, None] == bad).mean() / 2
    threshold = np.quantile(good, 1 - FOUND_SHARE, method="lower")
    print(f"  AUROC {wins:.4f}, wrong found {100 * (bad >= threshold).mean():.1f}%")


def learned(examples: Sequence[Example]) -> str:
    weights = rank_weights(examples).round(3)
    sure = sure_weights(examples, weights).round(3)
    good = [best_signs(e, weights) @ sure for e in examples if e.variant == "clean"]
    found, maybe = (least_of(share, good) for share in (FOUND_SHARE, MAYBE_SHARE))
    numbers = ", ".join(f"{value:.3f}" for value in weights)
    signs = ", ".join(f"{value:.3f}" for value in sure)
    return f"Weights({numbers}, ({signs}), {found:.4f}, {maybe:.4f})"


def least_of(share: float, logits: Sequence[float]) -> float:
    """The greatest probability of four digits that at least this share reaches."""
    logit = np.quantile(logits, 1 - share, method="lower")
    return math.floor(10_000 * logistic(logit)) / 10_000


def logistic(value: float) -> float:
    return float(1 / (1 + np.exp(-value)))


if __name__ == "__main__":
    main()
