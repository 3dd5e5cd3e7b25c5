"""Every page in a real browser: accessible, quiet, whole at 320 pixels, searched by our engine."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from build_hooks.site_commands import SITE

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SCHEMES = {"light": "default", "dark": "slate"}
WIDTHS = (1280, 320)
FIND_PROBLEMS = """async (scheme) => {
  // Of all rules only this one looks at colours: the others need not be asked in each scheme.
  const only = scheme === "dark" ? {runOnly: ["color-contrast"]} : {};
  const {violations} = await axe.run(document, {resultTypes: ["violations"], ...only});
  return violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target.join(" ")}`));
}"""


def addresses() -> Iterator[str]:
    """Every page of the built site, as an address below its root."""
    pages = sorted(SITE.rglob("*.html"))
    return (page.relative_to(SITE).as_posix().removesuffix("index.html") for page in pages)


def resize(page: Page, width: int, scheme: str) -> None:
    """Show the page in this width and colour scheme, and wait for the theme to follow."""
    page.set_viewport_size({"width": width, "height": 900})
    # Without motion the colours change at once: half-way through they have no contrast.
    page.emulate_media(
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    page.wait_for_function(
        "scheme => document.body.dataset.mdColorScheme === scheme", arg=SCHEMES[scheme]
    )


def spare_data(page: Page) -> None:
    """Where Python is no part of the test, its start in every page's idle time only takes long."""
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )


def test_axe_finds_nothing_on_any_page(page, site_url):
    spare_data(page)
    found = {}
    for address in addresses():
        page.goto(site_url + address)
        page.evaluate(AXE.read_text("utf-8"))
        for width in WIDTHS:
            for scheme in SCHEMES:
                resize(page, width, scheme)
                if problems := page.evaluate(FIND_PROBLEMS, scheme):
                    found[address, width, scheme] = problems
    assert found == {}


def test_nothing_is_wider_than_a_small_phone(page, site_url):
    spare_data(page)
    page.set_viewport_size({"width": 320, "height": 640})
    wider = []
    for address in addresses():
        page.goto(site_url + address)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wider.append(address)
    assert wider == []


@pytest.mark.parametrize("address", ["", "help/", "tariffs/", "faq/", "404.html"])
def test_phone_and_e_mail_stand_in_the_same_place(page, site_url, address):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site_url + address)
    phone = page.locator(".qs-contacts a[href^='tel:']").bounding_box()
    page.goto(f"{site_url}regulations/")
    assert page.locator(".qs-contacts a[href^='tel:']").bounding_box() == phone


def test_the_scheme_can_be_chosen_and_is_kept(page, site_url):
    page.emulate_media(color_scheme="light")
    page.goto(site_url)
    page.get_by_title("Включить светлую тему").click()
    page.get_by_title("Включить тёмную тему").click()
    page.goto(f"{site_url}regulations/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_the_skip_link_is_the_first_stop_of_the_keyboard(page, site_url):
    page.goto(f"{site_url}regulations/")
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()


def test_a_clause_is_reached_by_its_own_link(page, site_url):
    page.goto(f"{site_url}faq/prices/call-price/")
    page.get_by_role("link", name="п. 4.6").first.click()
    expect(page).to_have_url(f"{site_url}regulations/#phone-price")
    expect(page.locator("#phone-price")).to_be_in_viewport()


def search(page: Page, text: str) -> None:
    """Type into the search box, reached by the theme's key, and wait for Python's answer."""
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.locator("[data-search-by=python]").wait_for()


def test_the_search_box_understands_a_wrong_layout(page, site_url):
    page.goto(f"{site_url}faq/")
    search(page, "crjkmrj cnjbn pdjyjr")
    results = page.locator("[data-search-found] a")
    expect(results.first).to_contain_text("Сколько стоит звонок")
    expect(page.locator("[data-search-found]")).to_contain_text("понято как «сколько стоит звонок»")


def test_the_search_box_is_walked_by_the_theme_s_keys(page, site_url):
    page.goto(f"{site_url}faq/")
    search(page, "сколько стоит звонок")
    results = page.locator("[data-search-found] a")
    expect(results.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/faq/prices/call-price/"))
    expect(page).to_have_url(re.compile(r"^[^?]*$"))


def test_enter_before_the_answer_opens_its_first_page(page, site_url):
    page.goto(site_url + "faq/")
    search(page, "сколько стоит звонок")
    page.locator("[data-md-component=search-query]").fill("как сделать снимок экрана")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("screenshot"))


def test_axe_finds_nothing_in_the_open_search_box(page, site_url):
    found = {}
    page.goto(site_url)
    search(page, "сколько стоит звонок")
    page.evaluate(AXE.read_text("utf-8"))
    for width in WIDTHS:
        for scheme in SCHEMES:
            resize(page, width, scheme)
            if problems := page.evaluate(FIND_PROBLEMS, scheme):
                found[width, scheme] = problems
    assert found == {}


def test_a_found_section_opens_at_its_place(page, site_url):
    page.goto(site_url)
    search(page, "все оплаты осуществляются на карту")
    page.locator("[data-search-found] a[href*='/regulations/']").click()
    expect(page).to_have_url(re.compile(r"/regulations/.*#payment$"))


def test_escape_leaves_the_search_box(page, site_url):
    page.goto(site_url)
    search(page, "vip")
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()


def test_without_python_the_theme_searches(context, site_url):
    page = context.new_page()
    page.route("**/worker.js", lambda route: route.abort())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_url)
    page.keyboard.press("/")
    # The theme's scripts have run.
    expect(page.locator("#__search")).to_be_checked()
    assert not [url for url in asked if "workers/search" in url or "sections.json" in url]
    # The theme listens for keys, and Playwright presses none for Cyrillic letters.
    page.keyboard.type("vip")
    expect(page.locator(".md-search-result__list > li").first).to_be_visible()
    assert page.locator("[data-search-by=python]").count() == 0
