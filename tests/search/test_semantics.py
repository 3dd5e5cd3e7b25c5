"""Meaning: small vectors made by hand, and the files that carry them."""

from array import array
from dataclasses import replace

import pytest

from tests.search.corpus import ARTICLES, BACKGROUND
from tests.search.small_encoder import CODEBOOKS, SILENT, WEIGHTS, WORDS, semantics_of
from wizard.errors import DataError
from wizard.search import Article, Engine, build_index, dump_semantics, load_semantics
from wizard.search.encoder import Encoder, Layer, WordVectors
from wizard.search.forms import write_forms
from wizard.search.index import PostingLists
from wizard.search.query import read_query
from wizard.search.ranking import NEAREST, Ranker
from wizard.search.semantics import Meaning
from wizard.search.vocabulary import Vocabulary


def test_a_vector_is_put_together_from_its_pieces() -> None:
    assert (list(WORDS.vector(0)), list(WORDS.vector(2))) == ([100, 0], [0, 100])
    assert (WORDS.dimensions, WORDS.piece) == (2, 1)


def test_a_text_of_unknown_words_has_no_vector() -> None:
    encoder = Encoder(WEIGHTS)
    assert encoder.encode([("неизвестн", 1.0)]) is None
    assert encoder.encode([]) is None
    assert encoder.knows("парол")
    assert not encoder.knows("неизвестн")


def test_a_word_counts_as_much_as_it_weighs() -> None:
    linear = replace(WEIGHTS, outer=SILENT)
    assert Encoder(linear).encode([("принтер", 3.0), ("парол", 4.0)]) == [0.6, 0.8]


def test_a_text_of_thousands_of_words_has_the_direction_of_their_sum() -> None:
    count = 5_000  # as many numbers as sum up to the largest of a lane
    stems = tuple(f"стем{n}" for n in range(count))
    words = WordVectors(2, CODEBOOKS, stems, bytes([255, 1]) * count)
    encoder = Encoder(replace(WEIGHTS, words=words, outer=SILENT))
    vector = encoder.encode((stem, 1.0) for stem in stems)
    assert vector == pytest.approx([0.5**0.5, -(0.5**0.5)])


def test_a_word_that_fits_the_text_counts_more() -> None:
    # Each word is compared with the first number of the whole text.
    listening = Layer(bytes([1, 0, 0, 0]), array("f", [1.0, 1.0]), array("f", [0.0, 0.0]))
    linear = replace(WEIGHTS, attention=listening, outer=SILENT)
    vector = Encoder(linear).encode([("принтер", 1.0), ("парол", 1.0)])
    assert vector == pytest.approx([2 / 5**0.5, 1 / 5**0.5])  # gates of 2 and 1


def test_the_hidden_layer_corrects_the_sum() -> None:
    encoder = Encoder(WEIGHTS)
    # The neuron hears 1 of the first number, less its threshold: 0.5, twice which is added.
    assert encoder.encode([("принтер", 1.0)]) == pytest.approx([1 / 2**0.5] * 2, abs=1e-5)
    assert encoder.encode([("парол", 1.0)]) == [0.0, 1.0]


def test_an_article_in_the_direction_of_the_query_is_the_nearest() -> None:
    meaning = Meaning(semantics_of([(64, 0), (0, 64), (-64, 0)]))
    likenesses = [meaning.step * steps for steps in meaning.likenesses([1.0, 0.0])]
    assert likenesses == pytest.approx([0.5, 0.0, -0.5], abs=2e-5)
    assert Meaning(semantics_of([])).likenesses([1.0, 0.0]) == ()


def test_a_misspelled_word_is_guessed_among_the_stems() -> None:
    meaning = Meaning(semantics_of([]))
    assert meaning.guesses("пренитер", "пренитер") == [("принтер", 1.0)]
    assert meaning.guesses("неизвестн", "неизвестное") == []


def test_an_everyday_word_is_not_taken_for_a_misspelled_one() -> None:
    index = build_index([Article("touch", "Чего касается договор?", "Текст.")])
    semantics = semantics_of([(0, 64)], index.articles_hash)
    assert Engine(index, None, semantics).search("касса").matches[0].words[0].met == "касается"
    knowing = Engine(index, None, replace(semantics, everyday=("касс",)))
    assert knowing.search("касса").matches == ()
    assert not Meaning(semantics).is_word("касс")


def test_guesses_share_the_weight_of_one_word() -> None:
    words = replace(WORDS, stems=("бумаг", "бумаж", "парол"))
    semantics = replace(semantics_of([]), encoder=replace(WEIGHTS, words=words))
    guesses = Meaning(semantics).guesses("бумад", "бумада")
    assert guesses == [("бумаг", 0.5), ("бумаж", 0.5)]


def test_an_unknown_form_has_the_meaning_of_its_relatives() -> None:
    words = replace(WORDS, stems=("выйд", "выйт", "парол"))
    semantics = replace(semantics_of([]), encoder=replace(WEIGHTS, words=words))
    meaning = Meaning(semantics)
    assert meaning.relatives("вышл") == [("выйд", 0.5), ("выйт", 0.5)]
    assert meaning.relatives("неизвестн") == []


def test_a_misspelled_word_that_no_article_holds_keeps_its_meaning() -> None:
    twins = [Article(id, "Что делать?", "бумага") for id in ("first", "second")]
    index = build_index(twins, BACKGROUND)
    engine = Engine(index, None, semantics_of([(0, -64), (64, 64)], index.articles_hash))
    matches = engine.search("бумага пренитер").matches
    assert [match.article_id for match in matches] == ["second", "first"]


