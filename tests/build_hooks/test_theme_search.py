"""The theme's search is put off, and its index keeps titles and the first words."""

import json

from build_hooks.theme_search import (
    INDEX,
    LANGUAGES,
    SECTIONS,
    put_off_search,
    split_theme_index,
)


def site_with(tmp_path, docs):
    (tmp_path / "search").mkdir()
    index = {"config": {"lang": ["ru"]}, "docs": docs}
    (tmp_path / INDEX).write_text(json.dumps(index), encoding="utf-8")
    return tmp_path


def test_titles_stay_and_long_texts_lose_their_end_at_a_word(tmp_path):
    long = "<p>Касса &lt;1&gt; не печатает</p>" + "<p>слово</p>" * 200
    docs = [
        {"location": "faq/", "title": "Вопросы и ответы", "text": "<p>Коротко.</p>"},
        {"location": "faq/#long", "title": "Касса", "text": long},
    ]
    site = site_with(tmp_path, docs)

    split_theme_index(site)

    assert json.loads((site / INDEX).read_text("utf-8")) == {"config": {"lang": ["ru"]}, "docs": []}
    short, cut = json.loads((site / SECTIONS).read_text("utf-8"))
    assert short == {"location": "faq/", "title": "Вопросы и ответы", "text": "Коротко."}
    assert cut["text"].startswith("Касса &lt;1&gt; не печатает слово")
    assert cut["text"].endswith(" слово")
    assert len(cut["text"]) < 200


def test_of_the_stemmers_the_site_s_own_stays(tmp_path):
    site = site_with(tmp_path, [])
    folder = site / LANGUAGES / "min"
    folder.mkdir(parents=True)
    for name in ("lunr.ru.min.js", "lunr.stemmer.support.min.js", "lunr.ar.min.js"):
        (folder / name).write_text("", encoding="utf-8")
    (site / LANGUAGES / "tinyseg.js").write_text("", encoding="utf-8")

    split_theme_index(site)

    left = {path.name for path in (site / LANGUAGES).rglob("*.js")}
    assert left == {"lunr.ru.min.js", "lunr.stemmer.support.min.js"}


def test_the_theme_is_given_the_stand_in(tmp_path):
    html = '{"search": "../assets/javascripts/workers/search.a7633da7.min.js", "tags": null}'

    assert put_off_search(html) == (
        '{"search": "../assets/wizard/theme_search.js'
        '#../javascripts/workers/search.a7633da7.min.js", "tags": null}'
    )
