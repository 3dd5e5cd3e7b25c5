"""What becomes of the files on the letter's form: chosen, hidden behind asterisks."""

from collections.abc import Sequence

from wizard.app.attached import FILES, ChosenFile, add_files, mask_file, redrawing_effects
from wizard.app.letter_views import files_view
from wizard.app.problems import WordedProblem, worded
from wizard.app.reply import Reply
from wizard.app.situation import Situation

FIELD = "field-files"


def attach_reply(
    situation: Situation,
    chosen: Sequence[ChosenFile],
    contents: Sequence[bytes],
    told: Sequence[str],
) -> Reply:
    """The list of files with the chosen ones added, or why they cannot go along.

    `told` is what was already wrong with files of the same choice, when the page comes back with
    pictures that it has drawn anew.
    """
    knowledge = situation.knowledge
    fields = knowledge.data.letter_fields
    added = add_files(chosen, contents, situation.visit.responses, fields)
    situation = situation.after(added.responses)
    refused = [*map(_told, told), *worded(knowledge.data, added.problems)]
    of_all = worded(knowledge.data, (p for p in situation.letter_problems if p.field == FILES))
    view = files_view(knowledge.data, situation.visit, [*refused, *of_all])
    return Reply(
        {"files": knowledge.render("fragments/files.html.jinja", view)},
        responses=added.responses.values,
        effects=redrawing_effects(added.redrawings, [p["text"] for p in refused], fields),
        focus=FIELD,
        announce=knowledge.render("fragments/files_said.txt.jinja", view),
    )


def _told(text: str) -> WordedProblem:
    return {"field": FILES, "text": text}


def mask_reply(situation: Situation, file_id: str, contents: Sequence[bytes]) -> Reply:
    """A log whose secrets are masked, in the place of the one that was attached."""
    knowledge, visit = situation.knowledge, situation.visit
    responses, entry, masked = mask_file(file_id, b"".join(contents), visit.responses)
    view = files_view(knowledge.data, situation.after(responses).visit, [])
    put = {"type": "replace", "id": file_id, "file": 0}
    return Reply(
        {"files": knowledge.render("fragments/files.html.jinja", view)},
        responses=responses.values,
        effects=(put,) if entry else (),
        focus=FIELD,
        files=(masked,),
    )