def test_a_mended_word_means_as_much_as_the_word_itself() -> None:
    index = build_index(ARTICLES, BACKGROUND)
    lists = PostingLists(index.postings)
    vocabulary = Vocabulary(index, lists)
    vectors = [(64, 0)] * len(ARTICLES)
    meaning_of = Meaning(semantics_of(vectors, index.articles_hash))
    ranker = Ranker(index, lists, vocabulary, meaning_of)

    def meaning(text: str) -> float:
        return ranker.likenesses(read_query(text, vocabulary), {0: 1.0})[0].meaning

    assert meaning("пароль прнитер") == meaning("пароль принтер") != meaning("пароль")


def test_an_article_near_in_meaning_is_a_match_without_a_common_word_if_it_may_answer() -> None:
    numbers = " ".join(map(str, range(100, 130)))
    articles = [Article("first", "Номера", numbers), Article("second", "Листы", "застряли")]
    index = build_index(articles, BACKGROUND)

    def matches(second: tuple[int, int], text: str) -> dict[str, int]:
        semantics = semantics_of([(-64, -64), second], index.articles_hash)
        found = Engine(index, None, semantics).search(text).matches
        return {match.article_id: len(match.words) for match in found}

    assert matches((127, 127), f"принтер {numbers}") == {"first": 30, "second": 0}
    assert matches((-127, -127), f"принтер {numbers}") == {"first": 30}


def test_where_no_article_has_a_word_of_the_text_the_nearest_in_meaning_are_found() -> None:
    articles = [Article("first", "Номера", "100"), Article("second", "Листы", "застряли")]
    index = build_index(articles, BACKGROUND)
    engine = Engine(index, None, semantics_of([(-64, -64), (64, 64)], index.articles_hash))

    def found(text: str) -> list[tuple[str, str]]:
        return [(match.article_id, match.band) for match in engine.search(text).matches]

    assert found("прнитера") == [("second", "none")]
    assert found("неизвестное") == []
    assert found("") == []


def test_of_many_articles_the_nearest_in_meaning_are_looked_at() -> None:
    articles = [Article(f"a{n:02}", "Листы", "застряли") for n in range(NEAREST + 5)]
    index = build_index(articles, BACKGROUND)
    vectors = [(64, 64) if n == NEAREST + 2 else (0, 64) for n in range(len(articles))]
    engine = Engine(index, None, semantics_of(vectors, index.articles_hash))
    assert engine.search("принтер").matches[0].article_id == f"a{NEAREST + 2}"


def test_of_a_story_the_nearest_sentence_counts() -> None:
    index = build_index([Article("first", "Листы", "застряли")], BACKGROUND)
    lists = PostingLists(index.postings)
    linear = replace(WEIGHTS, outer=SILENT)
    semantics = replace(semantics_of([(0, 127)], index.articles_hash), encoder=linear)
    found = Meaning(semantics)
    vocabulary = Vocabulary(index, lists, found.encoder.knows)
    query = read_query("Принтер. Пароль.", vocabulary)
    likeness = Ranker(index, lists, vocabulary, found).likenesses(query, {})[0]
    assert likeness.meaning == pytest.approx(0.5**0.5 * 127 / 128, abs=1e-4)
    assert likeness.sentence == pytest.approx(127 / 128, abs=1e-4)


def test_a_misspelled_form_has_the_meaning_of_the_form() -> None:
    index = build_index([Article("first", "Печать", "бумага")], BACKGROUND)
    lists = PostingLists(index.postings)
    semantics = semantics_of([(64, 0)], index.articles_hash)

    def meaning(text: str, forms: bytes) -> float:
        found = Meaning(replace(semantics, forms=forms))
        vocabulary = Vocabulary(index, lists, found.encoder.knows)
        ranker = Ranker(index, lists, vocabulary, found)
        return ranker.likenesses(read_query(text, vocabulary), {0: 1.0})[0].meaning

    forms = write_forms(WORDS.stems, {"паролями": 2})
    said = meaning("бумага паролями", forms)
    assert meaning("бумага паролямт", forms) == said  # its stem «паролямт» is near no other
    assert meaning("бумага паролямт", b"") != said


def test_meaning_puts_one_of_two_equal_articles_first() -> None:
    twins = [Article(id, "Что делать?", "принтер") for id in ("first", "second")]
    index = build_index(twins, BACKGROUND)
    near_second = semantics_of([(-64, -64), (64, 64)], index.articles_hash)
    matches = Engine(index, None, near_second).search("принтер").matches
    assert [match.article_id for match in matches] == ["second", "first"]


def test_semantics_come_back_as_they_were() -> None:
    semantics = replace(
        semantics_of([(1, -2), (127, -127)]), forms=b"1a\n\n2b", everyday=("касс", "чек")
    )
    assert load_semantics(dump_semantics(semantics)) == semantics


def test_a_damaged_file_is_refused() -> None:
    data = bytearray(dump_semantics(semantics_of([(1, 2)])))
    data[-1] ^= 1
    with pytest.raises(DataError) as error:
        load_semantics(bytes(data))
    assert str(error.value).startswith("semantics: expected checksum ")


def test_semantics_of_other_articles_are_refused() -> None:
    index = build_index(ARTICLES)
    with pytest.raises(DataError) as error:
        Engine(index, None, semantics_of([]))
    assert str(error.value) == (
        f"semantics: expected those of the index {index.articles_hash.hex()}, "
        f"got {(b'h' * 16).hex()!r}. Load the files of one build."
    )
