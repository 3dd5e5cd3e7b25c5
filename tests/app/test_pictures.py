"""Pictures that the page is asked to draw anew before they go along."""

import json

import pytest

from tests.small_faq import LETTER, PRINTERS
from wizard.letter.pictures import tiff_pages

BMP = b"BM" + bytes(60)
CONVERT = {
    "type": "convert",
    "media_types": ["image/png", "image/jpeg"],
    "quality": 0.9,
    "most_pixels": 80_000_000,
    "told": [],
}
HOW = ("refused", "most_side", "decoder", "pages")


def png(width, height, size):
    """The beginning of a PNG that many pixels large, in that many bytes."""
    header = bytes.fromhex("89504e470d0a1a0a0000000d49484452")
    return (header + width.to_bytes(4) + height.to_bytes(4)).ljust(size, b"\0")


def gif(*frames, colours=False):
    """A GIF of one point a frame, each frame so many bytes of data long."""
    table = bytes(12) if colours else b""
    flags = b"\x81" if colours else b"\0"
    size = b"\x01\0\x01\0"
    delay = b"\x21\xf9\x04" + bytes(4) + b"\0"

    def frame(length):
        blocks = b"".join(b"\xff" + bytes(255) for _ in range(length // 256)) + b"\x01\0\0"
        return delay + b"\x2c" + bytes(4) + size + flags + table + b"\x02" + blocks

    return b"GIF89a" + size + flags + b"\0\0" + table + b"".join(map(frame, frames)) + b"\x3b"


def tiff(*pages, order="little", last=0):
    """A TIFF of pages without a picture, each the value of its first tag, 254; `last` goes on."""
    sign = b"II*\0" if order == "little" else b"MM\0*"
    places = [8 + 18 * number for number in range(len(pages))]

    def number(value, size):
        return value.to_bytes(size, order)

    def page(subfile, following):
        entry = number(254, 2) + number(4, 2) + number(1, 4) + number(subfile, 4)
        return number(1, 2) + entry + number(following, 4)

    chain = [page(*pair) for pair in zip(pages, [*places[1:], last], strict=True)]
    return sign + number(8, 4) + b"".join(chain)


SMALL = png(1920, 1080, 2_000_000)
JPEG = b"\xff\xd8\xff" + bytes(900_000)


@pytest.fixture
def form(page):
    """The letter's form."""
    page.go_to("letter", PRINTERS, **LETTER)
    return page


def attach(page, *files):
    """Choose files, each a name, its bytes and the size it had before, under the ids 1, 2, …"""
    rows = [
        {"id": str(number), "name": name, "before": before}
        for number, (name, _, before) in enumerate(files, 1)
    ]
    return page.ask("attach", [content for _, content, _ in files], files=rows)


def listed(page):
    return [row["name"] for row in json.loads(page.responses.get("files", "[]"))]


@pytest.mark.parametrize(
    ("name", "content", "how"),
    [
        ("снимок.bmp", BMP, (True, 4000, "", 0)),
        ("фото.heic", bytes(4) + b"ftypheic" + bytes(60), (True, 2560, "heic", 0)),
        ("фото.avif", bytes(4) + b"ftypavif" + bytes(60), (True, 4000, "", 0)),
        ("факс.tif", tiff(0, 0, 0), (True, 4000, "tiff", 3)),
        ("тяжёлый.png", png(1920, 1080, 2_000_001), (False, 4000, "", 0)),
        ("широкий.png", png(4001, 10, 100), (False, 4000, "", 0)),
        ("высокий.png", png(10, 4001, 100), (False, 4000, "", 0)),
        ("тяжёлое.jpg", JPEG * 3, (False, 2560, "", 0)),
        ("тяжёлый.gif", gif(2_001_000), (False, 4000, "", 0)),
        ("с таблицей цветов.gif", gif(2_001_000, colours=True), (False, 4000, "", 0)),
    ],
)
def test_a_picture_is_to_be_drawn_anew(name, content, how, form):
    body = attach(form, (name, content, 0))

    picture = {"id": "1", **dict(zip(HOW, how, strict=True))}
    assert body["effects"] == [{**CONVERT, "pictures": [picture]}]
    assert form.part("files").by_id("field-files-error").text == ""
    assert listed(form) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("снимок.png", SMALL),
        ("весь экран.png", png(4000, 4000, 100)),
        ("обрывок.png", png(1, 1, 24)[:20]),
        ("фото.jpg", JPEG * 2),
        ("короткое видео.gif", gif(1_500_000, 1_500_000)),
        ("короткое видео с цветами.gif", gif(1_500_000, 1_500_000, colours=True)),
    ],
)
def test_a_picture_goes_along_as_it_is(name, content, form):
    assert attach(form, (name, content, 0))["effects"] == []
    assert listed(form) == [name]


