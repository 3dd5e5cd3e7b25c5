"""Pictures that the page is asked to draw anew before they go along."""

import json

import pytest

from tests.small_faq import LETTER, PRINTERS

BMP = b"BM" + bytes(60)
CONVERT = {
    "type": "convert",
    "media_types": ["image/png", "image/jpeg"],
    "quality": 0.9,
    "most_side": 4000,
}


def png(width, height, size):
    """The beginning of a PNG that many pixels large, in that many bytes."""
    header = bytes.fromhex("89504e470d0a1a0a0000000d49484452")
    return (header + width.to_bytes(4) + height.to_bytes(4)).ljust(size, b"\0")


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
    ("name", "content", "refused"),
    [
        ("снимок.bmp", BMP, True),
        ("тяжёлый.png", png(1920, 1080, 2_000_001), False),
        ("широкий.png", png(4001, 10, 100), False),
        ("высокий.png", png(10, 4001, 100), False),
    ],
)
def test_a_picture_is_to_be_drawn_anew(name, content, refused, form):
    body = attach(form, (name, content, 0))

    assert body["effects"] == [{**CONVERT, "pictures": [{"id": "1", "refused": refused}]}]
    assert "field-files-error" not in form.places["files"]
    assert listed(form) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("снимок.png", SMALL),
        ("весь экран.png", png(4000, 4000, 100)),
        ("обрывок.png", png(1, 1, 24)[:20]),
        ("фото.jpg", JPEG * 4),
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


def test_the_list_tells_the_size_before_and_after(form):
    attach(form, ("снимок.png", JPEG, 8_808_038))

    assert "снимок.jpg — было 8,4 МБ → стало 878,9 КБ" in form.text("files").replace("\u00a0", " ")


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
        "сохраните как png или jpg и приложите ещё раз."
    )
    assert listed(form) == []


@pytest.mark.parametrize("before", [None, "5", -1, 1.5, True, []])
def test_a_size_that_is_none_counts_as_not_drawn(before, form):
    assert attach(form, ("снимок.bmp", BMP, before))["effects"][0]["type"] == "convert"
