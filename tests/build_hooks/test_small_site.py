"""A site of a few pages, built by MkDocs with the real settings, hooks and data."""

import base64
import hashlib
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from build_hooks import events
from wizard.app import open_search
from wizard.pricing.money import format_rubles
from wizard.site_data import load_site_data

PROJECT = Path(__file__).parents[2]
PAGES = {
    "index.md": "# Поддержка\n\nПочта: {{ contacts.email_link }}\n",
    "help.md": "---\ntitle: Написать в поддержку\n---\n\n# Написать\n",
    "tariffs.md": (
        "# Стоимость\n\nЗвонок от {{ phone.bands[0].price }} ({{ cite('phone-price') }}).\n"
    ),
    "guides/index.md": "# Инструкции\n\n## Как подготовиться\n\nВключите компьютер.\n",
    "faq/index.md": "# Вопросы\n\n{% for topic in topics %}- {{ topic.title }}\n{% endfor %}\n",
    "faq/topics.toml": '[[topic]]\nid = "prices"\ntitle = "Цены"\ndescription = "Сколько стоит"\n',
    "faq/prices/call-price.md": (
        "---\nid: call-price\ntitle: Сколько стоит звонок?\nquestions: [Почём позвонить]\n"
        "topic: prices\nclauses: [phone-price]\nupdated: 2026-11-01\n---\n\n"
        "Короткий разговор стоит {{ phone.bands[0].price }}.\n"
    ),
}


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A small site: `write` changes a page, `build` builds strictly, `page` reads the result."""
    docs = tmp_path / "docs"
    built = tmp_path / "site"
    search_files = []
    # The runtime takes seconds and is tested by itself: here only what it is given matters.
    monkeypatch.setattr(
        events, "build_runtime", lambda _to, _cache, index, **_: search_files.append(index)
    )
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")

    def write(path: str, text: str) -> None:
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, "utf-8")

    def run() -> None:
        config = load_config(
            str(PROJECT / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(built), strict=True
        )
        config.plugins.on_startup(command="build", dirty=False)
        build(config)

    for path, text in PAGES.items():
        write(path, text)
    write("regulations.md", (PROJECT / "docs" / "regulations.md").read_text("utf-8"))
    return SimpleNamespace(
        write=write,
        build=run,
        page=lambda path: (built / path).read_text("utf-8"),
        pages=lambda: sorted(built.rglob("*.html")),
        folder=built,
        search_files=search_files,
    )


def test_pages_tell_the_values_of_the_data(site):
    site.build()
    phone = load_site_data().tariffs.on(date.today()).phone
    assert format_rubles(phone.bands[0].price) in site.page("tariffs/index.html")
    assert '<a href="../regulations/#phone-price"' in site.page("tariffs/index.html")


def test_every_page_has_the_contacts_and_the_way_to_support(site):
    site.build()
    contacts = load_site_data().contacts
    for page in site.pages():
        html = page.read_text("utf-8")
        assert f'href="{contacts.phone_href}"' in html, page
        assert f'href="mailto:{contacts.email}"' in html, page
        assert ">Написать в поддержку</a>" in html, page


def test_every_page_allows_its_own_inline_scripts_and_nothing_more(site):
    site.build()
    for page in site.pages():
        html = page.read_text("utf-8")
        [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
        scripts = re.findall(r"<script(?![^>]*(?:src|type)=)[^>]*>(.*?)</script>", html, re.DOTALL)
        hashes = {base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts}
        assert set(re.findall(r"'sha256-([^']*)'", policy)) == hashes, page
        assert scripts, page
        assert "unsafe-inline" not in policy


def test_no_page_loads_anything_from_another_host(site):
    site.build()
    for page in site.pages():
        html = page.read_text("utf-8")
        assert not re.findall(r'<(?:script|img|link|iframe)[^>]*(?:src|href)="(?:https?:)?//', html)


def test_an_article_page_shows_its_topic_date_and_way_on(site):
    site.build()
    html = site.page("faq/prices/call-price/index.html")
    assert "<h1" in html
    assert "Сколько стоит звонок?" in html
    assert '<a href="../">Цены</a>' in html
    assert '<time datetime="2026-11-01">01.11.2026</time>' in html
    assert "Не нашли ответ?" in html


def test_a_topic_gets_a_page_with_its_articles(site):
    site.build()
    html = site.page("faq/prices/index.html")
    assert '<a href="call-price/">Сколько стоит звонок?</a>' in html


def test_a_topic_without_articles_gets_no_page(site):
    site.write(
        "faq/topics.toml",
        PAGES["faq/topics.toml"]
        + '[[topic]]\nid = "letter"\ntitle = "Письмо"\ndescription = "О письме"\n',
    )
    site.build()
    assert not (site.folder / "faq" / "letter").exists()


def test_staff_pages_and_lists_are_not_searched(site):
    site.write("staff/index.md", "# Сотрудникам\n")
    site.write("staff/prices.md", "# Как назвать цену\n\nОткройте калькулятор.\n")
    site.build()
    ids = open_search(site.search_files[0]).index.ids
    assert ids == ("call-price", "page:regulations", "page:tariffs")
    assert "Как назвать цену" not in site.page("search/search_index.json")


def test_the_index_finds_articles_and_pages(site):
    site.build()
    engine = open_search(site.search_files[0])
    assert engine.index.ids[0] == "call-price"
    assert "page:regulations" in engine.index.ids
    [match, *_] = engine.search("почём звонок").matches
    assert match.article_id == "call-price"
    assert match.url == "faq/prices/call-price/"


def test_the_same_pages_give_the_same_index(site):
    site.build()
    site.build()
    first, second = site.search_files
    assert first == second


def test_developers_pages_are_not_published(site):
    site.write("dev/architecture.md", "# Внутреннее\n")
    site.build()
    assert not (site.folder / "dev").exists()
    assert not (site.folder / "faq" / "topics.toml").exists()


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        pytest.param(
            "tariffs.md",
            "# Стоимость\n\nЗвонок стоит 500 рублей.\n",
            "docs/tariffs.md: line 3: expected a value of wizard/data/*.toml, not a copy of it, "
            "got '500 руб'. Write {{ phone.bands[0].price }} instead.",
            id="a price typed by hand",
        ),
        pytest.param(
            "tariffs.md",
            "---\ntitle: Цены\n---\n\n# Цены\n\n{{ phone.cost }}\n",
            "docs/tariffs.md: line 7: expected values that wizard/rendering/views.py gives to "
            "pages, got \"'dict object' has no attribute 'cost'\". Correct the name, or add the "
            "value to wizard/data/.",
            id="a value that does not exist",
        ),
        pytest.param(
            "tariffs.md",
            "# Цены\n\n{% if phone %}\n",
            "docs/tariffs.md: line 3: expected values that wizard/rendering/views.py gives to "
            'pages, got "Unexpected end of template. Jinja was looking for the following tags: '
            "'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'.\". "
            "Correct the name, or add the value to wizard/data/.",
            id="a condition that is not closed",
        ),
        pytest.param(
            "regulations.md",
            "# Регламент\n\n{{ clause('service') }} Поддержка.\n",
            "docs/regulations.md: clause() number 2: expected 'read-first': every clause of "
            "clauses.toml once, in its order, got None. "
            'Put {{ clause("read-first") }} at the start of its paragraph.',
            id="a clause missing from the regulations",
        ),
        pytest.param(
            "guides/index.md",
            "# Инструкции\n\n## Шаг\n\n## Шаг\n",
            "docs/guides/index.md: expected a heading id that stays when text is added, "
            "got 'шаг_1'. Give the heading an id of its own: `## Heading {#my-id}`.",
            id="two headings alike",
        ),
        pytest.param(
            "guides/index.md",
            '# Инструкции\n\n<p style="color: red">Важно</p>\n',
            "guides/index.html: expected no inline style or handler, "
            "got '<p style=\"color: red\">'. Use a class and a file of the site.",
            id="an inline style",
        ),
        pytest.param(
            "guides/index.md",
            "# Инструкции\n\n![снимок](https://images.example/a.png)\n",
            "guides/index.html: expected an address of this site, "
            "got 'https://images.example/a.png'. Serve a copy of the file.",
            id="a picture from another host",
        ),
        pytest.param(
            "tariffs.md",
            "# Цены\n\n{{ 1 / 0 }}\n",
            "docs/tariffs.md: line 3: expected expressions that have a value, got "
            "'ZeroDivisionError: division by zero'. Correct the expression.",
            id="a value that cannot be told",
        ),
        pytest.param(
            "faq/topics.toml",
            '[[topic]]\nid = "prices"\ntitle = Цены\n',
            "docs/faq/topics.toml: expected valid TOML, got 'Invalid value (at line 3, column 9)'. "
            "Correct the line.",
            id="topics that are not TOML",
        ),
        pytest.param(
            "faq/prices/call-price.md",
            PAGES["faq/prices/call-price.md"].replace("questions", "qestions"),
            "docs/faq/prices/call-price.md: questions: expected a list of non-empty texts, "
            "got None. Add the key.",
            id="a misspelt key of an article",
        ),
    ],
)
def test_what_stops_the_build(site, caplog, path, text, message):
    site.write(path, text)
    with pytest.raises(Abort):
        site.build()
    assert caplog.messages[-1] == message
