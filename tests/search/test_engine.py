"""The engine over a small help desk: what is found, why, and what cannot break it."""

import pytest

from tests.search.corpus import ARTICLES, BACKGROUND
from tests.tables import load_cases
from wizard.errors import DataError, UsageError
from wizard.search import (
    Article,
    Engine,
    ExcerptPart,
    MatchedWord,
    Repair,
    Section,
    build_index,
    build_texts,
    duplicates,
)
from wizard.search.headings import Headings


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(build_index(ARTICLES, BACKGROUND), build_texts(ARTICLES))


@pytest.mark.parametrize(("text", "expected"), load_cases("search.toml"))
def test_the_best_match(engine: Engine, text: str, expected: str) -> None:
    assert engine.search(text).matches[0].article_id == expected


def test_a_match_tells_its_words(engine: Engine) -> None:
    match = engine.search("пренитер бумага неизвестно").matches[0]
    assert match.words == (
        MatchedWord("пренитер", "принтер", "принтер"),
        MatchedWord("бумага", None, "бумага"),
    )


def test_a_word_met_in_a_heading_is_shown_as_it_is_written_there() -> None:
    article = Article("tree", "Ёлочка, ЁЛКИ и ёлка", "Елкой украсят зал.", ("как поставить Ёлку?",))
    engine = Engine(build_index([article], BACKGROUND))
    assert engine.search("елками").matches[0].words == (MatchedWord("елками", None, "Ёлку"),)


def test_a_word_of_another_layout_is_shown_as_read(engine: Engine) -> None:
    result = engine.search("ghbynth")
    assert result.repairs == (Repair("ghbynth", "принтер"),)
    assert result.matches[0].words == (MatchedWord("ghbynth", "принтер", "принтер"),)


def test_an_excerpt_marks_the_words_that_met(engine: Engine) -> None:
    match = engine.search("сменить пароль").matches[0]
    assert match.excerpt == (
        ExcerptPart("Откройте настройки учётной записи и нажмите «", False),
        ExcerptPart("Сменить", True),
        ExcerptPart(" ", False),
        ExcerptPart("пароль", True),
        ExcerptPart("».", False),
    )


def test_a_phrasing_is_shown_where_it_says_more_than_title_and_excerpt(engine: Engine) -> None:
    match = engine.search("висит документ").matches[0]
    assert not any(part.marked for part in match.excerpt)
    assert match.phrasing == (
        ExcerptPart("документ", True),
        ExcerptPart(" ", False),
        ExcerptPart("висит", True),
        ExcerptPart(" в очереди печати", False),
    )


@pytest.mark.parametrize(
    ("text", "shown_by"),
    [("принтер не реагирует", "phrasing"), ("принтер", "title"), ("бумага", "excerpt")],
)
def test_no_phrasing_is_shown_that_says_no_more(engine: Engine, text: str, shown_by: str) -> None:
    match = engine.search(text).matches[0]
    assert match.article_id == "printer"
    assert bool(match.phrasing) == (shown_by == "phrasing")


def test_an_engine_without_texts_shows_a_phrasing() -> None:
    match = Engine(build_index(ARTICLES, BACKGROUND)).search("документ висит").matches[0]
    assert "".join(part.text for part in match.phrasing) == "документ висит в очереди печати"


def test_lines_of_an_excerpt_are_told_apart() -> None:
    text = "Общая статья\nЭто общий совет.\nПисьмо\nбесплатно"
    article = Article("a", "Заглавие", text, sections=(Section("", "", text),))
    engine = Engine(build_index([article], BACKGROUND), build_texts([article]))
    excerpt = engine.search("письмо").matches[0].excerpt
    shown = "".join(part.text for part in excerpt)
    assert shown == "Общая статья · Это общий совет. Письмо · бесплатно"


def test_where_the_title_says_all_the_excerpt_begins_with_the_answer() -> None:
    text = "От ста рублей. " + "Подробности таковы. " * 20 + "Звонок стоит столько."
    article = Article("a", "Сколько стоит звонок?", text)
    engine = Engine(build_index([article], BACKGROUND), build_texts([article]))
    beginning = engine.search("стоит звонок").matches[0].excerpt[0]
    assert beginning.text.startswith("От ста рублей.")
    assert "Подробности" not in engine.search("столько").matches[0].excerpt[0].text


def test_an_excerpt_begins_with_a_sentence_and_not_behind_a_short_word() -> None:
    text = (
        "Вступление ни о чём. " * 20
        + "Так сказано (п. 1.1). Нужен кабель (п. 2.2), и синий ковш. "
        + "Ещё. " * 60
    )
    article = Article("a", "Заглавие", text)
    engine = Engine(build_index([article], BACKGROUND), build_texts([article]))
    excerpt = engine.search("ковш").matches[0].excerpt
    shown = "".join(part.text for part in excerpt)
    assert shown.startswith("… Нужен кабель (п. 2.2), и синий ковш.")


