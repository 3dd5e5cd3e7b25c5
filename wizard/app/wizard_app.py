"""The wizard as a server: a request carries the page's whole state, a reply its change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qs

from jinja2 import Environment

from wizard.app.attached import ChosenFile, remove_file
from wizard.app.calculator_requests import estimate_reply, opened_reply, row_reply
from wizard.app.destination import destination
from wizard.app.drafting import ArticleLinks, with_token
from wizard.app.file_requests import attach_reply, mask_reply
from wizard.app.knowledge import Knowledge
from wizard.app.letter_views import completeness_view
from wizard.app.month import without_starts
from wizard.app.offers import offer_reply
from wizard.app.problems import texts_by_field, worded
from wizard.app.reply import Reply
from wizard.app.sending import send
from wizard.app.shelf_requests import begun_with, shelf_reply
from wizard.app.situation import Situation
from wizard.app.stage import shown_at
from wizard.app.step_views import matches_view, recommendation_view, timing_view
from wizard.app.visit import Visit
from wizard.flow import Responses, actions
from wizard.rendering.views import contacts_view
from wizard.search import Engine
from wizard.site_data import SiteData

CLOCK_PLACES = {
    "service-status": "service_status",
    "deadline": "deadline",
    "letter-deadline": "letter_deadline",
    "call-hours": "call_hours",
    "call-now": "call_now",
}
"""Id of each place of a page that tells the time, and the fragment that stands there."""
WORDLESS_SHOWN = 3
"""How many pages the search box shows at most where none has a word of the text."""


class WizardApp:
    """Answers the page's requests from the site's data, its search and its templates."""

    def __init__(self, data: SiteData, engine: Engine, environment: Environment) -> None:
        self._knowledge = Knowledge(data, engine, environment, ArticleLinks(engine))

    def open(self, visit: Visit, page: str, query: str, kept: object = None) -> Reply:
        """The page as it was left, or as the query of its address asks.

        On the wizard's page `q=` is a problem typed on the home page: another letter that was begun
        is put aside among those that the device has `kept`. On the price page the query is that of
        a quote's link.
        """
        if page == "tariffs":
            return opened_reply(self._knowledge, visit, query)
        if visit.step == "thanks":
            visit = self._reopened(visit)
        asked = " ".join(parse_qs(query.removeprefix("?")).get("q", ())).strip()
        if not asked:
            return self.step(visit, "stay", ())
        responses, aside = begun_with(asked, self._situation(visit), kept)
        begun = replace(visit, step="describe", responses=responses)
        return replace(self.step(begun, "next", ()), shelve=aside)

    def suggest(self, visit: Visit) -> Reply:
        """The matches for what has been typed so far."""
        if not visit.responses.get("text"):
            return Reply({"matches": ""})
        situation = self._situation(visit)
        view = {**matches_view(visit, situation.result), "problems": []}
        fragment = self._knowledge.render("fragments/matches.html.jinja", view)
        count = {"count": len(situation.shown)}
        announced = self._knowledge.render("fragments/found.txt.jinja", count)
        return Reply({"matches": fragment}, announce=announced)

    def recommend(self, visit: Visit) -> Reply:
        """The way to support that the triage answers speak for."""
        view = recommendation_view(self._knowledge.data, visit)
        fragment = self._knowledge.render("fragments/recommendation.html.jinja", view)
        return Reply({"recommendation": fragment})

    def complete(self, visit: Visit) -> Reply:
        """What the letter still lacks."""
        view = completeness_view(self._knowledge.data, self._situation(visit).letter)
        fragment = self._knowledge.render("fragments/completeness.html.jinja", view)
        return Reply({"completeness": fragment})

    def recheck(self, visit: Visit) -> Reply:
        """What is still wrong with a step that was shown with its errors."""
        state = self._situation(visit).state
        problems = state.problems if state.furthest == visit.step else ()
        return Reply({}, errors=texts_by_field(worded(self._knowledge.data, problems)))

    def estimate(self, visit: Visit) -> Reply:
        """The cost of what the calculator's fields say."""
        return estimate_reply(self._knowledge, visit)

    def supply(self, shards: Mapping[str, bytes]) -> None:
        """Hand over parts of the search, by name, that `MissingShards` asked for."""
        self._knowledge.engine.supply(shards)

    def clock(self, visit: Visit) -> Reply:
        """What of the page changes by itself as time goes on."""
        data = self._knowledge.data
        view = {**timing_view(data, visit), "contacts": contacts_view(data.contacts)}
        return Reply(
            {
                place: self._knowledge.render(f"fragments/{template}.html.jinja", view)
                for place, template in CLOCK_PLACES.items()
            }
        )

    def search(self, text: str, limit: int, site: str) -> Reply:
        """Pages of the whole site for the search box."""
        result = self._knowledge.engine.search(text, limit)
        wordless = not any(match.words for match in result.matches)
        if wordless:
            result = replace(result, matches=result.matches[:WORDLESS_SHOWN])
        view = {"result": result, "wordless": wordless, "site": site}
        fragment = self._knowledge.render("fragments/search_results.html.jinja", view)
        announced = self._knowledge.render("fragments/search_count.txt.jinja", view)
        return Reply({"search": fragment}, announce=announced)

    def attach(
        self,
        visit: Visit,
        chosen: Sequence[ChosenFile],
        contents: Sequence[bytes],
        told: Sequence[str] = (),
    ) -> Reply:
        """The list of files with the chosen ones added, or why they cannot go along."""
        return attach_reply(self._situation(visit), chosen, contents, told)

    def shelf(self, visit: Visit, action: str, kept: object) -> Reply:
        """Show the letters that this device keeps, or do with one of them what was asked."""
        return shelf_reply(self._situation(visit), action, kept)

    def step(self, visit: Visit, action: str, contents: Sequence[bytes]) -> Reply:
        """Take `action` in the step the page shows, and show the step it leads to."""
        situation = self._situation(visit)
        name, _, argument = action.partition(":")
        match name:
            case "send":
                return send(situation, argument, contents)
            case "mask":
                return mask_reply(situation, argument, contents)
            case "offer":
                return offer_reply(self._knowledge, visit, argument)
            case "row":
                return row_reply(self._knowledge, visit, argument)
        changed = situation.after(self._after(situation, name, action))
        state, responses = changed.state, changed.visit.responses
        place = destination(visit.step, state, name, argument, responses)
        effects = ({"type": "forget"},) if name == "clear" else ()
        return shown_at(place, changed, effects)

    def _reopened(self, visit: Visit) -> Visit:
        """The first step, for one who comes back after an article had helped: with a question.

        What was typed stays; that article no longer ends the flow.
        """
        responses = actions.apply("unhelp", visit.responses, self._situation(visit).shown)
        return replace(visit, step="describe", responses=responses)

    def _situation(self, visit: Visit) -> Situation:
        return Situation(visit, self._knowledge)

    def _after(self, situation: Situation, name: str, action: str) -> Responses:
        """The responses once the action has changed them."""
        visit = situation.visit
        if name == "remove":
            responses = remove_file(action.partition(":")[2], visit.responses)
        else:
            responses = actions.apply(action, visit.responses, situation.shown)
        if visit.step == "channel":
            responses = without_starts(responses)
        return with_token(responses, visit)
