"""The policy of a page: what it allows, and what no page may have."""

import base64
import hashlib

import pytest

from build_hooks.csp import page_sources, policy, protect_site, protected
from wizard.errors import DataError

HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>Т</title></head>'


def page(body: str) -> str:
    """A page with this body."""
    return f"{HEAD}<body>{body}</body></html>"


def sha256(text: str) -> str:
    """The hash of an inline script, as a policy writes it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def write_site(folder, **files: str) -> None:
    """Pages and style sheets by name; the dot is written as two underscores."""
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, "utf-8")


def test_allows_exactly_the_scripts_of_the_page():
    script = 'var a="<b>",ж=1 // &amp;'
    sources = page_sources(page(f"<script>{script}</script><script src='a.js'></script>"))
    assert sources.scripts == [script]
    assert f"script-src 'self' 'wasm-unsafe-eval' {sha256(script)};" in policy(sources.scripts, [])


def test_data_in_a_script_needs_no_hash():
    sources = page_sources(page('<script type="application/json">{"a":1}</script>'))
    assert sources.scripts == []


def test_never_allows_inline_code_at_large():
    written = policy(["a()"], ["b{}"])
    assert "unsafe-inline" not in written
    assert "'unsafe-eval'" not in written
    assert written.startswith("default-src 'none'; ")


def test_the_policy_stands_before_everything_it_governs():
    html = protected(page(""), page_sources(page("")), "index.html")
    assert html.index("Content-Security-Policy") < html.index("<title>")
    assert html.count("Content-Security-Policy") == 1


def test_headers_allow_the_scripts_of_all_pages_and_forbid_frames(tmp_path):
    write_site(
        tmp_path,
        index__html=page("<script>one()</script>"),
        other__html=page("<script>two()</script>"),
    )
    protect_site(tmp_path)
    headers = (tmp_path / "_headers").read_text("utf-8")
    assert sha256("one()") in headers
    assert sha256("two()") in headers
    assert "frame-ancestors 'none'" in headers
    assert sha256("two()") not in (tmp_path / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            '<p style="color:red">',
            "index.html: expected no inline style or handler, got '<p style=\"color:red\">'. "
            "Use a class and a file of the site.",
        ),
        (
            '<img src="a.png" onerror="steal()">',
            "index.html: expected no inline style or handler, got '<img onerror=\"steal()\">'. "
            "Use a class and a file of the site.",
        ),
        (
            '<a href=" JavaScript:steal()">',
            "index.html: expected no inline style or handler, got "
            "'<a href=\" JavaScript:steal()\">'. Use a class and a file of the site.",
        ),
        (
            '<script src="https://cdn.example/a.js"></script>',
            "index.html: expected an address of this site, got 'https://cdn.example/a.js'. "
            "Serve a copy of the file.",
        ),
        (
            '<img srcset="a.png 1x, //cdn.example/b.png 2x">',
            "index.html: expected an address of this site, got '//cdn.example/b.png'. "
            "Serve a copy of the file.",
        ),
        (
            '<link rel="stylesheet" href="https://fonts.example/css">',
            "index.html: expected an address of this site, got 'https://fonts.example/css'. "
            "Serve a copy of the file.",
        ),
    ],
)
def test_refuses_what_the_policy_would_block(tmp_path, body, message):
    write_site(tmp_path, index__html=page(body))
    with pytest.raises(DataError) as error:
        protect_site(tmp_path)
    assert str(error.value) == message


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://mail.google.com/">Gmail</a>',
        '<a href="mailto:someone@example.com">Почта</a>',
        '<link rel="canonical" href="https://support.example/">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    ],
)
def test_links_to_other_hosts_are_not_loaded_from_there(tmp_path, body):
    write_site(tmp_path, index__html=page(body))
    protect_site(tmp_path)


@pytest.mark.parametrize(
    ("css", "address"),
    [
        ("@import 'https://fonts.example/a.css';", "https://fonts.example/a.css"),
        ("a{background:url(//cdn.example/a.png)}", "//cdn.example/a.png"),
    ],
)
def test_refuses_a_style_sheet_that_asks_another_host(tmp_path, css, address):
    write_site(tmp_path, site__css=css)
    with pytest.raises(DataError) as error:
        protect_site(tmp_path)
    assert str(error.value) == (
        f"site.css: expected an address of this site, got {address!r}. Serve a copy of the file."
    )
