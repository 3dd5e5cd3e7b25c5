"""Python's start in a real browser: each way to start, what follows when one fails, and offline."""

import json
import threading
from collections.abc import Iterator
from functools import partial
from queue import Queue

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from benchmarks.startup.run import Line, MeasuringHandler
from build_hooks.site_commands import SITE
from build_hooks.static_server import SiteServer

pytestmark = pytest.mark.browser

READY = "[data-wizard][data-state=ready]"
FAILED = "[data-wizard][data-state=failed]"
# A page under the site's own policy, where a client of our own is made and asked.
ASK = """async ({ base, text, patience, kill, ways }) => {
  const { WizardClient } = await import(`${base}client.js`);
  const client = new WizardClient({ base, patience, ways });
  client.start();
  await client.ready;
  if (kill) client.worker.terminate();
  const { body } = await client.request({
    operation: "suggest",
    step: "describe",
    responses: { text },
    now: "2026-11-23T08:30:00.000Z",
    utc_offset: 180,
    site: "https://example.test/",
  });
  const started = client.chosen.way;
  client.close();
  return { matches: body.fragments.matches, started };
}"""


@pytest.fixture
def visit(context: BrowserContext, site_url: str) -> Page:
    """A page of the site that may speak on its console: failures are what these tests are about."""
    page = context.new_page()
    page.goto(f"{site_url}regulations/")
    return page


BOTH = ["snapshot", "bundle"]


def ask(
    page: Page,
    site_url: str,
    *,
    kill: bool = False,
    ways: list[str] | None = None,
    text: str = "сколько стоит звонок",
) -> dict[str, str]:
    options = {
        "base": f"{site_url}assets/wizard/",
        "text": text,
        "patience": 3000,
        "kill": kill,
        "ways": ways,
    }
    answer: dict[str, str] = page.evaluate(ASK, options)
    return answer


def part(name: str) -> str:
    manifest = json.loads((SITE / "assets/wizard/runtime.json").read_text())
    return f"**/{manifest['parts'][name]['path']}"


def damaged(route: Route) -> None:
    """The file with its last byte changed."""
    body = bytearray(route.fetch().body())
    body[-1] ^= 0xFF
    route.fulfill(body=bytes(body), content_type="application/octet-stream")


def other_header(route: Route) -> None:
    """The file with a space more in its header, which says the same."""
    body = bytearray(route.fetch().body())
    length = int.from_bytes(body[:4], "little")
    header = json.dumps(json.loads(body[4 : 4 + length]), separators=(",", ":")).encode()
    body[4 : 4 + length] = header.ljust(length)
    route.fulfill(body=bytes(body), content_type="application/octet-stream")


def test_python_starts_from_its_snapshot(visit, site_url):
    answer = ask(visit, site_url, ways=["snapshot"])
    assert answer["started"] == "snapshot"
    assert "Сколько стоит" in answer["matches"]


@pytest.fixture
def limited_url(request: pytest.FixtureRequest, site_url: str) -> Iterator[str]:
    """The site over a line of as many megabits a second as the test's parameter says."""
    line = Line(request.param, delay=0)
    handler = partial(MeasuringHandler, directory=str(SITE), line=line, reports=Queue())
    server = SiteServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


SAFARI = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/26.0 Safari/605.1.15"
)


# The interpreter has a third of the line: beside it come both pieces of the snapshot. WebKit, which
# is slow with the bundle, takes the snapshot on slower lines than others.
@pytest.mark.parametrize(
    ("limited_url", "user_agent", "way"),
    [
        (5, None, "bundle"),
        (40, None, "snapshot"),
        (2, SAFARI, "bundle"),
        (10, SAFARI, "snapshot"),
    ],
    indirect=["limited_url"],
)
def test_the_line_tells_how_python_starts(browser, limited_url, user_agent, way):
    page = browser.new_page(user_agent=user_agent)
    page.add_init_script(SLOW_LINE)  # else the page starts Python by itself
    page.goto(f"{limited_url}regulations/")
    left: list[str] = []
    page.on("requestfailed", lambda request: left.append(request.url))
    answer = ask(page, limited_url)
    assert answer["started"] == way
    assert "Сколько стоит" in answer["matches"]
    assert len([url for url in left if "/snapshot-" in url]) == (2 if way == "bundle" else 0)
    page.close()


