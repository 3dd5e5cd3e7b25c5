"""Nothing typed is lost: by Back, a reload, a closed tab, a killed worker, another kind."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_wizard import (
    ACTUAL,
    FIELDS,
    NAME,
    PROBLEM,
    SCREENSHOT,
    STEPS,
    VERSION,
    downloaded,
    fill_letter,
    go_to_letter,
    go_to_send,
    png,
)
from wizard.letter.parse import parse_letter

pytestmark = pytest.mark.browser

# Those that are told to start Python: the theme has a worker too, and so has what keeps a snapshot.
KEEP_WORKERS = """globalThis.workers = [];
globalThis.Worker = class extends Worker {
  postMessage(message, ...rest) {
    if (message.type === "boot") workers.push(this);
    super.postMessage(message, ...rest);
  }
};"""


def expect_letter(page: Page) -> None:
    """The form holds everything that `fill_letter` wrote."""
    expect(page.get_by_role("heading", name="Письмо в поддержку")).to_be_visible()
    expect(page.get_by_role("radio", name="Иногда")).to_be_checked()
    for name, text in (("Версия", VERSION), ("Шаги", STEPS), ("Получилось", ACTUAL), ("Имя", NAME)):
        expect(page.get_by_label(name, exact=True)).to_have_value(text)
    expect(page.locator(".qs-files").get_by_text(SCREENSHOT)).to_be_visible()


def finish(page: Page) -> None:
    page.get_by_role("button", name="Проверить письмо").click()
    page.get_by_role("button", name="Всё верно, к отправке").click()
    page.get_by_role("heading", name="Отправьте письмо").wait_for()


def test_back_and_forth(page: Page, site_url: str):
    go_to_letter(page, site_url)
    fill_letter(page)
    page.get_by_role("button", name="Назад").click()
    page.get_by_role("heading", name="Как обратиться").wait_for()
    page.go_back()
    expect_letter(page)
    page.get_by_role("button", name="Изменить").click()
    expect(page.get_by_role("textbox", name="Что случилось?")).to_have_value(PROBLEM)


def test_a_reload_and_a_closed_tab_with_the_file_inside(page: Page, site_url: str, tmp_path):
    go_to_letter(page, site_url)
    fill_letter(page)
    page.reload()
    expect_letter(page)
    another = page.context.new_page()
    page.close()
    another.goto(f"{site_url}help/")
    expect_letter(another)
    finish(another)
    (picture,) = parse_letter(downloaded(another, tmp_path), FIELDS).letter.attachments
    assert (picture.name, picture.content) == (SCREENSHOT, png())


def test_a_killed_worker(context: BrowserContext, site_url: str):
    page = context.new_page()  # one whose console may tell of the lost worker
    page.add_init_script(KEEP_WORKERS)
    go_to_letter(page, site_url)
    fill_letter(page)
    assert page.evaluate("workers.length") == 1
    page.evaluate("workers[0].dispatchEvent(new ErrorEvent('error'))")
    page.get_by_role("button", name="Проверить письмо").click()
    page.get_by_role("heading", name="Проверьте письмо").wait_for()
    assert page.evaluate("workers.length") == 2
    page.go_back()
    expect_letter(page)


def test_another_kind_and_back(page: Page, site_url: str):
    go_to_letter(page, site_url)
    fill_letter(page)
    page.get_by_role("radio", name="Пожелание").check()
    page.get_by_label("Причины", exact=True).fill("Так быстрее")
    expect(page.get_by_label("Шаги", exact=True)).to_have_count(0)
    page.get_by_role("radio", name="Проблема").check()
    expect_letter(page)
    page.get_by_role("radio", name="Требование").check()
    expect(page.get_by_label("Причины", exact=True)).to_have_value("Так быстрее")


def test_a_cleared_draft_can_be_brought_back(page: Page, site_url: str):
    go_to_letter(page, site_url)
    fill_letter(page)
    page.locator(".qs-forget").get_by_role("button", name="Очистить").click()
    expect(page.get_by_role("textbox", name="Что случилось?")).to_have_value("")
    page.get_by_role("button", name="Вернуть").click()
    expect_letter(page)
    expect(page.get_by_role("button", name="Вернуть")).to_be_hidden()
    finish(page)
    expect(page.locator(".qs-letter-head")).to_contain_text(PROBLEM)


def test_a_cleared_draft_is_gone_once_one_goes_on(page: Page, site_url: str):
    go_to_letter(page, site_url)
    page.locator(".qs-forget").get_by_role("button", name="Очистить").click()
    expect(page.get_by_role("button", name="Вернуть")).to_be_visible()
    page.get_by_role("button", name="Найти ответ").click()
    expect(page.get_by_role("button", name="Вернуть")).to_be_hidden()
    page.reload()
    assert PROBLEM not in page.evaluate("JSON.stringify({ ...localStorage })")


def test_a_file_that_the_browser_did_not_keep_is_asked_for(page: Page, site_url: str):
    go_to_send(page, site_url)
    page.evaluate("""() => new Promise((resolve) => {
      indexedDB.open("quartech-support").onsuccess = ({ target }) => {
        const files = target.result.transaction("files", "readwrite").objectStore("files");
        files.clear().onsuccess = resolve;
      };
    })""")
    page.reload()
    page.get_by_role("button", name="Скачать письмо (.eml)").click()
    alert = page.get_by_role("alert", name="Исправьте ошибки")
    expect(alert).to_contain_text(f"Файл «{SCREENSHOT}» не сохранился в этом браузере.")


def test_every_row_of_a_quote_outlives_a_reload(page: Page, site_url: str):
    page.goto(f"{site_url}tariffs/")
    page.get_by_role("region", name="Стоимость", exact=True).wait_for()
    page.get_by_role("spinbutton", name="Звонок, минут").fill("50")
    page.get_by_role("button", name="Добавить звонок").click()
    page.get_by_role("spinbutton", name="Звонок 2, минут").fill("20")
    page.get_by_role("button", name="Добавить письма").click()
    total = page.locator(".qs-total")
    expect(total).to_contain_text("3\u00a0000")
    page.reload()
    expect(page.get_by_role("spinbutton", name="Звонок 2, минут")).to_have_value("20")
    expect(page.get_by_role("spinbutton", name="Писем в месяц")).to_have_value("1")
    expect(total).to_contain_text("3\u00a0000")
    page.get_by_role("button", name="Убрать «Звонок 2»").click()
    expect(total).to_contain_text("2\u00a0000")
    page.reload()
    expect(total).to_contain_text("2\u00a0000")
    expect(page.get_by_role("spinbutton", name="Звонок, минут")).to_have_value("50")
    expect(page.get_by_role("spinbutton", name="Звонок 2, минут")).to_have_count(0)
