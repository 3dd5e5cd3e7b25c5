"""A small server for the built site: types, precompressed files, cache and policy headers."""

import re
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from os import PathLike
from pathlib import Path
from typing import BinaryIO

# In order of preference: brotli is a sixth smaller.
_ENCODINGS = {"br": ".br", "gzip": ".gz"}
_HASHED = re.compile(r"[.-][0-9a-f]{8,}[./]")
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves one folder as a host of static sites does."""

    protocol_version = "HTTP/1.1"
    # The head and the content of an answer are written apart: by Nagle's rule a small content waits
    # until the browser has acknowledged the head, 40 ms.
    disable_nagle_algorithm = True
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".bin": "application/octet-stream",
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".woff2": "font/woff2",
    }

    def send_head(self) -> BinaryIO | None:
        """Answer with the packed twin of the file asked for, where there is one."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            if not self.path.partition("?")[0].endswith("/"):
                return super().send_head()
            path /= "index.html"
        if not path.is_file():
            return self._send_missing()
        encoding, file = self._choose(path)
        etag = _etag(file)
        if self.headers.get("If-None-Match") == etag:
            self._send_unchanged(etag)
            return None
        return self._send_file(path, file, encoding, etag, HTTPStatus.OK)

    def guess_type(self, path: str | PathLike[str]) -> str:
        """The media type, with the encoding of text named."""
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal for what matters."""

    def _choose(self, path: Path) -> tuple[str | None, Path]:
        accepted = _accepted(self.headers.get("Accept-Encoding", ""))
        for encoding, suffix in _ENCODINGS.items():
            packed = path.with_name(path.name + suffix)
            # A twin older than its file belongs to an earlier build.
            if (
                encoding in accepted
                and packed.is_file()
                and packed.stat().st_mtime_ns >= path.stat().st_mtime_ns
            ):
                return encoding, packed
        return None, path

    def _send_file(
        self, path: Path, file: Path, encoding: str | None, etag: str, status: HTTPStatus
    ) -> BinaryIO:
        opened = file.open("rb")
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(file.stat().st_size))
        if encoding is not None:
            self.send_header("Content-Encoding", encoding)
        self._send_cache_headers(etag)
        self.end_headers()
        return opened

    def _send_unchanged(self, etag: str) -> None:
        self.send_response(HTTPStatus.NOT_MODIFIED)
        self._send_cache_headers(etag)
        self.end_headers()

    def _send_cache_headers(self, etag: str) -> None:
        address = self.path.partition("?")[0]
        self.send_header("Cache-Control", _FOR_EVER if _HASHED.search(address) else _ASK_AGAIN)
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("ETag", etag)
        # The policy in a page does not reach its workers: theirs comes with their own file.
        for name, value in _site_headers(Path(self.directory)).items():
            self.send_header(name, value)

    def _send_missing(self) -> BinaryIO | None:
        page = Path(self.directory) / "404.html"
        if not page.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return self._send_file(page, page, None, _etag(page), HTTPStatus.NOT_FOUND)


class SiteServer(ThreadingHTTPServer):
    """One thread a connection; a browser that goes away in the middle of a file is no error."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Tell about anything but a closed connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def make_server(site: Path, address: str = "127.0.0.1", port: int = 8000) -> SiteServer:
    """A server of the folder `site`, not yet running; port 0 takes any free one.

    Raises `OSError` when the port is taken.
    """
    return SiteServer((address, port), partial(SiteHandler, directory=str(site)))


def _site_headers(site: Path) -> dict[str, str]:
    """The headers that the built site's `_headers` wants for every file (see csp.py)."""
    file = site / "_headers"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    pairs = (line.strip().partition(": ") for line in lines if line.startswith("  "))
    return {"X-Content-Type-Options": "nosniff"} | {name: value for name, _, value in pairs}


def _accepted(header: str) -> set[str]:
    """The encodings a browser takes; `q=0` forbids one."""
    offers = (offer.replace(" ", "").partition(";") for offer in header.lower().split(","))
    return {name for name, _, weight in offers if weight not in ("q=0", "q=0.0", "q=0.00")}


def _etag(file: Path) -> str:
    status = file.stat()
    return f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
