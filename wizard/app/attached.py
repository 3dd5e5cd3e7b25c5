"""The files that belong to the letter, as the page remembers them between requests."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import accumulate

from wizard.errors import UsageError
from wizard.flow import Responses
from wizard.letter import Attachment, attach, safe_file_name
from wizard.letter.confidential import KINDS, Sighting, mask_log, read_log, sightings
from wizard.letter.file_names import LIMIT
from wizard.letter.model import MEDIA_TYPE
from wizard.letter.pictures import is_oversized, longest_side, tiff_pages
from wizard.site_data import LetterFields
from wizard.validation import Problem

FILES = "files"
LOG_TYPE = "text/plain"
CONVERTIBLE = "file_convertible"
SECRETS_SHOWN = 5
MOST_BYTES = 1_000_000_000
"""All files together; far past what a letter may hold, and what a browser can."""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file by the id under which the page keeps its bytes; `size` in bytes.

    `secrets` are the first of what a text log should not carry out of the house, `more_secrets`
    counts the others; `before` is the size it had before the page drew it anew, 0 when it did not,
    and `pages` of how many pages the drawn one was the first, 0 where there were none.
    """

    id: str
    name: str
    media_type: str
    size: int
    secrets: tuple[Sighting, ...] = ()
    more_secrets: int = 0
    before: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """A file that the visitor chose, or what the page made of it; then `before` is its old size.

    `pages` is what the `Redrawing` had; `without_decoder` says that the page could not fetch what
    reads the format.
    """

    id: str
    name: str
    before: int = 0
    pages: int = 0
    without_decoder: bool = False


@dataclass(frozen=True, slots=True)
class Redrawing:
    """A picture that the page should draw anew, its longer side at most `most_side` pixels.

    One that is `refused` cannot go as it is. `decoder` reads it where the browser does not; `pages`
    is how many it has, as far as the format tells.
    """

    id: str
    refused: bool
    most_side: int
    decoder: str = ""
    pages: int = 0


