"""The letter as JSON: the one schema of `letter compose`, `letter parse` and the shelf."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from wizard.letter.file_names import safe_file_name
from wizard.letter.model import ArticleNote, Attachment, DescriptionPart, Letter, Urgency
from wizard.site_data.letter_fields import LetterFields
from wizard.validation import Table


def letter_to_json(letter: Letter) -> dict[str, Any]:
    """Plain values, every key present; file contents in base64, an unknown version null."""
    return {
        "kind": letter.kind,
        "subject": letter.subject,
        "reproducibility": letter.reproducibility,
        "version": letter.version,
        "description": {part.field: part.text for part in letter.description},
        "additional": letter.additional,
        "attachments": [_attachment_json(item) for item in letter.attachments],
        "sources": [_note_json(note) for note in letter.sources],
        "shown": [_note_json(note) for note in letter.shown],
        "urgency": _urgency_json(letter.urgency),
        "name": letter.name,
        "organisation": letter.organisation,
        "phone": letter.phone,
        "zone": letter.zone,
        "reference": letter.reference,
    }


def letter_from_json(
    values: Mapping[str, Any], fields: LetterFields, where: str = "letter"
) -> Letter:
    """The letter that `letter_to_json` wrote; absent keys are answers not given.

    Texts are kept as they are, file names are made safe. Raises `DataError` naming `where` and the
    key path for an unknown key, a wrong type or an id that `letter.toml` does not have.
    """
    table = Table({key: value for key, value in values.items() if value is not None}, where)
    unknown_version = "version" in values and values["version"] is None
    letter = Letter(
        kind=table.choice("kind", tuple(kind.id for kind in fields.kinds)),
        subject=_text(table, "subject"),
        reproducibility=_chosen(table, "reproducibility", [v.id for v in fields.reproducibility]),
        version=None if unknown_version else _text(table, "version"),
        description=_description(table, fields),
        additional=_text(table, "additional"),
        attachments=tuple(_attachment(row) for row in _rows(table, "attachments")),
        sources=tuple(_note(row) for row in _rows(table, "sources")),
        shown=tuple(_note(row) for row in _rows(table, "shown")),
        urgency=_urgency(table.optional_table("urgency"), fields),
        name=_text(table, "name"),
        organisation=_text(table, "organisation"),
        phone=_text(table, "phone"),
        zone=_text(table, "zone"),
        reference=_text(table, "reference"),
    )
    table.finish()
    return letter


def _attachment_json(item: Attachment) -> dict[str, str]:
    return {
        "name": item.name,
        "media_type": item.media_type,
        "content": base64.b64encode(item.content).decode("ascii"),
    }


def _note_json(note: ArticleNote) -> dict[str, str]:
    return {"title": note.title, "url": note.url, "note": note.note}


def _urgency_json(urgency: Urgency | None) -> dict[str, str] | None:
    if urgency is None:
        return None
    return {"ground": urgency.ground, "clause": urgency.clause, "details": urgency.details}


def _text(table: Table, key: str) -> str:
    return table.optional_text(key) or ""


def _chosen(table: Table, key: str, allowed: list[str]) -> str:
    return table.choice(key, ("", *allowed), "")


def _rows(table: Table, key: str) -> list[Table]:
    return list(table.tables(key)) if key in table.keys() else []  # noqa: SIM118  (not a dict)


def _description(table: Table, fields: LetterFields) -> tuple[DescriptionPart, ...]:
    """The parts in the order of `letter.toml`."""
    rows = table.optional_table("description")
    if rows is None:
        return ()
    texts = {field.id: _text(rows, field.id) for field in fields.fields if field.part}
    given = frozenset(rows.keys())
    parts = tuple(DescriptionPart(id_, text) for id_, text in texts.items() if id_ in given)
    rows.finish()
    return parts


def _attachment(row: Table) -> Attachment:
    name = safe_file_name(row.text("name"))
    media_type = row.text("media_type", "application/octet-stream")
    encoded = _text(row, "content")
    row.finish()
    try:
        content = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise row.error("content", "base64 text", "Encode the file's bytes again.") from None
    return Attachment(name, media_type, content)


def _note(row: Table) -> ArticleNote:
    note = ArticleNote(_text(row, "title"), _text(row, "url"), _text(row, "note"))
    row.finish()
    return note


def _urgency(row: Table | None, fields: LetterFields) -> Urgency | None:
    if row is None:
        return None
    urgency = Urgency(
        row.choice("ground", tuple(ground.id for ground in fields.urgency)),
        _text(row, "clause"),
        _text(row, "details"),
    )
    row.finish()
    return urgency
