"""Pictures that Chromium cannot read are read by decoders of the site, fetched only then.

The files under `files/` were made by Pillow and pillow-heif, grey of four bits by hand: 60 by 40
points, the left upper quarter red, the right lower one black, the rest white.
"""

import email
import email.policy
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from build_hooks.runtime.scripts import DECODERS
from build_hooks.site_commands import SITE
from tests.browser.test_pictures import choose, files_of
from tests.browser.test_wizard import downloaded, fill_letter, go_to_letter
from wizard.site_data import load_site_data

pytestmark = pytest.mark.browser

FILES = Path(__file__).with_name("files")
RED, GREY, BLACK, WHITE = (200, 30, 30), (81, 81, 81), (0, 0, 0), (255, 255, 255)
# The colour of the quarter that is red where there are colours.
PICTURES = {
    "fax-group3.tif": BLACK,
    "fax-group4.tif": BLACK,
    "colour-lzw.tif": RED,
    "colour-jpeg.tif": RED,
    "grey-jpeg.tif": GREY,
    "grey-16-bit.tif": GREY,
    "grey-4-bit.tif": (85, 85, 85),
    "palette-packbits.tif": RED,
    "print-lzw.tif": RED,
    "turned.tif": RED,
    "photo.heic": RED,
    "screen.avif": RED,
}
# JPEG, and HEIC more so, shift a colour a little.
TOLERANCE = 12
SIGNATURES = {".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff"}
KEPT = """() => new Promise((resolve) => {
  const { files } = JSON.parse(localStorage.getItem("quartech-support")).responses;
  const rows = JSON.parse(files);
  indexedDB.open("quartech-support").onsuccess = ({ target }) => {
    const store = target.result.transaction("files").objectStore("files");
    store.getAll().onsuccess = async ({ target }) => {
      const bytes = new Map(target.result.map((row) => [row.id, row.bytes]));
      const told = [];
      for (const { id, name } of rows) {
        const bitmap = await createImageBitmap(new Blob([bytes.get(id)]));
        const { width, height } = bitmap;
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext("2d", { willReadFrequently: true });
        context.drawImage(bitmap, 0, 0);
        const at = (x, y) => Array.from(context.getImageData(x, y, 1, 1).data.slice(0, 3));
        const size = [width, height];
        told.push({ name, size, quarters: [at(10, 10), at(50, 10), at(10, 30), at(50, 30)] });
      }
      resolve(told);
    };
  };
})"""


def picture(name: str) -> tuple[str, bytes]:
    return name, (FILES / name).read_bytes()


def undrawable(name: str, label: str) -> str:
    return (
        f"Браузер не смог прочитать рисунок «{name}» ({label}). Откройте его на своём компьютере, "
        "сохраните как png или jpg и приложите ещё раз."
    )


def page_of_tiff(width: int, height: int, *, strip: int = 8, following: int = 0) -> bytes:
    """A TIFF of one bit a point and a strip of so many bytes that is not there."""
    tags = [(256, width), (257, height), (258, 1), (259, 1), (262, 1), (273, 8), (277, 1)]
    entries = [struct.pack("<HHII", tag, 4, 1, value) for tag, value in [*tags, (279, strip)]]
    return (
        struct.pack("<2sHIH", b"II", 42, 8, len(entries))
        + b"".join(entries)
        + struct.pack("<I", following)
    )


def test_every_decoder_of_the_data_is_a_script():
    kinds = load_site_data().letter_fields.files
    assert {f"decode_{kind.decoder}.js" for kind in kinds if kind.decoder} == set(DECODERS)


def test_pictures_become_png_or_jpeg_of_the_same_size(page: Page, site_url: str):
    go_to_letter(page, site_url)
    choose(page, *map(picture, PICTURES))

    expect(files_of(page)).to_have_count(len(PICTURES))
    for line, name in zip(files_of(page).all(), PICTURES, strict=True):
        stem = Path(name).stem
        expect(line).to_contain_text(
            re.compile(rf"{stem}\.(png|jpg) — было [\d,]+\sК?Б → стало [\d,]+\sК?Б")
        )
    for kept, (name, first) in zip(page.evaluate(KEPT), PICTURES.items(), strict=True):
        assert (name, kept["size"]) == (name, [60, 40])
        for found, wanted in zip(kept["quarters"], (first, WHITE, WHITE, BLACK), strict=True):
            apart = max(abs(one - other) for one, other in zip(found, wanted, strict=True))
            assert apart <= TOLERANCE, (name, found, wanted)


def test_the_letter_holds_what_was_drawn(page: Page, site_url: str, tmp_path: Path):
    go_to_letter(page, site_url)
    choose(page, picture("fax-group4.tif"), picture("photo.heic"))
    expect(files_of(page).first).to_contain_text("взята только первая страница из 3")
    expect(files_of(page).last).not_to_contain_text("страница")

    fill_letter(page)
    page.get_by_role("button", name="Проверить письмо").click()
    page.get_by_role("button", name="Всё верно, к отправке").click()
    page.get_by_role("heading", name="Отправьте письмо").wait_for()
    message = email.message_from_bytes(downloaded(page, tmp_path), policy=email.policy.default)
    parts = {Path(part.get_filename()): part.get_content() for part in message.iter_attachments()}
    pictures = {name.stem: name for name in parts if name.suffix in SIGNATURES}
    assert pictures.keys() >= {"fax-group4", "photo"}
    for name in pictures.values():
        assert parts[name].startswith(SIGNATURES[name.suffix])


