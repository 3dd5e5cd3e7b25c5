"""A letter read back from its text or from a mail message, with the fields not to be trusted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, product

from wizard.letter.control import field_sum, read_control, text_sum
from wizard.letter.file_names import extension, safe_file_name
from wizard.letter.mail_reading import Mail, read_mail
from wizard.letter.model import ArticleNote, Attachment, DescriptionPart, Letter, Urgency
from wizard.letter.text_reading import Entry, Reading, readings_of
from wizard.site_data.letter_fields import Kind, LetterFields, Reproducibility

_TRIES = 64  # readings of a list tried against its sum
_LISTS = {"sources": "unclear", "shown": "reason"}  # field -> label of the customer's note


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field not to be trusted, and why.

    `changed`: its text is not what was composed; `missing`: it was answered and is gone;
    `unsigned`: the control line is gone, so nobody can tell; `not_enclosed`: files are named in
    the text and did not come along; `unlabelled`: the letter was not made by the wizard.
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

    Exact for what `compose_text` and `compose_eml` wrote, also after quoting and re-wrapping.
    Without any label the whole text becomes the description, its fields all in doubt.
    """
    mail = read_mail(source) if isinstance(source, bytes) else None
    texts = mail.texts if mail else (str(source),)
    best: _Attempt | None = None
    for text in texts:
        for reading in readings_of(text, fields):
            attempt = _attempt(reading, mail, fields)
            if best is None or attempt.score > best.score:
                best = attempt
            if not attempt.parsed.untrusted:
                return attempt.parsed
    return best.parsed if best else _unlabelled(texts, mail, fields)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One reading made a letter; `score` is how many sums agree, then how many lines were found."""

    parsed: ParsedLetter
    score: tuple[int, int]


def _attempt(reading: Reading, mail: Mail | None, fields: LetterFields) -> _Attempt:
    reader = _FieldReader(reading.entries, fields)
    letter = reader.letter(mail.attachments if mail else ())
    doubts = _doubts(letter, reader.sums, reader.file_names, fields)
    parsed = ParsedLetter(letter, doubts, reading.before, reading.after, mail)
    return _Attempt(parsed, (len(reader.sums) - len(doubts), len(reading.entries)))


def _doubts(
    letter: Letter, sums: Mapping[str, str], listed: tuple[str, ...], fields: LetterFields
) -> tuple[Doubt, ...]:
    doubts: list[Doubt] = []
    for field in fields.fields:
        if field.id == "files" and len(letter.attachments) < len(listed):
            doubts.append(Doubt(field.id, "not_enclosed"))
        elif not sums:
            if letter.is_answered(field.id):
                doubts.append(Doubt(field.id, "unsigned"))
        elif sums[field.id] != field_sum(field.id, letter):
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


class _FieldReader:
    """Answers out of entries, each value in the reading that agrees with its sum."""

    def __init__(self, entries: tuple[Entry, ...], fields: LetterFields) -> None:
        self._entries = entries
        self._fields = fields
        self.sums = read_control(self._first(fields.labels["control"]), fields)
        self.file_names = tuple(
            safe_file_name(next(entry.readings()))
            for entry in self._labelled(fields.field("files").letter_label)
        )

    def letter(self, attachments: tuple[Attachment, ...]) -> Letter:
        fields = self._fields
        return Letter(
            kind=self._option("kind", fields.kinds) or fields.kinds[0].id,
            subject=self._text("subject"),
            reproducibility=self._option("reproducibility", fields.reproducibility),
            version=self._version(),
            description=tuple(self._parts()),
            additional=self._text("additional"),
            attachments=_named(attachments, self.file_names),
            sources=self._notes("sources"),
            shown=self._notes("shown"),
            urgency=self._urgency(),
            name=self._text("name"),
            organisation=self._text("organisation"),
            phone=self._text("phone"),
            zone=self._text("zone"),
            reference=self._text("reference"),
        )

    def _text(self, field_id: str) -> str:
        label = self._fields.field(field_id).letter_label
        readings = (text for entry in self._labelled(label) for text in entry.readings())
        return self._agreeing(field_id, readings, "")

    def _version(self) -> str | None:
        label = self._fields.field("version").letter_label
        readings: Iterator[str | None] = (
            None if entry.bare and text == self._fields.unknown_version else text
            for entry in self._labelled(label)
            for text in entry.readings()
        )
        return self._agreeing("version", readings, "")

    def _option(self, field_id: str, options: Iterable[Kind | Reproducibility]) -> str:
        """The id of the option whose label stands there; empty where it is none of them."""
        ids = {_folded(option.label): option.id for option in options}
        label = self._fields.field(field_id).letter_label
        readings = (text for entry in self._labelled(label) for text in entry.readings())
        known = (ids[_folded(text)] for text in readings if _folded(text) in ids)
        return self._agreeing(field_id, known, "")

    def _parts(self) -> Iterator[DescriptionPart]:
        for field in self._fields.fields:
            if field.part and self._labelled(field.letter_label):
                yield DescriptionPart(field.id, self._text(field.id))

    def _notes(self, field_id: str) -> tuple[ArticleNote, ...]:
        head = self._fields.field(field_id).letter_label
        labels = (head, self._fields.labels["link"], self._fields.labels[_LISTS[field_id]])
        groups = self._groups(labels)
        readings = product(*(_readings_or_empty(group.get(n)) for group in groups for n in labels))
        lists = ([list(texts[n : n + 3]) for n in range(0, len(texts), 3)] for texts in readings)
        chosen = self._agreeing(field_id, islice(lists, _TRIES), [])
        return tuple(ArticleNote(*note) for note in chosen)

    def _urgency(self) -> Urgency | None:
        labels = self._fields.labels
        names = (
            self._fields.field("urgency").letter_label,
            labels["ground_clause"],
            labels["ground_details"],
        )
        ids = {_folded(ground.label): ground.id for ground in self._fields.urgency}
        readings = (
            [ids[_folded(ground)], clause, details]
            for group in self._groups(names)
            for ground, clause, details in product(
                *(_readings_or_empty(group.get(name)) for name in names)
            )
            if _folded(ground) in ids
        )
        chosen = self._agreeing("urgency", islice(readings, _TRIES), [])
        return Urgency(*chosen) if chosen else None

    def _groups(self, labels: tuple[str, ...]) -> list[dict[str, Entry]]:
        """The entries of a list, one dictionary for each time its first label stands."""
        groups: list[dict[str, Entry]] = []
        inside = False
        for entry in self._entries:
            if entry.label == labels[0]:
                groups.append({entry.label: entry})
                inside = True
            elif inside and entry.label in labels:
                groups[-1].setdefault(entry.label, entry)
            else:
                inside = False
        return groups

    def _labelled(self, label: str) -> list[Entry]:
        return [entry for entry in self._entries if entry.label == label]

    def _first(self, label: str) -> str:
        return next((next(entry.readings()) for entry in self._labelled(label)), "")

    def _agreeing[Answer](
        self, field_id: str, readings: Iterable[Answer], absent: Answer
    ) -> Answer:
        """The first reading whose sum is that of the control line, else the likeliest one."""
        likeliest = absent
        for place, reading in enumerate(readings):
            if text_sum(field_id, reading) == self.sums.get(field_id):
                return reading
            if place == 0:
                likeliest = reading
        return likeliest


def _named(attachments: tuple[Attachment, ...], names: tuple[str, ...]) -> tuple[Attachment, ...]:
    """The files under the names of the text, where a mail program changed only the names."""
    if len(attachments) != len(names):
        return attachments
    pairs = tuple(zip(attachments, names, strict=True))
    if any(extension(item.name) not in ("", extension(name)) for item, name in pairs):
        return attachments
    return tuple(replace(item, name=name) for item, name in pairs)


def _readings_or_empty(entry: Entry | None) -> Iterable[str]:
    return entry.readings() if entry else ("",)


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
