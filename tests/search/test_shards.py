"""A split index answers as the whole one does, and asks only for what the query touches."""

from random import Random

import pytest

from tests.search.corpus import ARTICLES, BACKGROUND
from wizard.errors import DataError
from wizard.search import Article, Engine, SearchResult, build_index
from wizard.search.shards import CORE, MissingShards, ShardedLists, split

WORDS = """
принтер печатать бумага очередь пароль сменить запись экран снимок ошибка сеть кабель звонок
цена приложение обновить версия файл папка открыть сохранить письмо отправить настройка
пользователь доступ android windows 1024 служба перезапустить отчёт сумма договор
""".split()  # noqa: SIM905 - forty quoted words cannot be read


def made_articles(count: int) -> list[Article]:
    chance = Random(7)
    return [
        Article(
            id=f"a{number}",
            title=" ".join(chance.choices(WORDS, k=4)),
            body=" ".join(chance.choices(WORDS, k=30)) + f" слово{chance.randrange(300)}",
            questions=(" ".join(chance.choices(WORDS, k=3)),) if number % 3 else (),
            url=f"faq/{number}/",
        )
        for number in range(count)
    ]


INDEX = build_index([*ARTICLES, *made_articles(2_500)], BACKGROUND)
FILES = split(INDEX)
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


def asked(lists: ShardedLists, text: str) -> tuple[SearchResult, list[str]]:
    """The answer, and the names of the shards it took."""
    engine = Engine(lists.index, lists=lists)
    taken: list[str] = []
    while True:
        try:
            return engine.search(text, 5), taken
        except MissingShards as missing:
            lists.supply({name: FILES[name] for name in missing.names})
            taken += missing.names


@pytest.mark.parametrize("text", QUERIES)
def test_a_split_index_gives_the_results_of_the_whole(text: str) -> None:
    result, _ = asked(ShardedLists(FILES[CORE]), text)
    assert result == Engine(INDEX).search(text, 5)


def test_a_query_takes_a_part_of_the_shards_in_two_steps() -> None:
    _, taken = asked(ShardedLists(FILES[CORE]), "1024 ошибка")
    assert 0 < len(taken) < len(FILES) / 2


def test_what_has_come_is_not_asked_for_again() -> None:
    lists = ShardedLists(FILES[CORE])
    asked(lists, "не печатает принтер")
    assert asked(lists, "не печатает принтер")[1] == []


def test_the_same_index_is_split_into_the_same_bytes() -> None:
    assert split(INDEX) == FILES


def test_a_damaged_shard_is_refused() -> None:
    lists = ShardedLists(FILES[CORE])
    with pytest.raises(DataError) as error:
        lists.supply({"t0": FILES["t0"][:-1]})
    assert str(error.value).startswith("t0: expected checksum ")
