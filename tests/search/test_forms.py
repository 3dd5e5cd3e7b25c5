"""Words as the articles write them, and what a misspelled one was meant to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.search.analysis import term
from wizard.search.forms import Forms, count_forms, read_forms, write_forms

STEMS = ("кана", "канал", "скольк", "тольк")
TEXTS = ["Канал и канал, каналы", "Сколько? Сколько каналов", "Только каналы", "только так только"]


def forms() -> Forms:
    return Forms(STEMS, write_forms(STEMS, count_forms(TEXTS)))


def test_words_are_counted_that_are_met_more_than_once() -> None:
    counts = count_forms([*TEXTS, "ещё еще PIN pin на на"])
    assert counts == {"канал": 2, "каналы": 2, "сколько": 2, "только": 3, "еще": 2}


def test_a_line_a_stem_holds_the_commonness_and_the_ending_of_each_form() -> None:
    counts = {"канал": 9, "каналы": 2, "каналов": 4, "стрим": 2, "только": 5_000}
    data = write_forms(STEMS, counts)
    assert data.decode("cp1251") == "3л\n2ов1ы\n\n9о"


@given(
    st.dictionaries(st.text("аеиклнот", min_size=3, max_size=8), st.integers(2, 10_000)),
    st.sets(st.text("аеиклнот", min_size=1, max_size=5)),
)
def test_forms_of_the_stems_are_read_as_they_were_written(
    counts: dict[str, int], stems: set[str]
) -> None:
    known = sorted(stems | {term(word) for word in list(counts)[::2]})
    read = read_forms(known, write_forms(known, counts))
    assert read == {
        word: min(9, count.bit_length() - 1)
        for word, count in counts.items()
        if term(word) in known and word.startswith(term(word))
    }


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("каналб", "канал"),  # a slip behind the stem, of which no stem is near
        ("КАНЛЫ", "каналы"),
        ("солько", "сколько"),  # «только» is commoner, but the first letter is seldom wrong
        ("телько", "только"),
        ("канал", None),
        ("кана", None),  # the beginning of a word
        ("сто", None),  # too short to be mended
        ("password", None),
        ("телевизор", None),
        ("", None),
    ],
)
def test_a_word_is_taken_for_the_likeliest_form_near_it(word: str, meant: str | None) -> None:
    assert forms().meant(word) == meant


def test_without_forms_nothing_is_mended() -> None:
    assert Forms((), b"").meant("каналб") is None
