"""A flow: its nodes, and the state that given responses lead to."""

from dataclasses import dataclass

from wizard.errors import UsageError
from wizard.flow.node import Facts, Node, Stay
from wizard.flow.responses import Responses
from wizard.validation import Problem


@dataclass(frozen=True, slots=True)
class State:
    """Where a visitor stands: the steps open to them and what the last of them waits for.

    `path` starts at the first node; its last node is an outcome or the first incomplete step,
    and `problems` says what that step lacks.
    """

    path: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def furthest(self) -> str:
        """The last step that is open."""
        return self.path[-1]

    def after(self, node_id: str) -> str | None:
        """The step that follows `node_id` on the path; None when it is the last or not on it."""
        if node_id not in self.path[:-1]:
            return None
        return self.path[self.path.index(node_id) + 1]


@dataclass(frozen=True, slots=True)
class Flow:
    """Nodes by order; the first one starts the flow. Each successor must be a node of the flow."""

    nodes: tuple[Node, ...]

    def __post_init__(self) -> None:
        ids = [node.id for node in self.nodes]
        for node in self.nodes:
            for successor in node.successors:
                if successor not in ids:
                    raise UsageError(
                        f"flow node {node.id}",
                        successor,
                        f"one of the nodes {', '.join(ids)}",
                        "Add the node, or correct the successor.",
                    )

    def node(self, node_id: str) -> Node | None:
        """The node called `node_id`, or None."""
        return next((node for node in self.nodes if node.id == node_id), None)

    def resolve(self, responses: Responses, facts: Facts) -> State:
        """Replay the responses from the first node; no state is kept between calls."""
        node: Node | None = self.nodes[0]
        path: list[str] = []
        while node is not None:
            path.append(node.id)
            left = node.leave(responses, facts)
            if isinstance(left, Stay):
                return State(tuple(path), left.problems)
            node = self.node(left)
        raise UsageError("flow", path, "a path that ends at an outcome", "Check the successors.")
