"""The topics of the FAQ: their order, names and descriptions, from docs/faq/topics.toml."""

from dataclasses import dataclass
from pathlib import Path

from wizard.cli.text_file import read_text
from wizard.site_data.load import parse_toml
from wizard.validation import Table


@dataclass(frozen=True, slots=True)
class Topic:
    """One folder of docs/faq/: `id` is its name, the rest is what a visitor reads."""

    id: str
    title: str
    description: str


def read_topics(file: Path) -> tuple[Topic, ...]:
    """The topics in the order in which the site lists them; `DataError` for a wrong text."""
    where = "docs/faq/topics.toml"
    table = Table(parse_toml(read_text(file, where), where), where)
    topics = []
    for row in table.tables("topic"):
        topics.append(Topic(row.text("id"), row.text("title"), row.text("description")))
        row.finish()
    table.finish()
    return tuple(topics)
