"""The canonical text of a letter: labelled lines in the order of the regulations.

A short value stands beside its label, `Версия: 3.2`; a longer one below it, each line after a
bar. The unknown version stands beside the label, so a typed text that happens to read the same,
in any case and with or without a point, is written with a bar and stays a text.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from wizard.letter.control import control_value, names_and_sizes
from wizard.letter.escaping import BAR, escape_line
from wizard.letter.model import ArticleNote, Letter
from wizard.letter.plain_words import is_unknown_version
from wizard.site_data.letter_fields import LetterFields

_CONTACT = ("name", "organisation", "phone", "zone")


def compose_text(letter: Letter, fields: LetterFields) -> str:
    """The letter as text with `\\n` line ends; `wizard.letter.parse` reads it back exactly.

    Files are named, not enclosed. Raises `DataError` for an id that `letter.toml` does not have.
    """
    files = names_and_sizes(letter.attachments)
    return _written(replace(letter, attachments=()), files, fields)


@lru_cache(1)  # every step of a visit writes the same letter, and the last one several times
def _written(letter: Letter, files: tuple[tuple[str, int], ...], fields: LetterFields) -> str:
    """The text of a letter whose `files`, names and sizes, are given instead of its attachments."""
    groups = (
        _head(letter, fields),
        _description(letter, fields),
        _line("additional", letter.additional, fields),
        (line for name, _ in files for line in _line("files", name, fields)),
        _notes("sources", "unclear", letter.sources, fields),
        _notes("shown", "reason", letter.shown, fields),
        _urgency(letter, fields),
        (line for id_ in _CONTACT for line in _line(id_, letter.answer(id_), fields)),
        _tail(letter, files, fields),
    )
    paragraphs = ["\n".join(lines) for lines in map(tuple, groups) if lines]
    return "\n\n".join(paragraphs) + "\n"


def list_labels(fields: LetterFields) -> dict[str, tuple[str, str]]:
    """The labels that count in a list alone, by the label that each group of it begins with."""
    labels = fields.labels
    members = {
        "sources": (labels["link"], labels["unclear"]),
        "shown": (labels["link"], labels["reason"]),
        "urgency": (labels["ground_clause"], labels["ground_details"]),
    }
    return {fields.field(id_).letter_label: pair for id_, pair in members.items()}


def _head(letter: Letter, fields: LetterFields) -> Iterator[str]:
    yield f"{fields.field('kind').letter_label}: {fields.kind(letter.kind).label}"
    yield from _line("subject", letter.subject, fields)
    if letter.reproducibility:
        value = fields.reproducibility_value(letter.reproducibility)
        yield f"{fields.field('reproducibility').letter_label}: {value.label}"
    if letter.version is None:
        yield f"{fields.field('version').letter_label}: {fields.unknown_version}"
    else:
        yield from _line("version", letter.version, fields)


def _description(letter: Letter, fields: LetterFields) -> Iterator[str]:
    if letter.description:
        yield f"{fields.labels['description']}:"
    for part in letter.description:
        yield from _labelled(fields.field(part.field).letter_label, part.text, fields)


def _notes(
    field_id: str, note_label: str, notes: tuple[ArticleNote, ...], fields: LetterFields
) -> Iterator[str]:
    for note in notes:
        yield from _labelled(fields.field(field_id).letter_label, note.title, fields)
        yield from _labelled(fields.labels["link"], note.url, fields)
        if note.note:  # most readers say of an article only that it did not help
            yield from _labelled(fields.labels[note_label], note.note, fields)


def _urgency(letter: Letter, fields: LetterFields) -> Iterator[str]:
    if letter.urgency:
        ground = fields.ground(letter.urgency.ground)
        yield f"{fields.field('urgency').letter_label}: {ground.label}"
        yield from _labelled(fields.labels["ground_clause"], letter.urgency.clause, fields)
        yield from _labelled(fields.labels["ground_details"], letter.urgency.details, fields)


def _tail(
    letter: Letter, files: tuple[tuple[str, int], ...], fields: LetterFields
) -> Iterator[str]:
    yield from _line("reference", letter.reference, fields)
    yield f"{fields.labels['control']}: {control_value(letter, files, fields)}"


def _line(field_id: str, text: str, fields: LetterFields) -> Iterator[str]:
    """The lines of a field, none where it was not answered."""
    if text:
        yield from _labelled(fields.field(field_id).letter_label, text, fields)


def _labelled(label: str, text: str, fields: LetterFields) -> Iterator[str]:
    labels = fields.all_labels
    lines = [escape_line(line, labels) for line in text.split("\n")]
    if len(lines) == 1 and not is_unknown_version(text, fields):
        yield f"{label}: {lines[0]}".rstrip(" ")
    else:
        yield f"{label}:"
        yield from (f"{BAR} {line}".rstrip(" ") for line in lines)
