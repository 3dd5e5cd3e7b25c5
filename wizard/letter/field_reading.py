"""The answers of a letter out of its labelled lines, each in the reading that its sum confirms."""

from collections.abc import Iterable, Iterator
from itertools import islice, product

from wizard.letter.control import read_control, text_sum
from wizard.letter.enclosed_files import listed_files
from wizard.letter.file_names import safe_file_name
from wizard.letter.model import ArticleNote, Attachment, DescriptionPart, Letter, Urgency
from wizard.letter.plain_words import is_unknown_version, without_point
from wizard.letter.text_form import list_labels
from wizard.letter.text_reading import Entry
from wizard.site_data.letter_fields import Kind, LetterFields, Reproducibility

_TRIES = 64  # readings of a list tried against its sum
_LISTS = ("files", "sources", "shown")  # their lines may stand several times


class FieldReader:
    """Answers out of entries, each value in the reading that agrees with its sum.

    `sums` are those of the control line by field id, empty without one; `file_names` the names of
    files as the text lists them.
    """

    def __init__(self, entries: tuple[Entry, ...], fields: LetterFields) -> None:
        self._entries = entries
        self._fields = fields
        self.sums = read_control(self._first(fields.labels["control"]), fields)
        self.file_names = tuple(
            safe_file_name(next(entry.readings()))
            for entry in self._labelled(fields.field("files").letter_label)
        )

    def letter(self, attachments: tuple[Attachment, ...]) -> Letter:
        """The letter with the files that came along; what has no line is not answered."""
        fields = self._fields
        return Letter(
            kind=self._option("kind", fields.kinds) or fields.kinds[0].id,
            subject=self._text("subject"),
            reproducibility=self._option("reproducibility", fields.reproducibility),
            version=self._version(),
            description=tuple(self._parts()),
            additional=self._text("additional"),
            attachments=listed_files(attachments, self.file_names, self.sums.get("files")),
            sources=self._notes("sources"),
            shown=self._notes("shown"),
            urgency=self._urgency(),
            name=self._text("name"),
            organisation=self._text("organisation"),
            phone=self._text("phone"),
            zone=self._text("zone"),
            reference=self._text("reference"),
        )

    def is_repeated(self, field_id: str) -> bool:
        """Whether somebody has added one more line of a field that has only one."""
        label = self._fields.field(field_id).letter_label
        return field_id not in _LISTS and len(self._labelled(label)) > 1

    def _text(self, field_id: str) -> str:
        label = self._fields.field(field_id).letter_label
        readings = (text for entry in self._labelled(label) for text in entry.readings())
        return self._agreeing(field_id, readings, "")

    def _version(self) -> str | None:
        label = self._fields.field("version").letter_label
        readings = (
            version
            for entry in self._labelled(label)
            for text in entry.readings()
            for version in self._versions(text, entry.bare)
        )
        return self._agreeing("version", readings, "")

    def _versions(self, text: str, bare: bool) -> tuple[str | None, ...]:
        """What a version's text may mean; older letters have typed «Не знаю» beside the label."""
        return (None, text) if bare and is_unknown_version(text, self._fields) else (text,)

    def _option(self, field_id: str, options: Iterable[Kind | Reproducibility]) -> str:
        """The id of the option whose label stands there; empty where it is none of them."""
        ids = {without_point(option.label): option.id for option in options}
        label = self._fields.field(field_id).letter_label
        readings = (text for entry in self._labelled(label) for text in entry.readings())
        known = (ids[without_point(text)] for text in readings if without_point(text) in ids)
        return self._agreeing(field_id, known, "")

    def _parts(self) -> Iterator[DescriptionPart]:
        for field in self._fields.fields:
            if field.part and self._labelled(field.letter_label):
                yield DescriptionPart(field.id, self._text(field.id))

    def _notes(self, field_id: str) -> tuple[ArticleNote, ...]:
        labels = self._list_labels(field_id)
        groups = self._groups(labels)
        readings = product(*(_readings_or_empty(group.get(n)) for group in groups for n in labels))
        lists = ([list(texts[n : n + 3]) for n in range(0, len(texts), 3)] for texts in readings)
        chosen = self._agreeing(field_id, islice(lists, _TRIES), [])
        return tuple(ArticleNote(*note) for note in chosen)

    def _urgency(self) -> Urgency | None:
        names = self._list_labels("urgency")
        ids = {without_point(ground.label): ground.id for ground in self._fields.urgency}
        readings = (
            [ids[without_point(ground)], clause, details]
            for group in self._groups(names)
            for ground, clause, details in product(
                *(_readings_or_empty(group.get(name)) for name in names)
            )
            if without_point(ground) in ids
        )
        chosen = self._agreeing("urgency", islice(readings, _TRIES), [])
        return Urgency(*chosen) if chosen else None

    def _list_labels(self, field_id: str) -> tuple[str, str, str]:
        head = self._fields.field(field_id).letter_label
        return (head, *list_labels(self._fields)[head])

    def _groups(self, labels: tuple[str, ...]) -> list[dict[str, Entry]]:
        """The entries of a list, one dictionary for each time its first label stands."""
        groups: list[dict[str, Entry]] = []
        inside = False
        for entry in self._entries:
            if entry.label == labels[0]:
                groups.append({entry.label: entry})
                inside = True
            elif inside and entry.label in labels:
                groups[-1][entry.label] = entry
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


def _readings_or_empty(entry: Entry | None) -> Iterable[str]:
    return entry.readings() if entry else ("",)
