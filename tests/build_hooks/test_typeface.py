"""The cut typeface: it has every character of the site, and is the same each time."""

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from build_hooks import typeface
from build_hooks.assets import fonts_of, site_assets
from build_hooks.typeface import PARTS, WEIGHTS, font_bytes
from wizard.errors import DataError

PROJECT = Path(__file__).parents[2]
WRITTEN = ("docs/**/*.md", "docs/**/*.toml", "wizard/templates/**/*.jinja", "wizard/data/*.toml")


NOT_IN_GOLOS = set("←→\u2011\u202f")
"""The whole typeface has no arrows: the system's font draws them."""


def written_characters() -> set[str]:
    """Every character of the pages, the templates and the data."""
    files = (file for pattern in WRITTEN for file in PROJECT.glob(pattern))
    published = (file for file in files if "docs/dev" not in file.as_posix())
    return set("".join(file.read_text("utf-8") for file in published)) - set("\n\t")


def test_has_every_character_that_the_site_writes():
    cut = {chr(character) for part in PARTS for character in part.characters}
    assert written_characters() - cut - NOT_IN_GOLOS == set()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_part_holds_its_characters_in_all_weights(part):
    font = TTFont(io.BytesIO(font_bytes(part, PROJECT)))
    assert set(font.getBestCmap()) == set(part.characters)
    [axis] = font["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", *WEIGHTS)


def test_cutting_twice_gives_the_same_bytes():
    part = PARTS[-1]
    file = PROJECT / f"node_modules/{typeface.PACKAGE}/files/golos-text-latin-ext-wght-normal.woff2"
    assert typeface.cut(file.read_bytes(), part) == typeface.cut(file.read_bytes(), part)


def test_the_style_sheet_names_the_fonts_beside_it():
    paths = dict(site_assets(PROJECT))
    [sheet] = [path for path in paths if path.endswith(".css")]
    fonts = [path for path in paths if path.endswith(".woff2")]
    for font in fonts:
        assert f'url("../{font.removeprefix("assets/")}")'.encode() in paths[sheet]
    assert len(fonts) == len(PARTS)


@pytest.mark.parametrize(
    ("text", "parts"),
    [("Звонок — 500 ₽", ["cyrillic", "latin", "latin-ext"]), ("Звонок", ["cyrillic"])],
    ids=["with-a-price", "one-word"],
)
def test_a_page_names_the_fonts_of_its_letters_and_no_others(text, parts):
    paths = dict(site_assets(PROJECT))
    fonts = fonts_of(text, PROJECT)
    assert [font.partition("golos-text-")[2].rpartition("-")[0] for font in fonts] == parts
    assert set(fonts) <= set(paths)


def test_says_what_to_do_without_the_package(tmp_path):
    with pytest.raises(DataError) as error:
        font_bytes(PARTS[0], tmp_path)
    assert str(error.value) == (
        "node_modules/@fontsource-variable/golos-text/files/golos-text-cyrillic-wght-normal.woff2: "
        "expected the npm package @fontsource-variable/golos-text, got None. Run `npm ci`."
    )
