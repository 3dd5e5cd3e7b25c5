"""The site's typeface and style sheet, under names that change with their content."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from build_hooks.typeface import PARTS, WEIGHTS, FontPart, font_bytes

STYLES = ("colors.css", "theme.css", "components.css")
_FACE = """@font-face {{
  font-family: "Golos Text";
  font-style: normal;
  font-display: swap;
  font-weight: {weights};
  src: url("{url}") format("woff2");
  unicode-range: {letters};
}}
"""


def site_assets(project: Path) -> Iterator[tuple[str, bytes]]:
    """Path under the site and content of each font and of the site's style sheet, which is last."""
    faces = []
    for part in PARTS:
        path, font = _font(part, project)
        weights = " ".join(map(str, WEIGHTS))
        url = f"../{path.removeprefix('assets/')}"
        faces.append(_FACE.format(weights=weights, url=url, letters=part.unicode_range))
        yield path, font
    styles = [(project / "build_hooks" / "styles" / name).read_text("utf-8") for name in STYLES]
    sheet = "".join([*faces, *styles]).encode()
    yield f"assets/stylesheets/{_hashed('site', sheet, '.css')}", sheet


def fonts_of(page: str, project: Path) -> list[str]:
    """Paths under the site of the fonts that the text of a page needs."""
    return [_font(part, project)[0] for part in PARTS if part.has_letters_of(page)]


def _font(part: FontPart, project: Path) -> tuple[str, bytes]:
    """Path under the site, and content."""
    font = font_bytes(part, project)
    return f"assets/fonts/{_hashed(f'golos-text-{part.name}', font, '.woff2')}", font


def _hashed(stem: str, content: bytes, suffix: str) -> str:
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}{suffix}"
