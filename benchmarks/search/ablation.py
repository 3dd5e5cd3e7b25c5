"""What each part of the search gives, by adding them one after another.

    python ablation.py ARTICLES QUERIES STRESSED

JSON lines as `quartech-support evaluate` reads them. Prints recall@1, @3 and MRR@10 on the clean
queries and the mean recall@3 over the stressed variants. Parts are switched off by replacing the
function that does them, so the code of the engine has no switches.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from wizard.search import Article, Background, Engine, build_index, ranking, read_background
from wizard.search import query as query_module
from wizard.search.semantic_pack import build_semantics, read_pack
from wizard.search.vocabulary import Vocabulary
from wizard.search.weights import LEXICAL

DATA = Path(__file__).parents[2] / "wizard" / "data" / "search"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("articles", "queries", "stressed"):
        parser.add_argument(name, type=Path)
    arguments = parser.parse_args()
    articles = [
        Article(row["id"], row["title"], row["body"], tuple(row["questions"]))
        for row in rows(arguments.articles)
    ]
    clean, variants = rows(arguments.queries), defaultdict(list)
    for row in rows(arguments.stressed):
        variants[row["variant"]].append(row)
    whole = read_background(DATA)
    bare = Background(frozenset(), {})
    off = switched_off()
    steps: list[tuple[str, Background, str | None]] = [
        ("BM25F over Snowball stems", bare, None),
        ("stop words", replace(whole, zipf={}), None),
        ("words common at large weigh less", whole, None),
        ("families of stems", whole, "family"),
        ("roots of unknown forms", whole, "roots"),
        ("beginnings of words", whole, "beginnings"),
        ("slips of spelling", whole, "spelling"),
        ("layout and transliteration", whole, "repair"),
        ("letters of headings", whole, "letters"),
    ]
    for name, background, part in steps:
        if part:
            off.pop(part)()
        print(line(name, Engine(build_index(articles, background)), clean, variants), flush=True)
    semantics = build_semantics(articles, read_pack(DATA), whole)
    engine = Engine(build_index(articles, whole), None, semantics)
    print(line("semantic pack", engine, clean, variants))


def switched_off() -> dict[str, Callable[[], None]]:
    """Switches the parts off; calling an entry switches that part on again."""
    family, same_root = Vocabulary._family, Vocabulary._same_root
    begun, spelling = Vocabulary._begun, Vocabulary._misspellings
    readings, lexical = query_module._readings, ranking.LEXICAL
    Vocabulary._family = Vocabulary._same_root = lambda self, term: []
    Vocabulary._begun = lambda self, word: []
    Vocabulary._misspellings = lambda self, term, word: []
    query_module._readings = lambda text, vocabulary: (
        [query_module._plain(match[0]) for match in query_module.tokens(text)],
        text,
    )
    ranking.LEXICAL = replace(LEXICAL, letters=0.0)
    return {
        "family": lambda: setattr(Vocabulary, "_family", family),
        "roots": lambda: setattr(Vocabulary, "_same_root", same_root),
        "beginnings": lambda: setattr(Vocabulary, "_begun", begun),
        "spelling": lambda: setattr(Vocabulary, "_misspellings", spelling),
        "repair": lambda: setattr(query_module, "_readings", readings),
        "letters": lambda: setattr(ranking, "LEXICAL", lexical),
    }


def line(name: str, engine: Engine, clean: list[dict], variants: dict[str, list[dict]]) -> str:
    places = found_places(engine, clean)
    mrr = 100 * sum(1 / (place + 1) for place in places if place < 10) / len(places)
    stressed = [recall(found_places(engine, rows_), 3) for rows_ in variants.values()]
    mean = sum(stressed) / len(stressed)
    return (
        f"| {name} | {recall(places, 1):.1f} | {recall(places, 3):.1f} | {mrr:.1f} | {mean:.1f} |"
    )


def recall(places: list[int], depth: int) -> float:
    return 100 * sum(place < depth for place in places) / len(places)


def found_places(engine: Engine, queries: list[dict]) -> list[int]:
    """The place of the right article for each query, 99 where it is not among ten."""
    places = []
    for query in queries:
        ids = [match.article_id for match in engine.search(query["query"], 10).matches]
        places.append(next((n for n, name in enumerate(ids) if name in query["relevant"]), 99))
    return places


def rows(file: Path) -> list[dict]:
    return [json.loads(text) for text in file.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    main()