@pytest.mark.parametrize("way", ["snapshot", "bundle"])
def test_no_start_needs_the_functions_that_were_put_aside(visit, site_url, way):
    asked: list[str] = []
    visit.on("request", lambda request: asked.append(request.url))
    assert ask(visit, site_url, ways=[way])["started"] == way
    assert [url for url in asked if "/pyodide.asm.wasm" in url]
    assert [url for url in asked if "/pyodide.cold.wasm" in url] == []
    # A snapshot holds the articles.
    assert len([url for url in asked if "/index-" in url]) == (way == "bundle")


@pytest.mark.parametrize("text", ["ghbdtn? ntktajy yt hf,jnftn", "ne rabotaet obnovlenie"])
def test_a_question_in_other_letters_fetches_nothing_in_mid_call(visit, site_url, text):
    asked: list[tuple[str, str]] = []
    visit.on("request", lambda request: asked.append((request.resource_type, request.url)))
    assert ask(visit, site_url, ways=["snapshot"], text=text)["started"] == "snapshot"
    assert [url for _, url in asked if "/snapshot-" in url]
    # What comes after the answer is fetched otherwise.
    assert [url for kind, url in asked if kind == "xhr"] == []


LATER_CODE = "**/pyodide.later.wasm"
# A client that stays, and what it is asked.
CLIENT = """async (base) => {
  const { WizardClient } = await import(`${base}client.js`);
  globalThis.client = new WizardClient({ base, ways: ["snapshot"] });
  client.start();
  await client.ready;
}"""
REQUEST = """(question) => client.request({
  now: "2026-11-23T08:30:00.000Z", utc_offset: 180, site: "https://example.test/", ...question,
}).then(({ body }) => JSON.stringify(body))"""
FIRST = {"operation": "suggest", "step": "describe", "responses": {"text": "не печатает чек"}}
SECOND = {
    "operation": "estimate",
    "step": "estimate",
    "responses": {"text": "не печатает чек", "channel": "call", "call_minutes": "50"},
}


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """Nobody stands between this page and the network, nor starts Python but the test."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.add_init_script(SLOW_LINE)
    yield page
    context.close()


def test_what_a_first_answer_does_not_need_comes_after_it(plain_page, site_url):
    plain_page.goto(f"{site_url}regulations/")
    asked: list[str] = []
    plain_page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    plain_page.evaluate(CLIENT, f"{site_url}assets/wizard/")
    assert "pyodide.asm.wasm" in asked
    assert "pyodide.later.wasm" not in asked
    with plain_page.expect_request_finished(
        lambda request: "/pyodide.later.wasm" in request.url
    ) as came:
        plain_page.evaluate(REQUEST, FIRST)
    assert came.value.resource_type == "fetch"  # in mid-call it would be "xhr"
    assert "50" in plain_page.evaluate(REQUEST, SECOND)
    assert asked.count("pyodide.later.wasm") == 1


def test_functions_for_later_come_in_mid_call_where_they_are_not_there_yet(plain_page, site_url):
    page = plain_page
    page.goto(f"{site_url}regulations/")
    asked: list[str] = []

    def leave_the_first(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            route.continue_()

    page.route(LATER_CODE, leave_the_first)
    page.evaluate(CLIENT, f"{site_url}assets/wizard/")
    page.evaluate(REQUEST, FIRST)
    assert "50" in page.evaluate(REQUEST, SECOND)
    assert len(asked) == 2


def cut(route: Route) -> None:
    """Only the header of the file and some of its words."""
    route.fulfill(body=route.fetch().body()[:100_000], content_type="application/octet-stream")


PIECES = ("snapshot-1", "snapshot-2")


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("spoilt", [damaged, cut])
def test_a_damaged_snapshot_is_refused_and_the_bundle_answers_the_same(
    visit, site_url, piece, spoilt
):
    good = ask(visit, site_url, ways=["snapshot"])
    visit.route(part(piece), spoilt)
    answer = ask(visit, site_url, ways=BOTH)
    assert answer["started"] == "bundle"
    assert answer["matches"] == good["matches"]


@pytest.mark.parametrize("piece", PIECES)
def test_a_snapshot_that_is_not_the_builds_is_replaced_when_it_is_at_work_already(
    visit, site_url, piece
):
    """Its memory is as it should be, so that only the SHA-256 tells, and that comes late."""
    visit.route(part(piece), other_header)
    page = visit.evaluate_handle(
        """async (base) => {
            const { WizardClient } = await import(`${base}client.js`);
            const client = new WizardClient({ base });
            client.start();
            await client.ready;
            return client;
        }""",
        f"{site_url}assets/wizard/",
    )
    visit.wait_for_function(
        "client => client.state === 'ready' && client.chosen.way === 'bundle'", arg=page
    )
    answer = page.evaluate(
        """client => client.request({
            operation: "search", text: "регламент", now: "2026-11-23T08:30:00.000Z",
            utc_offset: 180, site: "https://example.test/",
        }).then(({ body }) => JSON.stringify(body))"""
    )
    assert "регламент" in answer.lower()
    assert visit.evaluate("localStorage.getItem('wizard-refused-snapshot')")


def test_a_snapshot_that_failed_is_not_tried_again(visit, site_url):
    visit.route(part("snapshot-2"), damaged)
    ask(visit, site_url, ways=BOTH)
    asked: list[str] = []
    visit.on("request", lambda request: asked.append(request.url))
    visit.reload()
    assert ask(visit, site_url)["started"] == "bundle"
    assert not [url for url in asked if "snapshot-" in url]


def test_without_any_part_the_page_takes_the_road_without_python(context, site_url):
    page = context.new_page()
    page.route("**/*.wasm", lambda route: route.abort())
    page.goto(f"{site_url}help/")
    page.locator(FAILED).wait_for(state="attached")
    told = page.locator("[data-failed]")
    expect(told).to_contain_text("Подсказки не загрузились")
    expect(page.locator("[data-status]")).to_have_text(told.inner_text())


def test_a_worker_that_could_not_be_loaded_is_asked_for_again(visit, site_url):
    visit.route("**/worker.js", lambda route: route.abort(), times=1)
    assert "Сколько стоит" in ask(visit, site_url)["matches"]


def test_who_saves_data_is_not_sent_the_snapshot_when_the_bundle_fails(context, site_url):
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/worker.js", saving_data)
    page.route(part("library"), lambda route: route.abort())
    page.goto(f"{site_url}help/")
    page.locator(FAILED).wait_for(state="attached")
    assert [url for url in asked if "/library-" in url]
    assert [url for url in asked if "/snapshot-" in url] == []


def saving_data(route: Route) -> None:
    """The worker of a browser whose owner asked to save data."""
    saves = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});"
    route.fulfill(body=saves + route.fetch().text(), content_type="text/javascript")


def test_a_dead_worker_is_replaced_and_the_same_request_answered(visit, site_url):
    alive = ask(visit, site_url)
    assert ask(visit, site_url, kill=True)["matches"] == alive["matches"]


def test_quiet_is_when_the_last_answer_is_there(visit, site_url):
    script = """async (base) => {
      const { WizardClient } = await import(`${base}client.js`);
      const client = new WizardClient({ base });
      const order = [];
      const request = {
        operation: "suggest",
        step: "describe",
        responses: { text: "сколько стоит звонок" },
        now: "2026-11-23T08:30:00.000Z",
        utc_offset: 180,
        site: "https://example.test/",
      };
      const answers = ["first", "second"].map((name) =>
        client.request(request).then(() => order.push(name)),
      );
      await client.ready;
      await client.quiet();
      order.push("quiet");
      await Promise.all(answers);
      client.close();
      return order;
    }"""
    assert visit.evaluate(script, f"{site_url}assets/wizard/") == ["first", "second", "quiet"]


def test_a_page_grows_quiet_after_a_request_that_was_given_up(visit, site_url):
    script = """async (base) => {
      const { WizardClient } = await import(`${base}client.js`);
      const client = new WizardClient({ base, patience: 0 });
      client.start();
      await client.ready;
      const given = client.request({}).catch(({ code }) => code);
      const quiet = client.quiet().then(() => "quiet");
      const code = await given;
      const late = new Promise((resolve) => setTimeout(resolve, 10_000, "never quiet"));
      const end = await Promise.race([quiet, late]);
      client.close();
      return [code, end];
    }"""
    assert visit.evaluate(script, f"{site_url}assets/wizard/") == ["crash", "quiet"]


def test_after_one_visit_everything_works_without_the_network(context, site_url):
    page = context.new_page()
    page.goto(f"{site_url}help/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    context.set_offline(True)
    page.goto(f"{site_url}help/")
    page.locator(READY).wait_for()
    page.get_by_role("textbox", name="Что случилось?").fill("сколько стоит звонок")
    page.get_by_role("region", name="Похожие вопросы").wait_for()
    page.goto(f"{site_url}regulations/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_kept_page_comes_without_the_service_worker_starting(context, site_url):
    page = context.new_page()
    page.goto(f"{site_url}help/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    taken = "performance.getEntriesByType('navigation')[0].workerFinalSourceType"
    for asked, source in (("regulations/", "cache"), ("regulations/?from=letter", "")):
        page.goto(f"{site_url}{asked}")
        assert page.evaluate(taken) == source


def test_a_new_version_is_offered_and_taken_whole(context, site_url):
    page = context.new_page()
    page.goto(f"{site_url}help/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    worker = SITE / "service_worker.js"
    before = worker.read_text(encoding="utf-8")
    try:
        worker.write_text(before.replace('VERSION = "', 'VERSION = "next-'), encoding="utf-8")
        page.goto(f"{site_url}help/")
        offer = page.get_by_role("status").filter(has_text="Доступна новая версия")
        offer.get_by_role("button", name="Обновить").click()
        expect(offer).to_be_hidden()
        names = page.evaluate("caches.keys()")
    finally:
        worker.write_text(before, encoding="utf-8")
    versions = [name for name in names if name.startswith("quartech-support-")]
    assert len(versions) == 1
    assert "next-" in versions[0]


# On such a line no page starts Python by itself, and nothing is kept but what the test asks for.
SLOW_LINE = "Object.defineProperty(navigator, 'connection', {value: {effectiveType: '3g'}})"
KEEP = """async ({ base, way }) => {
  const { WizardClient } = await import(`${base}client.js`);
  const client = new WizardClient({ base, ways: [way] });
  client.start();
  await client.ready;
  client.keep();
  const isKept = () => localStorage.getItem("wizard-kept") !== null;
  while (!isKept()) await new Promise((resolve) => setTimeout(resolve, 50));
  client.close();
  const cache = await caches.open("quartech-python");
  const [kept] = await cache.matchAll();
  return kept?.headers.get("X-Integrity");
}"""


@pytest.mark.parametrize("way", BOTH)
def test_a_snapshot_that_was_kept_starts_without_the_line(context, site_url, way):
    """The downloaded one, and one that was made on the device after a start from the bundle."""
    page = context.new_page()
    page.add_init_script(SLOW_LINE)
    page.goto(f"{site_url}regulations/")
    good = ask(page, site_url, ways=["snapshot"])
    checked = page.evaluate(KEEP, {"base": f"{site_url}assets/wizard/", "way": way})
    assert checked.startswith("sha256-" if way == "snapshot" else "made from")
    for piece in PIECES:
        page.route(part(piece), lambda route: route.abort())
    answer = ask(page, site_url)
    assert answer == {"matches": good["matches"], "started": "snapshot"}


COLD_CODE = "pyodide.cold.wasm"
# What a page tells the workers that it starts Python in, and how often it compiles by itself.
TOLD = """globalThis.told = [];
globalThis.compiled = 0;
const compileStreaming = WebAssembly.compileStreaming;
WebAssembly.compileStreaming = (...given) => {
  compiled += 1;
  return compileStreaming.apply(WebAssembly, given);
};
globalThis.Worker = class extends Worker {
  postMessage(message, ...rest) {
    if (message.type === "interpreter") told.push(message.module instanceof WebAssembly.Module);
    super.postMessage(message, ...rest);
  }
};"""


def kept_visit(context: BrowserContext, site_url: str) -> tuple[Page, str]:
    """A page where Python has once been started and kept, and what was then remembered."""
    page = context.new_page()
    page.add_init_script(SLOW_LINE)
    page.add_init_script(TOLD)
    page.goto(f"{site_url}regulations/")
    page.evaluate(KEEP, {"base": f"{site_url}assets/wizard/", "way": "snapshot"})
    assert page.evaluate("told") == []
    remembered: str = page.evaluate("localStorage.getItem('wizard-kept')")
    return page, remembered


def test_a_later_visit_takes_the_interpreter_that_the_browser_has_kept(context, site_url):
    page, _ = kept_visit(context, site_url)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.reload()
    assert ask(page, site_url)["started"] == "snapshot"
    assert page.evaluate("told") == [True]
    assert sum(url.endswith("pyodide.asm.wasm") for url in fetched) == 1  # the page's own
    assert page.evaluate("compiled") == 1


def test_a_first_visit_has_the_browser_keep_machine_code(context, site_url):
    page, _ = kept_visit(context, site_url)
    assert page.evaluate("compiled") == 1


@pytest.mark.parametrize(
    ("remembered", "told"),
    [
        pytest.param({"integrity": "sha256-" + "A" * 43 + "="}, [False], id="other-content"),
        pytest.param({"address": "regulations/"}, [False], id="another-build"),
        pytest.param({"address": "https://example.test/"}, [False], id="another-site"),
        pytest.param({"address": 1}, [], id="not-ours"),
    ],
)
def test_what_is_remembered_of_the_interpreter_may_be_wrong(context, site_url, remembered, told):
    page, before = kept_visit(context, site_url)
    text = json.dumps(json.loads(before) | remembered)
    page.evaluate("text => localStorage.setItem('wizard-kept', text)", text)
    page.reload()
    assert ask(page, site_url)["started"] == "snapshot"
    assert page.evaluate("told") == told


def test_an_interpreter_of_another_build_is_not_taken(context, site_url):
    """The interpreter's other half stands for it: a module that compiles and is not ours."""
    page, _ = kept_visit(context, site_url)
    other = json.loads((SITE / "assets/wizard/runtime.json").read_text())["parts"][COLD_CODE]
    address = f"{site_url}assets/wizard/{other['path']}"
    page.evaluate("async address => void (await (await fetch(address)).arrayBuffer())", address)
    text = json.dumps({"address": address, "integrity": other["integrity"]})
    page.evaluate("text => localStorage.setItem('wizard-kept', text)", text)
    page.reload()
    assert ask(page, site_url)["started"] == "snapshot"
    assert page.evaluate("told") == [True]


def test_functions_that_no_visit_enters_come_when_they_are_called(context, site_url):
    """Joining letters that are written in two parts is rare: its code is in the other module."""
    page = context.new_page()
    page.goto(f"{site_url}regulations/")
    plain = ask(page, site_url, ways=["snapshot"], text="чей звонок")
    parts = ask(page, site_url, ways=["snapshot"], text="че\u0438\u0306 звонок")
    assert parts == plain
