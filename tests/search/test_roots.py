"""What the stemmer leaves of forms of one word is brought together."""

import pytest

from wizard.search.analysis import term
from wizard.search.roots import LEAST_ROOT, beginning_with, root, same_root


@pytest.mark.parametrize(
    ("word", "other"),
    [
        pytest.param("удалимте", "удалить", id="imperative of several"),
        pytest.param("опубликуешь", "опубликовать", id="-ова- and -у-"),
        pytest.param("добавьте", "добавить", id="imperative in a soft sign"),
        pytest.param("помогла", "помогу", id="past after a consonant"),
        pytest.param("выберешь", "выбрать", id="a vowel that fled"),
        pytest.param("денег", "деньги", id="a vowel instead of a soft sign"),
        pytest.param("вышел", "выйдемте", id="a past of another root"),
        pytest.param("придут", "пришла", id="при- without its vowel"),
        pytest.param("вернувшись", "вернуть", id="gerund"),
    ],
)
def test_forms_of_one_word_have_one_root(word: str, other: str) -> None:
    assert term(word) != term(other)
    assert root(term(word)) == root(term(other))
    assert list(same_root([term(other)], term(word))) == [0]


@pytest.mark.parametrize(
    ("word", "other"),
    [
        pytest.param("совет", "сова", id="too little would be left"),
        pytest.param("сайт", "сайди", id="not a prefix of «идти»"),
        pytest.param("проект", "пройти", id="a noun"),
    ],
)
def test_other_words_have_other_roots(word: str, other: str) -> None:
    assert root(term(word)) != root(term(other))


def test_a_root_keeps_its_letters() -> None:
    assert (root("дат"), root("смотрет")) == ("дат", "смотр")


def test_relatives_are_those_that_a_look_at_every_term_finds() -> None:
    words = "выбрать выберет выбор найти нашел находить шли прийти придет придумать письма писем"
    terms = sorted(set(map(term, words.split())))
    for wanted in terms:
        every = [n for n, other in enumerate(terms) if other != wanted]
        expected = [n for n in every if root(terms[n]) == root(wanted)]
        found = sorted(same_root(terms, wanted))
        assert found == (expected if len(root(wanted)) >= LEAST_ROOT else [])


def test_terms_that_begin_so_lie_side_by_side() -> None:
    assert list(beginning_with(["файл", "физическ", "физлиц", "фото"], "физ")) == [1, 2]
