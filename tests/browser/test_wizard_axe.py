"""axe-core finds nothing on any step of the wizard: light and dark, desktop and small phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.test_pages import AXE, FIND_PROBLEMS, SCHEMES, WIDTHS, resize
from tests.browser.test_wizard import (
    describe,
    fill_letter,
    go_to_channels,
    go_to_letter,
    go_to_send,
)

pytestmark = pytest.mark.browser

LOG = {"name": "журнал.log", "mimeType": "text/plain", "buffer": b"password=qwerty123"}
PROGRAM = {"name": "setup.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}

# A word on two lines was torn apart; a hyphen is a place to part.
TORN_WORDS = """() => [...document.querySelectorAll(".qs-wizard :is(th, td, dt, button)")]
  .filter((place) => place.checkVisibility())
  .flatMap((place) => {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT), torn = [];
    while (texts.nextNode()) {
      for (const word of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) torn.push(word[0]);
      }
    }
    return torn;
  })"""


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def wait_for_errors(page: Page) -> None:
    page.get_by_role("alert", name="Исправьте ошибки").wait_for()


def nothing_typed(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}help/")
    press(page, "Найти ответ")
    wait_for_errors(page)


def unclear_article(page: Page, site_url: str) -> None:
    describe(page, site_url)
    press(page, "Найти ответ")
    page.get_by_role("heading", name="Возможно, ответ уже есть").wait_for()
    press(page, "Похоже, но нужно пояснение")
    page.get_by_label("Что осталось непонятным?").wait_for()


def rejected_article(page: Page, site_url: str) -> None:
    describe(page, site_url)
    press(page, "Не подходит")
    page.locator(".qs-match--no").wait_for()


def helped(page: Page, site_url: str) -> None:
    describe(page, site_url, "сколько стоит позвонить в поддержку")
    press(page, "Помогло")
    page.get_by_role("heading", name="Рады, что помогло!").wait_for()


def no_channel(page: Page, site_url: str) -> None:
    go_to_channels(page, site_url)
    press(page, "Дальше")
    wait_for_errors(page)


def advised(page: Page, site_url: str) -> None:
    go_to_channels(page, site_url)
    page.get_by_text("Не знаете, что выбрать?").click()
    page.get_by_label("Да, ждать нельзя").check()
    page.get_by_text("Советуем").wait_for()


def estimate(page: Page, site_url: str) -> None:
    go_to_channels(page, site_url)
    page.get_by_role("radio", name="Звонок").check()
    press(page, "Дальше")
    page.get_by_role("heading", name="Стоимость и срок").wait_for()


def mixed_month(page: Page, site_url: str) -> None:
    estimate(page, site_url)
    for row in ("звонок", "подключение", "письма", "VIP-поддержку"):
        press(page, f"Добавить {row}")
    page.get_by_role("spinbutton", name="Звонок 2, минут").fill("-5")
    wait_for_errors(page)


def wrong_number(page: Page, site_url: str) -> None:
    estimate(page, site_url)
    page.get_by_role("spinbutton", name="Звонок, минут").fill("-5")
    wait_for_errors(page)


def empty_letter(page: Page, site_url: str) -> None:
    go_to_letter(page, site_url)
    press(page, "Проверить письмо")
    wait_for_errors(page)


def letter_with_files(page: Page, site_url: str) -> None:
    go_to_letter(page, site_url)
    fill_letter(page)
    page.get_by_text("Основание для обработки вне очереди", exact=True).first.click()
    for example in page.locator(".qs-example summary").all():
        example.click()
    page.get_by_label("Файлы", exact=True).set_input_files([LOG, PROGRAM])
    page.locator("#field-files-error", has_text="setup.exe").wait_for()


def asked_to_delete(page: Page, site_url: str) -> None:
    go_to_send(page, site_url)
    press(page, "Написать другое письмо")
    press(page, "Удалить все")
    page.get_by_role("button", name="Не удалять").wait_for()


def check(page: Page, site_url: str) -> None:
    go_to_letter(page, site_url)
    fill_letter(page)
    press(page, "Проверить письмо")
    page.get_by_role("heading", name="Проверьте письмо").wait_for()


STEPS = (
    nothing_typed, describe, unclear_article, rejected_article, helped, no_channel, advised,
    estimate, mixed_month, wrong_number, go_to_letter, empty_letter, letter_with_files, check,
    go_to_send, asked_to_delete,
)  # fmt: skip


@pytest.mark.parametrize("reach", STEPS, ids=lambda reach: reach.__name__)
def test_axe_finds_nothing_on_a_step(
    page: Page, site_url: str, reach: Callable[[Page, str], None]
) -> None:
    reach(page, site_url)
    page.evaluate(AXE.read_text("utf-8"))
    found = {}
    for width in WIDTHS:
        for scheme in SCHEMES:
            resize(page, width, scheme)
            if problems := page.evaluate(FIND_PROBLEMS, scheme):
                found[width, scheme] = problems
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[width, "overflow"] = ["the step is wider than the window"]
        if torn := page.evaluate(TORN_WORDS):
            found[width, "torn"] = torn
    assert found == {}
