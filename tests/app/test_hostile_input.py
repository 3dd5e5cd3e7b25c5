"""What a visitor, a draft or a link may hold: fragments stay whole and escaped, nothing raises.

`Page` checks each fragment it is given: well formed, no foreign element, attribute or address.
"""

import email
import email.policy
import json

import pytest

from tests.html_tree import CONTACTS, Element
from tests.page import Page
from tests.small_faq import LETTER, PNG, PRINTERS, WISH

HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "an image": '"><img src=x onerror=alert(1)>',
    "double quotes": '" onfocus="alert(1)" x="',
    "single quotes": "' onfocus='alert(1)' x='",
    "the end of a text area": "</textarea><script>alert(1)</script><textarea>",
    "a comment": "<!-- --><![CDATA[ ]]><?php ?>",
    "references": "&lt;script&gt; &amp;amp; &#60;b&#62; &NotAReference;",
    "an expression of a template": "{{7*7}}{{ ''.__class__ }}",
    "a statement of a template": "{% raw %}{% for x in y %}{# c #}",
    "places of a format": "{0.__class__}{label}%s%(x)s",
    "NUL": "a\0b",
    "line ends": "a\r\nBcc: evil@example.com\r\n\r\nb",
    "separators": "a\u2028b\u2029c\u0085d",
    "bidirectional controls": "\u202egnp.exe\u2066a\u2069",
    "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "stacked accents": "e" + "\u0301" * 60,
    "half a pair": "a\ud800b\udfffc",
    "an address of a script": "javascript:alert(1)",
    "an encoded word": "=?utf-8?B?PGI+?= =?x",
    "a path": "../../../etc/passwd\\..\\x",
    "lines like fields": "Версия: 1\nКонтроль: 2\n-- \nSubject: x",
    "a MIME boundary": "--===============1==\nContent-Type: text/html\n\n<b>",
    "a number in other digits": "٣١٤",
    "nothing to see": "\u200b\u200b\u2060\ufeff",
}
FREE = {**LETTER, **WISH, "text": PRINTERS, "urgency_details": "Касса стоит"}
FREE.pop("reproducibility")
"""Fields of free text with good answers."""
CHOSEN = (
    "kind", "channel", "rejected", "token", "files", "version_unknown", "reproducibility",
    "urgency", "triage.urgent", "triage.often", "verdict.no-connection", "subject", "summary",
    "reference", "zone", "description", "attachments",
)  # fmt: skip
"""Responses that a page fills by itself or does not know."""
CALCULATED = ("call_minutes", "remote_hours", "requests", "customer", "quote")
STEPS = ("describe", "matches", "channel", "letter", "check", "send")
hostile = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


def typed(field: Element) -> str:
    """What a field of the page holds: browsers drop the first line feed of a text area."""
    if field.tag == "textarea":
        return field.raw_text.removeprefix("\n")
    return field.attributes["value"]


def shown_fields(page: Page) -> dict[str, str]:
    """The text fields of the step by their names."""
    return {
        e.attributes["name"]: typed(e)
        for e in page.shown.walk()
        if e.tag == "textarea" or (e.tag == "input" and e.attributes.get("type") in ("text", "tel"))
    }


def kept(text: str) -> str:
    """The text as the wizard keeps it."""
    return text.encode("utf-8", "replace").decode()


@hostile
@pytest.mark.parametrize("kind", ["problem", "wish"])
def test_a_letter_full_of_it_walks_the_whole_road(kind, text, page):
    answers = {name: f"{good} {text}" for name, good in FREE.items()}
    page.type(**{**answers, "kind": kind, "channel": "letter", "urgency": "product-down"})
    page.type(reproducibility="always")
    page.type(**{"verdict.no-connection": "clarify", "unclear.no-connection": f"Как? {text}"})
    for step in STEPS:
        assert page.step == step, page.text()
        for name, value in shown_fields(page).items() if page.places else ():
            assert value == kept(page.responses.get(name, "")), name
        page.press("reject" if step == "matches" else "next")
    for way in ("copy", "copy-subject", "copy-body", "mailto", "gmail", "outlook", "print"):
        for effect in page.press(f"send:{way}")["effects"]:
            assert effect["type"] in ("copy", "open", "print")
            address = effect.get("url", "https://")
            assert address.startswith(("https://", f"mailto:{CONTACTS.email}?"))
            assert address.isascii()
            assert not set(address) & set("\r\n\t \"'<>\0")


