"""Files of the search: damaged, foreign and outdated ones are told apart."""

import pytest

from tests.search.corpus import ARTICLES, BACKGROUND
from wizard.errors import DataError
from wizard.search import build_index, build_texts, dump, dump_texts, load, load_texts

DATA = dump(build_index(ARTICLES, BACKGROUND))


def message(data: bytes) -> str:
    with pytest.raises(DataError) as error:
        load(data)
    return str(error.value)


def test_the_same_articles_give_the_same_bytes() -> None:
    assert dump(build_index(ARTICLES, BACKGROUND)) == DATA


def test_a_foreign_file_is_refused() -> None:
    assert message(b"PK\x03\x04 something else") == (
        "search index: expected a file that starts with b'QSRI', got b'PK\\x03\\x04'. "
        "Build the site again with this version of the program."
    )


def test_texts_are_not_an_index() -> None:
    assert message(dump_texts(build_texts(ARTICLES))).startswith(
        "search index: expected a file that starts with b'QSRI', got b'QSRT'."
    )


def test_another_format_version_is_refused() -> None:
    assert message(DATA[:4] + b"\xff\x00" + DATA[6:]) == (
        "search index: expected format version 3, got 255. "
        "Build the site again with this version of the program."
    )


def test_another_analysis_version_is_refused() -> None:
    assert message(DATA[:6] + b"\xff\x00" + DATA[8:]) == (
        "search index: expected analysis version 1, got 255. "
        "Build the site again with this version of the program."
    )


def test_a_header_cut_short_is_refused() -> None:
    assert message(DATA[:10]) == (
        "search index: expected at least 30 bytes, got '10 bytes'. "
        "The file is damaged or cut short: load it again."
    )


@pytest.mark.parametrize("length", [30, 31, len(DATA) // 2, len(DATA) - 1])
def test_a_truncated_file_is_refused(length: int) -> None:
    assert message(DATA[:length]).endswith("The file is damaged or cut short: load it again.")


def test_a_flipped_bit_is_noticed_wherever_it_is() -> None:
    for place in range(30, len(DATA), 97):
        damaged = bytearray(DATA)
        damaged[place] ^= 4
        assert message(bytes(damaged)).startswith("search index: expected checksum")


def test_texts_come_back() -> None:
    texts = build_texts(ARTICLES)
    loaded = load_texts(dump_texts(texts))
    assert loaded.articles_hash == texts.articles_hash
    assert tuple(loaded.sections) == texts.sections


def test_no_texts_come_back_as_none() -> None:
    texts = build_texts(())
    loaded = load_texts(dump_texts(texts))
    assert loaded.articles_hash == texts.articles_hash
    assert tuple(loaded.sections) == texts.sections
