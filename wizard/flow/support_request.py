"""The one real flow: from a problem in the customer's words to a letter or to a price."""

from wizard.flow.flow import Flow
from wizard.flow.node import Facts, Node, Stay, outcome
from wizard.flow.responses import Responses
from wizard.validation import Problem

KINDS = ("problem", "requirement", "wish")
VERDICTS = ("helped", "clarify", "no")
CHANNELS = ("letter", "call", "remote", "vip")
DEFAULT_KIND = KINDS[0]


def kind_of(responses: Responses) -> str:
    """The kind of request; a problem until the visitor says otherwise."""
    return responses.chosen("kind", KINDS) or DEFAULT_KIND


def verdict_on(article_id: str, responses: Responses) -> str | None:
    """What the visitor said of an article: one of `VERDICTS`, or None so far."""
    return responses.chosen(f"verdict.{article_id}", VERDICTS)


def rejection_of(shown: tuple[str, ...]) -> str:
    """The response «nothing fits» gives: the articles it speaks of, so that new ones ask anew."""
    return " ".join(shown) or "-"


def has_rejected(shown: tuple[str, ...], responses: Responses) -> bool:
    """Whether «nothing fits» was said of exactly these articles."""
    return responses.get("rejected") == rejection_of(shown)


def articles_to_explain(responses: Responses) -> tuple[str, ...]:
    """Ids of the articles that are close but leave a question, which is written down.

    The letter names them (clause «read-first»), those shown for an earlier wording of the problem
    among them: the question was typed and must not be lost.
    """
    return tuple(
        article_id
        for article_id, verdict in responses.under("verdict")
        if verdict == "clarify" and responses.get(f"unclear.{article_id}")
    )


def _leave_describe(responses: Responses, _facts: Facts) -> str | Stay:
    if not responses.get("text"):
        return Stay((Problem("text", "missing"),))
    return "matches"


def _leave_matches(responses: Responses, facts: Facts) -> str | Stay:
    """The FAQ check: nothing further opens until each shown article has its answer."""
    verdicts = {article_id: verdict_on(article_id, responses) for article_id in facts.shown}
    if "helped" in verdicts.values():
        return "thanks"
    if not has_rejected(facts.shown, responses) and (not facts.shown or None in verdicts.values()):
        return Stay((Problem("matches", "unanswered"),))
    unexplained = [
        Problem(f"unclear.{article_id}", "missing")
        for article_id, verdict in verdicts.items()
        if verdict == "clarify" and not responses.get(f"unclear.{article_id}")
    ]
    return Stay(tuple(unexplained)) if unexplained else "channel"


def _leave_channel(responses: Responses, _facts: Facts) -> str | Stay:
    channel = responses.chosen("channel", CHANNELS)
    if channel is None:
        return Stay((Problem("channel", "missing"),))
    return "letter" if channel == "letter" else "estimate"


def _leave_letter(_responses: Responses, facts: Facts) -> str | Stay:
    return Stay(facts.letter_problems) if facts.letter_problems else "check"


def _leave_check(_responses: Responses, _facts: Facts) -> str | Stay:
    return "send"


SUPPORT_REQUEST = Flow(
    (
        Node("describe", ("matches",), _leave_describe),
        Node("matches", ("thanks", "channel"), _leave_matches),
        Node("channel", ("letter", "estimate"), _leave_channel),
        Node("letter", ("check",), _leave_letter),
        Node("check", ("send",), _leave_check),
        outcome("send"),
        outcome("estimate"),
        outcome("thanks"),
    )
)
