"""Cost of a query over a split index as it grows: what is downloaded, and the time it takes.

    python sharded.py ARTICLES.jsonl QUERIES.jsonl

Every query starts with the core alone, as a first visit does.
"""

import json
import sys
from time import process_time

from ours import DATA, rows, summary

from wizard.search import (
    Article,
    Engine,
    MissingShards,
    ShardedLists,
    build_index,
    build_texts,
    read_background,
    split,
)
from wizard.search.split import CORE


def main(articles: str, queries: str) -> dict:
    """Bytes and milliseconds of processor time, the median and the 95th percentile."""
    corpus = sorted(
        (
            Article(row["id"], row["title"], row["body"], tuple(row["questions"]))
            for row in rows(articles)
        ),
        key=lambda article: article.id,
    )
    start = process_time()
    files = split(build_index(corpus, read_background(DATA)), build_texts(corpus))
    build = process_time() - start
    taken, times, places = [], [], []
    for query in rows(queries):
        lists = ShardedLists(files[CORE])
        engine = Engine(lists.index, lists.texts, lists=lists)
        taken.append(fill(engine, files, query["query"]))
        start = process_time()
        ids = [match.article_id for match in engine.search(query["query"], 10).matches]
        times.append(1000 * (process_time() - start))
        places.append(next((n for n, i in enumerate(ids) if i in query["relevant"]), None))
    values = {"articles": len(corpus), "build_s": build, "files": len(files)}
    for name, numbers in (("ms", times), ("downloaded", taken)):
        numbers.sort()
        middle, high = numbers[len(numbers) // 2], numbers[len(numbers) * 95 // 100]
        values |= {f"p50_{name}": middle, f"p95_{name}": high}
    return values | {"places": places, "index": files[CORE]}


def fill(engine: Engine, files: dict[str, bytes], text: str) -> int:
    """Bring the shards that the query asks for; their bytes."""
    size = 0
    while True:
        try:
            engine.search(text, 10)
        except MissingShards as missing:
            wanted = {name: files[name] for name in missing.names}
            size += sum(map(len, wanted.values()))
            engine.supply(wanted)
        else:
            return size


if __name__ == "__main__":
    print(json.dumps(summary(main(*sys.argv[1:]))))
