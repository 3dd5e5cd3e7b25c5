"""One FAQ article: the front matter of its Markdown file, checked key by key."""

import re
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from yaml.reader import ReaderError

from wizard.cli.text_file import read_text
from wizard.errors import DataError
from wizard.validation import Table

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*\n", re.DOTALL | re.MULTILINE)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TOPIC_PAGE = "index"
"""The name of a topic's own page: an article of this name would take its place."""


@dataclass(frozen=True, slots=True)
class Article:
    """One entry of the FAQ, as its author wrote it.

    `src_uri` is the file relative to the docs folder; `body` is Markdown with Jinja values in it,
    and `first_line` is the line of the file that it starts on.
    """

    id: str
    title: str
    questions: tuple[str, ...]
    topic: str
    clauses: tuple[str, ...]
    updated: date
    general: bool
    src_uri: str
    body: str
    first_line: int


@dataclass(frozen=True, slots=True)
class ArticleRules:
    """What the front matter may refer to."""

    topics: Collection[str]
    clause_ids: Collection[str]
    today: date
    """An article cannot have been updated after this day."""


class _FrontMatterLoader(yaml.SafeLoader):
    """`SafeLoader` with the place of a wrong date or number, and of a key that stands twice."""

    def __init__(self, text: str, where: str) -> None:
        self._where = where
        super().__init__(text)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            raise DataError(
                f"{self._where}: line {_line(node.start_mark.line)}",
                node.value,
                "a date or a number that exists",
                "Correct it, or put a text into quotes.",
            ) from error

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        seen: list[object] = []  # a list can be a key in YAML
        for key, _ in node.value:
            if key.value in seen:
                raise DataError(
                    f"{self._where}: line {_line(key.start_mark.line)}",
                    key.value,
                    "every key once",
                    "Remove one of the two.",
                )
            seen.append(key.value)
        return super().construct_mapping(node, deep)


def split_front_matter(text: str, where: str) -> tuple[Mapping[str, Any], str]:
    """The front matter as a mapping and the Markdown after it; `DataError` when there is none."""
    match = _FRONT_MATTER.match(text.replace("\r\n", "\n"))
    if match is None:
        raise DataError(
            where,
            text[:20],
            "front matter between two lines of ---",
            "Start the file with it; `quartech-support faq new` makes one.",
        )
    try:
        values = _FrontMatterLoader(match["yaml"], where).get_single_data()
    except ReaderError as error:
        line = _line(match["yaml"].count("\n", 0, error.position))
        raise DataError(
            f"{where}: line {line}",
            match["yaml"][error.position],
            "printable characters",
            "Remove the character.",
        ) from error
    except yaml.MarkedYAMLError as error:
        line = _line(error.problem_mark.line) if error.problem_mark else 1
        raise DataError(
            f"{where}: line {line}",
            error.problem,
            "YAML",
            "Put a text with a colon, a question mark or a quotation mark into quotes.",
        ) from error
    if not isinstance(values, Mapping):
        raise DataError(where, values, "front matter with keys", "Write `key: value` lines.")
    return values, text.replace("\r\n", "\n")[match.end() :]


def read_article(text: str, src_uri: str, rules: ArticleRules) -> Article:
    """The article in the file `src_uri` (`faq/<topic>/<slug>.md`); `DataError` names the key."""
    where = f"docs/{src_uri}"
    values, body = split_front_matter(text, where)
    table = Table(values, where)
    article = Article(
        id=table.text("id"),
        title=table.text("title"),
        questions=table.texts("questions"),
        topic=table.text("topic"),
        clauses=table.texts("clauses"),
        updated=table.date("updated"),
        general=table.boolean("general", False),
        src_uri=src_uri,
        body=body,
        first_line=text.count("\n") - body.count("\n") + 1,
    )
    table.finish()
    _check_place(article, table, rules)
    _check_values(article, table, rules)
    return article


def read_article_file(file: Path, docs: Path, rules: ArticleRules) -> Article:
    """The article in `file` below `docs`; `DataError` for what `read_article` refuses."""
    src_uri = file.relative_to(docs).as_posix()
    return read_article(read_text(file, f"docs/{src_uri}"), src_uri, rules)


def require_unique_ids(articles: Collection[Article]) -> None:
    """Refuse two articles with one id: the id is the article's name in letters and statistics."""
    seen: dict[str, str] = {}
    for article in articles:
        if article.id in seen:
            raise DataError(
                f"docs/{article.src_uri}: id",
                article.id,
                f"an id that docs/{seen[article.id]} does not have",
                "Rename one of the two files and its id.",
            )
        seen[article.id] = article.src_uri


def _line(yaml_line: int) -> int:
    """The line of the file that YAML counts from 0, after the line of `---`."""
    return yaml_line + 2


def _check_place(article: Article, table: Table, rules: ArticleRules) -> None:
    path = PurePosixPath(article.src_uri)
    if not _SLUG.fullmatch(article.id):
        raise table.error("id", "small Latin letters, digits and hyphens", "Rename it.")
    if article.id == TOPIC_PAGE:
        raise table.error("id", "a name other than the one of a topic's own page", "Rename it.")
    if article.id != path.stem:
        raise table.error("id", f"{path.stem!r}, the name of the file", "Make them the same.")
    if article.topic not in rules.topics:
        raise table.error(
            "topic",
            f"one of {', '.join(rules.topics)}",
            "Correct the topic, or add it to docs/faq/topics.toml.",
        )
    if article.topic != path.parent.name:
        raise table.error(
            "topic",
            f"{path.parent.name!r}, the name of the folder",
            "Move the file, or correct it.",
        )


def _check_values(article: Article, table: Table, rules: ArticleRules) -> None:
    if not article.questions:
        raise table.error(
            "questions", "at least one text", "Add what a customer would type to find the article."
        )
    seen = {article.title.casefold()}
    for question in article.questions:
        if question.casefold() in seen:
            raise table.error(
                "questions", f"{question!r} only once, title included", "Remove the repeated one."
            )
        seen.add(question.casefold())
    if not article.clauses and not article.general:
        raise table.error(
            "clauses",
            "at least one clause id",
            "Cite the clause it rests on, or set `general: true` if it is not about Quartech.",
        )
    for clause in article.clauses:
        if clause not in rules.clause_ids:
            raise table.error(
                "clauses", "ids of clauses in wizard/data/clauses.toml", f"Correct {clause!r}."
            )
    if article.updated > rules.today:
        raise table.error("updated", f"a day not after {rules.today}", "Correct the date.")
