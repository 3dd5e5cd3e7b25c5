"""The only door: JSON in, JSON out, and one kind of error for what is no request."""

import json

import pytest

from tests.page import NOW, SITE
from tests.small_faq import ARTICLES, PRINTERS, small_bridge
from wizard.app import WizardApp, open_search
from wizard.bridge import Bridge, open_bridge
from wizard.errors import DataError, UsageError
from wizard.rendering import make_environment
from wizard.search import Engine, build_index, build_texts, split
from wizard.site_data import load_site_data

REQUEST = {
    "operation": "step",
    "action": "next",
    "step": "describe",
    "responses": {"text": PRINTERS},
    "now": NOW,
    "utc_offset": 180,
    "seed": 1,
    "site": SITE,
}
OPERATIONS = ("open", "suggest", "recommend", "complete", "estimate", "search", "attach", "step")


@pytest.fixture(scope="module")
def bridge():
    return small_bridge()


def refusal(bridge, request, files=()):
    """The message with which a request is refused."""
    text = request if isinstance(request, str) else json.dumps(request)
    with pytest.raises(UsageError) as error:
        bridge.handle(text, files)
    return str(error.value)


def test_a_request_is_answered(bridge):
    body = json.loads(bridge.handle(json.dumps(REQUEST), ()).body)

    assert body["step"] == "matches"
    assert list(body["fragments"]) == ["wizard-step"]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_answers_with_nothing_typed(operation, bridge):
    request = {**REQUEST, "operation": operation, "responses": {}, "files": []}
    body = json.loads(bridge.handle(json.dumps(request), ()).body)

    assert body["fragments"]


def test_the_same_request_is_answered_the_same(bridge):
    text = json.dumps(REQUEST)

    assert bridge.handle(text, ()) == bridge.handle(text, ()) == small_bridge().handle(text, ())


@pytest.mark.parametrize("text", ["", "{", "nonsense", "[" * 200_000, "{}" * 2, "9" * 5000])
def test_what_is_no_json_is_refused(text, bridge):
    message = refusal(bridge, text)

    assert message.startswith("request: expected JSON text, got ")
    assert message.endswith("Reload the page.")


@pytest.mark.parametrize("value", [None, 5, "text", [], [REQUEST], True])
def test_what_is_no_object_is_refused(value, bridge):
    assert refusal(bridge, json.dumps(value)) == (
        f"request: expected a JSON object, got {value!r}. Reload the page."
    )


@pytest.mark.parametrize("operation", [None, "", "steps", "__init__", 5, ["step"], {"step": 1}])
def test_an_unknown_operation_is_refused(operation, bridge):
    assert refusal(bridge, {**REQUEST, "operation": operation}) == (
        f"request.operation: expected a known operation, got {operation!r}. Reload the page."
    )


@pytest.mark.parametrize("action", ["", "nxet", None, 5, [], "\0", "__class__:x"])
def test_an_unknown_action_is_refused(action, bridge):
    name = str(action).partition(":")[0]
    assert refusal(bridge, {**REQUEST, "action": action}) == (
        "request.action: expected one of next, reject, verdict, unhelp, go, edit, stay, remove, "
        f"clear, got {name!r}. Reload the page."
    )


@pytest.mark.parametrize("step", [None, "", "nowhere", "../x", 5, ["letter"], {"a": 1}])
def test_an_unknown_step_counts_as_the_furthest_open_one(step, bridge):
    """A draft of an older site may name a step that is no more."""
    request = {**REQUEST, "step": step, "action": "stay"}

    assert json.loads(bridge.handle(json.dumps(request), ()).body)["step"] == "matches"


@pytest.mark.parametrize("responses", [None, 5, "text", [], [["text", "x"]], True])
def test_responses_that_are_no_object_count_as_none(responses, bridge):
    request = {**REQUEST, "responses": responses}

    assert json.loads(bridge.handle(json.dumps(request), ()).body)["step"] == "describe"


@pytest.mark.parametrize("value", [None, 5, 5.5, True, [], {}, ["a"], {"text": "x"}])
def test_a_response_that_is_no_text_counts_as_none(value, bridge):
    names = ("text", "kind", "channel", "files", "token", "verdict.no-connection", "quote",
             "call_minutes", "version", "rejected", "urgency", "triage.urgent")  # fmt: skip
    request = {**REQUEST, "responses": dict.fromkeys(names, value)}
    for operation in OPERATIONS:
        bridge.handle(json.dumps({**request, "operation": operation, "files": []}), ())


@pytest.mark.parametrize(
    "files",
    [None, 5, "ab", {}, [], [1], [[]], [{}], [{"id": "1"}], [{"name": "a.png"}], [{}, {}]],
)
def test_a_list_of_files_that_is_none_is_refused(files, bridge):
    assert refusal(bridge, {**REQUEST, "operation": "attach", "files": files}, (b"GIF89a",)) == (
        f"request.files: expected 1 entries with id and name, got {files!r}. Reload the page."
    )


@pytest.mark.parametrize("key", ["now", "utc_offset", "seed", "site"])
def test_circumstances_that_cannot_be_are_refused_by_every_operation(key, bridge):
    for operation in OPERATIONS:
        message = refusal(bridge, {**REQUEST, "operation": operation, key: "{nonsense}"})
        assert message.startswith(f"request.{key}: expected ")


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_year_at_the_end_of_the_calendar_is_refused(year, bridge):
    request = {**REQUEST, "now": f"{year}-06-15T00:00:00Z", "operation": "estimate"}

    assert refusal(bridge, request).startswith("moment: expected a moment of the years 2 to 9998")


@pytest.mark.parametrize("now", ["0002-01-01T00:00:00Z", "9998-12-31T12:00:00Z"])
def test_every_other_year_has_a_price_and_a_deadline(now, bridge):
    for operation in ("estimate", "open"):
        request = {**REQUEST, "now": now, "operation": operation, "page": "tariffs"}
        assert json.loads(bridge.handle(json.dumps(request), ()).body)["fragments"]


@pytest.mark.parametrize("data", [b"", b"QS", b"\xff" * 100, b"not a search file at all"])
def test_a_search_file_that_is_none_is_an_error_of_the_data(data):
    with pytest.raises(DataError):
        open_bridge(data)


def test_a_split_search_asks_for_shards_and_then_answers_as_a_whole_one():
    articles = sorted(ARTICLES, key=lambda article: article.id)
    index, texts = build_index(articles), build_texts(articles)
    files = split(index, texts)
    app = (load_site_data(), make_environment())
    whole = Bridge(WizardApp(app[0], Engine(index, texts), app[1]))
    bridge = Bridge(WizardApp(app[0], open_search(files["core"]), app[1]))
    request = json.dumps(REQUEST)

    asked = []
    while (reply := bridge.handle(request, ())).missing:
        assert json.loads(reply.body)["missing"] == list(reply.missing)
        asked += reply.missing
        for name in reply.missing:
            bridge.supply(name, files[name])

    assert reply == whole.handle(request, ())
    assert {name[0] for name in asked} == {"t", "a", "x"}
