"""The whole road of `/help/`, button by button, through the bridge."""

import email
import email.policy
import json

import pytest

from tests.html_tree import CONTACTS, names
from tests.small_faq import LETTER, NOTHING, PNG, PRINTERS, WISH
from tests.tables import load_cases
from wizard.app.attached import SECRETS_SHOWN

ARTICLES_SHOWN = ["no-connection", "print-queue", "paper-jam"]


def shown_articles(element):
    """Ids of the articles on the page."""
    return [e.attributes["id"].removeprefix("match-") for e in element.all("h4")]


def error_links(element):
    """Field and text of each line of the error summary."""
    summaries = [e for e in element.walk() if e.attributes.get("role") == "alert"]
    return [(a.attributes["href"], a.text) for e in summaries for a in e.all("a")]


def test_matches_come_while_one_types(page):
    page.type(text=PRINTERS)
    body = page.ask("suggest")

    assert shown_articles(page.part("matches")) == ARTICLES_SHOWN
    assert body["announce"] == "Нашлись 3\u00a0похожих вопроса."
    assert "step" not in body


def test_a_match_tells_in_which_other_words_it_is_asked(page):
    page.type(text="мнёт бумагу")
    page.ask("suggest")

    wording = "Другими словами: «принтер <mark>мнёт</mark> <mark>бумагу</mark>»"
    assert wording in page.places["matches"]


def test_other_pages_of_the_site_are_no_articles(page):
    page.type(text="регламент поддержки")
    page.ask("suggest")

    assert "page:regulations" not in page.places["matches"]


def test_nothing_is_suggested_for_nothing(page):
    page.ask("suggest")

    assert page.places == {"matches": ""}


def test_a_problem_that_nothing_matches_says_so(page):
    page.type(text=NOTHING)
    body = page.ask("suggest")

    assert body["announce"] == "Похожих вопросов не нашлось."
    assert "В базе знаний такого вопроса пока нет." in page.text("matches")
    assert names(page.part("matches"), "button") == ["Ничего не подошло"]


def test_a_problem_that_nothing_matches_is_promised_no_answer(page):
    page.type(text=NOTHING)
    page.press("next")

    assert page.step == "matches"
    assert "Готового ответа пока нет" in page.text()
    assert "Возможно, ответ уже есть" not in page.text()


def test_an_empty_description_is_an_error_at_its_field(page):
    body = page.press("next")

    assert (page.step, body["focus"]) == ("describe", "error-summary")
    assert error_links(page.shown) == [
        ("#field-text", "Напишите хотя бы пару слов о том, что случилось.")
    ]
    assert page.shown.by_id("field-text").attributes["aria-invalid"] == "true"


def test_every_article_waits_for_its_verdict(page):
    page.type(text=PRINTERS)
    page.press("next")
    page.press("verdict:no-connection:no")
    body = page.press("next")

    assert (page.step, body["focus"]) == ("matches", "error-summary")
    assert error_links(page.shown) == [
        (
            "#field-matches",
            "Отметьте у каждой статьи, помогла ли она, или нажмите «Ничего не подошло».",
        )
    ]


def test_an_article_that_helped_ends_with_thanks_and_nothing_sent(page):
    page.type(text=PRINTERS)
    page.press("next")
    body = page.press("verdict:print-queue:helped")

    assert (page.step, body["focus"]) == ("thanks", "step-title")
    assert "Писать никуда не нужно, и мы ничего не отправляли." in page.text()
    assert (body["effects"], page.files) == ([], ())


def test_who_comes_back_after_an_article_had_helped_may_ask_again(page):
    page.type(text=PRINTERS)
    page.press("next")
    page.press("verdict:paper-jam:helped")
    assert page.step == "thanks"
    page.ask("open", page="help", query="")

    assert page.step == "describe"
    assert PRINTERS in page.text()
    page.press("next")
    assert page.step == "matches"


def test_an_article_may_turn_out_not_to_have_helped(page):
    page.type(text=PRINTERS)
    page.press("next")
    page.press("verdict:print-queue:helped")
    page.press("unhelp")

    assert page.step == "matches"
    assert "verdict.print-queue" not in page.responses


