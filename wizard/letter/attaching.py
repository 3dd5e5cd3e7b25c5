"""Files on their way into the letter: recognised by their first bytes, renamed to what they are."""

from wizard.letter.file_names import extension, safe_file_name
from wizard.letter.model import Attachment
from wizard.site_data.letter_fields import FileKind, LetterFields
from wizard.validation import Problem

__all__ = ["attach", "identify", "safe_file_name"]

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16, as Windows Notepad writes it


def identify(content: bytes, name: str, fields: LetterFields) -> FileKind | Problem:
    """What the file is, told by its content; a `Problem` of field `files` where it cannot go along.

    Codes: `file_empty`, `file_unknown`, `file_convertible` (a picture the page can redraw).
    """
    shown = safe_file_name(name)
    if not content:
        return Problem("files", "file_empty", {"name": shown})
    kind = next((kind for kind in fields.files if _is(kind, content, shown)), None)
    if kind is None:
        return Problem("files", "file_unknown", {"name": shown})
    if not kind.accepted:
        return Problem("files", "file_convertible", {"name": shown, "format": kind.label})
    return kind


def attach(content: bytes, name: str, fields: LetterFields) -> Attachment | Problem:
    """The file as an attachment, its extension that of its content; else the `Problem` with it."""
    kind = identify(content, name, fields)
    if isinstance(kind, Problem):
        return kind
    shown = safe_file_name(name)
    if extension(shown) not in kind.extensions:
        shown = safe_file_name(f"{_stem(shown, fields)}.{kind.extensions[0]}")
    return Attachment(shown, kind.media_type, content)


def _stem(name: str, fields: LetterFields) -> str:
    """The name without an extension that some known format has: `снимок.bmp` gives `снимок`."""
    known = {ending for kind in fields.files for ending in kind.extensions}
    return name.rpartition(".")[0] if extension(name) in known else name


def _is(kind: FileKind, content: bytes, name: str) -> bool:
    if kind.by_name and extension(name) not in kind.extensions:
        return False
    if not kind.signatures:
        return _is_text(content)
    return any(_starts_with(content, signature) for signature in kind.signatures)


def _starts_with(content: bytes, signature: str) -> bool:
    pairs = [signature[place : place + 2] for place in range(0, len(signature), 2)]
    return len(content) >= len(pairs) and all(
        pair == ".." or content[place] == int(pair, 16) for place, pair in enumerate(pairs)
    )


def _is_text(content: bytes) -> bool:
    """Text in an encoding a log is written in; a program or a picture always has NUL bytes."""
    return content.startswith(_WIDE_MARKS) or b"\0" not in content