@hostile
def test_no_header_is_smuggled_into_the_file(text, page):
    page.type(**{name: f"{good} {text}" for name, good in FREE.items()}, reproducibility="always")
    page.type(urgency="product-down")
    page.go_to("letter", page.responses["text"])
    page.ask("attach", (PNG,), files=[{"id": text, "name": f"{text}.png"}])
    page.go_to("send", page.responses["text"])
    page.press("send:eml", (PNG,))
    message = email.message_from_bytes(page.files[0], policy=email.policy.default)

    assert page.files[0].isascii()
    assert set(message.keys()) <= {
        "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Subject", "To", "X-Unsent",
    }  # fmt: skip
    (attachment,) = message.iter_attachments()
    assert (attachment.get_content_type(), attachment.get_content()) == ("image/png", PNG)


@hostile
@pytest.mark.parametrize("name", CHOSEN)
def test_one_response_that_is_it_shows_some_step(name, text, page):
    page.type(**{**LETTER, "text": PRINTERS, "channel": "letter", name: text})
    page.press("reject")
    page.press("next")

    assert page.step in ("channel", "letter", "check")


@hostile
def test_a_letter_of_nothing_else_is_drawn_with_its_errors(text, page):
    page.type(**dict.fromkeys([*FREE, *CHOSEN, *CALCULATED], text))
    page.type(channel="letter", text=PRINTERS)
    for action in ("next", "reject", "next", "next", "go:check", "go:send"):
        page.press(action)
    assert page.step == "letter"
    page.ask("complete")
    page.ask("recommend")
    for name, value in shown_fields(page).items():
        assert value == kept(text), name

    page.type(text=text)
    page.press("next")
    page.ask("suggest")


@hostile
def test_one_name_of_a_response_that_is_it_shows_some_step(text, page):
    page.type(**FREE, channel="letter", reproducibility="always")
    page.responses |= {
        text: "x", f"verdict.{text}": "clarify", f"unclear.{text}": text, f"triage.{text}": "yes",
    }  # fmt: skip
    page.press("reject")
    page.press("next")

    assert page.step == "letter"


@hostile
@pytest.mark.parametrize("name", CALCULATED)
def test_one_field_of_the_calculator_that_is_it_shows_the_page(name, text, page):
    page.type(**{name: text})
    page.ask("open", page="tariffs", query=f"?on={text}&call={text}")
    page.ask("estimate")

    assert shown_fields(page).get(name, kept(text)) == kept(text)


@hostile
@pytest.mark.parametrize("way", ["copy", "link", "print", "csv", "json"])
def test_a_customer_called_so_gets_an_offer(way, text, page):
    page.ask("open", page="tariffs", query="")
    page.type(customer=text)
    body = page.press(f"offer:{way}")

    assert [effect["type"] for effect in body["effects"]] == [
        {"copy": "copy", "link": "copy", "print": "print"}.get(way, "download")
    ]
    if way == "link":
        assert body["effects"][0]["text"] == (
            "https://support.example/tariffs/?on=2026-11-23&call=15-1#calculator"
        )
    if way == "json":
        assert json.loads(page.files[0])["customer"].isprintable()


@hostile
def test_an_address_that_holds_it_opens_the_wizard(text, page):
    page.ask("open", page="help", query=f"?q={text}")
    page.ask("open", page=text, query=f"?q={PRINTERS}&{text}={text}")

    assert page.step == "matches"


@hostile
def test_the_search_box_takes_it(text, page):
    page.ask("search", text=f"принтер {text}")
    page.ask("search", text=text)


@hostile
def test_the_arguments_of_actions_take_it(text, page):
    page.go_to("check", PRINTERS, **LETTER)
    actions = ("go", "edit", "edit:letter", "verdict", "verdict:no-connection", "remove", "send",
               "offer", "reject", "next", "clear", "stay", "unhelp")  # fmt: skip
    for action in actions:
        page.press(f"{action}:{text}")
        assert page.step in (*STEPS, "estimate")


@pytest.mark.parametrize(
    "text",
    ["слово " * 160_000, "я" * 1_000_000, "1" * 1_000_000, "\n" * 999_999 + "я", "<" * 1_000_000],
    ids=["words", "letters", "digits", "lines", "brackets"],
)
@pytest.mark.parametrize("name", ["text", "steps", "version", "phone", "additional", "customer"])
def test_a_million_characters_are_kept_and_told(name, text, page):
    page.type(**{**LETTER, "text": PRINTERS, "channel": "letter", name: text})
    page.press("reject")
    page.press("next")

    assert page.step == "letter"
    assert page.responses[name] == text
    page.ask("open", page="tariffs", query="")


def test_more_than_a_million_characters_are_cut(page):
    page.type(text="слово " * 200_000)
    page.press("next")

    assert len(page.responses["text"]) == 1_000_000