def attached_files(responses: Responses) -> tuple[AttachedFile, ...]:
    """The files named by the response `files`; what is not a file entry is dropped."""
    try:
        rows = json.loads(responses.get(FILES) or "[]")
    except (ValueError, RecursionError):
        return ()
    files = [_entry(row) for row in rows if _is_entry(row)] if isinstance(rows, list) else []
    totals = accumulate(file.size for file in files)
    return tuple(file for file, total in zip(files, totals, strict=True) if total <= MOST_BYTES)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of chosen files: the responses, what is wrong, and what is to be drawn anew."""

    responses: Responses
    problems: tuple[Problem, ...]
    redrawings: tuple[Redrawing, ...]


def add_files(
    chosen: Sequence[ChosenFile],
    contents: Sequence[bytes],
    responses: Responses,
    fields: LetterFields,
) -> Added:
    """The chosen files among those of the letter, but for the refused and those to be redrawn.

    A picture is redrawn once: what the page made of it is taken or refused as it is.
    """
    files = list(attached_files(responses))
    problems = []
    redrawings = []
    for file, content in zip(chosen, contents, strict=True):
        found = attach(content, file.name, fields)
        if isinstance(found, Problem):
            if found.code != CONVERTIBLE:
                problems.append(found)
            elif file.before:
                code = "file_without_decoder" if file.without_decoder else "file_undrawable"
                problems.append(replace(found, code=code))
            else:
                redrawings.append(_of_refused(file.id, found.values["format"], content, fields))
        elif is_oversized(found, fields) and not file.before:
            side = longest_side(fields.file_label(found.media_type), fields)
            redrawings.append(Redrawing(file.id, refused=False, most_side=side))
        else:
            files = _with(file, found, files)
    return Added(with_files(responses, files), tuple(problems), tuple(redrawings))


def _of_refused(file_id: str, label: str, content: bytes, fields: LetterFields) -> Redrawing:
    return Redrawing(
        file_id,
        refused=True,
        most_side=longest_side(label, fields),
        decoder=fields.decoder(label),
        pages=tiff_pages(content),
    )


def redrawing_effects(
    redrawings: Sequence[Redrawing], told: Sequence[str], fields: LetterFields
) -> tuple[Mapping[str, object], ...]:
    """What the page is asked to draw, all of it at once: it attaches the results together.

    `told` are the messages about the files chosen with them: the list drawn then holds them again.
    """
    limits = fields.pictures
    convert = {
        "type": "convert",
        "pictures": [asdict(redrawing) for redrawing in redrawings],
        "media_types": list(limits.media_types),
        "quality": limits.quality / 100,
        "most_pixels": limits.most_pixels,
        "told": list(told),
    }
    return (convert,) if redrawings else ()


def _with(file: ChosenFile, found: Attachment, files: Sequence[AttachedFile]) -> list[AttachedFile]:
    kept = [other for other in files if other.id != file.id]
    name = _unused(found.name, kept)
    entry = replace(_attached(file.id, found), name=name, before=file.before, pages=file.pages)
    return [*kept, entry]


def remove_file(file_id: str, responses: Responses) -> Responses:
    """The responses without that file."""
    return with_files(responses, [f for f in attached_files(responses) if f.id != file_id])


def mask_file(
    file_id: str, content: bytes, responses: Responses
) -> tuple[Responses, AttachedFile | None, bytes]:
    """The log with its secrets masked: the responses, its new entry and its new bytes.

    There is no entry where the letter has no such file.
    """
    files = attached_files(responses)
    masked = mask_log(content)
    changed = [
        replace(file, size=len(masked), secrets=(), more_secrets=0) if file.id == file_id else file
        for file in files
    ]
    entry = next((file for file in changed if file.id == file_id), None)
    return with_files(responses, changed), entry, masked


def lost_files(
    responses: Responses, contents: Sequence[bytes]
) -> tuple[Responses, tuple[Problem, ...]]:
    """The responses without the files whose bytes are gone, and a problem for each of those.

    A browser may forget the bytes (a private window, a full disk) and still have the names.
    """
    files = attached_files(responses)
    if len(contents) != len(files):  # damaged names: whose bytes these are cannot be told
        contents = [b""] * len(files)
    pairs = zip(files, attachments_of(responses, contents), strict=True)
    kept = [file for file, attachment in pairs if file.size == len(attachment.content)]
    lost = (file for file in files if file not in kept)
    problems = tuple(Problem(FILES, "file_lost", {"name": file.name}) for file in lost)
    return with_files(responses, kept), problems


def with_files(responses: Responses, files: Sequence[AttachedFile]) -> Responses:
    """The responses with these files and no others."""
    rows = [asdict(file) for file in files]
    return responses.with_values({FILES: json.dumps(rows, ensure_ascii=False) if rows else ""})


def attachments_of(
    responses: Responses, contents: Sequence[bytes] | None = None
) -> tuple[Attachment, ...]:
    """The attachments of the letter, with `contents` in the order of the files.

    Without `contents` (they travel from the page only when the letter is made) each holds as many
    zero bytes, so that its size is still counted. `UsageError` where there are more or fewer
    contents than files.
    """
    files = attached_files(responses)
    if contents is not None and len(contents) != len(files):
        raise UsageError(
            "request files", len(contents), f"the bytes of {len(files)} files", "Reload the page."
        )
    filled = [bytes(file.size) for file in files] if contents is None else contents
    return tuple(
        Attachment(file.name, file.media_type, content)
        for file, content in zip(files, filled, strict=True)
    )


def _attached(file_id: str, found: Attachment) -> AttachedFile:
    secrets, more = _secrets_in(found)
    size = len(found.content)
    return AttachedFile(file_id, found.name, found.media_type, size, secrets, more)


def _secrets_in(found: Attachment) -> tuple[tuple[Sighting, ...], int]:
    """What a text holds, as it is shown, and how much more; pictures and archives are not read."""
    if found.media_type != LOG_TYPE:
        return (), 0
    text, _ = read_log(found.content)
    return sightings(text, SECRETS_SHOWN)


def _unused(name: str, files: Sequence[AttachedFile]) -> str:
    """The name, with a number before its extension when another file has it already."""
    taken = {file.name for file in files}
    stem, dot, ending = name.rpartition(".")
    number = 2
    while name in taken:
        rest = f"-{number}{dot}{ending}"
        name = stem[: LIMIT - len(rest)] + rest
        number += 1
    return name


def _is_entry(row: object) -> bool:
    return (
        isinstance(row, Mapping)
        and all(isinstance(row.get(key), str) for key in ("id", "name", "media_type"))
        and type(row.get("size")) is int
        and row["size"] > 0
        and row["name"] == safe_file_name(row["name"])
        and MEDIA_TYPE.fullmatch(row["media_type"]) is not None
    )


def _entry(row: Mapping[str, object]) -> AttachedFile:
    return AttachedFile(
        id=str(row["id"]),
        name=str(row["name"]),
        media_type=str(row["media_type"]),
        size=int(str(row["size"])),
        secrets=tuple(_sightings(row.get("secrets"))),
        more_secrets=whole_size(row.get("more_secrets")),
        before=whole_size(row.get("before")),
        pages=whole_size(row.get("pages")),
    )


def whole_size(value: object) -> int:
    """A size or a number from JSON; 0 for what is none."""
    return value if type(value) is int and value > 0 else 0


def _sightings(rows: object) -> Iterator[Sighting]:
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, Mapping) and row.get("kind") in KINDS:
            yield Sighting(str(row["kind"]), whole_size(row.get("line")), str(row.get("text", "")))
