"""From the responses to the letter they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wizard.app.attached import attachments_of
from wizard.app.step_views import note_on
from wizard.app.visit import Visit
from wizard.flow import Responses
from wizard.flow.support_request import kind_of, verdict_on
from wizard.letter import ArticleNote, Letter, letter_from_responses
from wizard.search import Engine
from wizard.site_data import SiteData

URGENCY_CLAUSE = "out-of-turn"
TOKEN = "token"


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """An article as the letter names it; `url` starts at the site's root."""

    title: str
    url: str


class ArticleLinks:
    """The articles of an engine by id; a split index may ask for shards first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, article_id: str) -> ArticleLink | None:
        """The article as the letter names it, None when there is none of this id."""
        number = self._engine.find(article_id)
        if number is None:
            return None
        index = self._engine.index
        return ArticleLink(index.titles[number], index.urls[number])


def with_token(responses: Responses, visit: Visit) -> Responses:
    """The responses with the random word that gives the letter its reference code, once for all."""
    if responses.get(TOKEN):
        return responses
    return responses.with_values({TOKEN: f"{visit.seed:x}-{visit.now.timestamp():.3f}"})


def draft_letter(
    data: SiteData,
    visit: Visit,
    links: ArticleLinks,
    contents: Sequence[bytes] | None = None,
) -> Letter:
    """The letter of this visit; `contents` are the bytes of its files when they are at hand."""
    responses = visit.responses
    values = {
        **responses.values,
        **_chosen(responses, data),
        "summary": responses.get("text"),
        "kind": kind_of(responses),
    }
    return letter_from_responses(
        values,
        data.letter_fields,
        token=responses.get(TOKEN),
        clause_number=data.clauses.get(URGENCY_CLAUSE, "letter").number,
        zone=zone_text(visit),
        attachments=attachments_of(responses, contents),
        sources=tuple(_notes(visit, links, "clarify")),
        shown=tuple(_notes(visit, links, "no")),
    )


def _chosen(responses: Responses, data: SiteData) -> dict[str, str]:
    """The answers that are one of several: what is none of the options counts as no answer."""
    fields = data.letter_fields
    options = {
        "reproducibility": tuple(value.id for value in fields.reproducibility),
        "urgency": tuple(ground.id for ground in fields.urgency),
    }
    return {name: responses.chosen(name, ids) or "" for name, ids in options.items()}


def zone_text(visit: Visit) -> str:
    """The visitor's offset from UTC: `UTC+10:00`."""
    return f"UTC{visit.now:%:z}"


def _notes(visit: Visit, links: ArticleLinks, verdict: str) -> Iterable[ArticleNote]:
    for article_id, _ in visit.responses.under("verdict"):
        if verdict_on(article_id, visit.responses) != verdict:
            continue
        link = links.get(article_id)
        if link:
            note = note_on(verdict, article_id, visit.responses)
            if note or verdict != "clarify":
                yield ArticleNote(link.title, visit.site + link.url, note)
