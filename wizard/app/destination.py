"""Which step to show after an action, and where the focus goes there."""

from collections.abc import Sequence
from dataclasses import dataclass

from wizard.flow import State
from wizard.validation import Problem

TITLE = "step-title"
SUMMARY = "error-summary"
ADVANCING = ("next", "reject")
"""Actions that ask for the step after the one shown."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A step, the problems it shows, and the id of the element that gets the focus.

    Without a `focus` it stays where it is.
    """

    step: str
    problems: Sequence[Problem] = ()
    focus: str | None = TITLE


def destination(shown: str, state: State, name: str, argument: str) -> Destination:
    """Where the action `name:argument`, taken in the step `shown`, leads in this state.

    A step that is not open yet is never shown: the furthest open one is.
    """
    current = shown if shown in state.path else state.furthest
    match name:
        case "go" | "edit":
            step, _, field = argument.partition(":")
            wanted = step if step in state.path else state.furthest
            return Destination(wanted, focus=f"field-{field}" if field else TITLE)
        case "verdict":
            return _after_verdict(state, argument)
        case "stay":
            return Destination(current, focus=None)
        case "clear":
            return Destination(state.path[0])
        case "remove":
            return Destination(current, focus="field-files")
        case _ if name in ADVANCING:
            return _advanced(current, state)
    return Destination(current)


def _advanced(current: str, state: State) -> Destination:
    following = state.after(current)
    if following is not None:
        return Destination(following)
    problems = state.problems
    return Destination(current, problems, SUMMARY if problems else TITLE)


def _after_verdict(state: State, argument: str) -> Destination:
    """An article that helped ends the flow; any other verdict stays with the articles."""
    if state.furthest == "thanks":
        return Destination("thanks")
    article_id, _, verdict = argument.partition(":")
    return Destination(
        "matches",
        focus=f"field-unclear.{article_id}" if verdict == "clarify" else f"match-{article_id}",
    )
