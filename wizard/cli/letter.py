"""`quartech-support letter`: a letter as JSON, as an .eml draft, and back."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from wizard.cli.writing import writing
from wizard.errors import UsageError
from wizard.letter import (
    Attachment,
    Letter,
    attach,
    check_letter,
    compose_text,
    letter_from_json,
    letter_to_json,
)
from wizard.letter.eml import compose_eml
from wizard.letter.example import example_letter
from wizard.letter.parse import ParsedLetter, parse_letter
from wizard.site_data import LetterFields, SiteData, load_site_data

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("letter")
def letter_group() -> None:
    """Make letters to support and read them back."""


@letter_group.command("example")
@click.option("--kind", default="problem", show_default=True, help="problem, requirement or wish.")
def example_command(kind: str) -> None:
    """Print a filled request as JSON: every field is there."""
    data = load_site_data()
    _require_kind(kind, data.letter_fields)
    letter = example_letter(kind, _urgency_clause(data), data.letter_fields)
    click.echo(_as_json(letter_to_json(letter)))


@letter_group.command("compose")
@click.argument("request", type=_FILE)
@click.option(
    "--eml",
    "target",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The draft to write.",
)
@click.option("--attach", "paths", multiple=True, type=_FILE, help="A file to enclose.")
def compose_command(request: Path, target: Path, paths: tuple[Path, ...]) -> None:
    """Make an .eml draft of REQUEST, the JSON that `letter example` shows.

    What support will have to ask about is said on stderr; files above the size limit are refused.
    """
    data = load_site_data()
    fields = data.letter_fields
    letter = _with_files(_read_request(request, fields), paths, fields)
    for problem in check_letter(letter, fields):
        wording = fields.message(problem.field, problem.code, problem.values)
        if problem.code == "files_over_budget":
            raise UsageError("--attach", problem.values["name"], "smaller files", wording)
        click.echo(f"{problem.field}: {wording}", err=True)
    draft = compose_eml(letter, fields, data.contacts.email)
    with writing("--eml", target):
        target.write_bytes(draft)


@letter_group.command("parse")
@click.argument("source", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the JSON that `compose` takes.")
@click.option(
    "--attachments",
    "directory",
    type=click.Path(file_okay=False, path_type=Path),
    help="A directory to write the enclosed files to.",
)
def parse_command(source: Path, as_json: bool, directory: Path | None) -> None:
    """Read the letter in SOURCE: an .eml file, or its text in a .txt file.

    Fields that mail or people have changed are named on stderr; `unsigned` are those of a letter
    without its control line, and `letter: several` tells that other letters stand around this one.
    """
    data = load_site_data()
    parsed = parse_letter(_source(source), data.letter_fields)
    click.echo(_as_json(letter_to_json(parsed.letter)) if as_json else _as_text(parsed, data))
    for doubt in parsed.untrusted:
        click.echo(f"{doubt.field}: {doubt.reason}", err=True)
    if directory is not None:
        with writing("--attachments", directory):
            _write_files(parsed.letter.attachments, directory)


def _read_request(path: Path, fields: LetterFields) -> Letter:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UsageError(
            str(path), str(error), "JSON in UTF-8", "See `quartech-support letter example`."
        ) from None
    if not isinstance(values, dict):
        raise UsageError(
            str(path), values, "a JSON object", "See `quartech-support letter example`."
        )
    return letter_from_json(values, fields, str(path))


def _with_files(letter: Letter, paths: tuple[Path, ...], fields: LetterFields) -> Letter:
    """The letter with the files of `paths` after its own."""
    attachments = (*letter.attachments, *(_file(path, fields) for path in paths))
    return replace(letter, attachments=attachments)


def _file(path: Path, fields: LetterFields) -> Attachment:
    item = attach(path.read_bytes(), path.name, fields)
    if isinstance(item, Attachment):
        return item
    allowed = ", ".join(kind.extensions[0] for kind in fields.files if kind.accepted)
    wording = fields.message(item.field, item.code, item.values)
    raise UsageError("--attach", str(path), f"a file of the kinds {allowed}", wording)


def _source(path: Path) -> str | bytes:
    content = path.read_bytes()
    return content.decode("utf-8", "replace") if path.suffix.lower() == ".txt" else content


def _write_files(attachments: tuple[Attachment, ...], directory: Path) -> None:
    """The files under their names; a name used twice gets a number, nothing is overwritten."""
    directory.mkdir(parents=True, exist_ok=True)
    for item in attachments:
        # "x": never through a link that points elsewhere.
        with _free_path(directory, item.name).open("xb") as file:
            file.write(item.content)


def _free_path(directory: Path, name: str) -> Path:
    path = directory / name
    number = 2
    while path.exists():
        path = directory / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return path


def _as_text(parsed: ParsedLetter, data: SiteData) -> str:
    return compose_text(parsed.letter, data.letter_fields).rstrip("\n")


def _as_json(values: dict[str, Any]) -> str:
    """Readable JSON; half of a surrogate pair, which UTF-8 cannot hold, stays an escape."""
    text = json.dumps(values, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _require_kind(kind: str, fields: LetterFields) -> None:
    allowed = [item.id for item in fields.kinds]
    if kind not in allowed:
        raise UsageError("--kind", kind, f"one of {', '.join(allowed)}", "Name one of them.")


def _urgency_clause(data: SiteData) -> str:
    """The printed number of the clause that the first ground of urgency rests on."""
    ground = data.letter_fields.urgency[0]
    return data.clauses.get(ground.source, "letter.toml: urgency").number
