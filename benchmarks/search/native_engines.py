"""tantivy, SQLite FTS5 and Xapian on one corpus.

    python native_engines.py ARTICLES.jsonl QUERIES.jsonl [ENGINE…]   (prints a JSON object a line)

Needs requirements.txt. Sizes are of the files on disk: these engines are not sent to a browser.
"""

import json
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

import snowballstemmer

STEM = snowballstemmer.stemmer("russian").stemWord
type Ask = Callable[[str], list[str]]


def main(articles_file: str, queries_file: str, *chosen: str) -> None:
    articles, queries = rows(articles_file), rows(queries_file)
    engines = {"tantivy": tantivy_, "SQLite FTS5": sqlite, "Xapian": xapian_}
    for name in chosen or engines:
        build = engines[name]
        with tempfile.TemporaryDirectory() as folder:
            start = process_time()
            opened = build(articles, Path(folder))
            built = process_time()
            ask = opened()
            ask(queries[0]["query"])
            first = process_time() - built
            size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
            values = {"engine": name, "build_s": built - start, "first_ms": 1000 * first}
            print(json.dumps(values | measured(ask, queries) | {"bytes": size}), flush=True)


def measured(ask: Ask, queries: list[dict]) -> dict:
    times, places = [], []
    for query in queries:
        tries = []
        for _ in range(3):
            start = process_time()
            ids = ask(query["query"])
            tries.append(1000 * (process_time() - start))
        times.append(min(tries))
        places.append(next((n for n, i in enumerate(ids) if i in query["relevant"]), None))
    times.sort()
    values = {"p50_ms": times[len(times) // 2], "p95_ms": times[len(times) * 95 // 100]}
    for depth in (1, 3, 5):
        near = [place is not None and place < depth for place in places]
        values[f"recall@{depth}"] = 100 * sum(near) / len(near)
    values["mrr@10"] = 100 * sum(1 / (p + 1) for p in places if p is not None) / len(places)
    return values


def rows(file: str) -> list[dict]:
    return [json.loads(line) for line in Path(file).read_text("utf-8").splitlines()]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+|[а-я]+|\d+", text.lower().replace("ё", "е"))


def tantivy_(articles: list[dict], folder: Path) -> Callable[[], Ask]:
    import tantivy  # noqa: PLC0415 - each engine is loaded only for its own turn

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for field in ("title", "questions", "body"):
        builder.add_text_field(field, tokenizer_name="russian")
    schema = builder.build()
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer("russian"))
        .build()
    )
    index = tantivy.Index(schema, path=str(folder))
    index.register_tokenizer("russian", analyzer)
    writer = index.writer()
    for row in articles:
        questions = "\n".join(row["questions"])
        fields = {"id": row["id"], "title": row["title"], "questions": questions}
        writer.add_document(tantivy.Document(**fields, body=row["body"]))
    writer.commit()

    def opened() -> Ask:
        index.reload()
        searcher = index.searcher()
        fields = ["title", "questions", "body"]

        def ask(text: str) -> list[str]:
            query = index.parse_query(
                " ".join(words(text)) or "x", fields, field_boosts={"title": 2.4}
            )
            found = searcher.search(query, 10).hits
            return [searcher.doc(address)["id"][0] for _, address in found]

        return ask

    return opened


def sqlite(articles: list[dict], folder: Path) -> Callable[[], Ask]:
    """Russian by Snowball before it gets to FTS5, which has no stemmer for it."""
    file = folder / "fts.db"

    def stems(text: str) -> str:
        return " ".join(map(STEM, words(text)))

    with sqlite3.connect(file) as base:
        base.execute("create virtual table f using fts5(id unindexed, title, questions, body)")
        base.executemany(
            "insert into f values (?, ?, ?, ?)",
            (
                (r["id"], stems(r["title"]), stems("\n".join(r["questions"])), stems(r["body"]))
                for r in articles
            ),
        )
    base.close()

    def opened() -> Ask:
        base = sqlite3.connect(file)
        sql = "select id from f where f match ? order by bm25(f, 0, 2.4, 1.2, 1) limit 10"

        def ask(text: str) -> list[str]:
            match = " OR ".join(f'"{STEM(word)}"' for word in dict.fromkeys(words(text)))
            return [row[0] for row in base.execute(sql, (match,))] if match else []

        return ask

    return opened


def xapian_(articles: list[dict], folder: Path) -> Callable[[], Ask]:
    import xapian  # noqa: PLC0415 - each engine is loaded only for its own turn

    base = xapian.WritableDatabase(str(folder), xapian.DB_CREATE_OR_OPEN)
    terms = xapian.TermGenerator()
    terms.set_stemmer(xapian.Stem("russian"))
    for row in articles:
        document = xapian.Document()
        terms.set_document(document)
        terms.index_text(row["title"], 2)
        terms.index_text(" ".join([*row["questions"], row["body"]]))
        document.set_data(row["id"])
        base.add_document(document)
    base.commit()
    base.close()

    def opened() -> Ask:
        base = xapian.Database(str(folder))
        parser = xapian.QueryParser()
        parser.set_stemmer(xapian.Stem("russian"))
        parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        enquire = xapian.Enquire(base)

        def ask(text: str) -> list[str]:
            enquire.set_query(parser.parse_query(" ".join(words(text)), 0))
            return [match.document.get_data().decode() for match in enquire.get_mset(0, 10)]

        return ask

    return opened


if __name__ == "__main__":
    main(*sys.argv[1:])
