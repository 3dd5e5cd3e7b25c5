"""The letters that the visitor's own device keeps."""

import json

import pytest

from tests.html_tree import CONTACTS, names
from tests.page import Page
from tests.small_faq import LETTER, NOTHING, PNG, PRINTERS
from wizard.errors import UsageError

SUBJECT = "Принтер не печатает: пишет «нет связи» — LITE 3.14"
WAYS = (
    "mailto", "eml", "copy", "copy-subject", "copy-body", "gmail", "yandex", "share", "print",
    "followed",
)  # fmt: skip


@pytest.fixture
def sent(page):
    """A page whose letter with a file has left, and the entry that the device keeps."""
    page.go_to("letter", PRINTERS, **LETTER)
    page.ask("attach", [PNG], files=[{"id": "1", "name": "снимок.png"}])
    page.go_to("send", PRINTERS)
    return page, page.press("send:copy")["shelve"]


def ask(page, action, *entries):
    """What the button of the list is answered with."""
    return page.ask("shelf", action=action, shelf=list(entries))


def buttons(page):
    """The first word of each button of the list."""
    return [name.split()[0] for name in names(page.part("shelf"), "button")]


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_sending_leaves_a_letter_on_the_device(way, page):
    page.go_to("send", PRINTERS, **LETTER)

    entry = page.press(f"send:{way}")["shelve"]
    assert entry["subject"].startswith(SUBJECT)
    assert entry["subject"].endswith(entry["reference"])
    assert entry["text"].startswith(f"{CONTACTS.email}\n{entry['subject']}\n\n")
    assert entry["moment"] == "2026-11-23T12:00:00+03:00"
    assert entry["finished"] is True
    assert entry["responses"] == page.responses


def test_a_way_that_does_not_exist_leaves_none(page):
    page.go_to("send", PRINTERS, **LETTER)

    assert "shelve" not in page.press("send:fax")


def test_a_letter_that_must_not_go_is_not_kept(page):
    page.go_to("letter", PRINTERS, **{**LETTER, "version": ""})

    assert "shelve" not in page.press("send:copy")


def test_sending_again_takes_the_same_place(sent):
    page, entry = sent

    assert page.press("send:print")["shelve"] == entry


def test_an_empty_shelf_has_no_panel(page):
    ask(page, "show")

    assert page.places["shelf"].strip() == ""


def test_the_letters_are_listed_the_latest_first(sent):
    page, entry = sent
    later = {**entry, "id": "2", "subject": "Второе", "moment": "2026-11-24T01:00:00+10:00"}
    ask(page, "show", entry, later)
    text = page.text("shelf")

    assert text.index("Второе") < text.index(SUBJECT)
    assert "24.11.2026, 01:00" in text
    assert f"{entry['reference']}, 23.11.2026, 12:00" in text
    assert buttons(page) == ["Посмотреть", "Продолжить", "Дополнить", "Удалить"] * 2 + ["Удалить"]


def test_a_letter_is_shown_as_it_left_and_hidden_again(sent):
    page, entry = sent
    body = ask(page, f"view:{entry['id']}", entry)

    assert body["focus"] == "shelf-text"
    assert page.part("shelf").by_id("shelf-text").text == " ".join(entry["text"].split())
    assert "Скрыть" in buttons(page)
    ask(page, "show", entry)
    assert "shelf-text" not in page.places["shelf"]


def test_a_letter_goes_on_as_the_draft_with_its_files(sent, bridge):
    _, entry = sent
    page = Page(bridge)
    body = ask(page, f"continue:{entry['id']}", entry)

    assert (page.step, body["focus"]) == ("letter", "step-title")
    assert page.responses == entry["responses"]
    assert body["effects"] == [{"type": "unshelve", "id": entry["id"]}]
    assert "shelve" not in body
    page.go_to("send", PRINTERS)
    assert page.press("send:copy")["shelve"]["id"] == entry["id"]


