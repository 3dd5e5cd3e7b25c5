"""An index as bytes and back; the layout is written down in docs/dev/index-format.md."""

import sys
from array import array
from binascii import crc32
from collections.abc import Iterable
from struct import Struct
from typing import Final

from wizard.errors import DataError
from wizard.search.analysis import ANALYSIS_VERSION
from wizard.search.articles import HASH_BYTES
from wizard.search.index import FORMAT_VERSION, Index, Postings

_MAGIC: Final = b"QSRI"
_HEADER: Final = Struct(f"<4sHHI{HASH_BYTES}sH")
_LENGTH: Final = Struct("<I")
_REBUILD: Final = "Build the site again with this version of the program."


def dump(index: Index) -> bytes:
    """The index as bytes: the same index always gives the same bytes."""
    postings = index.postings
    sections = (
        _lines(index.ids),
        _lines(index.titles),
        _lines(index.urls),
        _lines("\t".join(questions) for questions in index.questions),
        _lines(index.terms),
        index.commonness,
        _numbers(postings.counts),
        _numbers(postings.sizes),
        postings.gaps,
        postings.strengths,
        _lines(index.stop_terms),
        _lines(index.known),
        index.known_commonness,
    )
    return pack(_MAGIC, FORMAT_VERSION, index.articles_hash, sections)


def load(data: bytes, where: str = "search index") -> Index:
    """The index that `dump` wrote; `DataError` when the bytes are not one, whole and current."""
    articles_hash, parts = unpack(_MAGIC, FORMAT_VERSION, data, where, 13)
    questions = _text(parts[3])
    return Index(
        articles_hash=articles_hash,
        ids=_text(parts[0]),
        titles=_text(parts[1]),
        urls=_text(parts[2]),
        questions=tuple(tuple(line.split("\t")) if line else () for line in questions),
        terms=_text(parts[4]),
        commonness=parts[5],
        postings=Postings(_array(parts[6]), _array(parts[7]), parts[8], parts[9]),
        stop_terms=_text(parts[10]),
        known=_text(parts[11]),
        known_commonness=parts[12],
    )


def pack(magic: bytes, version: int, articles_hash: bytes, sections: Iterable[bytes]) -> bytes:
    """A file of ours: header, then each section after its length."""
    parts = list(sections)
    body = b"".join(_LENGTH.pack(len(part)) + part for part in parts)
    return (
        _HEADER.pack(magic, version, ANALYSIS_VERSION, crc32(body), articles_hash, len(parts))
        + body
    )


def unpack(
    magic: bytes, version: int, data: bytes, where: str, expected: int
) -> tuple[bytes, list[bytes]]:
    """The articles' hash and the `expected` sections of a file that `pack` wrote.

    Raises `DataError` naming what is wrong: a foreign file, another version, damage.
    """
    if data[: len(magic)] != magic:
        raise DataError(where, data[: len(magic)], f"a file that starts with {magic!r}", _REBUILD)
    if len(data) < _HEADER.size:
        raise _damaged(where, f"{len(data)} bytes", f"at least {_HEADER.size} bytes")
    _, found_version, analysis, checksum, articles_hash, count = _HEADER.unpack_from(data)
    if found_version != version:
        raise DataError(where, found_version, f"format version {version}", _REBUILD)
    if analysis != ANALYSIS_VERSION:
        raise DataError(where, analysis, f"analysis version {ANALYSIS_VERSION}", _REBUILD)
    body = data[_HEADER.size :]
    if crc32(body) != checksum:
        raise _damaged(where, f"checksum {crc32(body):08x}", f"checksum {checksum:08x}")
    if count != expected:
        raise _damaged(where, f"{count} sections", f"{expected} sections")
    return articles_hash, _sections(body, count)


def _damaged(where: str, found: str, allowed: str) -> DataError:
    return DataError(where, found, allowed, "The file is damaged or cut short: load it again.")


def _sections(body: bytes, count: int) -> list[bytes]:
    parts = []
    place = 0
    for _ in range(count):
        (length,) = _LENGTH.unpack_from(body, place)
        place += _LENGTH.size
        parts.append(body[place : place + length])
        place += length
    return parts


def _lines(texts: Iterable[str]) -> bytes:
    """Texts without line breaks, each ended by one."""
    return "".join(f"{text}\n" for text in texts).encode("utf-8", "surrogatepass")


def _text(data: bytes) -> tuple[str, ...]:
    return tuple(data.decode("utf-8", "surrogatepass").split("\n")[:-1])


def _numbers(values: array[int]) -> bytes:
    """Little-endian 32-bit numbers."""
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values.tobytes()


def _array(data: bytes) -> array[int]:
    values = array("I")
    values.frombytes(data)
    if sys.byteorder == "big":
        values.byteswap()
    return values
