"""The wizard's own page: what its first answer can do without comes later, or when asked for."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_runtime import part

pytestmark = pytest.mark.browser

THEME = re.compile(r"/assets/javascripts/bundle\.")
MANIFEST = re.compile(r"/manifest\.webmanifest$")


@pytest.fixture
def held(context: BrowserContext, site_url: str) -> Page:
    """The page while Python is still on its way, and stays there."""
    page = context.new_page()
    page.route(part("pyodide.asm.wasm"), lambda _: None)
    page.goto(f"{site_url}help/")
    return page


def loaded(page: Page, what: re.Pattern[str]) -> bool:
    names = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    return any(what.search(name) for name in names)


# A visitor who types before Python is there; notes whether the theme's script was, at the answer.
TYPED_EARLY = """
addEventListener("DOMContentLoaded", () => {
  const field = document.querySelector("textarea[data-live]");
  field.value = "сколько стоит звонок в поддержку";
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
new MutationObserver((_, watcher) => {
  if (!document.querySelector("#matches article")) return;
  watcher.disconnect();
  globalThis.themeAtAnswer = document.querySelector("head > script[src*='/bundle.']") !== null;
}).observe(document, { childList: true, subtree: true });
"""


def test_the_themes_script_and_the_manifest_wait_for_the_first_answer(page, site_url):
    page.add_init_script(TYPED_EARLY)
    page.goto(f"{site_url}help/")
    expect(page.locator("#matches article").first).to_be_visible()
    assert page.evaluate("globalThis.themeAtAnswer") is False
    expect(page.locator("head > script[src*='/bundle.']")).to_have_count(1)
    expect(page.locator("link[rel=manifest]")).to_have_count(1)


def test_nobody_waits_for_the_theme_without_touching_it(held):
    expect(held.locator("textarea[data-live]")).to_be_visible()
    assert not loaded(held, THEME)
    assert not loaded(held, MANIFEST)


def test_a_click_on_the_palette_changes_it_before_python_is_there(held):
    label = held.locator("[data-md-component=palette] label:visible")
    expect(label).to_have_attribute("title", "Включить светлую тему")
    label.evaluate("label => label.click()")  # as a finger does, which hovers nowhere before
    expect(label).to_have_attribute("title", "Включить тёмную тему")


@pytest.mark.parametrize(("prefers", "scheme"), [("dark", "slate"), ("light", "default")])
def test_the_visitors_colours_are_there_before_python(context, site_url, prefers, scheme):
    page = context.new_page()
    page.emulate_media(color_scheme=prefers)
    page.route(part("pyodide.asm.wasm"), lambda _: None)
    page.goto(f"{site_url}help/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    assert not loaded(page, THEME)


def test_a_key_of_the_theme_is_heard_before_python_is_there(held):
    held.locator("body").press("/")
    expect(held.locator("[data-md-component=search-query]")).to_be_focused()
    held.keyboard.type("звонок")
    expect(held.locator("[data-md-component=search-query]")).to_have_value("звонок")


def test_what_is_typed_into_a_field_stays_there(held):
    field = held.locator("textarea[data-live]")
    field.click()
    held.keyboard.type("f/s")
    expect(field).to_have_value("f/s")


def test_other_keys_do_what_they_always_do(held):
    example = held.locator("[data-stage] details").first
    example.locator("summary").focus()
    held.keyboard.press("Space")
    expect(example).to_have_attribute("open", "")


def test_other_pages_have_both_at_once(page, site_url):
    page.goto(f"{site_url}regulations/")
    assert loaded(page, THEME)
    expect(page.locator("link[rel=manifest]")).to_have_count(1)


def test_the_page_is_painted_when_all_of_it_is_there(page, site_url):
    page.goto(f"{site_url}help/")
    waited_for = page.locator("head > link[rel=expect][blocking=render]").get_attribute("href")
    last = page.locator(f"body > {waited_for}")
    follows = "(last) => document.querySelector('footer').compareDocumentPosition(last) & 4"
    assert last.evaluate(follows)


@pytest.mark.parametrize("address", ["help/", "faq/", "faq/prices/call-price/", "regulations/"])
def test_a_page_preloads_the_fonts_that_it_shows_and_no_others(page, site_url, address):
    page.goto(f"{site_url}{address}")
    page.evaluate("document.fonts.ready")
    shown = page.evaluate("[...document.fonts].filter(({ status }) => status === 'loaded').length")
    expect(page.locator("head > link[rel=preload][as=font]")).to_have_count(shown)
