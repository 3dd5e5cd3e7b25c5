"""What the buttons of the list of kept letters do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wizard.app.destination import TITLE, Destination, destination
from wizard.app.drafting import with_token
from wizard.app.reply import Reply
from wizard.app.shelf import (
    ShelvedLetter,
    addition_to,
    put_aside,
    read_shelf,
    shelf_view,
    shelved_letter,
)
from wizard.app.situation import Situation
from wizard.app.stage import shown_at
from wizard.errors import UsageError
from wizard.flow import Responses

ACTIONS = (
    "show", "view", "continue", "add", "another",
    "ask-delete", "delete", "ask-delete-all", "delete-all",
)  # fmt: skip
ALL = "all"


def shelf_reply(situation: Situation, action: str, kept: object) -> Reply:
    """Show the letters that this device keeps, or do with one of them what was asked.

    Nothing is deleted by one press: the list asks first. `UsageError` for an action that is none
    of `ACTIONS`; a letter that is no longer there (another tab deleted it) leaves the list alone.
    """
    name, _, letter_id = action.partition(":")
    if name not in ACTIONS:
        raise UsageError("request.action", name, f"one of {', '.join(ACTIONS)}", "Reload the page.")
    letters = read_shelf(kept)
    letter = next((letter for letter in letters if letter.id == letter_id), None)
    match name:
        case "delete-all":
            return _left(situation, (), {"type": "discard"})
        case "delete":
            rest = tuple(other for other in letters if other.id != letter_id)
            return _left(situation, rest, {"type": "discard", "id": letter_id})
        case "continue" | "add" if letter:
            return _taken_up(situation, letter, letters, adds=name == "add")
        case "another":
            return _another(situation, letters)
        case "ask-delete" if letter:
            return _listed(situation, letters, focus="shelf-keep", asked=letter.id)
        case "ask-delete-all" if letters:
            return _listed(situation, letters, focus="shelf-keep", asked=ALL)
        case "view" if letter:
            return _listed(situation, letters, focus="shelf-text", opened=letter.id)
    return _listed(situation, letters)


def begun_with(
    text: str, situation: Situation, kept: object
) -> tuple[Responses, Mapping[str, object] | None]:
    """The responses of a letter about this problem, and the draft that it must not write over.

    A draft about the same problem goes on.
    """
    responses = situation.visit.responses
    if responses.get("text") in ("", text):
        return responses.with_values({"text": text}), None
    begun = with_token(Responses({"text": text}), situation.visit)
    return begun, _put_aside(situation, read_shelf(kept))


def _listed(
    situation: Situation,
    letters: Sequence[ShelvedLetter],
    *,
    focus: str | None = None,
    opened: str | None = None,
    asked: str | None = None,
) -> Reply:
    return Reply(
        _list(situation, letters, opened, asked),
        responses=situation.visit.responses.values,
        focus=focus,
    )


def _left(
    situation: Situation, letters: Sequence[ShelvedLetter], effect: Mapping[str, object]
) -> Reply:
    """The list after a deletion; the focus goes to what is still there."""
    focus = "shelf-title" if letters else TITLE
    reply = _listed(situation, letters, focus=focus)
    return replace(reply, effects=(effect,))


def _taken_up(
    situation: Situation, letter: ShelvedLetter, letters: Sequence[ShelvedLetter], *, adds: bool
) -> Reply:
    """The letter, or an addition to it, as the draft; the draft until now is put aside."""
    aside = _put_aside(situation, letters)
    taken = letter.responses
    if adds:
        taken = addition_to(letter, situation.visit, situation.knowledge.environment)
    resumed = situation.after(taken)
    wanted = "letter:additional" if adds else "letter"
    place = destination("letter", resumed.state, "go", wanted, taken)
    effects = () if adds else ({"type": "unshelve", "id": letter.id},)
    reply = shown_at(place, resumed, effects)
    return replace(reply, shelve=aside)


def _another(situation: Situation, letters: Sequence[ShelvedLetter]) -> Reply:
    """The first step with nothing in it; a letter that has not left is put aside."""
    begun = situation.after(with_token(Responses(), situation.visit))
    reply = shown_at(Destination(begun.state.furthest), begun, ({"type": "forget"},))
    return replace(reply, shelve=_put_aside(situation, letters))


def _put_aside(
    situation: Situation, letters: Sequence[ShelvedLetter]
) -> Mapping[str, object] | None:
    """The draft for the page to keep; None where nothing would be lost."""
    drafted = situation.after(with_token(situation.visit.responses, situation.visit))
    data = situation.knowledge.data
    draft = shelved_letter(data, drafted.visit, drafted.letter, finished=False)
    aside = put_aside(draft, letters)
    return aside.entry() if aside else None


def _list(
    situation: Situation,
    letters: Sequence[ShelvedLetter],
    opened: str | None,
    asked: str | None,
) -> dict[str, str]:
    view = shelf_view(letters, opened, asked)
    return {"shelf": situation.knowledge.render("fragments/shelf.html.jinja", view)}
