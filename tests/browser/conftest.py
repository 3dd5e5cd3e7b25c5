"""The built site on a local server, and pages that must stay quiet and at home."""

import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from build_hooks.site_commands import SITE, build_site, is_current
from build_hooks.static_server import make_server

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# Python's start shares two cores with everything else that runs in the suite.
PATIENCE_MS = 60_000
FLAGS = (
    "--no-sandbox",  # as root there is no sandbox to be had
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def site_url() -> Iterator[str]:
    """The address of the site, ending in a slash; it is built when it is not current."""
    if not is_current(SITE):
        assert build_site() == 0, "mkdocs build --strict failed"
    server = make_server(SITE, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, or else Playwright's own."""
    executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor of their own: nothing kept from the test before."""
    opened = browser.new_context(
        locale="ru-RU",
        timezone_id="Asia/Vladivostok",
        permissions=["clipboard-read", "clipboard-write"],
    )
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, site_url: str) -> Iterator[Page]:
    """A page; the test fails if its console speaks or a request leaves the site."""
    opened = context.new_page()
    spoken: list[str] = []
    opened.on("console", lambda message: spoken.append(f"{message.type}: {message.text}"))
    opened.on("pageerror", lambda error: spoken.append(f"error: {error}"))
    left: list[str] = []
    opened.on("request", lambda request: left.append(request.url))
    yield opened
    foreign = [url for url in left if not url.startswith((site_url, "data:", "blob:"))]
    assert spoken == []
    assert foreign == []
