"""Laws of the search's files."""

from hypothesis import given
from hypothesis import strategies as st

from wizard.errors import DataError
from wizard.search import (
    Article,
    Background,
    Section,
    build_index,
    build_texts,
    dump,
    dump_texts,
    load,
    load_texts,
)
from wizard.search.index import read_gaps, write_gaps

TEXT = st.text(max_size=40)
SECTION = st.builds(Section, st.text("abc-", max_size=5), TEXT, TEXT)
ARTICLES = st.lists(
    st.builds(
        Article,
        id=st.text("abcdef", min_size=1, max_size=6),
        title=TEXT,
        body=TEXT,
        questions=st.lists(TEXT, max_size=2).map(tuple),
        url=st.text("abc/#", max_size=8),
        sections=st.lists(SECTION, max_size=2).map(tuple),
    ),
    max_size=6,
    unique_by=lambda article: article.id,
)
BACKGROUND = st.builds(
    Background,
    st.frozensets(st.text("абв", min_size=1, max_size=3), max_size=3),
    st.dictionaries(st.text("где", min_size=1, max_size=4), st.floats(0, 8), max_size=5),
)


@given(ARTICLES, BACKGROUND)
def test_an_index_comes_back_as_it_was(articles: list[Article], background: Background) -> None:
    index = build_index(articles, background)
    data = dump(index)
    assert load(data) == index
    assert dump(load(data)) == data


@given(ARTICLES)
def test_texts_come_back_as_they_were(articles: list[Article]) -> None:
    texts = build_texts(articles)
    loaded = load_texts(dump_texts(texts))
    assert loaded.articles_hash == texts.articles_hash
    assert tuple(loaded.sections) == texts.sections


@given(st.sets(st.integers(0, 2**31)).map(sorted))
def test_gaps_come_back_as_numbers(numbers: list[int]) -> None:
    width, written = write_gaps(numbers)
    assert len(written) == width * len(numbers)
    assert read_gaps(written, width) == numbers


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_with_a_reason(data: bytes) -> None:
    try:
        load(b"QSRI" + data)
    except DataError:
        return
    raise AssertionError("random bytes were taken for an index")
