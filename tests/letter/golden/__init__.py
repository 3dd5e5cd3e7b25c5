"""Whole letters kept as files: what a change does to them is read in a diff."""

from pathlib import Path

from tests.letter.conftest import data_table
from wizard.letter import compose_text
from wizard.letter.eml import compose_eml
from wizard.letter.example import example_letter
from wizard.site_data.letter_fields_reader import read_letter_fields

GOLDEN = Path(__file__).parent


def outputs() -> dict[str, bytes]:
    """File name -> content: a text of each kind, and the draft of a problem."""
    fields = read_letter_fields(data_table("letter.toml"))
    made = {kind.id: example_letter(kind.id, "3.3", fields) for kind in fields.kinds}
    texts = {f"{kind}.txt": compose_text(letter, fields).encode() for kind, letter in made.items()}
    return {**texts, "problem.eml": compose_eml(made["problem"], fields, "support@example.org")}
