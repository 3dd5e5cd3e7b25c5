"""The small server: types, packed twins, cache headers."""

import http.client
import socket
import threading
from functools import partial

import pytest

from build_hooks.csp import protect_site
from build_hooks.static_server import SiteHandler, SiteServer, make_server


@pytest.fixture
def get(tmp_path):
    """Ask for a path; gives the status, the headers and the body."""
    (tmp_path / "index.html").write_text("home")
    (tmp_path / "404.html").write_text("nothing here")
    (tmp_path / "pyodide-0123456789ab").mkdir()
    (tmp_path / "pyodide-0123456789ab" / "python.wasm").write_bytes(b"raw")
    (tmp_path / "page.js").write_text("raw")
    (tmp_path / "page.js.br").write_text("brotli")
    (tmp_path / "page.js.gz").write_text("gzip")
    server = make_server(tmp_path, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def ask(path, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), body

    yield ask
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("accepted", "body", "encoding"),
    [
        ("gzip, deflate, br", b"brotli", "br"),
        ("gzip", b"gzip", "gzip"),
        ("br;q=0, gzip", b"gzip", "gzip"),
        ("", b"raw", None),
    ],
)
def test_the_best_twin_that_the_browser_takes_is_sent(get, accepted, body, encoding):
    status, headers, got = get("/page.js", **{"Accept-Encoding": accepted})
    assert (status, got, headers.get("Content-Encoding")) == (200, body, encoding)
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert headers["Vary"] == "Accept-Encoding"


def test_a_name_with_a_hash_is_kept_for_ever_and_wasm_has_its_type(get):
    _, headers, _ = get("/pyodide-0123456789ab/python.wasm")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Type"] == "application/wasm"


def test_a_page_is_asked_for_again_and_not_sent_twice(get):
    _, headers, _ = get("/")
    assert headers["Cache-Control"] == "no-cache"
    status, _, body = get("/", **{"If-None-Match": headers["ETag"]})
    assert (status, body) == (304, b"")


def test_a_missing_page_is_answered_by_the_sites_own(get):
    status, _, body = get("/no/such/page/")
    assert (status, body) == (404, b"nothing here")


def test_nothing_outside_the_folder_is_served(get):
    status, _, _ = get("/../../etc/passwd")
    assert status == 404


def test_every_file_comes_with_the_headers_of_the_site(get, tmp_path):
    for name in ("index.html", "404.html"):
        (tmp_path / name).write_text('<meta charset="utf-8">')
    protect_site(tmp_path)
    _, headers, _ = get("/page.js")
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_content_of_a_small_file_does_not_wait_for_the_heads_acknowledgement(tmp_path):
    seen = []

    class Watched(SiteHandler):
        def setup(self):
            super().setup()
            seen.append(self.connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    (tmp_path / "index.html").write_text("home")
    server = SiteServer(("127.0.0.1", 0), partial(Watched, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
    connection.request("GET", "/")
    assert connection.getresponse().read() == b"home"
    connection.close()
    server.shutdown()
    server.server_close()
    assert seen == [1]
