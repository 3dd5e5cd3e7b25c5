"""The stemmer equals Snowball's own, word for word."""

from itertools import islice, product
from pathlib import Path

import pytest

from wizard.search.background import FREQUENCIES_FILE
from wizard.search.stemmer import stem

DATA = Path(__file__).parents[2] / "wizard" / "data" / "search"
ENDINGS = """
а ами ах аюсь ае в вши вшись ев его ее ей ейш ейше ем еми ему ен ена енн ено ены ет ете ешь и ив иви
ившись ие ием ией ии ий ил ила или им ими ит ите ить их ишь ию ия й йте л ла ли ло н на нн нно но ны
о ого ое ой ом ому ост ости ость ою сь ся ть у уй уйте ует ую ующ ующий ы ый ые ым ыми ых ь ье ью ю
юсь ют ющий я яя ями ят ях
""".split()  # noqa: SIM905 - a list of a hundred quoted endings cannot be read
STEMS = ("", "б", "во", "стр", "ключ", "пода", "длин", "я", "аа", "привлека", "нн", "ейше")


def test_words_made_of_frequent_stems_get_the_stems_of_snowball() -> None:
    snowball = pytest.importorskip("snowballstemmer").stemmer("russian")
    lines = (DATA / FREQUENCIES_FILE).read_text(encoding="utf-8").splitlines()
    stems = [word for word in (line.partition("\t")[0] for line in lines) if "а" <= word < "ё"]
    words = [word + ending for word, ending in islice(product(stems, ENDINGS), 0, None, 29)]
    assert len(words) > 20_000
    wrong = [(w, stem(w), right) for w in words if stem(w) != (right := snowball.stemWord(w))]
    assert wrong == []


def test_stems_of_made_up_words_are_those_of_snowball() -> None:
    snowball = pytest.importorskip("snowballstemmer").stemmer("russian")
    words = ["".join(parts) for parts in product(STEMS, ENDINGS, ("", "ся", "и", "ость", "ть"))]
    assert [stem(w) for w in words] == [snowball.stemWord(w) for w in words]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("принтеры", "принтер"),
        ("настройка", "настройк"),
        ("настроить", "настро"),
        ("длинный", "длин"),
        ("", ""),
        ("и", "и"),
    ],
)
def test_stem(word: str, expected: str) -> None:
    assert stem(word) == expected
