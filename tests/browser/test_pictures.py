"""Pictures are drawn anew in the browser: smaller, and in a format that the letter takes."""

import base64
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
          const reader = new FileReader();
          const read = new Promise((resolve) => (reader.onload = resolve));
          reader.readAsDataURL(blob);
          await read;
          return reader.result.split(",")[1];
        }""",
        [media_type, width, height],
    )
    return base64.b64decode(drawn)


def bmp(width: int, height: int) -> bytes:
    """A white picture, three bytes a point."""
    row = -(-width * 3 // 4) * 4
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, row * height, 0, 0, 0, 0)
    pixels = b"\xff" * (row * height)
    return struct.pack("<2sIHHI", b"BM", 54 + len(pixels), 0, 0, 54) + header + pixels


def gif(width: int, height: int) -> bytes:
    """A picture of one colour in the most wasteful codes: a clear code before every point."""
    codes = bytes((128, 1)) * (width * height) + bytes((129,))  # of eight bits: one byte each
    blocks = b"".join(
        bytes((len(codes[at : at + 255]),)) + codes[at : at + 255]
        for at in range(0, len(codes), 255)
    )
    size = struct.pack("<HH", width, height)
    table = bytes(range(128)) * 3
    screen = size + b"\xf6\0\0" + table
    return b"GIF89a" + screen + b",\0\0\0\0" + size + b"\0\x07" + blocks + b"\0;"


def kept_width(page: Page) -> int:
    """The width of the one picture that the page has drawn."""
    width: int = page.evaluate(
        """() => new Promise((resolve) => {
          const { files } = JSON.parse(localStorage.getItem("quartech-support")).responses;
          const [{ id }] = JSON.parse(files);
          indexedDB.open("quartech-support").onsuccess = ({ target }) => {
            const store = target.result.transaction("files").objectStore("files");
            store.get(id).onsuccess = async ({ target }) => {
              resolve((await createImageBitmap(new Blob([target.result.bytes]))).width);
            };
          };
        })"""
    )
    return width


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


def test_a_heavy_photo_is_cut_down(page: Page, site_url: str):
    go_to_letter(page, site_url)
    photo = noise(page, "image/jpeg", 3000, 2000)
    assert len(photo) > 2_000_000
    choose(page, ("фото экрана.jpg", photo))

    expect(files_of(page)).to_contain_text(
        re.compile(r"фото экрана\.jpg — было [\d,]+\sМБ → стало [\d,]+\s[КМ]Б")
    )
    assert kept_width(page) == 2560


def test_a_heavy_gif_is_drawn_anew(page: Page, site_url: str):
    go_to_letter(page, site_url)
    heavy = gif(1600, 1400)
    assert len(heavy) > 2_000_000
    choose(page, ("снимок.gif", heavy))

    expect(files_of(page)).to_contain_text(
        re.compile(r"снимок\.(png|jpg) — было [\d,]+\sМБ → стало [\d,]+\s[КМ]?Б")
    )


def test_a_pasted_and_a_dropped_screenshot_are_attached(page: Page, site_url: str):
    go_to_letter(page, site_url)
    page.evaluate(
        """() => new Promise((resolve) => {
          const canvas = document.createElement("canvas");
          canvas.toBlob((blob) => {
            for (const [type, key, name] of [
              ["paste", "clipboardData", "image.png"],
              ["drop", "dataTransfer", "перетащили.png"],
            ]) {
              const data = new DataTransfer();
              data.items.add(new File([blob], name, { type: "image/png" }));
              const event = type === "paste"
                ? new ClipboardEvent(type, { clipboardData: data, bubbles: true, cancelable: true })
                : new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
              document.querySelector("[data-stage]").dispatchEvent(event);
            }
            resolve();
          });
        })"""
    )
    expect(files_of(page)).to_have_count(2)
    expect(files_of(page).first).to_contain_text("image.png")
    expect(files_of(page).last).to_contain_text("перетащили.png")


def test_a_file_still_on_its_way_is_in_the_letter(page: Page, site_url: str):
    go_to_letter(page, site_url)
    fill_letter(page)
    choose(page, ("тяжёлый.png", noise(page, "image/png", 1200, 800)))
    page.get_by_role("button", name="Проверить письмо").click()
    page.get_by_role("heading", name="Проверьте письмо").wait_for()
    expect(page.locator("dd", has_text="тяжёлый.jpg")).to_be_visible()


def test_pictures_of_other_formats_become_png_or_jpeg(page: Page, site_url: str):
    go_to_letter(page, site_url)
    choose(page, ("белый.bmp", bmp(400, 300)), ("шум.webp", noise(page, "image/webp", 300, 200)))

    expect(files_of(page)).to_have_count(2)
    expect(files_of(page).first).to_contain_text(
        re.compile(r"белый\.(png|jpg) — было 360,1\sКБ → стало")
    )
    expect(files_of(page).last).to_contain_text(re.compile(r"шум\.(jpg|png) — было"))


def test_a_picture_that_is_too_wide_is_cut_down(page: Page, site_url: str):
    go_to_letter(page, site_url)
    choose(page, ("широкий.bmp", bmp(6000, 60)))
    expect(files_of(page)).to_have_count(1)
    assert kept_width(page) == 4000


def test_a_refusal_stays_when_a_picture_of_the_same_choice_is_drawn(page: Page, site_url: str):
    go_to_letter(page, site_url)
    document = b"PK\3\4" + bytes(60)
    choose(page, ("фото.docx", document), ("широкий.png", noise(page, "image/png", 4100, 100)))

    expect(files_of(page)).to_have_count(1)
    expect(files_of(page)).to_contain_text(re.compile(r"широкий\.(png|jpg) — было"))
    expect(page.locator("#field-files-error")).to_contain_text("Файл «фото.docx» не подходит.")
