"""The theme's index keeps titles and the first words."""

import json

from build_hooks.theme_search import INDEX, shorten_theme_index


def test_titles_stay_and_long_texts_lose_their_end_at_a_word(tmp_path):
    file = tmp_path / INDEX
    file.parent.mkdir()
    long = "<p>Касса &lt;1&gt; не печатает</p>" + "<p>слово</p>" * 200
    docs = [
        {"location": "faq/", "title": "Вопросы и ответы", "text": "<p>Коротко.</p>"},
        {"location": "faq/#long", "title": "Касса", "text": long},
    ]
    file.write_text(json.dumps({"config": {"lang": ["ru"]}, "docs": docs}), encoding="utf-8")

    shorten_theme_index(tmp_path)

    index = json.loads(file.read_text(encoding="utf-8"))
    assert index["config"] == {"lang": ["ru"]}
    short, cut = index["docs"]
    assert short == {"location": "faq/", "title": "Вопросы и ответы", "text": "Коротко."}
    assert cut["text"].startswith("Касса &lt;1&gt; не печатает слово")
    assert cut["text"].endswith(" слово")
    assert len(cut["text"]) < 200
