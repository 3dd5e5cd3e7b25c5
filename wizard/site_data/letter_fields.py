"""What the letter asks, in which order and words, as `letter.toml` defines it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wizard.errors import DataError
from wizard.validation import Table

ROLES = ("screenshot", "log", "convertible")


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
    """

    id: str
    label: str
    role: str
    media_type: str
    extensions: tuple[str, ...]
    signatures: tuple[str, ...]
    by_name: bool
    source: str

    @property
    def accepted(self) -> bool:
        """Whether the letter takes it as it is."""
        return self.role != "convertible"


@dataclass(frozen=True, slots=True)
class MantisValues:
    """What an import into MantisBT says of a letter; `severity` is by kind id."""

    category: str
    severity: Mapping[str, str]
    priority: str
    urgent_priority: str


@dataclass(frozen=True, slots=True)
class TextRules:
    """Word lists by which a text that says nothing is told from one that does."""

    vowels: str
    keyboard_rows: tuple[str, ...]
    fillers: tuple[str, ...]
    joins: tuple[str, ...]
    soft_joins: tuple[str, ...]
    complaints: tuple[str, ...]
    no_complaints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterFields:
    """Everything `letter.toml` says. `labels` names the lines that are not questions."""

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
    text_rules: TextRules
    example: Mapping[str, str]
    mantis: MantisValues

    def field(self, field_id: str) -> Field:
        """The field with this id. Raises `DataError` where there is none."""
        return _by_id(self.fields, field_id, "field")

    def kind(self, kind_id: str) -> Kind:
        """The kind with this id. Raises `DataError` where there is none."""
        return _by_id(self.kinds, kind_id, "kind")

    def reproducibility_value(self, value_id: str) -> Reproducibility:
        """The reproducibility value with this id. Raises `DataError` where there is none."""
        return _by_id(self.reproducibility, value_id, "reproducibility")

    def ground(self, ground_id: str) -> UrgencyGround:
        """The ground of urgency with this id. Raises `DataError` where there is none."""
        return _by_id(self.urgency, ground_id, "urgency")

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


def read_letter_fields(table: Table) -> LetterFields:
    """The definitions in `letter.toml`. Raises `DataError` naming the file and the key path."""
    result = LetterFields(
        subject_limit=table.integer("subject_limit", least=40),
        subject_product=table.text("subject_product"),
        size_budget=table.integer("size_budget", least=1),
        unknown_version=table.text("unknown_version"),
        labels=_texts(table.table("labels")),
        messages=_texts(table.table("messages")),
        fields=tuple(_field(row) for row in table.tables("field")),
        reproducibility=tuple(_reproducibility(row) for row in table.tables("reproducibility")),
        kinds=tuple(_kind(row) for row in table.tables("kind")),
        urgency=tuple(_ground(row) for row in table.tables("urgency")),
        files=tuple(_file(row) for row in table.tables("file")),
        text_rules=_text_rules(table.table("text_rules")),
        example=_texts(table.table("example")),
        mantis=_mantis(table.table("mantis")),
    )
    table.finish()
    _check(result, table)
    return result


def _field(row: Table) -> Field:
    label = row.text("label")
    messages = row.optional_table("messages")
    field = Field(
        id=row.text("id"),
        label=label,
        letter_label=row.text("letter_label", label),
        source=row.text("source"),
        required_for=row.texts("required_for"),
        why=row.text("why"),
        good=row.text("good"),
        bad=row.text("bad"),
        cost=row.text("cost"),
        hint=row.optional_text("hint") or "",
        limit=row.integer("limit", 0),
        part=row.boolean("part", False),
        messages=_texts(messages) if messages else {},
    )
    row.finish()
    return field


def _reproducibility(row: Table) -> Reproducibility:
    mantis = row.table("mantis")
    value = Reproducibility(
        id=row.text("id"),
        label=row.text("label"),
        explanation=row.text("explanation"),
        source=row.text("source"),
        mantis_code=mantis.integer("code"),
        mantis_name=mantis.text("name"),
    )
    mantis.finish()
    row.finish()
    return value


