"""The files that belong to the letter: taken, refused, renamed, removed, lost."""

import json

import pytest

from tests.html_tree import names
from tests.small_faq import LETTER, PNG, PRINTERS
from wizard.app.attached import AttachedFile, attached_files, attachments_of, with_files
from wizard.flow import Responses

ROW = {"id": "1", "name": "снимок.png", "media_type": "image/png", "size": 24}


@pytest.fixture
def form(page):
    """The letter's form."""
    page.go_to("letter", PRINTERS, **LETTER)
    return page


def attach(page, *files):
    """Choose files, each a name and its bytes, under the ids 1, 2, …"""
    rows = [{"id": str(number), "name": name} for number, (name, _) in enumerate(files, 1)]
    return page.ask("attach", [content for _, content in files], files=rows)


def listed(page):
    """The names of the attached files as the page remembers them."""
    return [row["name"] for row in json.loads(page.responses.get("files", "[]"))]


def test_a_screenshot_goes_along(form):
    body = attach(form, ("снимок.png", PNG))

    assert json.loads(form.responses["files"]) == [
        {
            "id": "1",
            "name": "снимок.png",
            "media_type": "image/png",
            "size": len(PNG),
            "secrets": [],
            "more_secrets": 0,
            "before": 0,
            "pages": 0,
        }
    ]
    assert "снимок.png — 16 Б" in form.text("files").replace("\u00a0", " ")
    assert names(form.part("files"), "button") == ["Убрать файл снимок.png"]
    assert (body["focus"], body["effects"]) == ("field-files", [])


def test_a_file_is_named_by_its_content(form):
    attach(form, ("снимок.jpg", PNG))

    assert listed(form) == ["снимок.png"]


def test_files_with_one_name_get_numbers(form):
    attach(form, ("снимок.png", PNG), ("снимок.png", PNG), ("снимок.png", PNG))

    assert listed(form) == ["снимок.png", "снимок-2.png", "снимок-3.png"]


def test_long_names_get_numbers_and_are_kept(form):
    name = "я" * 116 + ".png"
    attach(form, *[(name, PNG)] * 11)

    assert len(attached_files(Responses(form.responses))) == 11
    assert len(set(listed(form))) == 11
    assert all(len(name) <= 120 for name in listed(form))


def test_a_name_is_made_safe(form):
    attach(form, ('../<b>"\u202egnp.exe\r\nX: y.png', PNG))

    assert listed(form) == ["_b_gnp.exe X_ y.png"]


def test_the_same_file_anew_takes_its_own_place(form):
    attach(form, ("снимок.png", PNG))
    attach(form, ("другой.png", PNG))

    assert listed(form) == ["другой.png"]


def test_two_refused_files_are_told_one_by_one(form):
    attach(form, ("программа.exe", b"MZ\0"), ("пустой.png", b""))
    error = form.part("files").by_id("field-files-error")

    assert error.text == (
        "Файл «программа.exe» не подходит. Приложите снимок экрана (gif, png, jpg) или лог-файл "
        "(log, txt, zip). Файл «пустой.png» пустой. Сохраните его ещё раз и приложите."
    )
    field = form.part("files").by_id("field-files")
    assert field.attributes["aria-describedby"] == "field-files-hint field-files-error"
    assert field.attributes["aria-invalid"] == "true"
    assert listed(form) == []


def test_a_file_is_removed(form):
    attach(form, ("раз.png", PNG), ("два.png", PNG))
    body = form.press("remove:1")

    assert (form.step, body["focus"]) == ("letter", "field-files")
    assert listed(form) == ["два.png"]
    form.press("remove:2")
    assert "files" not in form.responses


def test_a_letter_over_its_budget_says_which_file_is_too_much(form):
    big = b"\xff\xd8\xff" + bytes(19_000_000)
    rows = [
        {"id": "1", "name": "малый.png"},
        {"id": "2", "name": "большой.jpg", "before": len(big)},
    ]
    form.ask("attach", [PNG, big], files=rows)  # the browser could not make it smaller
    expected = (
        "Письмо получится 26 МБ, а доходит не больше 25 МБ. Больше всего занимает файл "
        "«большой.jpg»: уберите его или сожмите."
    )
    assert form.part("files").by_id("field-files-error").text == expected

    form.press("next")
    assert form.step == "letter"
    (link,) = form.shown.by_id("error-summary").all("a")
    assert (link.attributes["href"], link.text) == ("#field-files", expected)

    form.press("remove:2")
    form.press("next")
    assert form.step == "check"


