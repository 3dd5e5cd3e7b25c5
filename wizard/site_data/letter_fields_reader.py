"""Reading `letter.toml`, with the rules that hold between its tables."""

from wizard.errors import DataError
from wizard.site_data.letter_fields import (
    Field,
    FileKind,
    Kind,
    LetterFields,
    MantisValues,
    PictureLimits,
    Reproducibility,
    TextRules,
    UrgencyGround,
)
from wizard.validation import Table

ROLES = ("screenshot", "log", "convertible")


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
        pictures=_pictures(table.table("pictures")),
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
        decoder=row.optional_text("decoder") or "",
        source=row.text("source"),
    )
    row.finish()
    return kind


def _pictures(table: Table) -> PictureLimits:
    limits = PictureLimits(
        shrunk=table.texts("shrunk"),
        most_bytes=table.integer("most_bytes", least=1),
        most_side=table.integer("most_side", least=1),
        photo_formats=table.texts("photo_formats"),
        photo_side=table.integer("photo_side", least=1),
        most_pixels=table.integer("most_pixels", least=1),
        media_types=table.texts("media_types"),
        quality=table.integer("quality", least=1),
    )
    table.finish()
    return limits


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
        rare_pairs=frozenset(
            row[0] + second for row in table.texts("rare_pairs") for second in row[1:]
        ),
        fillers=table.texts("fillers"),
        joins=table.texts("joins"),
        soft_joins=table.texts("soft_joins"),
        counted=table.texts("counted"),
        first=table.texts("first"),
        second=table.texts("second"),
        listed=table.texts("listed"),
        no_subjects=table.texts("no_subjects"),
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
