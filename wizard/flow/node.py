"""One step of a flow: what it waits for, and where each response leads."""

from collections.abc import Callable
from dataclasses import dataclass

from wizard.flow.responses import Responses
from wizard.validation import Problem


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rest of the program found out about the responses before the flow is resolved."""

    shown: tuple[str, ...] = ()
    """Ids of the articles that match the described problem, best first."""
    letter_problems: tuple[Problem, ...] = ()
    """What is wrong with or missing from the letter."""


@dataclass(frozen=True, slots=True)
class Stay:
    """The step is not complete: its problems, at the fields they belong to."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A step called `id`. `leave` returns the id of the next step, or why there is none yet.

    `successors` lists every id that `leave` can return; a node without successors is an outcome
    and is never left.
    """

    id: str
    successors: tuple[str, ...]
    leave: Callable[[Responses, Facts], str | Stay]

    @property
    def is_outcome(self) -> bool:
        """Whether the flow ends here."""
        return not self.successors


def outcome(node_id: str) -> Node:
    """A node at which the flow ends."""
    return Node(node_id, (), lambda _responses, _facts: Stay(()))
