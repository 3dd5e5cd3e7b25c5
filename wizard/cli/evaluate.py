"""`quartech-support evaluate`: retrieval measured on any labelled corpus."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from wizard.cli.text_file import read_text
from wizard.errors import DataError
from wizard.search import Article, Engine, build_index, dump, read_background
from wizard.search.evaluation import LabelledQuery, Outcome, measure, percentile, run
from wizard.search.semantic_pack import build_semantics, read_pack
from wizard.search.semantics import dump_semantics
from wizard.validation import Table

DATA = Path(__file__).parents[1] / "data" / "search"


@click.command("evaluate")
@click.argument("articles", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("queries", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lexical", is_flag=True, help="Without the semantic pack.")
@click.option("--json", "as_json", is_flag=True, help="Print the measures as JSON.")
def evaluate_command(articles: Path, queries: Path, lexical: bool, as_json: bool) -> None:
    """Measure the search on ARTICLES and labelled QUERIES, both JSON lines."""
    corpus = list(map(_article, _rows(articles)))
    labelled = list(map(_query, _rows(queries)))
    start = perf_counter()
    engine, sizes = _engine(corpus, lexical)
    build = perf_counter() - start
    outcomes = _run(engine, labelled)
    values = {
        "articles": len(corpus),
        **_quality(outcomes),
        **sizes,
        "build_s": round(build, 3),
        **_times(outcomes),
    }
    click.echo(json.dumps(values, ensure_ascii=False, indent=2) if as_json else _table(values))


def _rows(file: Path) -> Iterator[Table]:
    for number, line in enumerate(read_text(file, str(file)).splitlines(), 1):
        where = f"{file}: line {number}"
        try:
            values = json.loads(line)
        except ValueError:
            values = None
        if not isinstance(values, dict):
            raise DataError(where, line, "a JSON object", "Put one JSON object on every line.")
        yield Table(values, where)


def _article(row: Table) -> Article:
    return Article(
        id=row.text("id"),
        title=row.text("title"),
        body=row.optional_text("body") or "",
        questions=row.texts("questions", ()),
    )


def _query(row: Table) -> LabelledQuery:
    return LabelledQuery(row.text("query"), frozenset(row.texts("relevant")))


def _engine(articles: Sequence[Article], lexical: bool) -> tuple[Engine, dict[str, int]]:
    background = read_background(DATA)
    index = build_index(articles, background)
    sizes = {"index_bytes": len(dump(index))}
    if lexical:
        return Engine(index), sizes
    semantics = build_semantics(articles, read_pack(DATA), background)
    sizes["semantics_bytes"] = len(dump_semantics(semantics))
    return Engine(index, semantics=semantics), sizes


def _run(engine: Engine, queries: Sequence[LabelledQuery]) -> list[Outcome]:
    """The outcomes, with a progress bar where a person is watching."""
    run(engine, queries[:1])  # the first query pays for what later ones find ready
    if not sys.stderr.isatty():
        return run(engine, queries)
    outcomes: list[Outcome] = []
    with click.progressbar(queries, label="Queries", file=sys.stderr) as bar:
        for query in bar:
            outcomes += run(engine, [query])
    return outcomes


def _quality(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    quality = measure(list(outcomes))
    recall = quality.recall or {}
    return {
        "queries": quality.queries,
        "unanswerable": quality.unanswerable,
        **{f"recall@{depth}": _rounded(value) for depth, value in recall.items()},
        "mrr@10": _rounded(quality.mrr),
        "ndcg@10": _rounded(quality.ndcg),
        "found": _rounded(quality.found),
        "wrong_found": _rounded(quality.wrong_found),
        "auroc": None if quality.auroc is None else round(quality.auroc, 4),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _times(outcomes: Sequence[Outcome]) -> dict[str, float]:
    if not outcomes:
        return {}
    seconds = [outcome.seconds for outcome in outcomes]
    return {f"p{share}_ms": round(1000 * percentile(seconds, share / 100), 2) for share in (50, 95)}


def _table(values: dict[str, Any]) -> str:
    width = max(map(len, values))
    return "\n".join(
        f"{name:<{width}}  {'-' if value is None else value}" for name, value in values.items()
    )
