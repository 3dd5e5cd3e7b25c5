"""The file of the site's search that Python starts with.

A usual site has everything in it: the index, the texts of excerpts, the likeness of meaning. A very
large one has the core of a split index there and fetches the rest as it is asked for.
"""

from wizard.search import (
    Engine,
    Index,
    Semantics,
    ShardedLists,
    Texts,
    dump,
    dump_semantics,
    dump_texts,
    load,
    load_semantics,
    load_texts,
)
from wizard.search.split import SHARDS_MAGIC
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
    """The engine over a packed search file or over the core of a split index.

    `DataError` when the file is cut, foreign or damaged.
    """
    if data.startswith(SHARDS_MAGIC):
        lists = ShardedLists(data, where)
        return Engine(lists.index, lists.texts, lists=lists)
    _, (index, texts, semantics) = unpack(MAGIC, VERSION, data, where, PARTS)
    return Engine(load(index), load_texts(texts), load_semantics(semantics))
