"""Count wizard/data/search/word_frequencies.tsv in everyday sentences; run once, by hand.

python count_words.py SENTENCES.txt.gz
"""

import gzip
import math
import sys
from collections import Counter
from pathlib import Path

from wizard.search.analysis import terms

FILE = Path(__file__).parents[2] / "wizard" / "data" / "search" / "word_frequencies.tsv"
LEAST_COUNT = 5
LEAST_ZIPF = 3.9
HEAD = (
    "# Terms (stems) of everyday Russian with their Zipf frequency, counted in 150,000 CC0"
    " sentences by benchmarks/search/count_words.py.\n"
)


def main(sentences: str) -> None:
    """Write the terms met often enough for their frequency to be known."""
    with gzip.open(sentences, "rt", encoding="utf-8") as file:
        counts = Counter(term for line in file for term in terms(line))
    total = counts.total()
    zipf = {term: math.log10(count / total * 1e9) for term, count in counts.items()}
    kept = sorted(
        t for t, count in counts.items() if count >= LEAST_COUNT and zipf[t] >= LEAST_ZIPF
    )
    FILE.write_text(HEAD + "".join(f"{term}\t{zipf[term]:.1f}\n" for term in kept), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
