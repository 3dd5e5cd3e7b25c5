"""Text typed in the wrong keyboard layout or in Latin transliteration."""

import re
from collections.abc import Callable, Iterator
from typing import Final

_LATIN_KEYS: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./" + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?&'
_RUSSIAN_KEYS: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю." + "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,?"
_TO_RUSSIAN: Final = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_TO_LATIN: Final = str.maketrans(_RUSSIAN_KEYS[:33], _LATIN_KEYS[:33])

_SOUNDS: Final = {
    "shch": "щ", "tsya": "тся", "tsja": "тся", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц",
    "ch": "ч", "sh": "ш", "yu": "ю", "ju": "ю", "ya": "я", "ja": "я", "yo": "е", "jo": "е",
    "ye": "е", "je": "е", "eh": "э", "iy": "ий", "yy": "ый", "ay": "ай", "oy": "ой", "ey": "ей",
    "uy": "уй", "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х",
    "i": "и", "j": "й", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к",
    "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": "кс", "y": "ы", "z": "з",
    "'": "ь",
}  # fmt: skip
_SOUND: Final = re.compile("|".join(_SOUNDS))
_SPLIT_SOUND: Final = re.compile("|".join(sound for sound in _SOUNDS if sound != "ts"))


def from_latin_layout(text: str) -> str:
    """What the same keys write in the Russian layout, letter for letter: `ghbynth` → `принтер`."""
    return text.translate(_TO_RUSSIAN)


def from_russian_layout(text: str) -> str:
    """What the same keys write in the Latin layout: `цшашш` → `wifii`."""
    return text.lower().translate(_TO_LATIN)


def from_transliteration(word: str) -> Iterator[str]:
    """Russian readings of a Latin word, the likeliest first: `prinTer` → `принтер`."""
    word = word.lower()
    yield _SOUND.sub(_russian, word)
    if "ts" in word:
        yield _SPLIT_SOUND.sub(_russian, word)


def _russian(sound: re.Match[str]) -> str:
    return _SOUNDS[sound[0]]


def letters_of_latin_outnumber(text: str) -> bool:
    """Whether the text has more Latin letters than Russian ones."""
    latin = _count(text, lambda letter: "a" <= letter <= "z")
    return latin > _count(text, lambda letter: "а" <= letter <= "я")


def _count(text: str, accepts: Callable[[str], bool]) -> int:
    return sum(map(accepts, text.lower()))
