"""A received letter as a tracker or a table takes it."""

from dataclasses import dataclass, replace
from typing import Any

from wizard.letter.completeness import Completeness, completeness
from wizard.letter.json_form import letter_to_json
from wizard.letter.model import Letter
from wizard.letter.parse import ParsedLetter
from wizard.site_data.letter_fields import LetterFields

_LISTS = ("files", "sources", "shown", "urgency")
_NOT_APPLICABLE = "N/A"  # MantisBT's value for what cannot be or was not reproduced


@dataclass(frozen=True, slots=True)
class Ticket:
    """One letter of an inbox: where it was found, what it says, what it lacks.

    `place` is a path, with a number after `#` for a mailbox file. `labelled` tells letters with the
    lines of the wizard from letters written by hand.
    """

    place: str
    parsed: ParsedLetter
    meter: Completeness
    labelled: bool

    @property
    def letter(self) -> Letter:
        """The letter as far as it could be read."""
        return self.parsed.letter


def make_ticket(place: str, parsed: ParsedLetter, fields: LetterFields) -> Ticket:
    """The ticket of a letter that was parsed."""
    labelled = not any(doubt.reason == "unlabelled" for doubt in parsed.untrusted)
    return Ticket(place, parsed, completeness(parsed.letter, fields), labelled)


def ticket_to_json(ticket: Ticket) -> dict[str, Any]:
    """Plain values; files by name, type and size, without their content."""
    files = [
        {"name": item.name, "media_type": item.media_type, "size": len(item.content)}
        for item in ticket.letter.attachments
    ]
    mail = ticket.parsed.mail
    return {
        "place": ticket.place,
        "message_id": mail.message_id if mail else "",
        "sender": mail.sender if mail else "",
        "sent": _sent(ticket),
        "labelled": ticket.labelled,
        **letter_to_json(_without_files(ticket.letter)),
        "attachments": files,
        "missing": list(ticket.meter.required),
        "welcome": list(ticket.meter.welcome),
        "untrusted": {doubt.field: doubt.reason for doubt in ticket.parsed.untrusted},
    }


def ticket_row(ticket: Ticket, fields: LetterFields) -> dict[str, str]:
    """One row of a table for people: column name -> text."""
    letter = ticket.letter
    version = fields.unknown_version if letter.version is None else letter.version
    texts = {field.id: letter.answer(field.id) for field in fields.fields if field.id not in _LISTS}
    return {
        "place": ticket.place,
        "sent": _sent(ticket),
        "sender": ticket.parsed.mail.sender if ticket.parsed.mail else "",
        **texts,
        "version": version,
        "files": "\n".join(item.name for item in letter.attachments),
        "sources": "\n".join(note.url for note in letter.sources),
        "shown": "\n".join(note.url for note in letter.shown),
        "urgency": letter.urgency.ground if letter.urgency else "",
        "missing": " ".join(ticket.meter.required),
        "untrusted": " ".join(doubt.field for doubt in ticket.parsed.untrusted),
    }


def mantis_row(ticket: Ticket, fields: LetterFields) -> dict[str, str]:
    """One issue for an import into MantisBT, by the names of its fields and values."""
    letter, mantis = ticket.letter, fields.mantis
    told = [part for part in letter.description if part.field != "steps"]
    description = "\n\n".join(f"{fields.field(p.field).letter_label}: {p.text}" for p in told)
    return {
        "category": mantis.category,
        "summary": (letter.subject or letter.part("summary"))[: fields.subject_limit],
        "description": description,
        "steps_to_reproduce": letter.part("steps"),
        "additional_information": letter.additional,
        "reproducibility": _mantis_reproducibility(letter, fields),
        "severity": mantis.severity[letter.kind],
        "priority": mantis.urgent_priority if letter.urgency else mantis.priority,
        "version": letter.version or "",
        "date_submitted": _sent(ticket),
        "reference": letter.reference,
    }


def _mantis_reproducibility(letter: Letter, fields: LetterFields) -> str:
    if not letter.reproducibility:
        return _NOT_APPLICABLE
    return fields.reproducibility_value(letter.reproducibility).mantis_name


def _without_files(letter: Letter) -> Letter:
    return replace(letter, attachments=())


def _sent(ticket: Ticket) -> str:
    """The moment of the Date header in ISO 8601; empty where there is none."""
    mail = ticket.parsed.mail
    return mail.sent.isoformat() if mail and mail.sent else ""