def test_an_addition_has_the_code_of_its_letter_and_says_so(sent, bridge):
    _, entry = sent
    page = Page(bridge, now="2026-11-25T09:00:00.000Z")
    body = ask(page, f"add:{entry['id']}", entry)

    assert (page.step, body["focus"], body["effects"]) == ("letter", "field-additional", [])
    mark = f"Дополнение к письму {entry['reference']} от 23.11.2026."
    assert page.responses["additional"] == f"{mark}\n"
    assert "files" not in page.responses
    for name in ("version", "name", "organisation", "phone", "text", "steps"):
        assert page.responses[name] == entry["responses"][name]

    page.type(additional=f"{mark}\nТеперь не печатает и второй принтер.")
    page.go_to("send", PRINTERS)
    addition = page.press("send:copy")["shelve"]
    assert addition["reference"] == entry["reference"]
    assert addition["id"] != entry["id"]
    assert f"| {mark}\n| Теперь не печатает и второй принтер." in addition["text"]


def test_two_additions_are_two_letters(sent):
    page, entry = sent
    ask(page, f"add:{entry['id']}", entry)
    first = page.responses["addition"]
    ask(page, f"add:{entry['id']}", entry)

    assert page.responses["addition"] != first


def test_a_draft_that_gives_way_is_put_aside(sent, bridge):
    _, entry = sent
    page = Page(bridge)
    page.type(text=NOTHING)
    aside = ask(page, f"continue:{entry['id']}", entry)["shelve"]

    assert aside["finished"] is False
    assert aside["responses"]["text"] == NOTHING
    ask(page, "show", entry, aside)
    assert "не закончено" in page.text("shelf")
    ask(page, f"continue:{aside['id']}", entry, aside)
    assert (page.step, page.responses) == ("matches", aside["responses"])


def test_a_letter_changed_after_it_left_is_put_aside_beside_it(sent):
    page, entry = sent
    page.type(additional="Нашли причину.")
    aside = ask(page, f"continue:{entry['id']}", entry)["shelve"]

    assert aside["id"] == f"{entry['id']} changed"
    assert aside["responses"]["additional"] == "Нашли причину."


def test_an_unfinished_letter_has_nothing_to_be_added_to(sent):
    page, entry = sent
    ask(page, "show", {**entry, "finished": False})

    assert "Дополнить" not in buttons(page)


@pytest.mark.parametrize(
    ("button", "question", "yes"),
    [
        ("ask-delete:2", "Удалить это письмо? Вернуть его будет нельзя.", "delete:2"),
        ("ask-delete-all", "Удалить все письма (2)? Вернуть их будет нельзя.", "delete-all"),
    ],
)
def test_nothing_is_deleted_before_it_was_asked(button, question, yes, sent):
    page, entry = sent
    other = {**entry, "id": "2", "subject": "Второе"}
    body = ask(page, button, entry, other)
    group = page.part("shelf").all("div", role="group")

    assert (body["effects"], body["focus"]) == ([], "shelf-keep")
    assert [e.all("p")[0].text for e in group] == [question]
    assert [b.attributes["data-shelf"] for b in group[0].all("button")] == ["show", yes]
    assert "Второе" in page.text("shelf")
    ask(page, "show", entry, other)
    assert page.part("shelf").all("div", role="group") == []


def test_a_letter_that_has_not_left_is_put_aside_for_another(page):
    page.go_to("send", PRINTERS, **LETTER)
    typed = page.responses
    body = ask(page, "another")

    assert (page.step, body["focus"]) == ("describe", "step-title")
    assert body["effects"] == [{"type": "forget"}]
    assert body["shelve"]["finished"] is False
    assert body["shelve"]["responses"] == typed
    assert page.responses.keys() == {"token"}


def test_a_letter_that_has_left_lies_there_once(sent):
    page, entry = sent

    assert "shelve" not in ask(page, "another", entry)
    assert page.responses["token"] != entry["responses"]["token"]


def test_one_letter_is_deleted(sent):
    page, entry = sent
    other = {**entry, "id": "2", "subject": "Второе"}
    body = ask(page, "delete:2", entry, other)

    assert body["effects"] == [{"type": "discard", "id": "2"}]
    assert body["focus"] == "shelf-title"
    assert "Второе" not in page.text("shelf")
    assert page.responses == entry["responses"]


