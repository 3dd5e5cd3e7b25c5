"""A step as the page shows it."""

from collections.abc import Mapping

from wizard.app.calculator import calculator_view
from wizard.app.destination import Destination
from wizard.app.letter_views import check_view, letter_view, send_view
from wizard.app.problems import WordedProblem, worded
from wizard.app.reply import Reply
from wizard.app.situation import Situation
from wizard.app.step_views import View, channel_view, describe_view, matches_view

STAGE = "wizard-step"
"""Id of the element that holds the step."""


def shown_at(
    place: Destination, situation: Situation, effects: tuple[Mapping[str, object], ...] = ()
) -> Reply:
    """The reply that draws this step with its problems and moves the focus there."""
    problems = worded(situation.knowledge.data, place.problems)
    view = {"problems": problems, **_view(place.step, situation, problems)}
    return Reply(
        {STAGE: situation.knowledge.render(f"steps/{place.step}.html.jinja", view)},
        step=place.step,
        responses=situation.visit.responses.values,
        effects=effects,
        focus=place.focus,
    )


def _view(step: str, situation: Situation, problems: list[WordedProblem]) -> View:
    data, visit = situation.knowledge.data, situation.visit
    match step:
        case "describe":
            found = matches_view(visit, situation.result) if situation.shown else {}
            return {"result": None, **found, **describe_view(data, visit.responses)}
        case "matches":
            return matches_view(visit, situation.result)
        case "channel":
            return channel_view(data, visit)
        case "letter":
            links, several = situation.knowledge.links, situation.seems_several
            return letter_view(data, visit, links, situation.letter, problems, several=several)
        case "check":
            return check_view(data, visit, situation.letter)
        case "send":
            return send_view(data, visit, situation.letter)
        case "estimate":
            return calculator_view(data, visit)
    return {}