def test_what_cannot_be_read_says_what_to_do_and_the_rest_goes_along(page: Page, site_url: str):
    _, fax = picture("fax-group4.tif")
    _, photo = picture("photo.heic")
    size = photo.index(b"ispe") + 8
    refused = {
        "cut.tiff": fax[:100],
        "empty.tiff": b"II*\0" + bytes(100),
        "bomb.tiff": page_of_tiff(60_000, 60_000),
        "many-values.tiff": page_of_tiff(8, 8).replace(
            struct.pack("<HHI", 273, 4, 1), struct.pack("<HHI", 273, 4, 0xFFFFFFF0)
        ),
        "cut-strip.tiff": page_of_tiff(800, 800, strip=80_000),
        "cut.heic": photo[:300],
        "empty.heic": bytes(4) + b"ftypheic" + bytes(100),
        "bomb.heic": photo[:size] + struct.pack(">II", 60_000, 60_000) + photo[size + 8 :],
    }
    ring = page_of_tiff(8, 8, following=8)
    go_to_letter(page, site_url)
    choose(page, *refused.items(), ("ring.tiff", ring), picture("colour-lzw.tif"))

    expect(files_of(page)).to_have_count(2)
    expect(files_of(page).first).to_contain_text("ring.")
    expect(files_of(page).last).to_contain_text("colour-lzw.")
    error = page.locator("#field-files-error")
    for name in refused:
        label = "TIFF" if name.endswith("tiff") else "HEIC"
        expect(error).to_contain_text(undrawable(name, label))


def test_no_decoder_is_fetched_without_need(page: Page, site_url: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    go_to_letter(page, site_url)
    choose(page, ("снимок.bmp", (b"BM" + bytes(40))), picture("screen.avif"))
    expect(files_of(page)).to_have_count(1)
    assert [url for url in asked if re.search("decode_|libheif", url)] == []

    choose(page, picture("fax-group3.tif"))
    expect(files_of(page)).to_have_count(2)
    fetched = [url.rpartition("/")[2] for url in asked if re.search("decode_|libheif", url)]
    assert fetched == ["decode_tiff.js"]


@pytest.fixture
def plain_context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor without a service worker: what it answers cannot be put in another's place."""
    opened = browser.new_context(locale="ru-RU", service_workers="block")
    yield opened
    opened.close()


def test_a_decoder_that_never_answers_is_given_up(plain_context: BrowserContext, site_url: str):
    page = plain_context.new_page()
    page.clock.install()
    page.route(
        "**/decode_tiff.js",
        lambda route: route.fulfill(
            content_type="text/javascript", body="postMessage({}); onmessage = () => { for (;;); };"
        ),
    )
    go_to_letter(page, site_url)
    with page.expect_worker():
        choose(page, picture("fax-group3.tif"))
    error = page.locator("#field-files-error")
    expect(error).to_be_empty()
    page.wait_for_timeout(2_000)  # until the decoder's first word is there; its silence counts then
    page.clock.fast_forward(125_000)
    expect(error).to_contain_text(undrawable("fax-group3.tif", "TIFF"))


def test_without_the_network_heic_is_read_once_it_has_been(context: BrowserContext, site_url: str):
    page = context.new_page()
    page.goto(f"{site_url}help/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    context.set_offline(True)
    go_to_letter(page, site_url)
    choose(page, picture("photo.heic"), picture("fax-group3.tif"))
    expect(files_of(page)).to_have_count(1)
    expect(files_of(page)).to_contain_text("fax-group3.")
    expect(page.locator("#field-files-error")).to_contain_text(
        "Чтобы прочитать рисунок «photo.heic» (HEIC), странице нужно один раз загрузить дополнение"
    )

    context.set_offline(False)
    choose(page, picture("photo.heic"))
    expect(files_of(page)).to_have_count(2)
    context.set_offline(True)
    page.reload()
    choose(page, picture("photo.heic"))
    expect(files_of(page)).to_have_count(3)

    context.set_offline(False)
    worker = SITE / "service_worker.js"
    before = worker.read_text(encoding="utf-8")
    try:
        worker.write_text(before.replace('VERSION = "', 'VERSION = "next-'), encoding="utf-8")
        page.reload()
        offer = page.get_by_role("status").filter(has_text="Доступна новая версия")
        offer.get_by_role("button", name="Обновить").click()
        expect(offer).to_be_hidden()
    finally:
        worker.write_text(before, encoding="utf-8")
    context.set_offline(True)
    page.reload()
    choose(page, picture("photo.heic"))
    expect(files_of(page)).to_have_count(4)
