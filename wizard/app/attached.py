"""The files that belong to the letter, as the page remembers them between requests."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from wizard.flow import Responses
from wizard.letter import Attachment, attach, safe_file_name
from wizard.site_data import LetterFields
from wizard.validation import Problem

FILES = "files"


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file by the id under which the page keeps its bytes; `size` in bytes."""

    id: str
    name: str
    media_type: str
    size: int


def attached_files(responses: Responses) -> tuple[AttachedFile, ...]:
    """The files named by the response `files`; what is not a file entry is dropped."""
    try:
        rows = json.loads(responses.get(FILES) or "[]")
    except ValueError:
        return ()
    return tuple(_entry(row) for row in rows if _is_entry(row)) if isinstance(rows, list) else ()


def add_files(
    chosen: Sequence[Mapping[str, str]],
    contents: Sequence[bytes],
    responses: Responses,
    fields: LetterFields,
) -> tuple[Responses, tuple[tuple[str, Problem], ...]]:
    """The responses with the good ones among the chosen files, and each refused id's problem."""
    files = list(attached_files(responses))
    refused = []
    for row, content in zip(chosen, contents, strict=True):
        found = attach(content, row["name"], fields)
        if isinstance(found, Problem):
            refused.append((row["id"], found))
        else:
            kept = [file for file in files if file.id != row["id"]]
            new = AttachedFile(row["id"], found.name, found.media_type, len(content))
            files = [*kept, replace(new, name=_unused(new.name, kept))]
    return with_files(responses, files), tuple(refused)


def remove_file(file_id: str, responses: Responses) -> Responses:
    """The responses without that file."""
    return with_files(responses, [f for f in attached_files(responses) if f.id != file_id])


def with_files(responses: Responses, files: Sequence[AttachedFile]) -> Responses:
    """The responses with these files and no others."""
    rows = [asdict(file) for file in files]
    return responses.with_values({FILES: json.dumps(rows, ensure_ascii=False) if rows else ""})


def attachments_of(
    responses: Responses, contents: Sequence[bytes] | None = None
) -> tuple[Attachment, ...]:
    """The attachments of the letter, with `contents` in the order of the files.

    Without `contents` (they travel from the page only when the letter is made) each holds as many
    zero bytes, so that its size is still counted.
    """
    files = attached_files(responses)
    filled = [bytes(file.size) for file in files] if contents is None else contents
    return tuple(
        Attachment(file.name, file.media_type, content)
        for file, content in zip(files, filled, strict=True)
    )


def _unused(name: str, files: Sequence[AttachedFile]) -> str:
    """The name, with a number before its extension when another file has it already."""
    taken = {file.name for file in files}
    stem, dot, ending = name.rpartition(".")
    number = 2
    while name in taken:
        name = f"{stem}-{number}{dot}{ending}"
        number += 1
    return name


def _is_entry(row: object) -> bool:
    return (
        isinstance(row, Mapping)
        and all(isinstance(row.get(key), str) for key in ("id", "name", "media_type"))
        and isinstance(row.get("size"), int)
        and row["name"] == safe_file_name(row["name"])
    )


def _entry(row: Mapping[str, object]) -> AttachedFile:
    return AttachedFile(
        id=str(row["id"]),
        name=str(row["name"]),
        media_type=str(row["media_type"]),
        size=int(str(row["size"])),
    )