def test_all_letters_are_deleted(sent):
    page, entry = sent
    body = ask(page, "delete-all", entry)

    assert body["effects"] == [{"type": "discard"}]
    assert body["focus"] == "step-title"
    assert page.places["shelf"].strip() == ""


@pytest.mark.parametrize("action", ["view", "continue", "add"])
def test_a_letter_that_another_tab_deleted_leaves_the_list_alone(action, sent):
    page, entry = sent
    body = ask(page, f"{action}:gone", entry)

    assert (body["effects"], page.step) == ([], "send")
    assert SUBJECT in page.text("shelf")


def test_clearing_does_not_touch_the_letters(sent):
    page, _ = sent

    assert page.press("clear")["effects"] == [{"type": "forget"}]


def test_the_subject_of_a_letter_is_no_markup(sent):
    page, entry = sent
    hostile = {**entry, "id": '"><b onclick=x>', "subject": "<b>жирно</b>", "text": "</pre><b>"}
    ask(page, f"view:{hostile['id']}", hostile)

    assert "<b>жирно</b>" in page.text("shelf")
    assert page.part("shelf").all("b") == []


@pytest.mark.parametrize(
    "change",
    [
        {"id": 5},
        {"subject": None},
        {"text": ["x"]},
        {"moment": "вчера"},
        {"moment": ""},
        {"reference": {}},
    ],
)
def test_what_is_no_letter_of_ours_is_left_out(change, sent):
    page, entry = sent
    ask(page, "show", {**entry, **change}, 5, None, [])

    assert page.places["shelf"].strip() == ""


@pytest.mark.parametrize("kept", [None, 5, "text", {}, True])
def test_a_shelf_that_is_no_list_is_empty(kept, page):
    page.ask("shelf", action="show", shelf=kept)

    assert page.places["shelf"].strip() == ""


@pytest.mark.parametrize("responses", [None, [], {"text": 5}, {"files": "[" * 200_000}])
def test_any_responses_can_go_on(responses, sent):
    page, entry = sent
    ask(page, f"continue:{entry['id']}", {**entry, "responses": responses})

    assert page.step == "describe"


def test_a_moment_without_an_offset_can_stand_beside_one_with(sent):
    page, entry = sent
    ask(page, "show", entry, {**entry, "id": "2", "moment": "2026-11-23T10:00:00"})

    assert "23.11.2026, 10:00" in page.text("shelf")


def test_an_unknown_action_is_refused(page):
    with pytest.raises(UsageError) as error:
        ask(page, "burn:1")
    assert str(error.value) == (
        "request.action: expected one of show, view, continue, add, another, ask-delete, delete, "
        "ask-delete-all, delete-all, got 'burn'. Reload the page."
    )
    assert json.dumps(page.responses) == "{}"


def test_a_new_question_begins_a_letter_of_its_own(sent):
    page, entry = sent
    page.ask("open", page="help", query=f"q={NOTHING}", shelf=[entry])

    assert page.responses["text"] == NOTHING
    assert not {"steps", "files", "version"} & page.responses.keys()
    assert page.responses["token"] != entry["responses"]["token"]


def test_a_new_question_leaves_a_begun_letter_on_the_device(page):
    page.go_to("letter", PRINTERS, steps="1. Запустил программу.")
    body = page.ask("open", page="help", query=f"q={NOTHING}", shelf=[])

    assert body["shelve"]["finished"] is False
    assert body["shelve"]["responses"]["steps"] == "1. Запустил программу."
    assert "steps" not in page.responses


def test_the_same_question_goes_on_with_its_letter(page):
    page.go_to("letter", PRINTERS, steps="1. Запустил программу.")
    body = page.ask("open", page="help", query=f"q={PRINTERS}", shelf=[])

    assert "shelve" not in body
    assert page.responses["steps"] == "1. Запустил программу."


def test_an_addition_is_told_from_its_letter(sent):
    page, entry = sent
    ask(page, f"add:{entry['id']}", entry)

    assert page.responses["subject"].startswith("Дополнение: Принтер не печатает")
