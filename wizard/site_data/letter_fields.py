"""What the letter asks, in which order and words, as `letter.toml` defines it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from wizard.errors import DataError


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the letter and one labelled line in it.

    `required_for` holds kind ids; `part` marks a part of the description; `cost` ends the sentence
    "without it …"; `messages` maps a problem code to its wording, with `{placeholders}`.
    """

    id: str
    label: str
    letter_label: str
    source: str
    required_for: tuple[str, ...]
    why: str
    good: str
    bad: str
    cost: str
    hint: str
    limit: int
    part: bool
    messages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reproducibility:
    """A value of "Воспроизводимость" (clause 2.3) and its counterpart in the MantisBT tracker."""

    id: str
    label: str
    explanation: str
    source: str
    mantis_code: int
    mantis_name: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter (clause 2.2) and the fields that make up its description (clause 2.5)."""

    id: str
    label: str
    explanation: str
    source: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UrgencyGround:
    """A ground on which a letter may be handled out of turn (clause 3.3)."""

    id: str
    label: str
    explanation: str
    source: str


@dataclass(frozen=True, slots=True)
class FileKind:
    """A file format: accepted as `screenshot` or `log`, or only known as `convertible`.

    `signatures` are first bytes in hexadecimal, `..` standing for any byte; with `by_name` the
    extension must agree as well, because the signature is missing or shared with other formats.
    `decoder` names the page's own, for browsers that have none for the format; empty where there
    is none.
    """

    id: str
    label: str
    role: str
    media_type: str
    extensions: tuple[str, ...]
    signatures: tuple[str, ...]
    by_name: bool
    decoder: str
    source: str

    @property
    def accepted(self) -> bool:
        """Whether the letter takes it as it is."""
        return self.role != "convertible"


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """When and how the page draws a picture anew.

    An accepted picture of a type in `shrunk` is drawn when it has more than `most_bytes`, or a
    side of more than `most_side` pixels, to which it is cut down; to `photo_side` when its format,
    a label, is one of `photo_formats`. A decoder refuses one of more than `most_pixels`. Of the
    `media_types` the smallest result goes along; `quality` is that of JPEG, in percent.
    """

    shrunk: tuple[str, ...]
    most_bytes: int
    most_side: int
    photo_formats: tuple[str, ...]
    photo_side: int
    most_pixels: int
    media_types: tuple[str, ...]
    quality: int


@dataclass(frozen=True, slots=True)
class MantisValues:
    """What an import into MantisBT says of a letter; `severity` is by kind id."""

    category: str
    severity: Mapping[str, str]
    priority: str
    urgent_priority: str


@dataclass(frozen=True, slots=True)
class TextRules:
    """Lists by which a text that says nothing is told from one that does.

    A pair of `rare_pairs` is two letters in lower case, `_` standing for either end of a word.
    """

    vowels: str
    keyboard_rows: tuple[str, ...]
    rare_pairs: frozenset[str]
    fillers: tuple[str, ...]
    joins: tuple[str, ...]
    soft_joins: tuple[str, ...]
    counted: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]
    listed: tuple[str, ...]
    no_subjects: tuple[str, ...]
    complaints: tuple[str, ...]
    no_complaints: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class LetterFields:
    """Everything `letter.toml` says. `labels` names the lines that are not questions.

    Read once, it is equal to itself alone, and so may be part of what a cache goes by.
    """

    subject_limit: int
    subject_product: str
    size_budget: int
    unknown_version: str
    labels: Mapping[str, str]
    messages: Mapping[str, str]
    fields: tuple[Field, ...]
    reproducibility: tuple[Reproducibility, ...]
    kinds: tuple[Kind, ...]
    urgency: tuple[UrgencyGround, ...]
    files: tuple[FileKind, ...]
    pictures: PictureLimits
    text_rules: TextRules
    example: Mapping[str, str]
    mantis: MantisValues

    @cached_property
    def all_labels(self) -> tuple[str, ...]:
        """Every label that may begin a line of the letter."""
        return (*(field.letter_label for field in self.fields), *self.labels.values())

    @cached_property
    def _fields_by_id(self) -> Mapping[str, Field]:
        return {field.id: field for field in self.fields}

    def field(self, field_id: str) -> Field:
        """The field with this id. Raises `DataError` where there is none."""
        found = self._fields_by_id.get(field_id)
        return found or _by_id(self.fields, field_id, "field")

    def kind(self, kind_id: str) -> Kind:
        """The kind with this id. Raises `DataError` where there is none."""
        return _by_id(self.kinds, kind_id, "kind")

    def reproducibility_value(self, value_id: str) -> Reproducibility:
        """The reproducibility value with this id. Raises `DataError` where there is none."""
        return _by_id(self.reproducibility, value_id, "reproducibility")

    def ground(self, ground_id: str) -> UrgencyGround:
        """The ground of urgency with this id. Raises `DataError` where there is none."""
        return _by_id(self.urgency, ground_id, "urgency")

    def file_label(self, media_type: str) -> str:
        """The label of the format with this media type; empty where there is none."""
        return next((kind.label for kind in self.files if kind.media_type == media_type), "")

    def decoder(self, label: str) -> str:
        """The decoder of the format with this label; empty where there is none."""
        return next((kind.decoder for kind in self.files if kind.label == label), "")

    def message(self, field_id: str, code: str, values: Mapping[str, str]) -> str:
        """The visitor's wording of a problem: the field's own, else the shared one.

        Raises `DataError` where `letter.toml` has no wording for the code.
        """
        field = self.field(field_id)
        wording = field.messages.get(code, self.messages.get(code))
        if wording is None:
            raise DataError(
                f"letter.toml: messages.{code}", None, "a wording for every code", "Add it."
            )
        return wording.format_map({"label": field.label, **values})


def _by_id[Item: Field | Kind | Reproducibility | UrgencyGround](
    items: Iterable[Item], item_id: str, what: str
) -> Item:
    items = tuple(items)
    for item in items:
        if item.id == item_id:
            return item
    allowed = f"one of {', '.join(item.id for item in items)}"
    raise DataError(f"letter.toml: {what}", item_id, allowed, "Correct the id.")
