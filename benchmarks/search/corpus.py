"""Make a corpus of any size out of a real one, the same for every engine.

    python corpus.py ARTICLES.jsonl SENTENCES.txt.gz SIZE OUT.jsonl

The real articles come first and keep their ids, so that labelled queries stay valid. Each further
article takes two sentences of different real bodies and three everyday sentences, in an order drawn
from a fixed seed; its title is an everyday sentence. Vocabulary grows with size as real text does.
"""

import argparse
import gzip
import json
import random
import re
from pathlib import Path

SEED = 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("size", type=int)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    real = [json.loads(line) for line in arguments.articles.read_text("utf-8").splitlines()]
    with gzip.open(arguments.sentences, "rt", encoding="utf-8") as file:
        everyday = file.read().splitlines()
    articles = real[: arguments.size] + made(real, everyday, arguments.size - len(real))
    lines = (json.dumps(article, ensure_ascii=False) for article in articles)
    arguments.out.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def made(real: list[dict], everyday: list[str], count: int) -> list[dict]:
    chance = random.Random(SEED)
    bodies = [sentence for a in real for sentence in re.split(r"(?<=[.!?]) ", a["body"])]
    articles = []
    for number in range(count):
        parts = chance.sample(bodies, 2) + chance.sample(everyday, 3)
        chance.shuffle(parts)
        title = chance.choice(everyday)
        body = " ".join(parts)
        articles.append({"id": f"made{number}", "title": title, "body": body, "questions": []})
    return articles


if __name__ == "__main__":
    main()
