"""The support levels: what each covers, where it ends, what it asks for first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from wizard.pricing.quote_line import LEVELS
from wizard.validation import Table

FIGURES = ("reaction_hours", "vip_hours", "minimum_hours")
"""The names that stand in braces for figures kept in other files."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence from the regulations and its clause; figures stand in it as `{vip_hours}`."""

    text: str
    source: str

    def filled(self, figures: Mapping[str, int]) -> str:
        """The sentence with each of `FIGURES` in its place."""
        return self.text.format_map(figures)


@dataclass(frozen=True, slots=True)
class NamedStatement:
    """A statement that other data and templates refer to by `id`."""

    id: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Level:
    """One support level; `id` is one of `LEVELS`, `channel` the way to ask for it."""

    id: str
    name: str
    channel: str
    source: str
    covers: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    prerequisites: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Levels:
    """Everything in levels.toml.

    `delay_reasons` say why an answer may be put off or be impossible, `out_of_turn` what may be
    dealt with before its turn.
    """

    levels: tuple[Level, ...]
    delay_reasons: tuple[NamedStatement, ...]
    out_of_turn: tuple[NamedStatement, ...]

    def level(self, level_id: str) -> Level:
        """The level with that id, one of `LEVELS`."""
        return next(level for level in self.levels if level.id == level_id)


def read_levels(table: Table) -> Levels:
    """The levels of levels.toml; `DataError` names the key that is wrong."""
    levels = Levels(
        levels=tuple(_read_level(row) for row in table.tables("level")),
        delay_reasons=tuple(_read_named(row) for row in table.tables("delay_reason")),
        out_of_turn=tuple(_read_named(row) for row in table.tables("out_of_turn")),
    )
    if tuple(level.id for level in levels.levels) != LEVELS:
        raise table.error(
            "level", f"the levels {', '.join(LEVELS)}, in this order", "Restore the missing level."
        )
    table.finish()
    return levels


def _read_level(row: Table) -> Level:
    level = Level(
        id=row.choice("id", LEVELS),
        name=row.text("name"),
        channel=row.text("channel"),
        source=row.text("source"),
        covers=tuple(_read_statements(row, "covers")),
        limits=tuple(_read_statements(row, "limits")),
        prerequisites=tuple(_read_statements(row, "prerequisites")),
    )
    row.finish()
    return level


def _read_statements(row: Table, key: str) -> Iterator[Statement]:
    for statement in row.tables(key):
        yield _read_statement(statement)
        statement.finish()


def _read_named(row: Table) -> NamedStatement:
    named = NamedStatement(id=row.text("id"), statement=_read_statement(row))
    row.finish()
    return named


def _read_statement(row: Table) -> Statement:
    text = row.text("text")
    figures = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    if not figures <= set(FIGURES):
        raise row.error(
            "text",
            f"a text with no figures in braces but {', '.join(FIGURES)}",
            "Correct the name in braces.",
        )
    return Statement(text=text, source=row.text("source"))
