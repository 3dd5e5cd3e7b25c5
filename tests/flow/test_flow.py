"""The engine: nodes, successors, the path that responses lead along."""

import pytest

from tests.flow.known_facts import KnownFacts
from wizard.errors import UsageError
from wizard.flow import Facts, Flow, Node, Responses, State, Stay
from wizard.flow.node import outcome
from wizard.validation import Problem

NAMELESS = (Problem("name", "missing"),)


def greet(responses: Responses, _facts: Facts) -> str | Stay:
    return "bye" if responses.get("name") else Stay(NAMELESS)


FLOW = Flow((Node("greet", ("bye",), greet), outcome("bye")))


def test_an_incomplete_step_is_the_last_of_the_path():
    assert FLOW.resolve(Responses(), KnownFacts()) == State(("greet",), NAMELESS)


def test_a_path_ends_at_an_outcome():
    assert FLOW.resolve(Responses({"name": "Анна"}), KnownFacts()) == State(("greet", "bye"), ())


def test_a_node_is_found_by_its_id():
    assert FLOW.node("bye") is FLOW.nodes[1]
    assert FLOW.node("hello") is None
    assert FLOW.nodes[1].is_outcome
    assert not FLOW.nodes[0].is_outcome


@pytest.mark.parametrize(
    ("step", "after"), [("one", "two"), ("two", "three"), ("three", None), ("four", None)]
)
def test_the_step_after_another(step, after):
    assert State(("one", "two", "three"), ()).after(step) == after


def test_a_successor_must_be_a_node():
    with pytest.raises(UsageError) as error:
        Flow((Node("greet", ("by",), greet), outcome("bye")))
    assert str(error.value) == (
        "flow node greet: expected one of the nodes greet, bye, got 'by'. "
        "Add the node, or correct the successor."
    )


def test_a_node_that_leads_nowhere_is_an_error_of_the_flow():
    flow = Flow((Node("greet", ("bye",), lambda _r, _f: "by"), outcome("bye")))
    with pytest.raises(UsageError) as error:
        flow.resolve(Responses(), KnownFacts())
    assert str(error.value) == (
        "flow: expected a path that ends at an outcome, got ['greet']. Check the successors."
    )
