"""How complete the letter is, and what the gaps cost."""

from dataclasses import dataclass

from wizard.letter.model import Letter
from wizard.site_data.letter_fields import LetterFields

# Answers the regulations name but do not demand; without them support asks back.
WELCOME = ("additional", "files", "name", "organisation", "phone")


@dataclass(frozen=True, slots=True)
class Completeness:
    """Ids of the fields asked of this kind of letter: `filled`, `required` gaps, `welcome` gaps.

    The words for a gap are `fields.field(id).cost`. `version_unknown` marks the legal «не знаю».
    """

    filled: tuple[str, ...]
    required: tuple[str, ...]
    welcome: tuple[str, ...]
    version_unknown: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """All gaps, the required ones first."""
        return self.required + self.welcome


def completeness(letter: Letter, fields: LetterFields) -> Completeness:
    """What of the asked fields is filled and what is not, in the order of the letter."""
    asked = [
        field for field in fields.fields if letter.kind in field.required_for or field.id in WELCOME
    ]
    gaps = [field for field in asked if not letter.is_answered(field.id)]
    return Completeness(
        filled=tuple(field.id for field in asked if field not in gaps),
        required=tuple(f.id for f in gaps if letter.kind in f.required_for),
        welcome=tuple(f.id for f in gaps if letter.kind not in f.required_for),
        version_unknown=letter.version is None,
    )
