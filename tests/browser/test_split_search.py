"""A very large site: its search comes in pieces, and the wizard answers as over a whole one."""

import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from build_hooks import search_index
from build_hooks.faq_documents import PROJECT, load_faq
from build_hooks.runtime import build_runtime
from build_hooks.search_index import SiteSearch
from build_hooks.site_commands import SITE
from build_hooks.static_server import make_server
from wizard.search import Engine, build_texts

pytestmark = pytest.mark.browser

TEXT = "сколько стоит звонок"
ASK = """async (base) => {
  const { WizardClient } = await import(`${base}client.js`);
  const client = new WizardClient({ base });
  client.start();
  await client.ready;
  const { body } = await client.request({
    operation: "search",
    text: "%s",
    now: "2026-11-23T08:30:00.000Z",
    utc_offset: 180,
    site: "https://example.test/",
  });
  client.close();
  return body.fragments.search;
}"""


@pytest.fixture(scope="module")
def split_site(tmp_path_factory: pytest.TempPathFactory, site_url: str) -> Iterator[str]:
    """A copy of the site whose search is split as if it had thousands of articles."""
    assert site_url  # the site is built
    folder = tmp_path_factory.mktemp("split") / "site"
    runtime = folder / "assets" / "wizard"
    shutil.copytree(SITE, folder, ignore=shutil.ignore_patterns("wizard", "service_worker.js"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "SPLIT_FROM", 10)
        search = SiteSearch.over(documents())
        files = search.files()
    whole = SiteSearch.over(documents()[:9]).files().first
    cache = PROJECT / ".cache" / "runtime"
    build_runtime(
        runtime, cache, files.first, shards=files.shards, sample=whole,
        compressed=False, snapshot=False,
    )  # fmt: skip
    server = make_server(folder, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def documents() -> tuple[search_index.Document, ...]:
    return tuple(load_faq(PROJECT / "docs")[1])


def test_the_wizard_fetches_the_shards_it_needs(context: BrowserContext, split_site: str) -> None:
    page: Page = context.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{split_site}regulations/")
    shown = page.evaluate(ASK % TEXT, f"{split_site}assets/wizard/")

    index = SiteSearch.over(documents()).engine.index
    whole = Engine(index, build_texts(documents())).search(TEXT, 10)
    places = [shown.find(f'href="https://example.test/{match.url}') for match in whole.matches]
    assert -1 not in places
    assert places == sorted(places)
    shards = [url for url in fetched if "/search-" in url]
    assert shards
    assert len(shards) == len(set(shards))