def test_a_verdict_under_the_first_step_leads_to_the_articles(page):
    page.type(text=PRINTERS)
    page.ask("suggest")
    body = page.press("verdict:no-connection:no")

    assert (page.step, body["focus"]) == ("matches", "match-no-connection")


def test_nothing_fits_leads_on_from_the_first_step_too(page):
    page.type(text=PRINTERS)
    page.ask("suggest")
    page.press("reject")

    assert page.step == "channel"


def test_who_has_explained_what_is_unclear_goes_on_at_once(page):
    page.type(text=PRINTERS)
    page.press("next")
    page.press("verdict:paper-jam:clarify")
    (button,) = [b for b in page.shown.all("button") if b.text == "Дальше"]
    page.type(**{"unclear.paper-jam": "Где у принтера крышка?"})
    page.press(button.attributes["data-action"])

    assert page.step == "channel"


def test_an_article_to_be_explained_asks_what_is_unclear(page):
    page.type(text=PRINTERS)
    page.press("next")
    body = page.press("verdict:no-connection:clarify")
    assert body["focus"] == "field-unclear.no-connection"

    page.press("reject")
    assert error_links(page.shown) == [
        (
            "#field-unclear.no-connection",
            "Напишите, что в статье осталось непонятным: этот вопрос попадёт в письмо. "
            "Спрашивать нечего — нажмите «Не подходит».",
        )
    ]

    page.type(**{"unclear.no-connection": "Какой кабель проверять?"})
    page.press("next")
    assert page.step == "channel"
    assert "Ссылку на статью и ваш вопрос к ней мы уже положили в письмо." in page.text()


def test_a_verdict_taken_back_keeps_the_focus_at_its_article(page):
    page.type(text=PRINTERS)
    page.press("next")
    page.press("verdict:no-connection:clarify")
    body = page.press("verdict:no-connection:clarify")

    assert "verdict.no-connection" not in page.responses
    assert body["focus"] == "match-no-connection"


def test_a_question_about_an_article_no_longer_shown_holds_nobody_up(page):
    page.type(text=PRINTERS)
    page.press("next")
    page.press("verdict:no-connection:clarify")
    page.type(text=NOTHING)
    page.press("reject")

    assert page.step == "channel"
    assert "мы уже положили в письмо" not in page.text()


def test_an_unwritten_question_does_not_name_its_article_in_the_letter(page):
    page.type(text=PRINTERS)
    page.press("next")
    page.press("verdict:no-connection:clarify")
    page.go_to("send", NOTHING, **LETTER)

    (copied,) = page.press("send:copy-body")["effects"]
    assert "no-connection" not in copied["text"]


def test_a_pressed_verdict_is_shown_as_pressed(page):
    page.type(text=PRINTERS)
    page.press("next")
    page.press("verdict:print-queue:no")

    pressed = [b.attributes["data-action"] for b in page.shown.all("button", aria_pressed="true")]
    assert pressed == ["verdict:print-queue:no"]


def test_other_articles_ask_anew_after_nothing_fitted(page):
    page.type(text=PRINTERS)
    page.press("reject")
    page.type(text="Сколько стоит звонок в поддержку?", channel="letter")
    page.press("next")
    assert (page.step, shown_articles(page.shown)) == ("matches", ["call-price"])

    page.press("next")
    assert error_links(page.shown)[0][0] == "#field-matches"


def test_the_question_and_the_article_stand_in_the_letter(page):
    page.type(text=PRINTERS)
    page.press("next")
    page.press("verdict:no-connection:clarify")
    page.type(**{"unclear.no-connection": "Какой кабель проверять?"})
    page.go_to("check", PRINTERS, **LETTER)
    assert "Какой кабель проверять?" in page.text()

    page.press("next")
    (copied,) = page.press("send:copy")["effects"]
    text = copied["text"].replace("\u00a0", " ")
    assert "https://support.example/faq/common/no-connection/" in text
    assert "Какой кабель проверять?" in text
    assert text.count("/faq/common/") == 3


