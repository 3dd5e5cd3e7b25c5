"""Which way to support fits the visitor best, by what the regulations say of each way."""

from collections.abc import Callable
from dataclasses import dataclass

from wizard.flow.responses import Responses

YES_NO = ("yes", "no")
TRIAGE: dict[str, tuple[str, ...]] = {
    "urgent": YES_NO,
    "stopped": YES_NO,
    "by_phone": YES_NO,
    "remote_access": YES_NO,
    "often": ("rarely", "monthly", "weekly"),
}
"""The triage questions and their options; all may stay unanswered."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A channel, the code of the reason for it, and the clause the reason stands in."""

    channel: str
    reason: str
    clause: str


@dataclass(frozen=True, slots=True)
class Triage:
    """The answers to the triage questions; None where there is none."""

    urgent: str | None = None
    stopped: str | None = None
    by_phone: str | None = None
    remote_access: str | None = None
    often: str | None = None


type Rule = tuple[Callable[[Triage], bool], Recommendation]

# The first rule that holds decides. A paid way is never recommended to someone without urgency:
# free e-mail answers everything within the norm (clause «level-free»).
RULES: tuple[Rule, ...] = (
    (
        # What can be explained by phone is cheaper by the call until there are dozens a month.
        lambda t: (
            t.urgent == "yes"
            and t.often == "weekly"
            and t.by_phone == "no"
            and t.remote_access != "no"
        ),
        Recommendation("vip", "often-urgent", "vip-scope"),
    ),
    (
        lambda t: t.urgent == "yes" and t.by_phone == "no" and t.remote_access != "no",
        # The regulations let a remote session follow a call that made the problem clear.
        Recommendation("call", "call-then-remote", "remote-condition"),
    ),
    (
        lambda t: t.urgent == "yes" and t.by_phone == "no" and t.remote_access == "no",
        Recommendation("letter", "no-remote-access", "out-of-turn"),
    ),
    (
        lambda t: t.urgent == "yes" and t.stopped == "yes",
        Recommendation("call", "work-stopped", "phone-urgent"),
    ),
    (
        lambda t: t.urgent == "yes",
        Recommendation("call", "urgent", "phone-urgent"),
    ),
    (
        lambda t: t.stopped == "yes",
        Recommendation("letter", "out-of-turn", "out-of-turn"),
    ),
    (
        lambda t: t.urgent == "no",
        Recommendation("letter", "free-is-enough", "level-free"),
    ),
)


def triage_of(responses: Responses) -> Triage:
    """The triage answers among the responses (`triage.<question>`)."""
    return Triage(
        **{name: responses.chosen(f"triage.{name}", options) for name, options in TRIAGE.items()}
    )


def recommend(triage: Triage) -> Recommendation | None:
    """The way that fits, or None while too little is known to prefer one."""
    for holds, recommendation in RULES:
        if holds(triage):
            return recommendation
    return None
