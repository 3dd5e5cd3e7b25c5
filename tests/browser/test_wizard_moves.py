"""Back, links within the page, an early click, and what is said of a change."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_wizard import PROBLEM, VERSION, describe, go_to_letter
from tests.browser.test_wizard_axe import estimate

pytestmark = pytest.mark.browser


def test_back_reaches_the_first_step_with_what_was_typed(page: Page, site_url: str):
    describe(page, site_url)
    page.get_by_role("button", name="Найти ответ").click()
    page.get_by_role("heading", name="Возможно, ответ уже есть").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Расскажите, что случилось").wait_for()
    expect(page.get_by_role("textbox", name="Что случилось?")).to_have_value(PROBLEM)
    page.go_forward()
    page.get_by_role("heading", name="Возможно, ответ уже есть").wait_for()


def test_a_link_to_a_field_leaves_nothing_for_back_to_stop_at(page: Page, site_url: str):
    go_to_letter(page, site_url)
    page.get_by_role("button", name="Проверить письмо").click()
    summary = page.get_by_role("alert", name="Исправьте ошибки")
    summary.get_by_role("link", name="Выберите, как часто").click()
    expect(page.locator("#field-reproducibility")).to_be_focused()
    page.go_back()
    page.get_by_role("heading", name="Как обратиться").wait_for()


def test_a_click_before_the_draft_is_drawn_changes_no_step(page: Page, site_url: str):
    go_to_letter(page, site_url)
    page.get_by_label("Версия", exact=True).fill(VERSION)
    page.reload(wait_until="commit")
    page.get_by_role("button", name="Найти ответ").click()
    page.get_by_role("heading", name="Письмо в поддержку").wait_for()
    expect(page.get_by_label("Версия", exact=True)).to_have_value(VERSION)
    expect(page.get_by_role("alert", name="Исправьте ошибки")).to_have_count(0)


def test_an_attached_file_is_announced(page: Page, site_url: str):
    go_to_letter(page, site_url)
    log = {"name": "журнал.log", "mimeType": "text/plain", "buffer": "Всё хорошо".encode()}
    page.get_by_label("Файлы", exact=True).set_input_files([log])
    expect(page.locator("[data-status]")).to_have_text("К письму приложен 1\u00a0файл.")


def test_masking_a_log_is_announced(page: Page, site_url: str):
    go_to_letter(page, site_url)
    log = {"name": "журнал.log", "mimeType": "text/plain", "buffer": b"password=qwerty123"}
    page.get_by_label("Файлы", exact=True).set_input_files([log])
    page.get_by_role("button", name="Скрыть звёздочками в файле журнал.log").click()
    expect(page.locator("[data-status]")).to_have_text("Скрыто.")


# The request is on its way when the number changes.
PRESS_AND_TYPE = """(number) => new Promise((typed) => {
  document.querySelector('[data-action="row:add:call"]').click();
  setTimeout(() => {
    number.value = "-5";
    number.dispatchEvent(new Event("input", { bubbles: true }));
    typed();
  });
})"""


def test_a_number_typed_while_a_row_comes_stays_and_is_checked(page: Page, site_url: str):
    estimate(page, site_url)
    page.get_by_role("button", name="Добавить звонок").click()
    number = page.get_by_role("spinbutton", name="Звонок 2, минут")
    number.evaluate(PRESS_AND_TYPE)
    page.get_by_role("spinbutton", name="Звонок 3, минут").wait_for()
    expect(number).to_have_value("-5")
    expect(page.get_by_role("alert", name="Исправьте ошибки")).to_be_visible()


def test_working_hours_are_told_anew_while_the_page_is_open(page: Page, site_url: str):
    page.clock.install(time="2026-11-20T16:50:00Z")
    page.goto(site_url + "tariffs/")
    status = page.locator("#service-status")
    expect(status).to_contain_text("работает сейчас, до 20:00")
    page.clock.fast_forward("20:00")
    expect(status).to_contain_text("Сейчас служба поддержки закрыта")


def test_a_wrong_number_is_shown_to_who_asks_for_the_offer(page: Page, site_url: str):
    estimate(page, site_url)
    page.get_by_role("spinbutton", name="Звонок, минут").fill("много")
    page.get_by_role("button", name="Таблица (CSV)").click()
    expect(page.locator("#cost-problems")).to_be_focused()


def test_another_tab_goes_on_with_what_was_typed(page: Page, site_url: str):
    page.goto(site_url + "help/")
    page.locator("[data-wizard][data-state=ready]").wait_for()
    other = page.context.new_page()
    other.goto(site_url + "help/")
    other.locator("[data-wizard][data-state=ready]").wait_for()
    question = "Что случилось?"
    other.get_by_role("textbox", name=question).fill("Не печатается чек")
    expect(page.get_by_role("textbox", name=question)).to_have_value("Не печатается чек")
    page.get_by_role("button", name="Ничего не подошло").click()
    expect(other.locator("[data-step=channel]")).to_be_visible()
    other.reload()
    expect(other.locator("[data-step=channel]")).to_be_visible()


def test_a_question_of_the_home_page_leaves_the_begun_letter(page: Page, site_url: str):
    page.goto(site_url + "help/")
    page.locator("[data-wizard][data-state=ready]").wait_for()
    page.get_by_role("textbox", name="Что случилось?").fill("Не печатается чек")
    page.goto(site_url)
    page.locator("[data-question] input").fill("Как узнать версию программы?")
    page.keyboard.press("Enter")
    expect(page.locator("[data-step=matches]")).to_be_visible()
    expect(page.locator("#shelf")).to_contain_text("Не печатается чек")
    expect(page.locator("#shelf")).to_contain_text("не закончено")


def test_a_new_quote_leaves_nothing_of_the_last_one(page: Page, site_url: str):
    page.goto(site_url + "tariffs/")
    page.locator("[data-wizard][data-state=ready]").wait_for()
    page.get_by_role("spinbutton", name="Удалённое подключение, часов").fill("5")
    page.get_by_role("textbox", name="Заказчик").fill("ООО «Первый»")
    page.get_by_role("button", name="Новый расчёт").click()
    call = page.get_by_role("spinbutton", name="Звонок, минут")
    expect(call).to_be_focused()
    expect(page.get_by_role("textbox", name="Заказчик")).to_have_value("")
    expect(page.get_by_role("heading", name="Посчитать")).to_be_visible()
    call.fill("50")
    expect(page.locator("#cost")).to_contain_text("2\u00a0000\u00a0₽")
    expect(page.locator("#cost-chart")).to_contain_text("Ваш месяц: 0,83")