def test_all_pictures_are_drawn_at_once(form):
    body = attach(form, ("раз.bmp", BMP, 0), ("снимок.png", SMALL, 0), ("два.bmp", BMP, 0))

    (effect,) = body["effects"]
    assert [picture["id"] for picture in effect["pictures"]] == ["1", "3"]
    assert listed(form) == ["снимок.png"]


def test_what_was_wrong_with_another_file_is_still_told(form):
    body = attach(form, ("фото.docx", b"PK\3\4" + bytes(60), 0), ("снимок.bmp", BMP, 0))
    refusal = (
        "Файл «фото.docx» не подходит. Приложите снимок экрана (gif, png, jpg) или лог-файл "
        "(log, txt, zip)."
    )
    (effect,) = body["effects"]
    assert effect["told"] == [refusal]

    drawn = [{"id": "3", "name": "снимок.bmp", "before": 64}]
    body = form.ask("attach", [SMALL], files=drawn, told=effect["told"])

    assert form.part("files").by_id("field-files-error").text == refusal
    assert body["announce"].strip() == refusal
    assert listed(form) == ["снимок.png"]


@pytest.mark.parametrize("told", [None, "текст", {}, [None, 1, {}]])
def test_messages_that_are_none_are_dropped(told, form):
    rows = [{"id": "1", "name": "снимок.png"}]
    form.ask("attach", [SMALL], files=rows, told=told)

    assert form.part("files").by_id("field-files-error").text == ""


def test_the_list_tells_the_size_before_and_after(form):
    attach(form, ("снимок.png", JPEG, 8_808_038))

    assert "снимок.jpg — было 8,8 МБ → стало 900 КБ" in form.text("files").replace("\u00a0", " ")


def test_a_picture_that_got_no_smaller_has_one_size(form):
    attach(form, ("снимок.png", JPEG, len(JPEG)))

    assert "было" not in form.text("files")


def test_a_picture_is_drawn_once_only(form):
    heavy = png(1920, 1080, 3_000_000)

    assert attach(form, ("снимок.png", heavy, 5_000_000))["effects"] == []
    assert listed(form) == ["снимок.png"]


def test_a_picture_that_the_browser_cannot_draw_says_what_to_do(form):
    body = attach(form, ("фото.bmp", BMP, len(BMP)))

    assert body["effects"] == []
    assert form.part("files").by_id("field-files-error").text == (
        "Браузер не смог прочитать рисунок «фото.bmp» (BMP). Откройте его на своём компьютере, "
        "сохраните как png или jpg и приложите ещё раз. Не открывается? Сделайте снимок экрана "
        "там, где рисунок виден."
    )
    assert listed(form) == []


def test_a_picture_whose_decoder_could_not_be_fetched_waits_for_the_network(form):
    heic = bytes(4) + b"ftypmif1" + bytes(60)
    row = {"id": "1", "name": "фото.heic", "before": len(heic), "without_decoder": True}
    form.ask("attach", [heic], files=[row])

    assert form.part("files").by_id("field-files-error").text == (
        "Чтобы прочитать рисунок «фото.heic» (HEIC), странице нужно один раз загрузить дополнение, "
        "а сети сейчас нет. Приложите его ещё раз, когда сеть появится, или сохраните как png или "
        "jpg."
    )
    assert listed(form) == []


@pytest.mark.parametrize(
    ("pages", "told"), [(3, True), (1, False), (0, False), (None, False), ("5", False)]
)
def test_the_list_tells_that_only_the_first_page_was_taken(pages, told, form):
    row = {"id": "1", "name": "факс.tif", "before": 900_000, "pages": pages}
    form.ask("attach", [SMALL], files=[row])

    shown = form.text("files").replace("\u00a0", " ")
    assert ("стало 2 МБ, взята только первая страница из 3" in shown) is told


@pytest.mark.parametrize(
    ("why", "content", "pages"),
    [
        ("one page", tiff(0), 1),
        ("the order of the other processors", tiff(0, 0, order="big"), 2),
        ("a small copy of a page is none", tiff(0, 1), 1),
        ("a ring ends where it began", tiff(0, 0, last=8), 2),
        ("a page that lies behind the end", tiff(0, last=9_000), 1),
        ("a first page that lies behind the end", tiff(0)[:10], 0),
        ("cut off in the header", b"II*\0\x08", 0),
        ("another format", BMP, 0),
    ],
)
def test_the_pages_of_a_tiff(why, content, pages):
    assert tiff_pages(content) == pages


@pytest.mark.parametrize("cut", range(len(gif(300, 300, colours=True))))
def test_a_gif_that_is_cut_off_is_taken_as_it_is(cut, form):
    attach(form, ("обрывок.gif", gif(300, 300, colours=True)[: max(cut, 6)], 0))

    assert listed(form) == ["обрывок.gif"]


@pytest.mark.parametrize("before", [None, "5", -1, 1.5, True, []])
def test_a_size_that_is_none_counts_as_not_drawn(before, form):
    assert attach(form, ("снимок.bmp", BMP, before))["effects"][0]["type"] == "convert"