def test_a_way_must_be_chosen(page):
    page.go_to("channel", PRINTERS, channel="")
    body = page.press("next")

    assert (page.step, body["focus"]) == ("channel", "error-summary")
    assert error_links(page.shown) == [
        (
            "#field-channel",
            "Выберите, как обратиться: письмо, звонок, удалённое подключение или VIP-поддержка.",
        )
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("problem", ["reproducibility", "version", "steps", "expected", "actual"]),
        ("requirement", ["version", "reasons", "proposal"]),
        ("wish", ["version", "reasons", "proposal"]),
    ],
)
def test_an_empty_letter_names_each_missing_field(kind, expected, page):
    page.go_to("letter", PRINTERS, kind=kind)
    body = page.press("next")
    links = error_links(page.shown)

    assert (page.step, body["focus"]) == ("letter", "error-summary")
    assert [href for href, _ in links] == [f"#field-{field}" for field in expected]
    for href, text in links:
        assert page.shown.by_id(f"{href[1:]}-error").text == text


def test_a_summary_that_says_nothing_is_mended_from_the_letter(page):
    page.go_to("letter", "принтер", **LETTER)
    page.press("next")

    assert [href for href, _ in error_links(page.shown)] == ["#field-text"]
    change = page.shown.by_id("field-text")
    assert (change.tag, change.text) == ("button", "Изменить")
    body = page.press(change.attributes["data-action"])
    assert (page.step, body["focus"]) == ("describe", "field-text")


def test_what_is_still_missing_is_told_while_one_types(page):
    page.go_to("letter", PRINTERS, **{**LETTER, "steps": "", "phone": ""})
    page.ask("complete")

    links = [a.attributes["href"] for a in page.part("completeness").all("a")]
    assert links == ["#field-steps"]
    assert "Телефон" in page.text("completeness")


def test_a_version_nobody_knows_is_a_legal_answer(page):
    page.go_to("check", PRINTERS, **{**LETTER, "version": "", "version_unknown": "yes"})

    assert "не знаю" in page.text()
    assert "Версия отмечена как неизвестная" in page.text()


def test_the_check_page_tells_what_one_does_not_share(page):
    phones = "Телефон 8 916 123-45-67\n" * SECRETS_SHOWN
    typed = f"{phones}Окно с ошибкой. Мой пароль: Qwerty123"
    page.go_to("check", PRINTERS, **{**LETTER, "actual": typed})

    (note,) = page.shown.all("dd", **{"class": "qs-note"})
    (found,) = note.all("li")
    assert " ".join(found.text.split()) == "пароль: …шибкой. Мой пароль: Qwerty123"


def test_the_check_page_leads_to_every_answer(page):
    page.go_to("check", PRINTERS, **LETTER, urgency="product-down", urgency_details="Касса стоит")
    links = page.shown.all("a")

    assert [a.text for a in links] == [
        f"Изменить «{term.text}»"
        for term in page.shown.all("dt")
        if term.text not in ("Часовой пояс", "Код письма")
    ]
    for link in links:
        body = page.press(link.attributes["data-action"])
        assert page.shown.by_id(body["focus"]) is not None
        page.step = "letter"
        page.press("next")
        assert page.step == "check"


def test_words_on_what_is_stopped_need_their_ground(page):
    page.go_to("letter", PRINTERS, **LETTER, urgency_details="Касса стоит")
    page.press("next")
    assert page.step == "letter"
    assert [href for href, _ in error_links(page.shown)] == ["#field-urgency"]

    page.type(urgency="product-down")
    page.press("next")
    assert page.step == "check"


def test_why_an_article_does_not_help_goes_along(page):
    page.type(text=PRINTERS, channel="letter", **LETTER)
    page.press("next")
    page.press("verdict:no-connection:no")
    page.type(**{"reason.no-connection": "Кабель уже меняли"})
    page.go_to("send", PRINTERS)

    assert "Показанная статья: Почему принтер пишет «нет связи»?" in page.text()
    assert "Почему не помогло: Кабель уже меняли" in page.text()


