"""The letter is handed over as the browser allows: copied during the click, by hand, or shared."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_wizard import PROBLEM, go_to_send

pytestmark = pytest.mark.browser

# As in Safari: whatever is copied later than the click that asked for it is refused.
LIKE_SAFARI = """
let clicking = false;
addEventListener("click", () => {
  clicking = true;
  setTimeout(() => { clicking = false; });
}, true);
const { clipboard } = navigator;
const write = clipboard.write.bind(clipboard);
const refuse = () => Promise.reject(new DOMException("not allowed", "NotAllowedError"));
clipboard.write = (items) => clicking ? write(items) : refuse();
clipboard.writeText = refuse;
document.execCommand = () => false;
"""
REFUSING = LIKE_SAFARI.replace("clicking ? write(items) : refuse()", "refuse()")
WITHOUT = """Object.defineProperty(navigator, "clipboard", { value: undefined });
document.execCommand = (command) => { globalThis.executed = command; return true; };"""


SHARING = """globalThis.shared = [];
navigator.canShare = ({ files }) => files.every(({ name }) => taken.test(name));
navigator.share = async ({ text, files = [] }) => {
  shared.push([text.length > 100, files.map(({ name, size }) => [name, size])]);
};"""


@pytest.fixture
def quiet(context):
    """A page that may tell its console of a refused copy."""
    return context.new_page()


def test_a_copy_is_promised_during_the_click(page: Page, site_url: str):
    page.add_init_script(LIKE_SAFARI)
    go_to_send(page, site_url)
    page.get_by_role("button", name="Скопировать текст").click()
    expect(page.locator("[data-toast]")).to_have_text("Скопировано.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"support@quartech.ru\n{PROBLEM}")
    page.get_by_role("button", name="Только тему").click()
    expect(page.locator("[data-toast]")).to_have_text("Скопировано.")
    page.wait_for_function(
        "async (subject) => (await navigator.clipboard.readText()).startsWith(subject)", arg=PROBLEM
    )


def test_a_link_to_a_quote_is_promised_too(page: Page, site_url: str):
    page.add_init_script(LIKE_SAFARI)
    page.goto(f"{site_url}tariffs/")
    page.get_by_role("region", name="Стоимость", exact=True).wait_for()
    page.get_by_role("button", name="Ссылка на расчёт").click()
    expect(page.locator("[data-toast]")).to_have_text("Скопировано.")
    assert "tariffs/?on=" in page.evaluate("navigator.clipboard.readText()")


def test_a_refused_copy_offers_the_text_selected(quiet: Page, site_url: str):
    quiet.add_init_script(REFUSING)
    go_to_send(quiet, site_url)
    quiet.get_by_role("button", name="Скопировать текст").click()
    by_hand = quiet.get_by_label("Браузер не дал скопировать сам.")
    expect(by_hand).to_be_focused()
    selected = by_hand.evaluate(
        "(area) => area.value.slice(area.selectionStart, area.selectionEnd)"
    )
    assert selected.startswith(f"support@quartech.ru\n{PROBLEM}")
    expect(quiet.locator("[data-toast]")).to_have_text("Скопируйте выделенный текст сами.")
    quiet.get_by_role("button", name="Назад").click()
    expect(by_hand).to_be_hidden()


def test_without_a_clipboard_the_old_way_is_taken(page: Page, site_url: str):
    page.add_init_script(WITHOUT)
    go_to_send(page, site_url)
    page.get_by_role("button", name="Скопировать текст").click()
    expect(page.locator("[data-toast]")).to_have_text("Скопировано.")
    assert page.evaluate("executed") == "copy"


@pytest.mark.parametrize(
    ("taken", "files"),
    [
        (r"\\.(eml|png)$", [r"QL-....-....\.eml"]),
        (r"\\.png$", [r"Снимок экрана №1\.png"]),
        (r"\\.pdf$", []),
    ],
)
def test_what_can_be_shared_is_shared(taken: str, files: list[str], page: Page, site_url: str):
    page.add_init_script(f"globalThis.taken = new RegExp('{taken}'); {SHARING}")
    go_to_send(page, site_url)
    page.get_by_role("button", name="Поделиться").click()
    page.wait_for_function("() => shared.length > 0")
    ((with_text, names),) = page.evaluate("shared")
    assert with_text
    assert len(names) == len(files)
    for (name, size), pattern in zip(names, files, strict=True):
        assert re.fullmatch(pattern, name)
        assert size > 50
