"""Which step to show after an action, and where the focus goes there."""

from collections.abc import Sequence
from dataclasses import dataclass

from wizard.errors import UsageError
from wizard.flow import Responses, State
from wizard.flow.support_request import verdict_on
from wizard.validation import Problem

TITLE = "step-title"
SUMMARY = "error-summary"
ARTICLES = "matches"
ACTIONS = ("next", "reject", "verdict", "unhelp", "go", "edit", "stay", "remove", "clear")


@dataclass(frozen=True, slots=True)
class Destination:
    """A step, the problems it shows, and the id of the element that gets the focus.

    Without a `focus` it stays where it is.
    """

    step: str
    problems: Sequence[Problem] = ()
    focus: str | None = TITLE


def destination(
    shown: str, state: State, name: str, argument: str, responses: Responses
) -> Destination:
    """Where the action `name:argument`, taken in the step `shown`, leads in this state.

    A step that is not open yet is never shown: the furthest open one is. `UsageError` for an
    action that is none of `ACTIONS`.
    """
    current = shown if shown in state.path else state.furthest
    match name:
        case "go" | "edit":
            step, _, field = argument.partition(":")
            wanted = step if step in state.path else state.furthest
            return Destination(wanted, focus=f"field-{field}" if field else TITLE)
        case "verdict" if ARTICLES in state.path:
            return _after_verdict(state, argument, responses)
        case "stay":
            return Destination(current, focus=None)
        case "next":
            return _advanced(current, state)
        case "reject":
            # The same button stands under the articles that the first step shows while one types.
            return _advanced(ARTICLES if ARTICLES in state.path else current, state)
        case "clear":
            return Destination(state.path[0])
        case "remove":
            return Destination(current, focus="field-files")
        case "verdict" | "unhelp":
            return Destination(current)
    raise UsageError("request.action", name, f"one of {', '.join(ACTIONS)}", "Reload the page.")


def _advanced(current: str, state: State) -> Destination:
    following = state.after(current)
    if following is not None:
        return Destination(following)
    problems = state.problems
    return Destination(current, problems, SUMMARY if problems else TITLE)


def _after_verdict(state: State, argument: str, responses: Responses) -> Destination:
    """An article that helped ends the flow; any other verdict stays with the articles."""
    if state.furthest == "thanks":
        return Destination("thanks")
    article_id, _, _ = argument.partition(":")
    asks = verdict_on(article_id, responses) == "clarify"
    return Destination(
        ARTICLES, focus=f"field-unclear.{article_id}" if asks else f"match-{article_id}"
    )