def test_files_whose_bytes_cannot_be_told_apart_are_asked_for_again(page):
    page.go_to("letter", PRINTERS, **LETTER)
    page.ask("attach", (PNG,), files=[{"id": "1", "name": "снимок.png"}])
    page.go_to("send", PRINTERS)
    page.press("send:eml", (PNG, PNG))

    assert page.step == "letter"
    assert "Файл «снимок.png» не сохранился в этом браузере." in page.text()


def test_the_subject_may_be_written_by_hand(page):
    page.go_to("letter", PRINTERS, **LETTER)
    assert "Оставите пустой — напишем «Принтер не печатает: пишет «нет связи»»." in page.text()

    page.type(subject="Этикетки не печатаются")
    page.go_to("send", PRINTERS)

    assert "Тема: Этикетки не печатаются — LITE 3.14" in page.text()


def test_going_back_and_forth_keeps_everything(page):
    page.go_to("send", PRINTERS, **LETTER)
    before = dict(page.responses)
    for step in ("check", "letter", "channel", "matches", "describe"):
        page.press(f"go:{step}")
        assert page.step == step
    for step in ("matches", "channel", "letter", "check", "send"):
        page.press("next")
        assert page.step == step

    assert page.responses == before


def test_another_kind_keeps_what_was_typed_for_the_first(page):
    page.go_to("letter", PRINTERS, **LETTER)
    page.type(kind="wish")
    page.press("stay")
    assert page.step == "letter"
    assert "field-steps" not in page.places["wizard-step"]

    page.type(**WISH)
    page.press("next")
    assert page.step == "check"
    page.press("go:letter")
    page.type(kind="problem")
    page.press("stay")
    assert page.shown.by_id("field-steps").raw_text.strip() == LETTER["steps"]
    assert page.responses["proposal"] == WISH["proposal"]


def test_clearing_forgets_everything_on_the_device(page):
    page.go_to("check", PRINTERS, **LETTER)
    body = page.press("clear")

    assert page.step == "describe"
    assert body["effects"] == [{"type": "forget"}]
    assert list(page.responses) == ["token"]
    assert page.shown.by_id("field-text").raw_text.strip() == ""


def test_a_letter_keeps_its_code_until_it_is_cleared(page):
    page.go_to("send", PRINTERS, **LETTER)
    first = page.press("send:copy-subject")["effects"][0]["text"]
    assert page.press("send:copy-subject")["effects"][0]["text"] == first
    page.press("go:describe")
    page.go_to("send", PRINTERS)
    assert page.press("send:copy-subject")["effects"][0]["text"] == first

    page.press("clear")
    page.go_to("send", PRINTERS, **LETTER)

    assert page.press("send:copy-subject")["effects"][0]["text"] != first


def test_steps_that_are_not_open_are_not_shown(page):
    for step in ("letter", "send", "estimate", "thanks", "nowhere", "__class__"):
        page.press(f"go:{step}")
        assert page.step == "describe"


@pytest.mark.parametrize("way", ["eml", "share"])
def test_a_sent_file_is_the_whole_letter(way, page):
    page.go_to("letter", PRINTERS, **LETTER)
    page.ask("attach", (PNG,), files=[{"id": "1", "name": "снимок.png"}])
    page.go_to("send", PRINTERS)
    (effect,) = page.press(f"send:{way}", (PNG,))["effects"]
    message = email.message_from_bytes(page.files[0], policy=email.policy.default)
    (attachment,) = message.iter_attachments()

    assert effect["type"] == {"eml": "download", "share": "share"}[way]
    assert (effect["file"], effect["media_type"]) == (0, "message/rfc822")
    assert effect["name"].startswith("QL-")
    assert effect["name"].endswith(".eml")
    assert message["To"] == CONTACTS.email
    assert "Принтер не печатает" in message["Subject"]
    assert (attachment.get_filename(), attachment.get_content()) == ("снимок.png", PNG)


def test_text_is_copied_whole_and_in_parts(page):
    page.go_to("send", PRINTERS, **LETTER)
    copied = {
        way: page.press(f"send:{way}")["effects"] for way in ("copy", "copy-subject", "copy-body")
    }
    whole, subject, body = (effects[0]["text"] for effects in copied.values())

    assert whole == f"{CONTACTS.email}\n{subject}\n\n{body}"
    assert all(effects[0]["type"] == "copy" for effects in copied.values())


