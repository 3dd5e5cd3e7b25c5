"""The control line: per field a short sum, by which a reader knows what mail or people changed.

It guards against accidents, not against forgery.
"""

import json
import zlib
from collections.abc import Iterable, Sequence

from wizard.letter.model import ArticleNote, Attachment, Letter
from wizard.site_data.letter_fields import LetterFields

_CANONICAL = json.JSONEncoder(ensure_ascii=True, sort_keys=True)
FORMAT = "1"  # raise it when the fields or the sums change: older letters then read as unchecked


def control_value(letter: Letter, files: Sequence[tuple[str, int]], fields: LetterFields) -> str:
    """The format and one sum per field of `letter.toml`, in its order, separated by spaces.

    `files` are the `names_and_sizes` of the letter's files, instead of its attachments.
    """
    sums = (
        text_sum(field.id, files) if field.id == "files" else field_sum(field.id, letter)
        for field in fields.fields
    )
    return " ".join([FORMAT, *sums])


def read_control(value: str, fields: LetterFields) -> dict[str, str]:
    """Field id -> sum as a control line says; empty where the line is missing, cut or older."""
    signs = value.split()
    if len(signs) != len(fields.fields) + 1 or signs[0] != FORMAT:
        return {}
    return {field.id: sign for field, sign in zip(fields.fields, signs[1:], strict=True)}


def field_sum(field_id: str, letter: Letter) -> str:
    """Five hexadecimal digits that depend on the field and all of its answer.

    Of a file they hold the name and the size: mail programs add line ends to enclosed logs.
    """
    return text_sum(field_id, _answer(field_id, letter))


def text_sum(field_id: str, answer: object) -> str:
    """The sum of one answer given as plain values."""
    # The JSON of a list of both; made of two, since that of a text alone takes half the time.
    canonical = f"[{_CANONICAL.encode(field_id)}, {_CANONICAL.encode(answer)}]"
    return f"{zlib.crc32(canonical.encode('ascii')) & 0xFFFFF:05x}"


def files_sum(files: Iterable[Attachment]) -> str:
    """The sum of the field `files`."""
    return text_sum("files", names_and_sizes(files))


def _answer(field_id: str, letter: Letter) -> object:
    match field_id:
        case "version":
            return letter.version
        case "files":
            return names_and_sizes(letter.attachments)
        case "sources":
            return _notes(letter.sources)
        case "shown":
            return _notes(letter.shown)
        case "urgency":
            urgency = letter.urgency
            return urgency and [urgency.ground, urgency.clause, urgency.details]
        case _:
            return letter.answer(field_id)


def names_and_sizes(files: Iterable[Attachment]) -> tuple[tuple[str, int], ...]:
    """What the sum of files depends on: their names, and their sizes in bytes."""
    return tuple((item.name, len(item.content)) for item in files)


def _notes(notes: tuple[ArticleNote, ...]) -> list[list[str]]:
    return [[note.title, note.url, note.note] for note in notes]
