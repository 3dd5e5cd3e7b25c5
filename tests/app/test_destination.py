"""Which step an action leads to, and where the focus goes there."""

import pytest

from tests.tables import load_cases
from wizard.app.destination import ACTIONS, destination
from wizard.errors import UsageError
from wizard.flow import Responses, State
from wizard.flow.actions import ACTIONS as CHANGES
from wizard.validation import Problem


@pytest.mark.parametrize(("given", "expected"), load_cases("destinations.toml"))
def test_an_action_leads_to_a_step(given, expected):
    lacks = given.get("lacks")
    state = State(tuple(given["path"]), (Problem(lacks, "missing"),) if lacks else ())
    name, _, argument = given["action"].partition(":")
    responses = Responses(given.get("responses", {}))

    found = destination(given["shown"], state, name, argument, responses)
    assert found.step == expected["step"]
    assert (found.focus or "") == expected["focus"]
    assert [problem.field for problem in found.problems] == expected["problems"]


@pytest.mark.parametrize("name", ["", "sned", "__class__", "send"])
def test_an_action_that_no_button_has_is_refused(name):
    with pytest.raises(UsageError) as error:
        destination("describe", State(("describe",), ()), name, "", Responses())
    assert str(error.value) == (
        "request.action: expected one of next, reject, verdict, unhelp, go, edit, stay, remove, "
        f"clear, got {name!r}. Reload the page."
    )


def test_every_action_that_changes_responses_leads_somewhere():
    assert set(CHANGES) <= set(ACTIONS)


@pytest.mark.parametrize("name", ACTIONS)
def test_every_action_leads_to_an_open_step(name):
    for path in (("describe",), ("describe", "matches"), ("describe", "matches", "channel")):
        for shown in ("describe", "matches", "channel", "send", "nowhere", ""):
            for argument in ("", "send", "letter:version", "a:helped", "a:b:c", ":::"):
                found = destination(shown, State(path, ()), name, argument, Responses())
                assert found.step in path
