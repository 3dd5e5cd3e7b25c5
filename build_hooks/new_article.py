"""A new article file: from the command line, or from a row of an imported table."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from build_hooks.article import Article, ArticleRules, read_article
from build_hooks.navigation import FAQ
from build_hooks.site_build import SiteBuild, page_templates
from build_hooks.slug import slug
from wizard.cli.text_file import read_text
from wizard.errors import DataError, UsageError
from wizard.validation import Table

LIST_SEPARATOR = "|"
"""Between the questions, or the clauses, of one cell of a CSV file."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that is not a file yet; an empty `id` is made out of the title."""

    title: str
    questions: tuple[str, ...]
    topic: str
    clauses: tuple[str, ...]
    general: bool
    body: str
    id: str = ""


def write_article(draft: Draft, docs: Path, rules: ArticleRules, build: SiteBuild) -> Article:
    """Write the file of a draft; nothing is written when the article would not pass the checks.

    Raises `DataError` for a front matter or a text that is wrong, `UsageError` for a file or an
    id that exists.
    """
    article_id = draft.id or slug(draft.title)
    src_uri = f"faq/{draft.topic}/{article_id}.md"
    text = _text(draft, article_id, rules.today)
    article = read_article(text, src_uri, rules)
    file = docs / src_uri
    if file.exists():
        raise UsageError(
            f"docs/{src_uri}", article_id, "a file that does not exist yet", "Give another id."
        )
    other = next((docs / FAQ).glob(f"*/{article_id}.md"), None)
    if other:
        raise UsageError(
            f"docs/{src_uri}: id",
            article_id,
            f"an id that docs/{other.relative_to(docs).as_posix()} does not have",
            "Give another id.",
        )
    build.check_front_matter(article)
    build.render(src_uri, article.body, article.first_line)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return article


def read_drafts(file: Path) -> list[Draft]:
    """The drafts of a CSV file (with a header line) or of a file of JSON lines.

    Columns or keys: title, body, questions, topic, clauses; optional: id, general. In CSV several
    questions or clauses of one cell are parted by `|`.
    """
    match file.suffix:
        case ".csv":
            rows = _csv_rows(read_text(file, file.name))
        case ".jsonl":
            rows = _json_rows(read_text(file, file.name), file.name)
        case _:
            raise UsageError(file.name, file.suffix, "a .csv or .jsonl file", "Convert the file.")
    return [_draft(Table(values, f"{file.name}: line {line}")) for line, values in rows]


def _draft(table: Table) -> Draft:
    draft = Draft(
        title=table.text("title"),
        questions=table.texts("questions"),
        topic=table.text("topic"),
        clauses=table.texts("clauses", ()),
        general=table.boolean("general", False),
        body=table.text("body"),
        id=table.optional_text("id") or "",
    )
    table.finish()
    return draft


def _csv_rows(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    # A spreadsheet saves with semicolons where the decimal sign is a comma.
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row in reader:
        values: dict[str, Any] = {key: value for key, value in row.items() if value}
        for key in ("questions", "clauses"):
            parts = values.get(key, "").split(LIST_SEPARATOR)
            values[key] = [part.strip() for part in parts if part.strip()]
        if values.get("general", "").lower() in ("true", "false"):
            values["general"] = values["general"].lower() == "true"
        yield reader.line_num, values


def _json_rows(text: str, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for line, row in enumerate(text.splitlines(), 1):
        if not row.strip():
            continue
        try:
            values = json.loads(row)
        except json.JSONDecodeError as error:
            raise DataError(
                f"{name}: line {line}", row[:40], "one JSON object", "Correct the line."
            ) from error
        if not isinstance(values, Mapping):
            raise DataError(f"{name}: line {line}", values, "one JSON object", "Correct the line.")
        yield line, values


def _text(draft: Draft, article_id: str, today: date) -> str:
    return (
        page_templates()
        .get_template("article.md.jinja")
        .render(
            id=article_id,
            title=_quoted(draft.title),
            questions=[_quoted(question) for question in draft.questions],
            topic=draft.topic,
            clauses=draft.clauses,
            updated=today.isoformat(),
            general=draft.general,
            body=draft.body.strip(),
        )
        + "\n"
    )


def _quoted(text: str) -> str:
    """The text as a YAML string: JSON's strings are YAML's too."""
    return json.dumps(text, ensure_ascii=False)
