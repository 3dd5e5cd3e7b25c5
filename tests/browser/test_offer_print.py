"""The offer and the letter on paper: filled in, printed to PDF by Chromium and read back."""

import io
import re

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.test_wizard import ACTUAL, ADDITIONAL, PROBLEM, VERSION, go_to_send

pytestmark = pytest.mark.browser

A4_IN_POINTS = (595, 842)
OFFER_PARTS = (
    "Предложение: техническая поддержка Quartech LITE",
    "Заказчик: ООО «Ромашка»",
    "Звонок, 50 мин",
    "12 000 ₽",
    "двенадцать тысяч рублей",
    "от 9 332 ₽ до 12 000 ₽",
    "считается целым, а не поминутно",
    "4.10. Стоимость удалённого подключения",
    "support@quartech.ru",
    "call=50-2",
)
ONLY_ON_THE_PAGE = "Как мы считаем"


def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))


def letters_of(text: str) -> str:
    """The text without blanks: a PDF has none where the typeface changes, and readers guess."""
    return "".join(text.split())


def text_of(reader: PdfReader) -> str:
    return letters_of("".join(sheet.extract_text() for sheet in reader.pages))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_offer_is_printed_on_one_sheet_and_then_the_page_is_itself_again(page, site_url, scheme):
    page.emulate_media(color_scheme=scheme)
    # The dialog of the operating system: printing to PDF takes its place.
    page.add_init_script("window.print = () => {}")
    page.goto(f"{site_url}tariffs/")
    page.get_by_role("region", name="Стоимость").wait_for()
    page.get_by_role("spinbutton", name="Звонок, минут").fill("50")
    page.get_by_role("spinbutton", name="Удалённое подключение, часов").fill("1,5")
    page.get_by_role("spinbutton", name="Обращений в месяц").fill("2")
    page.get_by_role("textbox", name="Заказчик").fill("ООО «Ромашка»")
    page.get_by_role("button", name="Печать").click()
    page.locator(".qs-offer").wait_for(state="attached")

    offer = printed(page)
    (sheet,) = offer.pages
    assert tuple(round(float(side)) for side in sheet.mediabox[2:]) == A4_IN_POINTS
    text = text_of(offer)
    for part in OFFER_PARTS:
        assert letters_of(part) in text
    assert letters_of(ONLY_ON_THE_PAGE) not in text

    page_afterwards = text_of(printed(page))
    assert letters_of(ONLY_ON_THE_PAGE) in page_afterwards
    assert letters_of("Заказчик: ООО") not in page_afterwards


def test_the_longest_offer_fits_on_one_sheet(page, site_url):
    page.add_init_script("window.print = () => {}")
    page.goto(f"{site_url}tariffs/")
    page.get_by_role("region", name="Стоимость", exact=True).wait_for()
    page.get_by_role("textbox", name="Заказчик").fill("ООО «Ромашка и партнёры» " * 8)
    page.get_by_role("button", name="Добавить VIP-поддержку").click()
    # Within the limit of VIP each connection has its own line.
    page.get_by_role("spinbutton", name="VIP-поддержка, месяцев").fill("4")
    page.get_by_role("button", name="Добавить письма").click()
    for place in range(2, 5):
        page.get_by_role("button", name="Добавить подключение").click()
        page.get_by_role("spinbutton", name=f"Подключение {place}, часов").fill(f"{place}1,25")
    for place in range(2, 5):
        page.get_by_role("button", name="Добавить звонок").click()
        page.get_by_role("spinbutton", name=f"Звонок {place}, минут").fill(f"{place}15")
    page.get_by_text("Больше строк в один расчёт не поместится.").wait_for()
    page.get_by_role("button", name="Печать").click()
    page.locator(".qs-offer").wait_for(state="attached")

    offer = printed(page)
    assert len(offer.pages) == 1
    for part in ("Звонок, 415 мин", "Подключение в счёт часов VIP, 41,25 ч", "Письма в поддержку"):
        assert letters_of(part) in text_of(offer)


def test_no_row_is_lost_when_buttons_are_pressed_in_a_row(page, site_url):
    page.goto(f"{site_url}tariffs/")
    page.get_by_role("region", name="Стоимость", exact=True).wait_for()
    page.evaluate(
        """() => {
          const added = /^Добавить (звонок|подключение|письма)$/;
          for (const button of document.querySelectorAll("button")) {
            if (added.test(button.textContent.trim())) button.click();
          }
        }"""
    )
    for label in ("Звонок 2, минут", "Подключение 2, часов"):
        page.get_by_role("spinbutton", name=label).wait_for()
    page.get_by_role("spinbutton", name=re.compile("^Пис")).first.wait_for()


def test_chart_follows_the_calculator(page, site_url):
    page.goto(f"{site_url}tariffs/")
    page.get_by_role("region", name="Стоимость", exact=True).wait_for()
    page.get_by_role("spinbutton", name="Звонок, минут").fill("0")
    page.get_by_role("spinbutton", name="Удалённое подключение, часов").fill("1,5")
    page.get_by_role("spinbutton", name="Обращений в месяц").fill("2")

    page.get_by_text("Ваш месяц: 3 ч, 8 000 ₽").last.wait_for()


@pytest.mark.parametrize("counted", [False, True], ids=["as it was built", "as it was counted"])
def test_the_whole_table_of_the_chart_is_on_paper(counted, page, site_url):
    page.set_viewport_size({"width": 680, "height": 900})  # A4 between its margins
    page.goto(f"{site_url}tariffs/")
    if counted:
        page.get_by_text("Ваш месяц").last.wait_for()
    page.emulate_media(media="print")
    cut = page.locator("#qs-chart-table").evaluate(
        """(table) => {
          const edges = [];
          for (let box = table; box.id !== "cost-chart"; box = box.parentElement) {
            if (box.scrollWidth > box.clientWidth + 1) edges.push(box.outerHTML.slice(0, 60));
          }
          return edges;
        }"""
    )
    assert cut == []


def test_the_letter_is_printed_alone_and_folded_again(page, site_url):
    page.add_init_script("window.print = () => {}")
    go_to_send(page, site_url)
    page.get_by_role("button", name="Печать").click()

    letter = printed(page)
    assert len(letter.pages) == 1
    text = text_of(letter)
    for part in ("support@quartech.ru", PROBLEM, VERSION, ACTUAL, ADDITIONAL):
        assert letters_of(part) in text
    for part in ("Почта в браузере", "Очистить", "Помощник не открывается"):
        assert letters_of(part) not in text
    assert page.locator("details[data-print]").get_attribute("open") is None
