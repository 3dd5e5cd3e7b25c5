"""The one file of the site's search: the index, and the texts that excerpts are cut from."""

from wizard.errors import DataError
from wizard.search import Engine, Index, Texts, dump, dump_texts, load, load_texts

LENGTH_BYTES = 4


def pack_search(index: Index, texts: Texts) -> bytes:
    """The index and the texts of one build: length of the index (little endian), index, texts."""
    data = dump(index)
    return len(data).to_bytes(LENGTH_BYTES, "little") + data + dump_texts(texts)


def open_search(data: bytes) -> Engine:
    """The engine over a packed search file; `DataError` when it is cut, foreign or damaged."""
    length = int.from_bytes(data[:LENGTH_BYTES], "little")
    end = LENGTH_BYTES + length
    if len(data) < LENGTH_BYTES or end > len(data):
        raise DataError(
            "search file",
            f"{len(data)} bytes",
            f"at least {max(end, LENGTH_BYTES)} bytes",
            "Build the site anew.",
        )
    return Engine(load(data[LENGTH_BYTES:end]), load_texts(data[end:]))
