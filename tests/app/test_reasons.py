"""Why a match is shown, in words."""

import pytest

from wizard.rendering import make_environment
from wizard.search import MatchedWord


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
