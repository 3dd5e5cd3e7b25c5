"""The one file of the site's search: the index, the texts of excerpts, the likeness of meaning."""

from wizard.search import (
    Engine,
    Index,
    Semantics,
    Texts,
    dump,
    dump_semantics,
    dump_texts,
    load,
    load_semantics,
    load_texts,
)
from wizard.search.storage import pack, unpack

MAGIC = b"QSSF"
VERSION = 1
"""Goes up when the order or the number of the parts changes; each part has a version of its own."""
PARTS = 3


def pack_search(index: Index, texts: Texts, semantics: Semantics) -> bytes:
    """The parts of one build in one file."""
    parts = (dump(index), dump_texts(texts), dump_semantics(semantics))
    return pack(MAGIC, VERSION, index.articles_hash, parts)


def open_search(data: bytes, where: str = "search file") -> Engine:
    """The engine over a packed search file; `DataError` when it is cut, foreign or damaged."""
    _, (index, texts, semantics) = unpack(MAGIC, VERSION, data, where, PARTS)
    return Engine(load(index), load_texts(texts), load_semantics(semantics))
