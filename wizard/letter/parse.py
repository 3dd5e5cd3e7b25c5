"""A letter read back from its text or from a mail message, with the fields not to be trusted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from wizard.letter.control import field_sum
from wizard.letter.field_reading import FieldReader
from wizard.letter.mail_reading import Mail, read_mail
from wizard.letter.model import DescriptionPart, Letter
from wizard.letter.text_reading import Reading, readings_by_hand, readings_of
from wizard.site_data.letter_fields import LetterFields


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field not to be trusted, or the `letter` as a whole, and why.

    `changed`: its text is not what was composed; `missing`: it was answered and is gone;
    `unsigned`: the control line is gone, so nobody can tell, nor whether its own line was lost;
    `not_enclosed`: files are named in the text and did not come along; `unlabelled`: the letter
    was not made by the wizard; `several`: there are other letters in the text around this one.
    """

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedLetter:
    """A letter as far as it could be read.

    `before` and `after` is the text around it: a greeting, a signature, forwarding headers.
    `mail` is the message it came in, None for a bare text.
    """

    letter: Letter
    untrusted: tuple[Doubt, ...]
    before: str
    after: str
    mail: Mail | None


def parse_letter(source: str | bytes, fields: LetterFields) -> ParsedLetter:
    """The letter in a text, or in a mail message given as bytes; never raises for its content.

    Exact for what `compose_text` and `compose_eml` wrote, also after quoting and re-wrapping. The
    first of several letters is read; where it is damaged, the best of its copies. Without any
    label the whole text becomes the description, its fields all in doubt.
    """
    mail = read_mail(source) if isinstance(source, bytes) else None
    texts = mail.texts if mail else (str(source),)
    letters: list[_Attempt] = []
    for text in texts:
        letters += _letters(readings_of(text, fields), mail, fields)
        if letters and not _chosen(letters).untrusted:
            break
    if letters:
        return _chosen(letters)
    by_hand = (reading for text in texts for reading in readings_by_hand(text, fields))
    lines = _letters(by_hand, mail, fields)
    return lines[0].parsed if lines else _unlabelled(texts, mail, fields)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One reading made a letter.

    `score` is how many sums agree, then how many labels were found, then how many of the lines
    have a label that nobody wrote anew.
    """

    parsed: ParsedLetter
    sums: Mapping[str, str]
    score: tuple[int, int, int]

    def is_of(self, other: "_Attempt") -> bool:
        """Whether both are copies of one letter: by their sums or, without those, by the code."""
        if self.sums and other.sums:
            return self.sums == other.sums
        return self.parsed.letter.reference == other.parsed.letter.reference != ""


def _letters(
    readings: Iterable[Reading], mail: Mail | None, fields: LetterFields
) -> list[_Attempt]:
    """The best attempt at each letter, in the order of the text."""
    best: dict[tuple[int, int], _Attempt] = {}
    for reading in readings:
        known = best.get(reading.place)
        if known is None or known.parsed.untrusted:
            attempt = _attempt(reading, mail, fields)
            if known is None or attempt.score > known.score:
                best[reading.place] = attempt
    return [best[place] for place in sorted(best)]


def _chosen(letters: list[_Attempt]) -> ParsedLetter:
    """The best copy of the first letter, in doubt where there are others."""
    first, *later = letters
    copies = [first, *(attempt for attempt in later if attempt.is_of(first))]
    parsed = max(copies, key=lambda attempt: attempt.score).parsed
    if len(copies) == len(letters):
        return parsed
    return replace(parsed, untrusted=(*parsed.untrusted, Doubt("letter", "several")))


def _attempt(reading: Reading, mail: Mail | None, fields: LetterFields) -> _Attempt:
    reader = FieldReader(reading.entries, fields)
    letter = reader.letter(mail.attachments if mail else ())
    doubts = _doubts(letter, reader, fields)
    parsed = ParsedLetter(letter, doubts, reading.before, reading.after, mail)
    labels = {entry.label for entry in reading.entries}
    untouched = sum(not entry.edited for entry in reading.entries)
    return _Attempt(parsed, reader.sums, (len(reader.sums) - len(doubts), len(labels), untouched))


def _doubts(letter: Letter, reader: FieldReader, fields: LetterFields) -> tuple[Doubt, ...]:
    doubts: list[Doubt] = []
    for field in fields.fields:
        if field.id == "files" and len(letter.attachments) < len(reader.file_names):
            doubts.append(Doubt(field.id, "not_enclosed"))
        elif not reader.sums:
            # Its line may have been lost with the control line, so an empty field is in doubt too.
            doubts.append(Doubt(field.id, "unsigned"))
        elif reader.sums[field.id] != field_sum(field.id, letter) or reader.is_repeated(field.id):
            answered = letter.is_answered(field.id)
            doubts.append(Doubt(field.id, "changed" if answered else "missing"))
    return tuple(doubts)


def _unlabelled(texts: tuple[str, ...], mail: Mail | None, fields: LetterFields) -> ParsedLetter:
    text = next((text.strip() for text in texts if text.strip()), "")
    letter = Letter(
        kind=fields.kinds[0].id,
        subject=mail.subject if mail else "",
        version="",
        description=(DescriptionPart("summary", text),) if text else (),
        attachments=mail.attachments if mail else (),
    )
    doubts = tuple(Doubt(f.id, "unlabelled") for f in fields.fields if letter.is_answered(f.id))
    return ParsedLetter(letter, doubts, "", "", mail)
