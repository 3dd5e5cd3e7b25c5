"""What is known about Russian at large before any article is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wizard.errors import DataError
from wizard.search.analysis import terms

STOP_WORDS_FILE = "stop_words.txt"
FREQUENCIES_FILE = "word_frequencies.tsv"


@dataclass(frozen=True, slots=True)
class Background:
    """Stop terms, and how common a term is in everyday Russian.

    `zipf` is the Zipf scale: log10 of occurrences in 10^9 words (3 is rare, 7 is «и»).
    """

    stop_terms: frozenset[str]
    zipf: Mapping[str, float]


EMPTY_BACKGROUND = Background(frozenset(), {})


def read_background(folder: Path) -> Background:
    """The background kept in the data folder; `DataError` names the line that cannot be read."""
    stop_lines = (folder / STOP_WORDS_FILE).read_text(encoding="utf-8").splitlines()
    frequencies = folder / FREQUENCIES_FILE
    lines = frequencies.read_text(encoding="utf-8").splitlines()
    return Background(_stop_terms(stop_lines), _zipf(lines, str(frequencies)))


def _stop_terms(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(term for line in lines if not line.startswith("#") for term in terms(line))


def _zipf(lines: Iterable[str], where: str) -> Mapping[str, float]:
    values: dict[str, float] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        word, _, value = line.partition("\t")
        try:
            values[word] = float(value)
        except ValueError:
            raise DataError(
                f"{where}: line {number}",
                line,
                "a term, a tab and its Zipf value",
                "Make the file again with its script.",
            ) from None
    return values
