"""Pictures are drawn anew in the browser: smaller, and in a format that the letter takes."""

import email
import email.policy
import re
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_wizard import downloaded, fill_letter, go_to_letter

pytestmark = pytest.mark.browser


def noise(page: Page, media_type: str, width: int, height: int) -> bytes:
    """A picture that no format packs well, made by the browser itself."""
    drawn = page.evaluate(
        """async ([type, width, height]) => {
          const canvas = new OffscreenCanvas(width, height);
          const context = canvas.getContext("2d");
          const data = context.createImageData(width, height);
          for (let place = 0; place < data.data.length; place += 65536) {
            crypto.getRandomValues(data.data.subarray(place, place + 65536));
          }
          context.putImageData(data, 0, 0);
          const blob = await canvas.convertToBlob({ type });
          return Array.from(new Uint8Array(await blob.arrayBuffer()));
        }""",
        [media_type, width, height],
    )
    return bytes(drawn)


def bmp(width: int, height: int) -> bytes:
    """A white picture, three bytes a point."""
    row = -(-width * 3 // 4) * 4
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, row * height, 0, 0, 0, 0)
    pixels = b"\xff" * (row * height)
    return struct.pack("<2sIHHI", b"BM", 54 + len(pixels), 0, 0, 54) + header + pixels


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    page.get_by_label("Файлы", exact=True).set_input_files(
        [
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            for name, content in files
        ]
    )


def files_of(page: Page) -> Locator:
    return page.locator(".qs-files").get_by_role("listitem")


def test_a_heavy_png_is_compressed(page: Page, site_url: str, tmp_path: Path):
    go_to_letter(page, site_url)
    heavy = noise(page, "image/png", 1200, 800)
    assert len(heavy) > 2_000_000
    choose(page, ("Снимок экрана.png", heavy))

    (shown,) = [files_of(page).filter(has_text="Снимок экрана")]
    expect(shown).to_contain_text(
        re.compile(r"Снимок экрана\.jpg — было 3,\d\sМБ → стало [\d,]+\s[КМ]Б")
    )
    fill_letter(page)
    page.get_by_role("button", name="Проверить письмо").click()
    page.get_by_role("button", name="Всё верно, к отправке").click()
    page.get_by_role("heading", name="Отправьте письмо").wait_for()
    message = email.message_from_bytes(downloaded(page, tmp_path), policy=email.policy.default)
    pictures = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    compressed = pictures["Снимок экрана.jpg"]
    assert compressed.startswith(b"\xff\xd8\xff")
    assert len(compressed) < len(heavy)


def test_pictures_of_other_formats_become_png_or_jpeg(page: Page, site_url: str):
    go_to_letter(page, site_url)
    choose(page, ("белый.bmp", bmp(400, 300)), ("шум.webp", noise(page, "image/webp", 300, 200)))

    expect(files_of(page)).to_have_count(2)
    expect(files_of(page).first).to_contain_text(
        re.compile(r"белый\.(png|jpg) — было 351,6\sКБ → стало")
    )
    expect(files_of(page).last).to_contain_text(re.compile(r"шум\.(jpg|png) — было"))


def test_a_picture_that_is_too_wide_is_cut_down(page: Page, site_url: str):
    go_to_letter(page, site_url)
    choose(page, ("широкий.bmp", bmp(6000, 60)))
    expect(files_of(page)).to_have_count(1)
    width = page.evaluate(
        """() => new Promise((resolve) => {
          indexedDB.open("quartech-support").onsuccess = ({ target }) => {
            const files = target.result.transaction("files").objectStore("files");
            files.getAll().onsuccess = async ({ target }) => {
              const kept = target.result.find(({ bytes }) => bytes[0] !== 0x42);
              resolve((await createImageBitmap(new Blob([kept.bytes]))).width);
            };
          };
        })"""
    )
    assert width == 4000


def test_a_picture_that_the_browser_cannot_read_says_what_to_do(page: Page, site_url: str):
    go_to_letter(page, site_url)
    choose(page, ("скан.tiff", b"II*\0" + bytes(100)))

    expect(page.locator("#field-files-error")).to_contain_text(
        "Браузер не смог прочитать рисунок «скан.tiff» (TIFF)."
    )
    expect(files_of(page)).to_have_count(0)
