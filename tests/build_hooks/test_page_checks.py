"""Anchors that last, plain text of pages, the theme's repaired lists."""

import pytest

from build_hooks.anchors import require_lasting_anchors
from build_hooks.plain_text import sections_of, text_of
from build_hooks.theme_repairs import name_nested_lists
from wizard.errors import DataError
from wizard.search import Section


@pytest.mark.parametrize("anchor", ["_1", "_", "", "что-делать_1", "42"])
def test_refuses_an_anchor_that_may_move(anchor):
    with pytest.raises(DataError) as error:
        require_lasting_anchors(f'<h2 id="{anchor}">Что делать</h2>', "docs/page.md")
    assert str(error.value) == (
        "docs/page.md: expected a heading id that stays when text is added, "
        f"got {anchor!r}. Give the heading an id of its own: `## Heading {{#my-id}}`."
    )


@pytest.mark.parametrize("anchor", ["что-делать", "phone-price", "шаг-1"])
def test_accepts_an_anchor_made_of_words(anchor):
    require_lasting_anchors(f'<h2 id="{anchor}">Что делать</h2>', "docs/page.md")


def test_cuts_a_page_at_its_headings():
    html = (
        '<h1 id="звонок">Звонок<a class="headerlink" href="#звонок">¶</a></h1>\n'
        "<p>Первый\nабзац.</p><ul><li>раз</li><li>два &amp; три</li></ul>"
        '<h2 id="price">Цена</h2><table><tr><td>500</td><td>₽</td></tr></table>'
        "<script>hidden()</script>"
    )
    assert sections_of(html) == (
        Section("звонок", "Звонок", "Первый абзац.\nраз\nдва & три"),
        Section("price", "Цена", "500\n₽"),
    )
    assert text_of(html) == "Звонок\nПервый абзац.\nраз\nдва & три\nЦена\n500\n₽"


def test_names_a_nested_list_by_its_title():
    html = (
        '<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_3_label" '
        'aria-expanded="false">\n<label class="md-nav__title" for="__nav_3">\n'
        '<span class="md-nav__icon md-icon"></span>\nЦены &amp; оплата\n</label></nav>'
    )
    assert name_nested_lists(html).startswith(
        '<nav class="md-nav" data-md-level="1" aria-label="Цены &amp; оплата">\n<label'
    )


def test_a_clause_is_a_section_of_its_own():
    html = (
        '<h2 id="levels">Уровни</h2><p><a class="qs-clause" id="payment" '
        'data-section="п. 4.4 Оплата">4.4</a> Все оплаты — на карту.</p>'
    )
    assert sections_of(html) == (
        Section("levels", "Уровни", ""),
        Section("payment", "п. 4.4 Оплата", "Все оплаты — на карту."),
    )
