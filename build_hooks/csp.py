"""A strict Content-Security-Policy on every built page, and a refusal of what it would block.

Material for MkDocs inlines a few scripts whose text differs by the depth of the page, so the hashes
are taken from the built pages and each page allows its own only.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from wizard.errors import DataError

_CHARSET = '<meta charset="utf-8">'
# Types of <script> that hold data: they are never run, and need no hash.
_DATA_TYPES = ("application/json", "application/ld+json", "text/plain")
_LOADING_LINKS = ("stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch")
_LOADING_ATTRIBUTES = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "form": ("action",),
    "input": ("src",),
    "use": ("href",),
}
_CSS_ADDRESS = re.compile(r"url\(\s*[\"']?((?:https?:)?//[^)\"']+)|@import\s+[\"']([^\"']+)")


@dataclass(slots=True)
class PageSources:
    """What one page runs and loads."""

    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Attributes that no strict policy can allow: `style=`, `onclick=`, `href="javascript:"`."""
    foreign: list[str] = field(default_factory=list)
    """Addresses of other hosts that the page would load something from."""


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The policy that allows the site's own files and these inline scripts and styles."""
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", "'wasm-unsafe-eval'", *_hashes(scripts)]),
        "style-src": " ".join(["'self'", *_hashes(styles)]),
        "img-src": "'self' data:",  # the theme's icons are masks out of data: addresses
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def protect_site(site: Path) -> None:
    """Put the policy into every page under `site` and into `_headers`; check every style sheet.

    `_headers` is read by static hosts that can send headers (Netlify's format); it allows the
    scripts of all pages, and forbids framing, which a page cannot do by itself.
    Raises `DataError` for a page or a style sheet that the policy would break.
    """
    scripts: set[str] = set()
    styles: set[str] = set()
    for page in sorted(site.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        sources = page_sources(html)
        _require_strict(sources, page.relative_to(site).as_posix())
        page.write_text(protected(html, sources, page.name), encoding="utf-8")
        scripts.update(sources.scripts)
        styles.update(sources.styles)
    for sheet in sorted(site.rglob("*.css")):
        _require_own_addresses(sheet, site)
    (site / "_headers").write_text(_headers(policy(scripts, styles)), encoding="utf-8")


def page_sources(html: str) -> PageSources:
    """The inline scripts and styles of a page, and what it must not have."""
    parser = _SourceParser()
    parser.feed(html)
    parser.close()
    return parser.sources


def protected(html: str, sources: PageSources, where: str) -> str:
    """The page with its policy right after the character set, before anything it governs."""
    if html.count(_CHARSET) != 1:
        raise DataError(
            where, html[:60], f"one {_CHARSET}", "Keep the theme's head: the policy follows it."
        )
    content = escape(policy(sources.scripts, sources.styles), quote=True).replace("&#x27;", "'")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    return html.replace(_CHARSET, f"{_CHARSET}\n      {meta}")


def _hashes(texts: Iterable[str]) -> list[str]:
    return sorted({f"'sha256-{_sha256(text)}'" for text in texts})


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _require_strict(sources: PageSources, where: str) -> None:
    for found in sources.refused:
        raise DataError(
            where, found, "no inline style or handler", "Use a class and a file of the site."
        )
    for found in sources.foreign:
        raise DataError(where, found, "an address of this site", "Serve a copy of the file.")


def _require_own_addresses(sheet: Path, site: Path) -> None:
    for match in _CSS_ADDRESS.finditer(sheet.read_text(encoding="utf-8")):
        address = match[1] or match[2]
        if _is_foreign(address):
            raise DataError(
                sheet.relative_to(site).as_posix(),
                address,
                "an address of this site",
                "Serve a copy of the file.",
            )


def _is_foreign(address: str) -> bool:
    parts = urlsplit(address.strip())
    return bool(parts.netloc) or parts.scheme not in ("", "data")


def _headers(value: str) -> str:
    return (
        "/*\n"
        f"  Content-Security-Policy: {value}; frame-ancestors 'none'\n"
        "  X-Content-Type-Options: nosniff\n"
        "  Referrer-Policy: same-origin\n"
    )


class _SourceParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sources = PageSources()
        self._inline: list[str] | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        for name, value in attributes.items():
            if (
                name == "style"
                or name.startswith("on")
                or value.strip().lower().startswith("javascript:")
            ):
                self.sources.refused.append(f'<{tag} {name}="{value}">')
        self.sources.foreign += [a for a in _loaded(tag, attributes) if _is_foreign(a)]
        self._text = ""
        if tag == "style":
            self._inline = self.sources.styles
        elif tag == "script" and "src" not in attributes:
            data = attributes.get("type") in _DATA_TYPES
            self._inline = None if data else self.sources.scripts

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style") and self._inline is not None:
            self._inline.append(self._text)
            self._inline = None

    def handle_data(self, data: str) -> None:
        self._text += data


def _loaded(tag: str, attributes: dict[str, str]) -> list[str]:
    """The addresses that the browser fetches for this element by itself."""
    if tag == "link":
        loads = any(rel in _LOADING_LINKS for rel in attributes.get("rel", "").split())
        return [attributes.get("href", "")] if loads else []
    found = []
    for name in _LOADING_ATTRIBUTES.get(tag, ()):
        value = attributes.get(name, "")
        parts = value.split(",") if name == "srcset" else [value]
        found += [part.split()[0] for part in parts if part.split()]
    return found
