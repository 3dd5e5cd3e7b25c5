"""The letters that the visitor's own device keeps, and what can be done with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from jinja2 import Environment

from wizard.app.attached import with_files
from wizard.app.delivery import whole_text
from wizard.app.drafting import TOKEN
from wizard.app.step_views import View
from wizard.app.visit import Visit
from wizard.flow import Responses
from wizard.flow.responses import whole_characters
from wizard.letter import Letter, subject_from, subject_line
from wizard.site_data import SiteData

ADDITION = "addition"
"""The response with the random word of an addition; token and code are those of its letter."""
_TEXTS = ("id", "reference", "subject", "text", "moment")


@dataclass(frozen=True, slots=True)
class ShelvedLetter:
    """A letter as it left, or, when not `finished`, as it was put aside.

    `responses` are those it was made of; `text` is the whole of it; `moment` is aware. The page
    keeps the bytes of its files beside it.
    """

    id: str
    reference: str
    subject: str
    text: str
    moment: datetime
    finished: bool
    responses: Responses

    def entry(self) -> Mapping[str, object]:
        """The letter as the page keeps it, plain values only."""
        return {
            "id": self.id,
            "reference": self.reference,
            "subject": self.subject,
            "text": self.text,
            "moment": self.moment.isoformat(),
            "finished": self.finished,
            "responses": dict(self.responses.values),
        }


def shelved_letter(
    data: SiteData, visit: Visit, letter: Letter, *, finished: bool = True
) -> ShelvedLetter:
    """This letter for the shelf; the same letter sent once more takes the place of the first."""
    return ShelvedLetter(
        id=letter_id(visit.responses),
        reference=letter.reference,
        subject=subject_line(letter, data.letter_fields),
        text=whole_text(data, letter),
        moment=visit.now,
        finished=finished,
        responses=visit.responses,
    )


def letter_id(responses: Responses) -> str:
    """What tells a letter from others, its own additions among them."""
    return " ".join(filter(None, (responses.get(TOKEN), responses.get(ADDITION))))


def read_shelf(raw: object) -> tuple[ShelvedLetter, ...]:
    """The letters the page sends, the latest first; what is no letter of ours is left out."""
    rows = raw if isinstance(raw, list) else []
    letters = [letter for row in rows if (letter := _letter(row)) is not None]
    return tuple(sorted(letters, key=lambda letter: letter.moment, reverse=True))


def put_aside(draft: ShelvedLetter, letters: Sequence[ShelvedLetter]) -> ShelvedLetter | None:
    """The draft that another letter is about to replace; None where nothing would be lost.

    A letter that has left keeps its place: what was changed in it afterwards lies beside it.
    """
    same = next((letter for letter in letters if letter.id == draft.id), None)
    if not draft.responses.get("text") or (same and _same(same.responses, draft.responses)):
        return None
    if same and same.finished:
        return replace(draft, id=f"{draft.id} changed")
    return draft


def addition_to(letter: ShelvedLetter, visit: Visit, environment: Environment) -> Responses:
    """The responses of an addition: all of the letter but its files and additional information.

    That field begins with the words that this is an addition, and to which letter.
    """
    view = {"letter": letter, "subject": _words_of(letter.responses)}
    marked, subject = (
        environment.get_template(f"fragments/{name}.txt.jinja").render(view).strip()
        for name in ("addition", "addition_subject")
    )
    return with_files(letter.responses, ()).with_values(
        {ADDITION: f"{visit.seed:x}", "additional": f"{marked}\n", "subject": subject}
    )


def _words_of(responses: Responses) -> str:
    """The customer's own words in the subject."""
    return responses.get("subject") or subject_from(responses.get("text"))


def shelf_view(
    letters: Sequence[ShelvedLetter], opened: str | None = None, asked: str | None = None
) -> View:
    """The list of letters, one of them opened; `asked` is the id of one to be deleted, or `all`."""
    return {"letters": letters, "opened": opened, "asked": asked}


def _same(some: Responses, others: Responses) -> bool:
    return some.with_values({}).values == others.with_values({}).values


def _letter(row: object) -> ShelvedLetter | None:
    if not isinstance(row, Mapping) or not all(isinstance(row.get(key), str) for key in _TEXTS):
        return None
    texts = {key: whole_characters(row[key]) for key in _TEXTS}
    try:
        moment = datetime.fromisoformat(texts.pop("moment"))
    except ValueError:
        return None
    return ShelvedLetter(
        **texts,
        moment=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        finished=row.get("finished") is True,
        responses=Responses.from_json(row.get("responses")),
    )
