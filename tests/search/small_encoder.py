"""A small encoder made by hand: three stems, vectors of two numbers."""

from array import array

from wizard.search.encoder import CODES, EncoderWeights, Layer, WordVectors
from wizard.search.semantics import Semantics

# Two subspaces of one number: codebook entry n of either is n - 128.
CODEBOOKS = bytes((n - 128) & 255 for n in range(CODES)) * 2
WORDS = WordVectors(
    2, CODEBOOKS, ("бумаг", "принтер", "парол"), bytes([228, 128, 228, 128, 128, 228])
)

NOTHING = Layer(bytes(4), array("f", [0.0, 0.0]), array("f", [0.0, 0.0]))
SILENT = Layer(bytes(2), array("f", [0.0, 0.0]), array("f", [0.0, 0.0]))
# No attention; one hidden neuron that hears the first number and adds to the second.
WEIGHTS = EncoderWeights(
    WORDS,
    NOTHING,
    Layer(bytes([64, 0]), array("f", [1 / 64]), array("f", [-0.5])),
    Layer(bytes([0, 2]), array("f", [1.0, 1.0]), array("f", [0.0, 0.0])),
)


def semantics_of(vectors: list[tuple[int, int]], articles_hash: bytes = b"h" * 16) -> Semantics:
    numbers = bytes(value & 255 for vector in vectors for value in vector)
    return Semantics(articles_hash, WEIGHTS, numbers)
