"""A message goes when its field is right, and nothing moves under a pressed pointer."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_wizard import VERSION, fill_letter, go_to_channels, go_to_letter

pytestmark = pytest.mark.browser


def summary(page: Page):
    return page.get_by_role("alert", name="Исправьте ошибки")


def refused_letter(page: Page, site_url: str) -> None:
    go_to_letter(page, site_url)
    page.get_by_role("button", name="Проверить письмо").click()
    expect(summary(page)).to_be_focused()


def test_a_corrected_field_loses_its_message(page: Page, site_url: str):
    refused_letter(page, site_url)
    version, error = page.get_by_label("Версия", exact=True), page.locator("#field-version-error")
    expect(error).to_be_visible()
    version.fill(VERSION)
    page.keyboard.press("Tab")
    expect(error).to_be_hidden()
    expect(version).not_to_have_attribute("aria-invalid", "true")
    expect(summary(page).get_by_role("link", name="версию")).to_have_count(0)
    expect(summary(page).get_by_role("link", name="Перечислите действия")).to_be_visible()
    expect(page.locator("#field-steps-error")).to_be_visible()


def test_a_field_made_wrong_anew_says_so(page: Page, site_url: str):
    refused_letter(page, site_url)
    actual = page.get_by_label("Получилось", exact=True)
    actual.fill("Ошибка")
    page.keyboard.press("Tab")
    expect(page.locator("#field-actual-error")).to_contain_text("остался текст из подсказки")


def test_the_summary_goes_with_the_last_mistake(page: Page, site_url: str):
    refused_letter(page, site_url)
    fill_letter(page)
    expect(summary(page)).to_have_count(0)


def test_a_letter_that_was_not_refused_yet_is_left_alone(page: Page, site_url: str):
    go_to_letter(page, site_url)
    page.get_by_label("Версия", exact=True).fill("последняя")
    page.keyboard.press("Tab")
    page.get_by_label("Имя", exact=True).fill("Анна")
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    expect(page.locator("#field-version-error")).to_be_hidden()


def test_a_click_lands_although_the_message_above_it_goes(page: Page, site_url: str):
    refused_letter(page, site_url)
    fill_letter(page)
    page.get_by_label("Телефон", exact=True).fill("1")
    page.get_by_role("button", name="Проверить письмо").click()
    expect(page.locator("#field-phone-error")).to_be_visible()
    page.get_by_label("Телефон", exact=True).fill("+7 900 000-00-00")
    button = page.get_by_role("button", name="Проверить письмо")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 3)
    page.mouse.down()
    page.wait_for_timeout(400)  # Python has answered by now
    page.mouse.up()
    page.get_by_role("heading", name="Проверьте письмо").wait_for()


def test_a_way_that_was_chosen_needs_no_message(page: Page, site_url: str):
    go_to_channels(page, site_url)
    page.get_by_role("button", name="Дальше").click()
    expect(summary(page)).to_be_visible()
    page.get_by_role("radio", name="Письмо").check()
    expect(summary(page)).to_have_count(0)
