"""What the site's search box is answered with."""

import json
from urllib.parse import unquote, urlsplit

from tests.html_tree import parse
from tests.page import NOW, SITE
from tests.search.small_encoder import semantics_of
from tests.small_faq import ARTICLES, small_bridge
from wizard.search.articles import articles_hash


def answer(bridge, text):
    """The decoded reply to a text in the search box."""
    question = {"operation": "search", "text": text, "now": NOW, "utc_offset": 0, "site": SITE}
    return json.loads(bridge.handle(json.dumps(question), ()).body)


def links(html):
    """The addresses of the results, in their order."""
    return [a.attributes["href"] for a in parse(html).all("a")]


def test_the_best_page_comes_first_with_its_words_to_mark(bridge):
    html = answer(bridge, "звонок: зависит ли от длительности")["fragments"]["search"]
    first = urlsplit(links(html)[0])
    assert first.path == "/faq/common/call-price/"
    assert first.query == ""  # a query would go to the host, a fragment stays in the browser
    assert unquote(first.fragment).endswith(":~:text=зависит")


def test_pages_that_are_no_articles_are_found_too(bridge):
    html = answer(bridge, "регламент поддержки")["fragments"]["search"]
    assert "<h2>Регламент поддержки</h2>" in html


def test_the_repaired_query_is_shown(bridge):
    assert "понято как «принтер»" in answer(bridge, "ghbynth")["fragments"]["search"]


def test_the_number_of_results_is_announced(bridge):
    reply = answer(bridge, "зажевал бумагу")
    count = reply["fragments"]["search"].count("<li ")
    assert count > 0
    assert reply["announce"].startswith(f"Самое похожее: {count}")
    assert f"{SITE}help/" not in links(reply["fragments"]["search"])


def test_nothing_found_leads_to_the_letter(bridge):
    reply = answer(bridge, "галактика Андромеды")
    assert reply["announce"] == "Ничего не нашлось"
    assert links(reply["fragments"]["search"]) == [f"{SITE}help/"]


def test_where_no_page_has_a_word_the_nearest_in_meaning_are_shown_and_the_letter() -> None:
    vectors = [(number, 64) for number in range(len(ARTICLES))]
    bridge = small_bridge(semantics=semantics_of(vectors, articles_hash(ARTICLES)))
    reply = answer(bridge, "пароль")  # a stem of the encoder, and no word of the articles
    assert reply["announce"] == "Только похожее по смыслу: 3\N{NO-BREAK SPACE}страницы"
    *pages, letter = links(reply["fragments"]["search"])
    assert len(pages) == 3
    assert letter == f"{SITE}help/"


def test_typed_markup_stays_text(bridge):
    html = answer(bridge, 'принтер <img src=x onerror="steal()">')["fragments"]["search"]
    assert "<img" not in html
