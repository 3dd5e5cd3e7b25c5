"""Whatever a visitor types and presses, in whatever order: the page stays whole."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.page import Page
from tests.small_faq import ARTICLES, LETTER, NOTHING, PRINTERS, WISH
from wizard.app.destination import ACTIONS

IDS = [article.id for article in ARTICLES]
STEPS = ("describe", "matches", "channel", "letter", "check", "send", "estimate", "thanks")
PRESSED = st.one_of(
    st.sampled_from(["next", "next", "next", "reject", "unhelp", "stay", "clear", "remove:1"]),
    st.sampled_from([f"go:{step}" for step in STEPS]),
    st.sampled_from(["edit:letter:version", "edit:describe:text", "edit:matches:matches"]),
    st.sampled_from([f"verdict:{id_}:{v}" for id_ in IDS for v in ("helped", "clarify", "no")]),
    st.sampled_from(["send:eml", "send:copy", "send:mailto", "offer:link", "offer:print"]),
    st.builds("{}:{}".format, st.sampled_from(ACTIONS), st.text(max_size=8)),
)
GOOD = {**LETTER, **WISH, "call_minutes": "50", "remote_hours": "1,5", "requests": "2"}
TYPED = st.one_of(
    st.sampled_from([{"text": PRINTERS}, {"text": NOTHING}, {"text": "Сколько стоит звонок?"}]),
    st.sampled_from([{"channel": way} for way in ("letter", "letter", "call", "remote", "vip")]),
    st.sampled_from([{"kind": kind} for kind in ("problem", "requirement", "wish")]),
    st.just(GOOD),
    st.sampled_from([{f"unclear.{id_}": "Какой кабель?"} for id_ in IDS]),
    st.dictionaries(st.sampled_from(sorted([*GOOD, "text", "urgency", "files"])), st.text()),
)


@given(st.lists(st.tuples(TYPED, PRESSED), max_size=12))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_reply_is_whole_and_keeps_what_was_typed(bridge, events):
    page = Page(bridge)
    for typed, action in events:
        page.type(**typed)
        before = dict(page.responses)
        page.press(action)  # checks the fragments
        assert page.step in STEPS
        if action.partition(":")[0] in ("next", "go", "edit", "stay", "send", "offer"):
            kept = {name: value for name, value in page.responses.items() if name != "token"}
            assert kept.items() <= _whole(before).items()
            assert {n for n, v in before.items() if v} <= page.responses.keys()


def _whole(values):
    """The values as the door lets them in."""
    return {name: value.encode("utf-8", "replace").decode() for name, value in values.items()}
