"""What a pressed button does to the responses."""

import pytest

from tests.tables import load_cases
from wizard.flow import Responses
from wizard.flow.actions import apply


@pytest.mark.parametrize(("given", "expected"), load_cases("actions.toml"))
def test_an_action_changes_the_responses(given, expected):
    before = Responses(given["responses"])

    assert apply(given["action"], before, ("a", "b")).values == expected


def test_rejecting_nothing_says_so():
    assert apply("reject", Responses(), ()).values == {"rejected": "-"}
