"""The site's typeface and style sheet, under names that change with their content."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from wizard.errors import DataError

FONT_PACKAGE = "@fontsource-variable/golos-text"
# ₽ (U+20BD) is in latin-ext; a browser downloads only the parts whose letters a page has.
FONT_PARTS = {
    "cyrillic": "U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116",
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, "
    "U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    "latin-ext": "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1E00-1E9F, "
    "U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113",
}
STYLES = ("colors.css", "theme.css", "components.css")
_FACE = """@font-face {{
  font-family: "Golos Text";
  font-style: normal;
  font-display: swap;
  font-weight: 400 900;
  src: url("{url}") format("woff2");
  unicode-range: {letters};
}}
"""


def site_assets(project: Path) -> Iterator[tuple[str, bytes]]:
    """Path under the site and content of each font and of the site's style sheet, which is last.

    Raises `DataError` when the npm package of the typeface is not installed.
    """
    faces = []
    for part, letters in FONT_PARTS.items():
        font = _font(project, part)
        name = _hashed(f"golos-text-{part}", font, ".woff2")
        faces.append(_FACE.format(url=f"../fonts/{name}", letters=letters))
        yield f"assets/fonts/{name}", font
    styles = [(project / "build_hooks" / "styles" / name).read_text("utf-8") for name in STYLES]
    sheet = "".join([*faces, *styles]).encode()
    yield f"assets/stylesheets/{_hashed('site', sheet, '.css')}", sheet


def _font(project: Path, part: str) -> bytes:
    name = f"golos-text-{part}-wght-normal.woff2"
    file = project / "node_modules" / FONT_PACKAGE / "files" / name
    if not file.is_file():
        raise DataError(
            str(file.relative_to(project)), None, f"the npm package {FONT_PACKAGE}", "Run `npm ci`."
        )
    return file.read_bytes()


def _hashed(stem: str, content: bytes, suffix: str) -> str:
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}{suffix}"
