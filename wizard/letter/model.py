"""The letter itself: everything a person writes to support, as plain values."""

import re
from dataclasses import dataclass

from wizard.errors import UsageError
from wizard.letter.file_names import safe_file_name

_TEXT_FIELDS = [
    "kind",
    "subject",
    "reproducibility",
    "version",
    "additional",
    "name",
    "organisation",
    "phone",
    "zone",
    "reference",
]
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")


@dataclass(frozen=True, slots=True)
class DescriptionPart:
    """One part of the description; `field` is the id of a field marked `part` in `letter.toml`."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the letter.

    `name` is safe to write to disk and into a header, `media_type` is lower case without
    parameters; anything else raises `UsageError`, so that no letter can hold a smuggled header.
    """

    name: str
    media_type: str
    content: bytes

    def __post_init__(self) -> None:
        if self.name != safe_file_name(self.name):
            raise UsageError(
                "attachment.name", self.name, "a safe file name", "Pass it through safe_file_name."
            )
        if not MEDIA_TYPE.fullmatch(self.media_type):
            raise UsageError(
                "attachment.media_type", self.media_type, "type/subtype", "Use that of letter.toml."
            )


@dataclass(frozen=True, slots=True)
class ArticleNote:
    """An article the customer read, and their note: what is unclear, or why it is no help."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Urgency:
    """A claim to be handled out of turn (clause 3.3).

    `ground` is an id of `letter.toml`, `clause` the printed number of the clause, `details` the
    customer's own words on what has stopped.
    """

    ground: str
    clause: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to support; empty texts are answers not given.

    `version` None means the customer does not know it, which is a legal answer. `sources` are
    articles to be explained (clause 1.2), `shown` those that did not help. `description` has
    parts of the kind, each at most once, in the order of `letter.toml`.
    """

    kind: str
    subject: str = ""
    reproducibility: str = ""
    version: str | None = ""
    description: tuple[DescriptionPart, ...] = ()
    additional: str = ""
    attachments: tuple[Attachment, ...] = ()
    sources: tuple[ArticleNote, ...] = ()
    shown: tuple[ArticleNote, ...] = ()
    urgency: Urgency | None = None
    name: str = ""
    organisation: str = ""
    phone: str = ""
    zone: str = ""
    reference: str = ""

    def part(self, field_id: str) -> str:
        """The text of a description part, empty where there is none."""
        return next((part.text for part in self.description if part.field == field_id), "")

    def answer(self, field_id: str) -> str:
        """The answer to a field that is one text; empty for lists, files, an unknown version."""
        if field_id in _TEXT_FIELDS:
            return str(getattr(self, field_id) or "")
        return self.part(field_id)

    def is_answered(self, field_id: str) -> bool:
        """Whether the field has an answer, «не знаю» for the version being one."""
        match field_id:
            case "version":
                return self.version is None or bool(self.version.strip())
            case "files":
                return bool(self.attachments)
            case "sources":
                return bool(self.sources)
            case "shown":
                return bool(self.shown)
            case "urgency":
                return self.urgency is not None
            case _:
                return bool(self.answer(field_id).strip())