def test_the_anchor_is_that_of_the_section_that_says_most(engine: Engine) -> None:
    assert engine.search("снимок экрана mac выделить область").matches[0].anchor == "mac"


def test_an_engine_without_texts_gives_no_excerpt() -> None:
    match = Engine(build_index(ARTICLES, BACKGROUND)).search("пароль").matches[0]
    assert (match.excerpt, match.anchor) == ((), "")


def test_no_more_matches_than_asked_for(engine: Engine) -> None:
    assert len(engine.search("как сделать", limit=1).matches) == 1


def test_what_is_not_accepted_leaves_its_place_to_the_next(engine: Engine) -> None:
    first, second, *_ = engine.search("пароль принтер").matches
    accepted = engine.search("пароль принтер", 1, lambda id_, _: id_ != first.article_id)
    assert [match.article_id for match in accepted.matches] == [second.article_id]
    assert engine.search("пароль", 3, lambda _, band: band == "no such").matches == ()


@pytest.mark.parametrize("text", ["", "   ", "не и в на", "?!…", "\0\ud800", "🙂" * 50, "ъыь"])
def test_text_without_words_finds_nothing(engine: Engine, text: str) -> None:
    result = engine.search(text)
    assert (result.matches, result.band) == ((), "none")


@pytest.mark.parametrize("text", ["١٢٣ 456", "éàü ß ﬁ", "İSTANBUL", "принтер\u0301", "x" * 9_999])
def test_any_unicode_is_searched_without_failing(engine: Engine, text: str) -> None:
    assert engine.search(text).band in ("found", "maybe", "none")


def test_a_megabyte_is_cut_before_it_is_read(engine: Engine) -> None:
    story = "Я давно работаю дома. " * 10
    long = engine.search(story + "Не печатает принтер. " + "ещё слово " * 100_000)
    assert long.matches[0].article_id == "printer"


def test_an_empty_index_finds_nothing() -> None:
    result = Engine(build_index(())).search("принтер не печатает")
    assert (result.matches, result.band, result.repairs) == ((), "none", ())


def test_one_article_is_found() -> None:
    engine = Engine(build_index(ARTICLES[:1], BACKGROUND))
    assert [m.article_id for m in engine.search("принтер").matches] == ["printer"]


def test_equal_articles_keep_the_order_of_the_index() -> None:
    twins = [Article(id, "Не печатает принтер", "Проверьте бумагу.") for id in ("b", "a", "c")]
    matches = Engine(build_index(twins)).search("принтер").matches
    assert [match.article_id for match in matches] == ["b", "a", "c"]


def test_related_articles_do_not_hold_the_article_itself(engine: Engine) -> None:
    assert "printer" not in engine.related("printer", 10)


def test_related_refuses_an_unknown_id(engine: Engine) -> None:
    with pytest.raises(UsageError) as error:
        engine.related("absent")
    assert str(error.value) == (
        "related: expected the id of an article of the index, got 'absent'. Check the id."
    )


def test_texts_of_other_articles_are_refused() -> None:
    index, texts = build_index(ARTICLES), build_texts(ARTICLES[:2])
    with pytest.raises(DataError) as error:
        Engine(index, texts)
    assert str(error.value) == (
        f"article texts: expected those of the index {index.articles_hash.hex()}, "
        f"got {texts.articles_hash.hex()!r}. Load the files of one build."
    )


def test_two_articles_with_one_id_are_refused() -> None:
    with pytest.raises(DataError) as error:
        build_index([ARTICLES[0], ARTICLES[0]])
    assert str(error.value) == (
        "articles: expected every id once, got 'printer'. Give each article an id of its own."
    )


def test_near_duplicates_are_named_once() -> None:
    copy = Article("copy", ARTICLES[0].title, ARTICLES[0].body, ARTICLES[0].questions)
    pairs = duplicates(build_index([*ARTICLES, copy], BACKGROUND), 0.9)
    assert [(pair.first, pair.second) for pair in pairs] == [("printer", "copy")]


def test_what_was_read_ahead_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    index = build_index(ARTICLES, BACKGROUND)
    read, fresh = Engine(index), Engine(index)
    read.read_ahead(len(ARTICLES) + 1)
    text = "принтер не печатает"
    expected = fresh.search(text)
    monkeypatch.delattr(Headings, "_heading")
    assert read.search(text) == expected
    with pytest.raises(AttributeError):
        Engine(index).search(text)


def test_words_of_no_weight_are_compared_with_nothing() -> None:
    assert Headings(build_index(ARTICLES, BACKGROUND)).query([("принтер", 0.0)]) == {}
