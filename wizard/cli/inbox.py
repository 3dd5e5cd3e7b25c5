"""`quartech-support inbox report`: received letters as tickets, and what they lack."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from wizard.cli.mailboxes import stored_letters
from wizard.cli.writing import writing
from wizard.letter.gaps import GapReport, gap_report, report_to_json
from wizard.letter.parse import parse_letter
from wizard.letter.safe_csv import to_csv
from wizard.letter.tickets import Ticket, make_ticket, mantis_row, ticket_row, ticket_to_json
from wizard.rendering.environment import make_environment
from wizard.site_data import LetterFields, load_site_data

TEMPLATE = "letter/gaps.html.jinja"


@click.group("inbox")
def inbox_group() -> None:
    """Work with letters that support has received."""


@inbox_group.command("report")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…"
)
@click.option(
    "--out",
    "directory",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to write tickets.jsonl, tickets.csv, mantis.csv, gaps.json and gaps.html.",
)
def report_command(paths: tuple[Path, ...], directory: Path) -> None:
    """Read letters in .eml files, maildirs and mbox files."""
    fields = load_site_data().letter_fields
    tickets = _read(paths, fields)
    report = gap_report(tickets, fields)
    documents = _documents(tickets, report, fields)
    with writing("--out", directory):
        directory.mkdir(parents=True, exist_ok=True)
        for name, text in documents.items():
            (directory / name).write_bytes(text.encode("utf-8"))
    click.echo(
        f"{report.letters} letters, {report.labelled} made by the wizard, "
        f"{report.complete} complete: {directory}"
    )


def _read(paths: tuple[Path, ...], fields: LetterFields) -> list[Ticket]:
    """The tickets of all letters; the bar is shown on a terminal alone."""
    stored = [letter for path in paths for letter in stored_letters(path)]
    tickets: list[Ticket] = []
    with click.progressbar(
        length=len(stored), label="Reading letters", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        for place, read in stored:
            tickets.append(make_ticket(place, parse_letter(read(), fields), fields))
            bar.update(1)
    return tickets


def _documents(tickets: list[Ticket], report: GapReport, fields: LetterFields) -> dict[str, str]:
    """File name -> content."""
    labels = {field.id: field.label for field in fields.fields}
    template = make_environment().get_template(TEMPLATE)
    return {
        "tickets.jsonl": _json_lines(ticket_to_json(ticket) for ticket in tickets),
        "tickets.csv": to_csv((ticket_row(t, fields) for t in tickets), for_excel=True),
        "mantis.csv": to_csv(mantis_row(ticket, fields) for ticket in tickets),
        "gaps.json": json.dumps(report_to_json(report), ensure_ascii=False, indent=2) + "\n",
        "gaps.html": template.render(report=report, labels=labels) + "\n",
    }


def _json_lines(rows: Iterable[dict[str, Any]]) -> str:
    """One object a line; half surrogate pairs, which UTF-8 cannot hold, stay escapes."""
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace").decode()
