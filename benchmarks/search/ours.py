"""This project's engine on a corpus: quality, sizes and times; runs in CPython and in Pyodide.

python ours.py ARTICLES.jsonl QUERIES.jsonl [--semantics]
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from wizard.search import (
    Article,
    Background,
    Engine,
    build_index,
    dump,
    dump_semantics,
    load,
    load_semantics,
    read_background,
)

DATA = Path(__file__).parents[2] / "wizard" / "data" / "search"


def main(articles: str, queries: str, *flags: str) -> dict:
    """The measures, as every engine's script gives them."""
    corpus = [
        Article(row["id"], row["title"], row["body"], tuple(row["questions"]))
        for row in rows(articles)
    ]
    start = process_time()
    background = read_background(DATA)
    index = dump(build_index(corpus, background))
    semantics = semantic_bytes(corpus, background) if "--semantics" in flags else b""
    build = process_time() - start
    return {"engine": "ours", "build_s": build} | measure(index, semantics, rows(queries))


def semantic_bytes(corpus: list[Article], background: Background) -> bytes:
    from wizard.search.semantic_pack import build_semantics, read_pack  # noqa: PLC0415 - needs lzma

    return dump_semantics(build_semantics(corpus, read_pack(DATA), background))


def measure(
    index: bytes, semantics: bytes, queries: list[dict], clock: Callable[[], float] = process_time
) -> dict:
    """Processor time from bytes to the first answer; then each query's least time of three.

    Processor time, and the least, so that other work on the machine does not count.
    """
    start = clock()
    engine = Engine(load(index), None, load_semantics(semantics) if semantics else None)
    engine.search(queries[0]["query"])
    first = clock() - start
    times, places = [], []
    for query in queries:
        times.append(min(1000 * seconds(engine, query["query"], clock) for _ in range(3)))
        ids = [match.article_id for match in engine.search(query["query"], 10).matches]
        places.append(next((n for n, i in enumerate(ids) if i in query["relevant"]), None))
    times.sort()
    return {
        "index": index + semantics,
        "first_ms": 1000 * first,
        "p50_ms": times[len(times) // 2],
        "p95_ms": times[len(times) * 95 // 100],
        "places": places,
    }


def seconds(engine: Engine, text: str, clock: Callable[[], float]) -> float:
    start = clock()
    engine.search(text, 10)
    return clock() - start


def rows(file: str) -> list[dict]:
    return [json.loads(line) for line in Path(file).read_text("utf-8").splitlines()]


def summary(values: dict) -> dict:
    """Recall and MRR in percent, bytes after Brotli where it is at hand."""
    places = values.pop("places")
    index = values.pop("index")
    for depth in (1, 3, 5):
        near = [place is not None and place < depth for place in places]
        values[f"recall@{depth}"] = 100 * sum(near) / len(near)
    values["mrr@10"] = 100 * sum(1 / (p + 1) for p in places if p is not None) / len(places)
    values["bytes"] = len(index)
    try:
        import brotli  # noqa: PLC0415 - absent in Pyodide
    except ImportError:
        return values
    return values | {"brotli": len(brotli.compress(index))}


if __name__ == "__main__":
    print(json.dumps(summary(main(*sys.argv[1:]))))
