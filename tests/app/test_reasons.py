"""Why a match is shown, in words."""

import pytest

from wizard.rendering import make_environment
from wizard.search import ExcerptPart, MatchedWord


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (
            (MatchedWord("чек", None, "чека"), MatchedWord("прнитер", "принтер", "принтер")),
            "Совпало: чек, прнитер → принтер",
        ),
        ((), "Слова другие, но смысл похож."),
    ],
)
def test_every_match_says_why_it_is_shown(words: tuple[MatchedWord, ...], reason: str) -> None:
    match = {"id": "faq", "title": "Не печатает", "url": "faq/", "band": "maybe", "words": words}
    fragment = make_environment().get_template("fragments/matches.html.jinja")
    unanswered = {"phrasing": (), "excerpt": (), "verdict": "", "unclear": "", "reason": ""}
    result = {"matches": [match | unanswered]}
    html = fragment.render(result=result, problems=[], rejected=False, complete=False)
    assert f'<p class="qs-reason">{reason}</p>' in html


def test_a_number_of_an_excerpt_keeps_its_unit() -> None:
    marked = make_environment().get_template("fragments/marked.html.jinja").module.marked
    parts = (ExcerptPart("Звонок — 1 000 ₽, от 15 ", False), ExcerptPart("минут", True))
    assert marked(parts).strip() == (
        "Звонок — 1\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}₽, от 15\N{NO-BREAK SPACE}"
        "<mark>минут</mark>"
    )
