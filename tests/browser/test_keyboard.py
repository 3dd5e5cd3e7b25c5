"""A whole letter and a whole price by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_wizard import ACTUAL, EXPECTED, NAME, PROBLEM, STEPS, VERSION

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels?.[0]?.textContent ?? at.textContent;
  return [at.id, label.trim(), at.value ?? ""];
}"""
# WCAG 2.4.11: what has the focus is not hidden by the header or the edge of the window.
IN_SIGHT = """() => {
  const { top, bottom, height } = document.activeElement.getBoundingClientRect();
  const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
  return Math.min(bottom, innerHeight) - Math.max(top, header) >= Math.min(height, 12);
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the field, the button or the option of this name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if name in page.evaluate(FOCUSED):
            assert page.evaluate(IN_SIGHT), f"{name} has the focus out of sight"
            return
    raise AssertionError(f"{name} cannot be reached by Tab")


def press(page: Page, name: str, key: str = "Enter") -> None:
    tab_to(page, name)
    page.keyboard.press(key)


def type_into(page: Page, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.insert_text(text)


def expect_title(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", name=title)).to_be_focused()


def describe(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}help/")
    page.locator("[data-wizard][data-state=ready]").wait_for()
    type_into(page, "Что случилось?", PROBLEM)
    page.get_by_role("region", name="Похожие вопросы").wait_for()
    press(page, "Ничего не подошло")
    expect_title(page, "Как обратиться")


@pytest.mark.parametrize("path", ["help/", "tariffs/"])
def test_a_letter_of_the_alphabet_leads_nobody_away(page: Page, site_url: str, path: str):
    page.goto(f"{site_url}{path}")
    page.locator("[data-wizard][data-state=ready]").wait_for()
    page.get_by_role("link", name="Написать в поддержку").first.focus()
    page.wait_for_function("typeof component$ !== 'undefined'")  # the theme listens
    for key in "np.,":
        page.keyboard.press(key)
    page.wait_for_timeout(500)
    assert page.url == f"{site_url}{path}"


def test_the_closed_search_has_no_place_for_the_focus(page: Page, site_url: str):
    page.goto(f"{site_url}faq/")
    page.get_by_role("textbox", name="Поиск").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.checkVisibility({ opacityProperty: true })")


def test_a_letter(page: Page, site_url: str):
    describe(page, site_url)
    press(page, "letter", "Space")
    press(page, "Дальше")
    expect_title(page, "Письмо в поддержку")

    # Sent empty first: the summary takes the focus, its link leads to the field.
    press(page, "Проверить письмо")
    expect(page.get_by_role("alert", name="Исправьте ошибки")).to_be_focused()
    press(page, "Выберите, как часто проявляется проблема. Если вы не пробовали её повторить, "
                "выберите «Попыток не было».")  # fmt: skip
    expect(page.locator("#field-reproducibility")).to_be_focused()
    tab_to(page, "always")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Иногда")).to_be_checked()
    type_into(page, "field-version", VERSION)
    type_into(page, "field-steps", STEPS)
    type_into(page, "field-expected", EXPECTED)
    type_into(page, "field-actual", ACTUAL)
    type_into(page, "field-name", NAME)
    press(page, "Проверить письмо")
    expect_title(page, "Проверьте письмо")

    press(page, "Изменить «Версия»")
    expect(page.locator("#field-version")).to_be_focused()
    press(page, "Проверить письмо")
    expect_title(page, "Проверьте письмо")
    press(page, "Всё верно, к отправке")
    expect_title(page, "Отправьте письмо")
    press(page, "Скопировать текст")
    expect(page.locator("[data-toast]")).to_have_text("Скопировано.")
    copied = page.evaluate("navigator.clipboard.readText()")
    for part in (PROBLEM, f"Версия: {VERSION}", "Воспроизводимость: Иногда", f"Имя: {NAME}"):
        assert part in copied
    tab_to(page, "Gmail")
    with page.expect_download() as download:
        press_back(page, "Скачать письмо (.eml)")
    assert download.value.suggested_filename.endswith(".eml")


def press_back(page: Page, name: str) -> None:
    """Go there by Shift+Tab and press Enter."""
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if name in page.evaluate(FOCUSED):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} cannot be reached by Shift+Tab")


def test_a_price(page: Page, site_url: str):
    describe(page, site_url)
    press(page, "letter", "Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Звонок")).to_be_checked()
    press(page, "Дальше")
    expect_title(page, "Стоимость и срок")
    tab_to(page, "Звонок, минут")
    for _ in range(7):
        page.keyboard.press("ArrowUp")
    expect(page.locator("#field-call_minutes")).to_have_value("50")
    expect(page.get_by_role("region", name="Стоимость", exact=True)).to_contain_text("2\u00a0000")
    press(page, "Добавить звонок")
    added = page.get_by_role("spinbutton", name="Звонок 2, минут")
    expect(added).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(added).to_have_value("20")
    expect(page.get_by_role("region", name="Стоимость", exact=True)).to_contain_text("3\u00a0000")
    press(page, "Убрать «Звонок 2»")
    expect(page.get_by_role("button", name="Добавить звонок")).to_be_focused()
    press(page, "Ссылка на расчёт")
    expect(page.locator("[data-toast]")).to_have_text("Скопировано.")
    assert page.evaluate("navigator.clipboard.readText()").endswith("&call=50-1#calculator")