@pytest.mark.parametrize(
    ("way", "address"),
    [
        ("mailto", f"mailto:{CONTACTS.email}?subject="),
        ("gmail", "https://mail.google.com/"),
        ("yandex", "https://mail.yandex.ru/"),
        ("mailru", "https://e.mail.ru/"),
        ("outlook", "https://outlook.office.com/"),
    ],
)
def test_a_link_too_short_for_the_text_comes_with_the_text_copied(way, address, page):
    page.go_to("send", PRINTERS, **{**LETTER, "additional": "Очень подробно. " * 1000})
    copied, opened = page.press(f"send:{way}")["effects"]

    assert opened["type"] == "open"
    assert opened["url"].startswith(address)
    assert copied == {"type": "copy", "text": page.press("send:copy-body")["effects"][0]["text"]}


def test_a_letter_that_fits_its_link_is_opened_alone(page):
    page.go_to("send", PRINTERS, **{**LETTER, "additional": ""})

    assert [effect["type"] for effect in page.press("send:gmail")["effects"]] == ["open"]


def test_printing_asks_for_the_printer_only(page):
    page.go_to("send", PRINTERS, **LETTER)

    assert page.press("send:print")["effects"] == [{"type": "print"}]


def test_a_way_that_does_not_exist_sends_nothing(page):
    page.go_to("send", PRINTERS, **LETTER)

    assert page.press("send:fax")["effects"] == []


@pytest.mark.parametrize("way", ["eml", "copy", "mailto", "print"])
def test_a_letter_that_must_not_go_is_shown_instead(way, page):
    page.go_to("letter", PRINTERS, **{**LETTER, "steps": ""})
    body = page.press(f"send:{way}")

    assert page.step == "letter"
    assert (body["effects"], page.files) == ([], ())
    assert [href for href, _ in error_links(page.shown)] == ["#field-steps"]


def test_triage_answers_lead_to_a_recommendation(page):
    page.go_to("channel", PRINTERS, channel="")
    assert page.part("wizard-step").by_id("recommendation").text == ""

    page.type(triage__urgent="no")
    page.ask("recommend")
    assert "Советуем: письмо." in page.text("recommendation")
    assert "Решать вам: остальные способы тоже открыты." in page.text("recommendation")
    (link,) = page.part("recommendation").all("a")
    assert link.attributes["href"] == "https://support.example/regulations/#level-free"

    page.press("stay")
    assert page.shown.all("input", id="triage-urgent-no")[0].attributes.get("checked") == ""


def test_triage_without_the_deciding_answer_asks_for_it(page):
    page.go_to("channel", PRINTERS, channel="")
    page.type(triage__often="weekly", triage__by_phone="yes")
    page.ask("recommend")

    assert page.text("recommendation") == "Чтобы посоветовать способ, ответьте ещё, срочно ли это."


def test_vip_support_is_recommended_with_what_it_costs(page):
    page.go_to("channel", PRINTERS, channel="")
    page.type(triage__urgent="yes", triage__often="weekly", triage__by_phone="no")
    page.ask("recommend")

    words = page.text("recommendation").replace("\u00a0", " ")
    assert "Месяц стоит 20 000 ₽ и обходится не дороже, начиная с такого объёма" in words
    assert "10 часов удалённого подключения" in words


@pytest.mark.parametrize(
    ("first", "second", "total"),
    [("vip", "call", "500 ₽"), ("vip", "remote", "2 000 ₽"), ("remote", "call", "500 ₽")],
)
def test_another_way_begins_with_its_own_numbers(first, second, total, page):
    page.go_to("estimate", PRINTERS, channel=first)
    shown = {f.attributes["name"]: f.attributes["value"] for f in page.shown.all("input")}
    page.type(**shown)  # the shell sends every field it shows
    page.press("go:channel")
    page.type(channel=second)
    page.press("next")

    assert (
        page.part("wizard-step").by_id("cost").all("strong")[0].text.replace("\u00a0", " ") == total
    )


