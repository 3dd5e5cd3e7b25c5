"""The last step: the letter leaves the page, and this device keeps it."""

from collections.abc import Sequence

from wizard.app.attached import lost_files
from wizard.app.delivery import FOLLOWED, WAYS_WITH_FILES, send_effects
from wizard.app.destination import SUMMARY, Destination
from wizard.app.drafting import draft_letter
from wizard.app.reply import Reply
from wizard.app.shelf import shelved_letter
from wizard.app.situation import Situation
from wizard.app.stage import shown_at
from wizard.letter import Letter


def send(situation: Situation, way: str, contents: Sequence[bytes]) -> Reply:
    """Let the letter go; a letter that must not, or has lost a file, is shown instead."""
    state, visit, knowledge = situation.state, situation.visit, situation.knowledge
    if "send" not in state.path:
        return shown_at(Destination(state.furthest, state.problems), situation)
    if way not in WAYS_WITH_FILES:
        return _left(situation, situation.letter, way)
    responses, lost = lost_files(visit.responses, contents)
    if lost:
        return shown_at(Destination("letter", lost, SUMMARY), situation.after(responses))
    letter = draft_letter(knowledge.data, visit, knowledge.links, contents)
    return _left(situation, letter, way)


def _left(situation: Situation, letter: Letter, way: str) -> Reply:
    data, visit = situation.knowledge.data, situation.visit
    effects, files = send_effects(data, letter, way)
    left = bool(effects) or way == FOLLOWED
    kept = shelved_letter(data, visit, letter).entry() if left else None
    values = visit.responses.values
    return Reply({}, responses=values, effects=effects, files=files, shelve=kept)
