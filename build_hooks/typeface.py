"""The site's typeface: the letters and weights that its pages use, out of the npm package.

The package as it comes is 79 KB for a Russian page with a price; these parts are 33 KB.
"""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from wizard.errors import DataError

PACKAGE = "@fontsource-variable/golos-text"
WEIGHTS = (400, 700)
_ASCII = tuple(range(0x20, 0x7F))
_MARKS = tuple(map(ord, "\u00a0§©«°±·»×–—‘’“”„•…−"))


@dataclass(frozen=True, slots=True)
class FontPart:
    """One file of the typeface: the part of the package it is cut from, and its characters."""

    name: str
    characters: tuple[int, ...]
    kerning: bool

    @property
    def unicode_range(self) -> str:
        """The characters as CSS lists them: a browser loads the file only for these."""
        return ", ".join(f"U+{character:04X}" for character in self.characters)

    def has_letters_of(self, text: str) -> bool:
        """Whether a character of the text is here."""
        return not set(map(chr, self.characters)).isdisjoint(text)


PARTS = (
    FontPart("cyrillic", (*range(0x410, 0x450), ord("Ё"), ord("ё"), ord("№")), kerning=True),
    # Latin is for names and figures here: its kerning table would be an eighth of the file.
    FontPart("latin", (*_ASCII, *_MARKS), kerning=False),
    FontPart("latin-ext", (ord("₽"),), kerning=False),
)


def font_bytes(part: FontPart, project: Path) -> bytes:
    """The part as a .woff2 file; kept in `.cache/fonts`, since cutting takes half a second.

    Raises `DataError` when the npm package of the typeface is not installed.
    """
    file = f"node_modules/{PACKAGE}/files/golos-text-{part.name}-wght-normal.woff2"
    if not (project / file).is_file():
        raise DataError(file, None, f"the npm package {PACKAGE}", "Run `npm ci`.")
    source = (project / file).read_bytes()
    key = hashlib.sha256(source + repr((part, WEIGHTS)).encode()).hexdigest()[:16]
    kept = project / ".cache" / "fonts" / f"{part.name}-{key}.woff2"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(cut(source, part))
    return kept.read_bytes()


def cut(source: bytes, part: FontPart) -> bytes:
    """The part of the whole typeface `source`, as a .woff2 file."""
    # The time of cutting stays out of the file: the same package gives the same bytes.
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    options = subset.Options(
        layout_features=["kern"] if part.kerning else [], hinting=False, name_IDs=[1, 2, 13]
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=part.characters)
    subsetter.subset(font)
    font.flavor = None
    whole = TTFont(io.BytesIO(_saved(font)), recalcTimestamp=False)
    instancer.instantiateVariableFont(whole, {"wght": WEIGHTS}, inplace=True)
    whole.flavor = "woff2"
    return _saved(whole)


def _saved(font: TTFont) -> bytes:
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()
