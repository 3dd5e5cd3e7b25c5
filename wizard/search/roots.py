"""Roots of terms: forms of one word that the stemmer leaves apart are brought together.

Snowball cuts one ending, and only where its regions allow it
(https://snowballstem.org/algorithms/russian/stemmer.html): «удалимте» stays `удалимт`, and
«опубликовать» becomes `опубликова`, but «опубликую» `опублик`. An index keeps Snowball's terms; the
rules here only say which of them belong together.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

LEAST_ROOT: Final = 4
"""Letters left of a term at the least: shorter roots bring together what is not related."""

_ENDING: Final = re.compile(
    r"(?:(?:[оеыи]в)?[аяеиыу](?:л|т|вш|нн?|ем|ющ)?|[ьй]т|у?[еи](?:т|мт?|ш)|[уюая]щ|у?ют|ен"
    r"|(?<=[гкзс])л)$"
)
_FLEETING_VOWEL: Final = re.compile(r"(?<=[^аеиоуыэюя])[ое](?=[^аеиоуыэюя]$)")
"""«выберет», but «выбрать»; «писем», but «письмо»."""
_GO: Final = re.compile(
    r"(взо|во|вы|до|за|изо|на|обо|ото|пере|по|подо|при?|про|разо|со|у)?"
    r"(?:йт|йд|шел|шл|шедш|идт|ид)(?:ет|ут|еш|емт?|ен)?"
)
"""«идти» and its prefixed verbs, whose past is of another root: «войти», «войдёт», «вошла»."""
_HIGHEST: Final = "\U0010ffff"


@lru_cache(maxsize=20_000)
def root(term: str) -> str:
    """What terms of one word have in common, for comparison only."""
    go = _GO.fullmatch(term)
    if go:
        return f"{_prefix(go[1] or '')}йд"
    ending = _ENDING.search(term, LEAST_ROOT)
    cut = (term[: ending.start()] if ending else term).replace("ь", "")
    return _FLEETING_VOWEL.sub("", cut) if len(cut) > LEAST_ROOT else cut


def same_root(terms: Sequence[str], term: str) -> Iterator[int]:
    """Numbers of the terms of a sorted list that have the root of this one, itself left out."""
    wanted = root(term)
    for start in _beginnings(term, wanted):
        for number in beginning_with(terms, start):
            if terms[number] != term and root(terms[number]) == wanted:
                yield number


def _beginnings(term: str, wanted: str) -> tuple[str, ...]:
    """How terms of the root can begin, so that few are looked at."""
    if _GO.fullmatch(term):
        prefix = wanted.removesuffix("йд")
        return f"{prefix}й", f"{prefix}ш", f"{prefix.removesuffix('и')}ид"
    # Before the last letter a vowel may have fled.
    return (wanted[:-1],) if len(wanted) >= LEAST_ROOT else ()


def beginning_with(terms: Sequence[str], start: str) -> range:
    """Numbers of the terms of a sorted list that begin so."""
    return range(bisect_left(terms, start), bisect_right(terms, start + _HIGHEST))


def _prefix(written: str) -> str:
    """«при», which is «пр» in «придёт»."""
    return "при" if written == "пр" else written
