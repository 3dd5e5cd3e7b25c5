"""The site's typeface and style sheet, under names that change with their content."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from build_hooks.typeface import PARTS, WEIGHTS, font_bytes

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
        font = font_bytes(part, project)
        name = _hashed(f"golos-text-{part.name}", font, ".woff2")
        weights = " ".join(map(str, WEIGHTS))
        url = f"../fonts/{name}"
        faces.append(_FACE.format(weights=weights, url=url, letters=part.unicode_range))
        yield f"assets/fonts/{name}", font
    styles = [(project / "build_hooks" / "styles" / name).read_text("utf-8") for name in STYLES]
    sheet = "".join([*faces, *styles]).encode()
    yield f"assets/stylesheets/{_hashed('site', sheet, '.css')}", sheet


def _hashed(stem: str, content: bytes, suffix: str) -> str:
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}{suffix}"