def test_typed_numbers_stay_when_another_way_is_chosen(page):
    page.go_to("estimate", PRINTERS, channel="remote")
    page.type(call_minutes="0", remote_hours="3", requests="2")
    page.press("go:channel")
    page.type(channel="call")
    page.press("next")

    assert page.responses["remote_hours"] == "3"


@pytest.mark.parametrize(("answers", "expected"), load_cases("recommendations.toml"))
def test_every_recommendation_has_its_words(answers, expected, page):
    page.go_to("channel", PRINTERS, channel="")
    page.type(**{f"triage.{name}": value for name, value in answers.items()})
    page.ask("recommend")

    links = [a.attributes["href"] for a in page.part("recommendation").all("a")]
    assert links == [f"https://support.example/regulations/#{clause}" for clause in expected[2:]]
    assert page.text("recommendation").startswith("Советуем: " if expected else "")


def test_the_deadline_is_told_in_moscow_and_local_time(page):
    page.circumstances["utc_offset"] = 600
    page.go_to("channel", PRINTERS)

    assert "не позже пн 23.11, 20:00 по Москве (у вас будет вт 24.11, 03:00)" in page.text()
    assert f"можно звонить прямо сейчас: {CONTACTS.phone}" in page.text()


def test_who_wants_to_call_has_the_number_before_the_calculator(page):
    page.go_to("estimate", PRINTERS, channel="call")

    number, _, calculator = page.text().partition(CONTACTS.phone)
    assert "Звонок, минут" not in number
    assert "Звонок, минут" in calculator


def test_a_closed_service_says_when_it_opens(page):
    page.circumstances["now"] = "2026-11-21T09:00:00Z"
    page.go_to("channel", PRINTERS)

    assert "Сейчас служба поддержки закрыта. Откроется пн 23.11, 10:00 по Москве" in page.text()
    assert "через 1 день 22 ч." in page.text()
    assert "линия откроется пн 23.11, 10:00" in page.text()


def test_a_clock_far_behind_still_leads_to_every_step(page):
    """A computer with an empty battery says 2009; its owner needs support all the more."""
    page.circumstances["now"] = "2009-01-01T00:00:00Z"
    page.go_to("channel", PRINTERS)
    assert "Как обратиться" in page.text()

    page.type(channel="call")
    page.press("next")
    assert page.step == "estimate"
    assert "500 ₽" in page.text()


@pytest.mark.parametrize(
    "query", [f"?q={PRINTERS}", "q=%D0%9F%D1%80%D0%B8%D0%BD%D1%82%D0%B5%D1%80"]
)
def test_a_problem_typed_at_home_opens_its_matches(query, page):
    page.ask("open", page="help", query=query)

    assert page.step == "matches"
    assert page.responses["text"].casefold().startswith("принтер")
    assert shown_articles(page.shown)


@pytest.mark.parametrize("query", ["", "?", "?q=", "?q=%20%20", "?utm_source=mail"])
def test_a_draft_opens_where_it_was_left(query, page):
    page.go_to("check", PRINTERS, **LETTER)
    page.ask("open", page="help", query=query)

    assert page.step == "check"


def test_a_draft_of_a_step_that_closed_opens_at_the_furthest_open_one(page):
    page.go_to("check", PRINTERS, **LETTER)
    page.type(version="")
    page.ask("open", page="help", query="")

    assert page.step == "letter"


def test_the_search_box_searches_the_whole_site(page):
    page.ask("search", text="регламент поддержки")

    assert "Регламент поддержки" in [h.text for h in page.part("search").all("h2")]


def test_a_reply_is_json_without_what_is_absent(page):
    page.type(text=PRINTERS)
    body = page.ask("suggest")

    assert set(body) == {"fragments", "responses", "effects", "announce"}
    assert json.dumps(body)


def test_a_visitor_may_insist_that_it_is_one_problem(page):
    two = "Не печатается документ, также вылетает отчёт при открытии"
    page.go_to("letter", two, **LETTER)
    page.press("next")
    assert page.step == "letter"
    assert "несколько проблем" in page.text()
    assert "Это одна проблема, делить не нужно" in page.text()

    page.type(one_problem="yes")
    page.press("next")

    assert page.step == "check"
