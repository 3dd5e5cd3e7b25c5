"""A split index answers as the whole one does, and asks only for what the query touches."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.search.corpus import ARTICLES, BACKGROUND
from wizard.errors import DataError, UsageError
from wizard.search import (
    Article,
    Engine,
    MissingShards,
    SearchResult,
    ShardedLists,
    build_index,
    build_texts,
    split,
)
from wizard.search.split import CORE

WORDS = """
принтер печатать бумага очередь пароль сменить запись экран снимок ошибка сеть кабель звонок
цена приложение обновить версия файл папка открыть сохранить письмо отправить настройка
пользователь доступ android windows 1024 служба перезапустить отчёт сумма договор
""".split()  # noqa: SIM905 - forty quoted words cannot be read


def made_articles(count: int) -> list[Article]:
    chance = Random(7)
    return [
        Article(
            id=f"made-{number:04}",
            title=" ".join(chance.choices(WORDS, k=4)),
            body=" ".join(chance.choices(WORDS, k=30)) + f" слово{chance.randrange(300)}",
            questions=(" ".join(chance.choices(WORDS, k=3)),) if number % 3 else (),
            url=f"faq/{number}/",
        )
        for number in range(count)
    ]


def sorted_by_id(articles: list[Article]) -> list[Article]:
    return sorted(articles, key=lambda article: article.id)


CORPUS = sorted_by_id([*ARTICLES, *made_articles(2_500)])
INDEX, TEXTS = build_index(CORPUS, BACKGROUND), build_texts(CORPUS)
FILES = split(INDEX, TEXTS)
WHOLE = Engine(INDEX, TEXTS)
QUERIES = (
    "не печатает принтер",
    "прентер сохранит файл",
    "yt gtxfnftn ghbynth",
    "kak smenit parol",
    "ошибка сети при отправке письма",
    "как обновить приложение андроид",
    "1024",
    "ничего похожего здесь нет",
    "",
)


def opened() -> Engine:
    """An engine that has the core alone."""
    lists = ShardedLists(FILES[CORE])
    return Engine(lists.index, lists.texts, lists=lists)


def asked(engine: Engine, text: str) -> tuple[SearchResult, list[str]]:
    """The answer, and the names of the shards it took."""
    taken: list[str] = []
    while True:
        try:
            return engine.search(text, 5), taken
        except MissingShards as missing:
            engine.supply({name: FILES[name] for name in missing.names})
            taken += missing.names


@pytest.mark.parametrize("text", QUERIES)
def test_a_split_index_gives_the_results_of_the_whole(text: str) -> None:
    result, _ = asked(opened(), text)
    assert result == WHOLE.search(text, 5)


@given(
    st.lists(st.lists(st.sampled_from(WORDS[:12]), max_size=9).map(" ".join), min_size=1),
    st.lists(st.sampled_from([*WORDS[:12], "прентер"]), max_size=5).map(" ".join),
    st.integers(1, 12),
)
def test_split_and_whole_agree_however_long_the_lists(
    bodies: list[str], text: str, longest_list: int
) -> None:
    articles = [Article(f"{n:03}", body[:9], body) for n, body in enumerate(bodies)]
    index = build_index(articles, BACKGROUND, longest_list)
    texts = build_texts(articles)
    files = split(index, texts)
    lists = ShardedLists(files.pop(CORE))
    lists.supply(files)
    assert Engine(lists.index, lists.texts, lists=lists).search(text) == (
        Engine(index, texts).search(text)
    )


def test_the_lists_of_common_words_are_cut_here() -> None:
    assert INDEX.terms.index("принтер") in INDEX.postings.cut


def test_a_query_asks_at_most_three_times_for_a_part_of_the_shards() -> None:
    _, taken = asked(opened(), "1024 ошибка")
    assert 0 < len(taken) < len(FILES) / 2
    kinds = [name[0] for name in taken]
    assert kinds == sorted(kinds, key="tax".index)


def test_what_has_come_is_not_asked_for_again() -> None:
    engine = opened()
    asked(engine, "не печатает принтер")
    assert asked(engine, "не печатает принтер")[1] == []


@pytest.mark.parametrize("article", [CORPUS[0], CORPUS[31], CORPUS[32], CORPUS[-1]])
def test_an_article_is_found_by_its_id(article: Article) -> None:
    engine = opened()
    with pytest.raises(MissingShards) as missing:
        engine.find(article.id)
    engine.supply({name: FILES[name] for name in missing.value.names})
    assert engine.find(article.id) == WHOLE.find(article.id) is not None


@pytest.mark.parametrize("article_id", ["", "0", "made-0000-no", "яяя"])
def test_an_id_of_no_article_is_not_found(article_id: str) -> None:
    engine = opened()
    engine.supply({name: data for name, data in FILES.items() if name.startswith("a")})
    assert engine.find(article_id) is None


def test_the_same_index_is_split_into_the_same_bytes() -> None:
    assert split(INDEX, TEXTS) == FILES


def test_a_split_needs_the_ids_in_order() -> None:
    with pytest.raises(UsageError) as error:
        split(build_index(CORPUS[::-1], BACKGROUND), build_texts(CORPUS[::-1]))
    assert str(error.value) == (
        "split: expected articles sorted by id, got 'ids out of order'. Sort them by id."
    )


def test_a_damaged_shard_is_refused() -> None:
    with pytest.raises(DataError) as error:
        opened().supply({"t0": FILES["t0"][:-1]})
    assert str(error.value).startswith("t0: expected checksum ")


def test_a_shard_of_another_build_is_refused() -> None:
    other = CORPUS[1:]
    foreign = split(build_index(other, BACKGROUND), build_texts(other))
    with pytest.raises(DataError) as error:
        opened().supply({"a0": foreign["a0"]})
    assert str(error.value).startswith("a0: expected a part of the index ")


def test_a_whole_index_takes_no_shards() -> None:
    with pytest.raises(UsageError) as error:
        WHOLE.supply({"t0": b""})
    assert str(error.value) == (
        "search: expected no shards: the index is whole, got 't0'. Load the site again."
    )
