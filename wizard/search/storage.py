"""An index as bytes and back; the layout is written down in docs/dev/index-format.md."""

from array import array
from binascii import crc32
from collections.abc import Iterable, Sequence
from struct import Struct
from typing import Final

from wizard.errors import DataError
from wizard.search.analysis import ANALYSIS_VERSION
from wizard.search.articles import HASH_BYTES
from wizard.search.index import FORMAT_VERSION, Index, Postings, little_endian

_MAGIC: Final = b"QSRI"
_HEADER: Final = Struct(f"<4sHHI{HASH_BYTES}sH")
_LENGTH: Final = Struct("<I")
_REBUILD: Final = "Build the site again with this version of the program."


def dump(index: Index) -> bytes:
    """The index as bytes: the same index always gives the same bytes."""
    postings = index.postings
    sections = (
        write_lines(index.ids),
        write_lines(index.titles),
        write_lines(index.urls),
        write_questions(index.questions),
        write_lines(index.terms),
        index.commonness,
        *write_sizes(postings),
        postings.gaps,
        postings.strengths,
        write_lines(index.stop_terms),
        write_lines(index.stop_words),
        write_lines(index.known),
        index.known_commonness,
    )
    return pack(_MAGIC, FORMAT_VERSION, index.articles_hash, sections)


def load(data: bytes, where: str = "search index") -> Index:
    """The index that `dump` wrote; `DataError` when the bytes are not one, whole and current."""
    articles_hash, parts = unpack(_MAGIC, FORMAT_VERSION, data, where, 16)
    return Index(
        articles_hash=articles_hash,
        ids=read_lines(parts[0]),
        titles=read_lines(parts[1]),
        urls=read_lines(parts[2]),
        questions=tuple(map(read_questions, read_lines(parts[3]))),
        terms=read_lines(parts[4]),
        commonness=parts[5],
        postings=read_postings(parts[6:10], parts[10], parts[11]),
        stop_terms=read_lines(parts[12]),
        stop_words=read_lines(parts[13]),
        known=read_lines(parts[14]),
        known_commonness=parts[15],
    )


def write_sizes(postings: Postings) -> tuple[bytes, bytes, bytes, bytes]:
    """What says where each term's postings lie, and how many articles hold it."""
    return (
        write_array(postings.sizes),
        postings.widths,
        write_array(postings.cut),
        write_array(postings.cut_counts),
    )


def read_postings(sizes: Sequence[bytes], gaps: bytes, strengths: bytes) -> Postings:
    """The postings whose sizes `write_sizes` wrote."""
    lengths, widths, cut, cut_counts = sizes
    return Postings(
        read_array(lengths), widths, gaps, strengths, read_array(cut), read_array(cut_counts)
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


def write_lines(texts: Iterable[str]) -> bytes:
    """Texts without line breaks, each ended by one, as UTF-8."""
    return "".join(f"{text}\n" for text in texts).encode("utf-8", "surrogatepass")


def read_lines(data: bytes) -> tuple[str, ...]:
    """The texts that `write_lines` wrote."""
    return tuple(data.decode("utf-8", "surrogatepass").split("\n")[:-1])


def write_questions(questions: Iterable[Sequence[str]]) -> bytes:
    """The phrasings of each article on a line."""
    return write_lines("\t".join(asked) for asked in questions)


def read_questions(line: str) -> tuple[str, ...]:
    """The phrasings on one line that `write_questions` wrote."""
    return tuple(line.split("\t")) if line else ()


def write_numbers(numbers: Iterable[int]) -> bytes:
    """Whole numbers below 2^32, little-endian."""
    return write_array(array("I", numbers))


def write_array[N: (int, float)](values: array[N]) -> bytes:
    """Little-endian 32-bit numbers, whole (`array("I")`) or floating-point (`array("f")`)."""
    return little_endian(values).tobytes()


def read_array(data: bytes) -> array[int]:
    """The whole numbers that `write_array` wrote."""
    values = array("I")
    values.frombytes(data)
    return little_endian(values)


def read_floats(data: bytes) -> array[float]:
    """The floating-point numbers that `write_array` wrote."""
    values = array("f")
    values.frombytes(data)
    return little_endian(values)
