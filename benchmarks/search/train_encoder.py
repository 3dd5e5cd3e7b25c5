"""Train the sentence encoder of the semantic pack on what make_pack.py prepared; run once, by hand.

    python train_encoder.py CACHE

Needs PyTorch and numpy, and nothing of the project. The encoder learns to give any two sentences
the likeness that the teacher gives them: a divergence between the two rankings of a batch, and the
square of their difference. Its word vectors are then quantized, and its layers tuned to what that
changed. docs/dev/search-quality.md tells what was tried.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

HIDDEN = 192
SUBSPACES = 20
TURNS = 30
"""How often the quantization is improved."""
CODES = 256
BATCH = 1024
EPOCHS = 14
TUNING_EPOCHS = 5
RATE = 0.002
WARMTH = 0.05
"""Temperature of the rankings: how much the nearest neighbours count."""
DROPPED = 0.15
"""Share of words left out of a sentence at each step."""
SQUARES = 20.0
LONGEST = 40
HELD_OUT = 3_000


class Texts:
    """Sentences as numbers of stems laid end to end; 0 stands for no stem."""

    def __init__(self, rows: list[list[int]]) -> None:
        self.flat = torch.tensor([number for row in rows for number in row])
        self.sizes = torch.tensor([len(row) for row in rows])
        self.starts = self.sizes.cumsum(0) - self.sizes

    def batch(self, chosen: Tensor) -> tuple[Tensor, Tensor]:
        """The stems of the chosen sentences, and where each sentence starts."""
        sizes = self.sizes[chosen]
        offsets = sizes.cumsum(0) - sizes
        within = torch.arange(int(sizes.sum())) - offsets.repeat_interleave(sizes)
        return self.flat[within + self.starts[chosen].repeat_interleave(sizes)], offsets


class Encoder(nn.Module):
    """See wizard/search/encoder.py, which this must equal."""

    def __init__(self, words: Tensor) -> None:
        super().__init__()
        size = words.shape[1]
        self.words = nn.Parameter(words)
        self.attention = nn.Linear(size, size, bias=False)
        self.inner = nn.Linear(size, HIDDEN)
        self.outer = nn.Linear(HIDDEN, size)
        nn.init.zeros_(self.attention.weight)
        nn.init.zeros_(self.outer.weight)
        nn.init.zeros_(self.outer.bias)

    def forward(self, stems: Tensor, offsets: Tensor) -> Tensor:
        kept = torch.ones(len(stems))
        if self.training:
            kept = (torch.rand(len(stems)) > DROPPED).float()
        text = functional.normalize(self.total(stems, offsets, kept), dim=1)
        owners = torch.bucketize(torch.arange(len(stems)), offsets, right=True) - 1
        fit = (self.vectors(stems) * self.attention(text)[owners]).sum(1)
        gated = kept * 2 * torch.sigmoid(fit)
        direction = functional.normalize(self.total(stems, offsets, gated), dim=1)
        # The root keeps what enters a neuron near 1; write() of make_pack.py folds it in.
        hidden = functional.relu(self.inner(direction * direction.shape[1] ** 0.5))
        return functional.normalize(direction + self.outer(hidden), dim=1)

    def vectors(self, stems: Tensor) -> Tensor:
        """The words' vectors, one a row."""
        return self.words[stems]

    def total(self, stems: Tensor, offsets: Tensor, kept: Tensor) -> Tensor:
        """The weighted sums of the words' vectors."""
        return functional.embedding_bag(
            stems, self.words, offsets, mode="sum", per_sample_weights=kept
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cache", type=Path)
    cache = parser.parse_args().cache
    torch.manual_seed(3)
    prepared = np.load(cache / "prepared.npz")
    stems, sentences = prepared["stems"], (cache / "terms.txt").read_text("utf-8").split("\n")
    numbers = {stem: number for number, stem in enumerate(stems, 1)}
    rows = [[numbers[t] for t in line.split() if t in numbers][:LONGEST] for line in sentences]
    used = [place for place, row in enumerate(rows) if row]
    texts = Texts([rows[place] for place in used])
    teacher = functional.normalize(
        torch.tensor(prepared["teacher"][used], dtype=torch.float32), dim=1
    )
    start = torch.tensor(prepared["words"])
    encoder = Encoder(torch.cat([torch.zeros(1, start.shape[1]), start]))
    train(encoder, list(encoder.parameters()), texts, teacher, epochs=EPOCHS, rate=RATE)
    compressed = Compressed(encoder, prepared["counts"])
    train(
        compressed,
        list(compressed.parameters()),
        texts,
        teacher,
        epochs=TUNING_EPOCHS,
        rate=RATE / 4,
    )
    codebooks = compressed.codebooks.detach().numpy()
    # One scale for all keeps the directions of sums; the attention alone hears the lengths.
    scale = 127 / np.abs(codebooks).max()
    rounded = np.round(codebooks * scale).astype(np.int8)
    layers = {name: value.detach().numpy() for name, value in compressed.layers.items()}
    layers["attention.weight"] /= scale
    codes = compressed.codes[1:].numpy().astype(np.uint8)
    np.savez(cache / "trained.npz", codebooks=rounded, codes=codes, **layers)


class Compressed(Encoder):
    """The same encoder over word vectors by product quantization, turned so that they fit it."""

    def __init__(self, encoder: Encoder, counts: np.ndarray) -> None:
        words = encoder.words.detach()[1:].numpy()
        turn, codebooks, codes = quantize(words, (counts + 1.0) ** 0.5)
        super().__init__(torch.zeros(1, words.shape[1]))
        rotation = torch.tensor(turn).float()
        with torch.no_grad():
            self.attention.weight.copy_(rotation.T @ encoder.attention.weight @ rotation)
            self.inner.weight.copy_(encoder.inner.weight @ rotation)
            self.inner.bias.copy_(encoder.inner.bias)
            self.outer.weight.copy_(rotation.T @ encoder.outer.weight)
            self.outer.bias.copy_(rotation.T @ encoder.outer.bias)
        self.codes = torch.tensor(np.concatenate([np.zeros((1, SUBSPACES)), codes])).long()
        self.codebooks = nn.Parameter(torch.tensor(codebooks).float())
        del self.words

    @property
    def layers(self) -> dict[str, nn.Parameter]:
        """The parameters of the layers by name."""
        return {name: value for name, value in self.named_parameters() if name != "codebooks"}

    def vectors(self, stems: Tensor) -> Tensor:
        """The words' vectors, put together from their pieces."""
        chosen = self.codes[stems]
        pieces = [book[chosen[:, n]] for n, book in enumerate(self.codebooks)]
        return torch.cat(pieces, dim=1)

    def total(self, stems: Tensor, offsets: Tensor, kept: Tensor) -> Tensor:
        """The weighted sums of the words' vectors."""
        owners = torch.bucketize(torch.arange(len(stems)), offsets, right=True) - 1
        weighted = self.vectors(stems) * kept[:, None]
        return torch.zeros(len(offsets), weighted.shape[1]).index_add(0, owners, weighted)


def train(
    encoder: Encoder,
    learned: list[nn.Parameter],
    texts: Texts,
    teacher: Tensor,
    *,
    epochs: int,
    rate: float,
) -> None:
    """Change the learned parameters; prints how the held-out sentences fare after each epoch."""
    shuffled = torch.randperm(len(teacher), generator=torch.Generator().manual_seed(3))
    held_out, rest = shuffled[:HELD_OUT], shuffled[HELD_OUT:]
    optimizer = torch.optim.Adam(learned, lr=rate)
    steps = len(rest) // BATCH
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=epochs * steps)
    for epoch in range(epochs):
        encoder.train()
        order = rest[torch.randperm(len(rest))]
        for step in range(steps):
            chosen = order[step * BATCH : (step + 1) * BATCH]
            loss = difference(encoder(*texts.batch(chosen)), teacher[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        encoder.eval()
        with torch.no_grad():
            vectors = encoder(*texts.batch(held_out))
        print(epoch, agreement(vectors, teacher[held_out]), flush=True)


def difference(vectors: Tensor, teacher: Tensor) -> Tensor:
    """How far the likenesses within a batch are from the teacher's."""
    ours, theirs = vectors @ vectors.T, teacher @ teacher.T
    itself = torch.eye(len(vectors), dtype=torch.bool)
    rankings = [(each / WARMTH).masked_fill(itself, -1e4) for each in (ours, theirs)]
    divergence = functional.kl_div(
        functional.log_softmax(rankings[0], 1),
        functional.softmax(rankings[1], 1),
        reduction="batchmean",
    )
    return divergence + SQUARES * (ours - theirs).square().mean()


def agreement(vectors: Tensor, teacher: Tensor) -> str:
    """How often the teacher's nearest sentence is among our ten nearest; the correlation."""
    ours, theirs = vectors @ vectors.T, teacher @ teacher.T
    correlation = np.corrcoef(ours.flatten(), theirs.flatten())[0, 1]
    ours.fill_diagonal_(-9)
    nearest = theirs.fill_diagonal_(-9).argmax(1)
    nearer = (ours > ours.gather(1, nearest[:, None])).sum(1)
    return f"{(nearer < 10).float().mean():.3f} {correlation:.3f}"


def quantize(words: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A rotation of the words, codebooks and codes of an optimized product quantization.

    Ge, He, Ke and Sun 2013: the codebooks and the rotation are improved in turn.
    """
    chance = np.random.default_rng(3)
    turn, _ = np.linalg.qr(chance.standard_normal((words.shape[1], words.shape[1])))
    starts = chance.choice(len(words), CODES, replace=False, p=weights / weights.sum())
    books = np.stack(np.split((words @ turn)[starts], SUBSPACES, axis=1))
    for _ in range(TURNS):
        pieces = np.split(words @ turn, SUBSPACES, axis=1)
        codes = [nearest(piece, book) for piece, book in zip(pieces, books, strict=True)]
        books = np.stack([means(*each, weights) for each in zip(pieces, codes, books, strict=True)])
        rebuilt = np.concatenate([book[c] for book, c in zip(books, codes, strict=True)], axis=1)
        left, _, right = np.linalg.svd(words.T @ (rebuilt * weights[:, None]))
        turn = left @ right
    pieces = np.split(words @ turn, SUBSPACES, axis=1)
    codes = [nearest(piece, book) for piece, book in zip(pieces, books, strict=True)]
    return turn, books, np.stack(codes, axis=1)


def means(
    points: np.ndarray, codes: np.ndarray, before: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """The weighted mean of each code's points; the entry as it was where it has none."""
    sums = np.zeros_like(before)
    np.add.at(sums, codes, points * weights[:, None])
    shares = np.bincount(codes, weights, minlength=CODES)[:, None]
    return np.where(shares > 0, sums / np.maximum(shares, 1e-9), before)


def nearest(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    return ((centres**2).sum(1) - 2 * points @ centres.T).argmin(1)


if __name__ == "__main__":
    main()