def _kind(row: Table) -> Kind:
    kind = Kind(
        id=row.text("id"),
        label=row.text("label"),
        explanation=row.text("explanation"),
        source=row.text("source"),
        parts=row.texts("parts"),
    )
    row.finish()
    return kind


def _ground(row: Table) -> UrgencyGround:
    ground = UrgencyGround(
        row.text("id"), row.text("label"), row.text("explanation"), row.text("source")
    )
    row.finish()
    return ground


def _file(row: Table) -> FileKind:
    kind = FileKind(
        id=row.text("id"),
        label=row.text("label"),
        role=row.choice("role", ROLES),
        media_type=row.text("media_type"),
        extensions=row.texts("extensions"),
        signatures=row.texts("signatures"),
        by_name=row.boolean("by_name"),
        source=row.text("source"),
    )
    row.finish()
    return kind


def _mantis(table: Table) -> MantisValues:
    values = MantisValues(
        category=table.text("category"),
        severity=_texts(table.table("severity")),
        priority=table.text("priority"),
        urgent_priority=table.text("urgent_priority"),
    )
    table.finish()
    return values


def _text_rules(table: Table) -> TextRules:
    rules = TextRules(
        vowels=table.text("vowels"),
        keyboard_rows=table.texts("keyboard_rows"),
        fillers=table.texts("fillers"),
        joins=table.texts("joins"),
        soft_joins=table.texts("soft_joins"),
        complaints=table.texts("complaints"),
        no_complaints=table.texts("no_complaints"),
    )
    table.finish()
    return rules


def _texts(table: Table) -> dict[str, str]:
    return {key: table.text(key) for key in table.keys()}  # noqa: SIM118  (not a dict)


def _check(fields: LetterFields, table: Table) -> None:
    """Refuse what no row shows alone: unknown ids, and labels that a reader could mix up."""
    known_parts = {field.id for field in fields.fields if field.part}
    kind_ids = {kind.id for kind in fields.kinds}
    for kind in fields.kinds:
        for part in kind.parts:
            if part not in known_parts:
                raise DataError(
                    table.at(f"kind.{kind.id}.parts"),
                    part,
                    f"one of {', '.join(sorted(known_parts))}",
                    "Correct the id, or mark the field with part = true.",
                )
    for field in fields.fields:
        for kind_id in field.required_for:
            if kind_id not in kind_ids:
                raise DataError(
                    table.at(f"field.{field.id}.required_for"),
                    kind_id,
                    f"one of {', '.join(sorted(kind_ids))}",
                    "Correct the id.",
                )
    if set(fields.mantis.severity) != kind_ids:
        raise DataError(
            table.at("mantis.severity"),
            sorted(fields.mantis.severity),
            f"a severity for each of {', '.join(sorted(kind_ids))}",
            "Add or remove kinds.",
        )
    _check_labels(
        [*fields.labels.values(), *(field.letter_label for field in fields.fields)], table
    )


def _check_labels(labels: list[str], table: Table) -> None:
    """A label that ends another would let a value swallow the next line when mail is re-wrapped."""
    for label in labels:
        for other in labels:
            if other is not label and f" {other}".endswith(f" {label}"):
                raise DataError(
                    table.at("letter_label"),
                    other,
                    f"labels that do not end with {label!r}",
                    "Rename one of them.",
                )


def _by_id[Item: Field | Kind | Reproducibility | UrgencyGround](
    items: Iterable[Item], item_id: str, what: str
) -> Item:
    items = tuple(items)
    for item in items:
        if item.id == item_id:
            return item
    allowed = f"one of {', '.join(item.id for item in items)}"
    raise DataError(f"letter.toml: {what}", item_id, allowed, "Correct the id.")