def test_the_check_and_the_send_page_name_the_files(form):
    attach(form, ("раз.png", PNG), ("два.png", PNG))
    form.press("next")
    assert "раз.png" in form.text()
    form.press("next")
    assert "К письму приложены файлы: раз.png, два.png." in form.text()


@pytest.mark.parametrize("way", ["eml", "share"])
def test_a_file_that_the_browser_lost_is_asked_for_anew(way, form):
    attach(form, ("раз.png", PNG), ("два.png", PNG))
    form.go_to("send", PRINTERS)
    body = form.press(f"send:{way}", (PNG, b""))

    assert (form.step, body["focus"], body["effects"]) == ("letter", "error-summary", [])
    (link,) = form.shown.by_id("error-summary").all("a")
    assert link.text == "Файл «два.png» не сохранился в этом браузере. Приложите его ещё раз."
    assert listed(form) == ["раз.png"]


def test_the_text_is_copied_even_if_a_file_is_lost(form):
    attach(form, ("раз.png", PNG))
    form.go_to("send", PRINTERS)

    assert [effect["type"] for effect in form.press("send:copy", (b"",))["effects"]] == ["copy"]


@pytest.mark.parametrize(
    "files",
    [
        "",
        "{",
        "null",
        "5",
        "{}",
        '"files"',
        "[1, null, [], {}]",
        "[" * 200_000,
        json.dumps([{**ROW, "size": "24"}]),
        json.dumps([{**ROW, "size": True}]),
        json.dumps([{**ROW, "size": 1.5}]),
        json.dumps([{**ROW, "size": -1}]),
        json.dumps([{**ROW, "size": 0}]),
        json.dumps([{**ROW, "size": 10**18}]),
        json.dumps([{**ROW, "id": 1}]),
        json.dumps([{**ROW, "name": "../a.png"}]),
        json.dumps([{**ROW, "name": "a\r\nBcc: b@example.com"}]),
        json.dumps([{**ROW, "media_type": "image/png\r\nBcc: b@example.com"}]),
        json.dumps([{**ROW, "media_type": ""}]),
    ],
)
def test_what_is_no_list_of_files_holds_none(files):
    assert attached_files(Responses({"files": files})) == ()
    assert attachments_of(Responses({"files": files})) == ()


def test_good_entries_among_bad_ones_are_kept():
    responses = Responses({"files": json.dumps([5, ROW, {**ROW, "size": -1}])})

    assert attached_files(responses) == (AttachedFile(**ROW),)


def test_files_that_no_memory_holds_are_left_out():
    rows = [{**ROW, "id": str(number), "size": 400_000_000} for number in range(5)]

    found = attached_files(Responses({"files": json.dumps(rows)}))
    assert [file.id for file in found] == ["0", "1"]


def test_no_files_leave_no_response():
    assert with_files(Responses({"files": "[]"}), ()).values == {}


LOG = "Вход: пароль: qwerty123\nЗвонили с +7 (495) 123-45-67\n".encode()


def test_secrets_in_a_log_are_shown_and_masked_on_request(form):
    attach(form, ("касса.log", LOG))
    shown = form.text("files")
    assert "строка 1, пароль: Вход: пароль: qwerty123" in shown
    assert "строка 2, номер телефона: Звонили с +7 (495) 123-45-67" in shown

    body = form.ask("step", [LOG], action="mask:1")

    (put,) = body["effects"]
    assert put == {"type": "replace", "id": "1", "file": 0}
    (masked,) = form.files
    assert "qwerty123" not in masked.decode()
    assert "Вход: пароль: *********" in masked.decode()
    (row,) = json.loads(form.responses["files"])
    assert (row["size"], row["secrets"]) == (len(masked), [])
    assert "Скрыть" not in form.text("files")


def test_many_secrets_are_counted(form):
    attach(form, ("касса.log", b"password=qwerty123\n" * 26))

    assert len(form.part("files").all("code")) == 5
    assert "и ещё 21 место" in form.text("files")


@pytest.mark.parametrize(
    "secrets", [5, None, [5], [{"kind": "age"}], [{"kind": "card", "line": "x"}]]
)
def test_damaged_secrets_of_a_draft_harm_nothing(secrets, form):
    form.type(files=json.dumps([{**ROW, "secrets": secrets, "more_secrets": "много"}]))
    form.press("stay")

    assert "снимок.png" in form.text()


def test_pictures_are_not_read_for_secrets(form):
    attach(form, ("снимок.png", PNG))

    assert names(form.part("files"), "button") == ["Убрать файл снимок.png"]


def test_masking_a_file_that_is_not_attached_changes_nothing(form):
    attach(form, ("касса.log", LOG))

    assert form.ask("step", [LOG], action="mask:2")["effects"] == []
