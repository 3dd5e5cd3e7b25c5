"""What a pressed button does to the responses: `name` or `name:argument[:argument]`."""

from collections.abc import Callable

from wizard.flow.responses import Responses
from wizard.flow.support_request import VERDICTS, rejection_of, verdict_on

type Action = Callable[[Responses, tuple[str, ...], tuple[str, ...]], Responses]
"""Responses, the articles shown and the action's arguments -> the new responses."""


def apply(action: str, responses: Responses, shown: tuple[str, ...]) -> Responses:
    """The responses after `action`; an action that changes none of them leaves them as they are."""
    name, *arguments = action.split(":")
    changes = ACTIONS.get(name)
    return changes(responses, shown, tuple(arguments)) if changes else responses


def _verdict(
    responses: Responses, _shown: tuple[str, ...], arguments: tuple[str, ...]
) -> Responses:
    """Set the verdict on one article; the same verdict again takes it back."""
    match arguments:
        case (article_id, verdict) if verdict in VERDICTS:
            kept = "" if verdict_on(article_id, responses) == verdict else verdict
            return responses.with_values({f"verdict.{article_id}": kept})
    return responses


def _reject(responses: Responses, shown: tuple[str, ...], _: tuple[str, ...]) -> Responses:
    """Nothing fits: the articles without a verdict of their own do not fit either."""
    unanswered = [a for a in shown if verdict_on(a, responses) is None]
    changes = {f"verdict.{article_id}": "no" for article_id in unanswered}
    return responses.with_values({**changes, "rejected": rejection_of(shown)})


def _unhelp(responses: Responses, shown: tuple[str, ...], _: tuple[str, ...]) -> Responses:
    """It did not help after all: take the verdict «helped» back."""
    helped = [a for a in shown if verdict_on(a, responses) == "helped"]
    return responses.with_values({f"verdict.{article_id}": "" for article_id in helped})


def _clear(_responses: Responses, _shown: tuple[str, ...], _: tuple[str, ...]) -> Responses:
    return Responses()


ACTIONS: dict[str, Action] = {
    "verdict": _verdict,
    "reject": _reject,
    "unhelp": _unhelp,
    "clear": _clear,
}
