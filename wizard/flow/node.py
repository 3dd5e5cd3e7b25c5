"""One step of a flow: what it waits for, and where each response leads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from wizard.flow.responses import Responses
from wizard.validation import Problem


class Facts(Protocol):
    """What the rest of the program can find out about the responses, when a step asks for it."""

    @property
    def shown(self) -> tuple[str, ...]:
        """Ids of the articles that match the described problem, best first."""

    @property
    def letter_problems(self) -> tuple[Problem, ...]:
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
