"""A file name for an article out of its Russian title."""

import re

_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh",
        "з": "z", "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
        "я": "ya",
    }
)  # fmt: skip
MOST_WORDS = 6


def slug(title: str) -> str:
    """Small Latin letters, digits and hyphens; the first words of a long title."""
    words = re.findall(r"[a-z0-9]+", title.lower().translate(_LATIN))
    return "-".join(words[:MOST_WORDS])
