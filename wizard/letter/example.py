"""A letter with every field filled: the schema by example, and a specimen for tests."""

import base64

from wizard.letter.attaching import attach
from wizard.letter.model import ArticleNote, Attachment, DescriptionPart, Letter, Urgency
from wizard.letter.reference import reference_code
from wizard.site_data.letter_fields import LetterFields

# The smallest PNG there is: one transparent pixel.
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def example_letter(kind: str, clause_number: str, fields: LetterFields) -> Letter:
    """The letter of `kind` that the good examples of `letter.toml` make.

    `clause_number` is the printed number of the clause on urgency.
    """
    good = {field.id: field.good for field in fields.fields}
    words = fields.example
    return Letter(
        kind=kind,
        subject=good["subject"],
        reproducibility=fields.reproducibility[0].id,
        version=words["version"],
        description=tuple(DescriptionPart(part, good[part]) for part in fields.kind(kind).parts),
        additional=good["additional"],
        attachments=_files(fields),
        sources=(ArticleNote(words["unclear_title"], words["unclear_url"], words["unclear_note"]),),
        shown=(ArticleNote(words["shown_title"], words["shown_url"], good["shown"]),),
        urgency=Urgency(fields.urgency[0].id, clause_number, good["urgency"]),
        name=good["name"],
        organisation=good["organisation"],
        phone=good["phone"],
        zone=good["zone"],
        reference=reference_code("example"),
    )


def _files(fields: LetterFields) -> tuple[Attachment, ...]:
    item = attach(_PIXEL, fields.example["file"], fields)
    return (item,) if isinstance(item, Attachment) else ()
