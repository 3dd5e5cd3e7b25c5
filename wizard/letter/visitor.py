"""From the answers typed on the page to a letter: cleaned, and only what this kind asks."""

from collections.abc import Mapping

from wizard.letter.model import ArticleNote, Attachment, DescriptionPart, Letter, Urgency
from wizard.letter.plain_words import is_unknown_version
from wizard.letter.reference import reference_code
from wizard.letter.subject import subject_from
from wizard.site_data.letter_fields import LetterFields

UNKNOWN_VERSION_KEY = "version_unknown"


def letter_from_responses(
    responses: Mapping[str, str],
    fields: LetterFields,
    *,
    token: str,
    clause_number: str,
    zone: str = "",
    attachments: tuple[Attachment, ...] = (),
    sources: tuple[ArticleNote, ...] = (),
    shown: tuple[ArticleNote, ...] = (),
) -> Letter:
    """The letter that `responses` (field id -> typed text) make.

    `summary` is the text of «Что случилось?»; `version_unknown` set to anything but an empty text
    stands for «не знаю» while no version is typed; `urgency` is a ground's id and
    `urgency_details` its words. `token` gives the reference code, `clause_number` is the printed
    number of the clause on urgency. Answers to questions of another kind are left out; they stay
    in the responses.
    """
    answers = {key: clean_text(value) for key, value in responses.items()}
    kind = answers.get("kind") or fields.kinds[0].id
    parts = fields.kind(kind).parts
    return Letter(
        kind=kind,
        subject=answers.get("subject") or subject_from(answers.get("summary", "")),
        reproducibility=answers.get("reproducibility", ""),
        version=_version(answers, fields),
        description=tuple(
            DescriptionPart(part, answers[part]) for part in parts if answers.get(part)
        ),
        additional=answers.get("additional", ""),
        attachments=attachments,
        sources=sources,
        shown=shown,
        urgency=_urgency(answers, clause_number),
        name=answers.get("name", ""),
        organisation=answers.get("organisation", ""),
        phone=answers.get("phone", ""),
        zone=zone,
        reference=reference_code(token),
    )


def clean_text(text: str) -> str:
    """Typed or pasted text: line feeds only, plain spaces, no spaces at the ends, no NUL."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    unified = unified.replace("\u2028", "\n").replace("\u2029", "\n").replace("\u00a0", " ")
    return "\n".join(line.rstrip() for line in unified.split("\n")).strip()


def _version(answers: Mapping[str, str], fields: LetterFields) -> str | None:
    """The typed version; None where the customer says, by the box or in words, not to know it."""
    typed = answers.get("version", "")
    if is_unknown_version(typed, fields):
        return None
    return typed if typed or not answers.get(UNKNOWN_VERSION_KEY) else None


def _urgency(answers: Mapping[str, str], clause_number: str) -> Urgency | None:
    ground = answers.get("urgency")
    return Urgency(ground, clause_number, answers.get("urgency_details", "")) if ground else None
