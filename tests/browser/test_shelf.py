"""The letters that the device keeps: seen, gone on with, added to, deleted."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_wizard import (
    ADDITIONAL,
    FIELDS,
    NAME,
    PROBLEM,
    SCREENSHOT,
    VERSION,
    downloaded,
    go_to_send,
    png,
)
from wizard.letter.parse import parse_letter

pytestmark = pytest.mark.browser


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Ваши письма на этом устройстве")


def send_and_return(page: Page, site_url: str, folder: Path) -> bytes:
    """A letter leaves; the visitor clears the draft and opens the page anew."""
    go_to_send(page, site_url)
    letter = downloaded(page, folder)
    page.get_by_role("button", name="Написать другое письмо").click()
    expect(panel(page)).to_be_visible()
    page.goto(f"{site_url}help/")
    expect(panel(page)).to_be_visible()
    return letter


def pass_check(page: Page) -> None:
    page.get_by_role("button", name="Проверить письмо").click()
    page.get_by_role("button", name="Всё верно, к отправке").click()
    page.get_by_role("heading", name="Отправьте письмо").wait_for()


def test_no_letters_no_panel(page: Page, site_url: str):
    page.goto(f"{site_url}help/")
    page.locator("[data-wizard][data-state=ready]").wait_for()
    expect(panel(page)).to_have_count(0)


def test_a_letter_that_left_goes_on_with_its_files(page: Page, site_url: str, tmp_path: Path):
    sent = send_and_return(page, site_url, tmp_path)
    panel(page).get_by_role("button", name="Посмотреть").click()
    text = panel(page).get_by_label("Текст письма")
    expect(text).to_be_focused()
    expect(text).to_contain_text(f"Версия: {VERSION}")

    panel(page).get_by_role("button", name="Продолжить").click()
    expect(page.get_by_role("heading", name="Письмо в поддержку")).to_be_focused()
    expect(panel(page)).to_have_count(0)
    expect(page.get_by_label("Версия", exact=True)).to_have_value(VERSION)
    expect(page.locator(".qs-files").get_by_text(SCREENSHOT)).to_be_visible()
    pass_check(page)
    again = downloaded(page, tmp_path)
    assert parse_letter(again, FIELDS).letter == parse_letter(sent, FIELDS).letter


def test_an_addition_has_the_same_code(page: Page, site_url: str, tmp_path: Path):
    first = parse_letter(send_and_return(page, site_url, tmp_path), FIELDS).letter
    panel(page).get_by_role("button", name="Дополнить").click()
    field = page.get_by_label("Дополнительная информация")
    expect(field).to_be_focused()
    mark = field.input_value()
    assert mark.startswith(f"Дополнение к письму {first.reference} от ")
    field.fill(f"{mark}После обновления стало чаще.")
    picture = {"name": "ещё один.png", "mimeType": "image/png", "buffer": png()}
    page.get_by_label("Файлы", exact=True).set_input_files([picture])
    page.get_by_text("ещё один.png").wait_for()
    pass_check(page)

    parsed = parse_letter(downloaded(page, tmp_path), FIELDS)
    addition = parsed.letter
    assert not parsed.untrusted
    assert addition.reference == first.reference
    assert (addition.name, addition.version) == (NAME, VERSION)
    assert addition.additional == f"{mark}После обновления стало чаще."
    assert ADDITIONAL not in addition.additional
    assert [item.name for item in addition.attachments] == ["ещё один.png"]
    page.get_by_role("button", name="Написать другое письмо").click()
    expect(panel(page).get_by_role("listitem")).to_have_count(2)


def test_a_draft_that_gives_way_is_kept(page: Page, site_url: str, tmp_path: Path):
    send_and_return(page, site_url, tmp_path)
    problem = page.get_by_role("textbox", name="Что случилось?")
    problem.fill("Совсем другой вопрос про отчёты")
    panel(page).get_by_role("button", name="Продолжить").click()
    page.get_by_role("heading", name="Письмо в поддержку").wait_for()
    page.locator(".qs-forget").get_by_role("button", name="Очистить").click()
    expect(panel(page).get_by_role("listitem")).to_have_count(2)
    unfinished = panel(page).get_by_role("listitem").filter(has_text="не закончено")
    unfinished.get_by_role("button", name="Продолжить").click()
    page.get_by_role("button", name="Изменить").click()
    expect(problem).to_have_value("Совсем другой вопрос про отчёты")


def test_letters_are_deleted(page: Page, site_url: str, tmp_path: Path):
    send_and_return(page, site_url, tmp_path)
    panel(page).get_by_role("button", name="Удалить все").click()
    keep = panel(page).get_by_role("button", name="Не удалять")
    expect(keep).to_be_focused()
    keep.click()
    expect(panel(page).get_by_role("listitem")).to_have_count(1)
    panel(page).get_by_role("button", name="Удалить все").click()
    panel(page).get_by_role("button", name="Да, удалить все").click()
    expect(panel(page)).to_have_count(0)
    expect(page.get_by_role("heading", name="Расскажите, что случилось")).to_be_focused()
    page.reload()
    page.locator("[data-wizard][data-state=ready]").wait_for()
    expect(panel(page)).to_have_count(0)
    rows = page.evaluate(
        """() => new Promise((resolve) => {
          indexedDB.open("quartech-support").onsuccess = ({ target }) => {
            const letters = target.result.transaction("letters").objectStore("letters");
            letters.getAll().onsuccess = ({ target }) => resolve(JSON.stringify(target.result));
          };
        })"""
    )
    assert PROBLEM not in rows
    assert rows == "[]"


def test_a_letter_that_has_not_left_is_kept_for_later(page: Page, site_url: str):
    go_to_send(page, site_url)
    page.get_by_role("button", name="Написать другое письмо").click()
    unfinished = panel(page).get_by_role("listitem").filter(has_text="не закончено")
    unfinished.get_by_role("button", name="Продолжить").click()
    expect(page.get_by_label("Версия", exact=True)).to_have_value(VERSION)
    expect(page.locator(".qs-files").get_by_text(SCREENSHOT)).to_be_visible()


def test_a_followed_link_keeps_the_letter_too(page: Page, site_url: str):
    go_to_send(page, site_url)
    link = page.get_by_role("link", name="Gmail")
    assert link.get_attribute("data-action") == "send:followed"
    # The link itself leads to another site: only what the page does with the press is tried here.
    link.evaluate("link => { link.removeAttribute('target'); link.href = '#here'; link.click(); }")
    page.get_by_role("button", name="Написать другое письмо").click()
    expect(panel(page).get_by_role("listitem")).to_have_count(1)
