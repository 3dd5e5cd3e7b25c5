"""The whole road in a real browser: a problem, its matches, the letter, its file, a price."""

import email
import email.policy
import json
import re
import struct
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from wizard.letter.parse import parse_letter
from wizard.site_data import load_site_data

pytestmark = pytest.mark.browser

FIELDS = load_site_data().letter_fields
PROBLEM = "Программа зависает, когда я открываю отчёт за месяц"
SCREENSHOT = "Снимок экрана №1.png"
STEPS = "1. Включил компьютер.\n2. Открыл отчёт за месяц.\n3. Подождал минуту."
EXPECTED = "Отчёт откроется"
ACTUAL = "Окно белеет и не отвечает"
VERSION = "3.2.1 (сборка 7)"
ADDITIONAL = "Вчера всё работало. Перезагрузка не помогла"
NAME, ORGANISATION, PHONE = "Анна Ёлкина", "ООО «Ромашка»", "+7 900 000-00-00"


def png() -> bytes:
    """A picture of one red point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def describe(page: Page, site_url: str, problem: str = PROBLEM) -> None:
    page.goto(f"{site_url}help/")
    page.get_by_role("textbox", name="Что случилось?").fill(problem)
    page.get_by_role("region", name="Похожие вопросы").wait_for()


def go_to_channels(page: Page, site_url: str) -> None:
    describe(page, site_url)
    page.get_by_role("button", name="Найти ответ").click()
    page.get_by_role("heading", name="Возможно, ответ уже есть").wait_for()
    page.get_by_role("button", name="Ничего не подошло").click()
    page.get_by_role("heading", name="Как обратиться").wait_for()


def go_to_letter(page: Page, site_url: str) -> None:
    go_to_channels(page, site_url)
    page.get_by_role("radio", name="Письмо").check()
    page.get_by_role("button", name="Дальше").click()
    page.get_by_role("heading", name="Письмо в поддержку").wait_for()


def fill_letter(page: Page) -> None:
    page.get_by_role("radio", name="Иногда").check()
    page.get_by_label("Версия", exact=True).fill(VERSION)
    page.get_by_label("Шаги", exact=True).fill(STEPS)
    page.get_by_label("Ожидалось", exact=True).fill(EXPECTED)
    page.get_by_label("Получилось", exact=True).fill(ACTUAL)
    page.get_by_label("Дополнительная информация").fill(ADDITIONAL)
    page.get_by_label("Имя", exact=True).fill(NAME)
    page.get_by_label("Организация").fill(ORGANISATION)
    page.get_by_label("Телефон", exact=True).fill(PHONE)
    picture = {"name": SCREENSHOT, "mimeType": "image/png", "buffer": png()}
    page.get_by_label("Файлы", exact=True).set_input_files([picture])
    page.get_by_text(SCREENSHOT).wait_for()


def go_to_send(page: Page, site_url: str) -> None:
    go_to_letter(page, site_url)
    fill_letter(page)
    page.get_by_role("button", name="Проверить письмо").click()
    page.get_by_role("heading", name="Проверьте письмо").wait_for()
    page.get_by_role("button", name="Всё верно, к отправке").click()
    page.get_by_role("heading", name="Отправьте письмо").wait_for()


def downloaded(page: Page, folder: Path) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name="Скачать письмо (.eml)").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file.read_bytes()


def test_a_problem_becomes_a_letter_with_every_field(page: Page, site_url: str, tmp_path: Path):
    go_to_send(page, site_url)
    data = downloaded(page, tmp_path)

    assert data.isascii()
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "support@quartech.ru"
    assert message["Subject"].startswith(PROBLEM)
    assert len(message["Subject"]) <= 128
    assert [name for name in ("From", "Date", "Message-ID") if name in message] == []
    (picture,) = message.iter_attachments()
    assert picture.get_filename() == SCREENSHOT
    assert picture.get_content_type() == "image/png"
    assert picture.get_content() == png()

    parsed = parse_letter(data, FIELDS)
    letter = parsed.letter
    assert not parsed.untrusted
    assert letter.kind == "problem"
    assert letter.reproducibility == "sometimes"
    assert letter.version == VERSION
    parts = {part.field: part.text for part in letter.description}
    assert parts == {"summary": PROBLEM, "steps": STEPS, "expected": EXPECTED, "actual": ACTUAL}
    assert letter.additional == ADDITIONAL
    assert (letter.name, letter.organisation, letter.phone) == (NAME, ORGANISATION, PHONE)
    assert len(letter.shown) > 0
    assert all(note.url.startswith(f"{site_url}faq/") for note in letter.shown)


def test_the_letter_is_copied_whole(page: Page, site_url: str):
    go_to_send(page, site_url)
    page.get_by_role("button", name="Скопировать текст").click()
    expect(page.get_by_text("Скопировано.").first).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"support@quartech.ru\n{PROBLEM}")
    assert f"Версия: {VERSION}" in copied
    assert "Воспроизводимость: Иногда" in copied


def test_web_mail_gets_links(page: Page, site_url: str):
    go_to_send(page, site_url)
    links = (
        page.locator("[data-stage] li")
        .get_by_role("link")
        .evaluate_all("links => links.map(link => [link.textContent, link.href])")
    )
    assert [name for name, _ in links] == ["Gmail", "Яндекс Почта", "Mail.ru", "Outlook"]
    for _, url in links:
        assert url.startswith("https://")
        assert "support@quartech.ru" in url


def test_an_article_that_helps_ends_the_road(page: Page, site_url: str):
    describe(page, site_url, "сколько стоит позвонить в поддержку")
    page.get_by_role("button", name="Помогло").first.click()
    expect(page.get_by_role("heading", name="Рады, что помогло!")).to_be_focused()


def test_an_unclear_article_travels_in_the_letter(page: Page, site_url: str, tmp_path: Path):
    describe(page, site_url, "сколько ждать ответа на письмо")
    page.get_by_role("button", name="Похоже, но нужно пояснение").first.click()
    question = page.get_by_label("Что осталось непонятным?")
    expect(question).to_be_focused()
    question.fill("Считается ли суббота?")
    page.get_by_role("button", name="Ничего не подошло").click()
    page.get_by_role("radio", name="Письмо").check()
    page.get_by_role("button", name="Дальше").click()
    fill_letter(page)
    page.get_by_role("button", name="Проверить письмо").click()
    page.get_by_role("button", name="Всё верно, к отправке").click()
    page.get_by_role("heading", name="Отправьте письмо").wait_for()
    letter = parse_letter(downloaded(page, tmp_path), FIELDS).letter
    (source,) = letter.sources
    assert source.note == "Считается ли суббота?"
    assert source.url.startswith(f"{site_url}faq/")


def test_nothing_opens_before_the_articles_have_their_answers(page: Page, site_url: str):
    describe(page, site_url)
    page.get_by_role("button", name="Найти ответ").click()
    page.get_by_role("heading", name="Возможно, ответ уже есть").wait_for()
    expect(page.get_by_role("heading", name="Как обратиться")).to_have_count(0)
    expect(page.get_by_role("button", name="Дальше")).to_have_count(0)


def test_errors_lead_to_their_fields(page: Page, site_url: str):
    go_to_letter(page, site_url)
    page.get_by_role("button", name="Проверить письмо").click()
    summary = page.get_by_role("alert", name="Исправьте ошибки")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name=re.compile("версию")).click()
    expect(page.get_by_label("Версия", exact=True)).to_be_focused()


def test_a_reload_keeps_the_draft_and_clearing_removes_it(page: Page, site_url: str):
    go_to_letter(page, site_url)
    page.get_by_label("Версия", exact=True).fill(VERSION)
    page.reload()
    page.get_by_role("heading", name="Письмо в поддержку").wait_for()
    expect(page.get_by_label("Версия", exact=True)).to_have_value(VERSION)
    page.locator(".qs-forget").get_by_role("button", name="Очистить").click()
    expect(page.get_by_role("textbox", name="Что случилось?")).to_have_value("")
    stored = page.evaluate("localStorage.getItem('quartech-support')")
    assert VERSION not in json.dumps(stored or "")


def test_what_is_typed_before_python_is_kept(page: Page, site_url: str):
    page.goto(f"{site_url}help/", wait_until="commit")
    box = page.get_by_role("textbox", name="Что случилось?")
    box.fill(PROBLEM)
    page.locator("[data-wizard][data-state=ready]").wait_for()
    expect(box).to_have_value(PROBLEM)
    page.get_by_role("region", name="Похожие вопросы").wait_for()


def test_back_returns_to_the_step_before(page: Page, site_url: str):
    go_to_letter(page, site_url)
    page.go_back()
    page.get_by_role("heading", name="Как обратиться").wait_for()
    expect(page.get_by_role("radio", name="Письмо")).to_be_checked()


def test_a_call_of_fifty_minutes_has_its_price(page: Page, site_url: str):
    go_to_channels(page, site_url)
    page.get_by_role("radio", name="Звонок").check()
    page.get_by_role("button", name="Дальше").click()
    page.get_by_role("heading", name="Стоимость и срок").wait_for()
    page.get_by_role("spinbutton", name="Звонок, минут").fill("50")
    cost = page.get_by_role("region", name="Стоимость", exact=True)
    expect(cost).to_contain_text("2\u00a0000\u00a0₽")
    expect(cost).to_contain_text("две тысячи рублей")


def test_a_bad_number_is_named_at_its_field(page: Page, site_url: str):
    page.goto(f"{site_url}tariffs/")
    minutes = page.get_by_role("spinbutton", name="Звонок, минут")
    page.get_by_role("region", name="Стоимость", exact=True).wait_for()
    minutes.fill("-5")
    expect(page.locator("#field-call_minutes-error")).to_contain_text("меньше нуля")
    expect(minutes).to_have_value("-5")
    expect(minutes).to_have_attribute("aria-invalid", "true")
    minutes.fill("20")
    expect(page.locator("#field-call_minutes-error")).to_be_hidden()
    expect(minutes).not_to_have_attribute("aria-invalid", "true")
    expect(minutes).to_have_attribute("aria-valuenow", "20")


def test_a_quote_travels_as_a_link_of_numbers(page: Page, site_url: str):
    page.goto(f"{site_url}tariffs/")
    page.get_by_role("region", name="Стоимость", exact=True).wait_for()
    page.get_by_role("spinbutton", name="Звонок, минут").fill("50")
    page.get_by_role("spinbutton", name="Обращений в месяц").fill("3")
    page.get_by_label("Заказчик").fill("ООО «Ромашка»")
    page.get_by_role("button", name="Ссылка на расчёт").click()
    expect(page.get_by_text("Скопировано.").first).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(re.escape(site_url) + r"tariffs/\?[a-z0-9=&.-]+#calculator", link)
    page.evaluate("localStorage.clear()")
    page.goto(link)
    expect(page.get_by_role("spinbutton", name="Звонок, минут")).to_have_value("50")
    expect(page.get_by_role("spinbutton", name="Обращений в месяц")).to_have_value("3")
    expect(page.get_by_role("heading", name="Посчитать")).to_be_in_viewport()


def test_the_home_page_is_called_as_the_site(page: Page, site_url: str):
    page.goto(site_url)
    expect(page).to_have_title("Поддержка Quartech LITE")


def test_what_was_said_of_one_step_is_gone_in_the_next(page: Page, site_url: str):
    page.goto(f"{site_url}help/")
    page.get_by_role("textbox", name="Что случилось?").fill("сколько стоит звонок")
    said = page.get_by_role("status").filter(has_text="Нашлись")
    said.wait_for()
    page.get_by_role("button", name="Ничего не подошло").click()
    page.get_by_role("heading", name="Как обратиться").wait_for()
    expect(said).to_have_count(0)


def test_the_home_page_hands_its_question_over_and_no_server_sees_it(page: Page, site_url: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("#")[0]))
    page.goto(site_url)
    page.get_by_role("textbox", name="Что случилось?").fill("сколько стоит звонок")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Возможно, ответ уже есть").wait_for()
    expect(page.get_by_role("region", name="Похожие вопросы")).to_contain_text("звонок")
    assert [address for address in asked if "?" in address] == []
    assert page.url == f"{site_url}help/"


def test_the_road_without_javascript(page: Page, site_url: str):
    plain = page.context.browser.new_context(java_script_enabled=False)
    without = plain.new_page()
    without.goto(f"{site_url}help/")
    expect(without.get_by_text("Как воспроизвести")).to_be_visible()
    expect(without.get_by_role("textbox", name="Что случилось?")).to_be_hidden()
    expect(without.get_by_role("link", name="+7 (495) 979-68-80").first).to_be_visible()
    mailto = without.get_by_role("link", name="Открыть письмо с этими полями")
    assert len(mailto.get_attribute("href") or "") < 1800
    plain.close()
