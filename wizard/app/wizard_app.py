"""The wizard as a server: a request carries the page's whole state, a reply its change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qs

from jinja2 import Environment
from markupsafe import escape

from wizard.app import attached, drafting, letter_views, step_views
from wizard.app.calculator import (
    FIELDS,
    calculator_view,
    cost_view,
    responses_of_link,
    saved_quote,
)
from wizard.app.delivery import WAYS_WITH_FILES, send_effects
from wizard.app.destination import SUMMARY, Destination, destination
from wizard.app.offers import offer_reply
from wizard.app.problems import WordedProblem, worded
from wizard.app.reply import Reply
from wizard.app.step_views import View
from wizard.app.visit import Visit
from wizard.flow import SUPPORT_REQUEST, Facts, actions
from wizard.letter import Letter, check_letter
from wizard.rendering.cost_chart import render_cost_chart
from wizard.search import Engine, SearchResult
from wizard.site_data import SiteData
from wizard.validation import Problem

STAGE = "wizard-step"
MATCHES_SHOWN = 3
UNLIKE = "none"
"""The band of articles that share words with the text and do not answer it."""
SEARCHED = 12
"""How many pages are looked at for those articles: pages that are not articles are passed over."""
# Pages of the site other than articles are in the same index under ids with this sign.
PAGE_SIGN = ":"


class WizardApp:
    """Answers the page's requests from the site's data, its search and its templates."""

    def __init__(self, data: SiteData, engine: Engine, environment: Environment) -> None:
        self._data = data
        self._engine = engine
        self._environment = environment
        self._links = drafting.article_links(engine.index)

    def open(self, visit: Visit, page: str, query: str) -> Reply:
        """The page as it was left, or as the query of its address asks.

        On the wizard's page `q=` is a problem typed on the home page; on the price page the
        query is that of a quote's link.
        """
        if page == "tariffs":
            linked = responses_of_link(self._data, query)
            responses = visit.responses.with_values(linked)
            view = calculator_view(self._data, replace(visit, responses=responses))
            view["unread_link"] = bool(query) and FIELDS[0] not in linked
            calculator = self._render("fragments/calculator.html.jinja", view)
            return Reply({STAGE: calculator}, step="estimate", responses=responses.values)
        asked = " ".join(parse_qs(query.removeprefix("?")).get("q", ())).strip()
        if not asked:
            return self.step(visit, "stay", ())
        responses = visit.responses.with_values({"text": asked})
        return self.step(replace(visit, step="describe", responses=responses), "next", ())

    def suggest(self, visit: Visit) -> Reply:
        """The matches for what has been typed so far."""
        text = visit.responses.get("text")
        if not text:
            return Reply({"matches": ""})
        result = self._matches(text)
        view = {**step_views.matches_view(visit, result), "problems": []}
        fragment = self._render("fragments/matches.html.jinja", view)
        announced = self._render("fragments/found.txt.jinja", {"count": len(result.matches)})
        return Reply({"matches": fragment}, announce=announced)

    def recommend(self, visit: Visit) -> Reply:
        """The way to support that the triage answers speak for."""
        view = step_views.recommendation_view(self._data, visit)
        return Reply({"recommendation": self._render("fragments/recommendation.html.jinja", view)})

    def complete(self, visit: Visit) -> Reply:
        """What the letter still lacks."""
        letter = self._draft(visit)
        view = letter_views.completeness_view(self._data, letter)
        return Reply({"completeness": self._render("fragments/completeness.html.jinja", view)})

    def estimate(self, visit: Visit) -> Reply:
        """The cost of what the calculator's fields say."""
        view = cost_view(self._data, visit)
        texts = {problem["field"]: problem["text"] for problem in view["problems"]}
        errors = {f"field-{name}-error": escape(texts.get(name, "")) for name in FIELDS}
        fragments = {"cost": self._render("fragments/cost.html.jinja", view), **errors}
        saved = saved_quote(self._data, visit)
        if saved is not None:
            chart = render_cost_chart(self._environment, self._data, saved.made_on, saved.request)
            fragments["cost-chart"] = chart
        return Reply(fragments)

    def search(self, text: str, limit: int, site: str) -> Reply:
        """Pages of the whole site for the search box."""
        found = self._engine.search(text, limit)
        view = {"result": found, "site": site}
        fragment = self._render("fragments/search_results.html.jinja", view)
        announced = self._render("fragments/search_count.txt.jinja", view)
        return Reply({"search": fragment}, announce=announced)

    def attach(
        self, visit: Visit, chosen: Sequence[Mapping[str, str]], contents: Sequence[bytes]
    ) -> Reply:
        """The list of files with the chosen ones added, or why they cannot go along."""
        responses, refused = attached.add_files(
            chosen, contents, visit.responses, self._data.letter_fields
        )
        visit = replace(visit, responses=responses)
        problems = [problem for _, problem in refused if problem.code != "file_convertible"]
        problems += [p for p in self._letter_problems(visit) if p.field == attached.FILES]
        view = letter_views.files_view(self._data, visit, worded(self._data, problems))
        effects = tuple(
            {"type": "convert", "id": file_id, "media_type": "image/png"}
            for file_id, problem in refused
            if problem.code == "file_convertible"
        )
        return Reply(
            {"files": self._render("fragments/files.html.jinja", view)},
            responses=responses.values,
            effects=effects,
            focus="field-files",
            announce=self._render("fragments/files_said.txt.jinja", view),
        )

    def step(self, visit: Visit, action: str, contents: Sequence[bytes]) -> Reply:
        """Take `action` in the step the page shows, and show the step it leads to."""
        name, _, argument = action.partition(":")
        if name == "send":
            return self._send(visit, argument, contents)
        if name == "mask":
            return self._mask(visit, argument, contents)
        if name == "offer":
            return offer_reply(self._data, self._environment, visit, argument)
        visit = self._after(visit, action)
        facts, result = self._facts(visit)
        state = SUPPORT_REQUEST.resolve(visit.responses, facts)
        place = destination(visit.step, state, name, argument, visit.responses)
        effects = ({"type": "forget"},) if name == "clear" else ()
        return self._shown_at(place, visit, result, effects)

    def _mask(self, visit: Visit, file_id: str, contents: Sequence[bytes]) -> Reply:
        """Put a log whose secrets are masked in the place of the one that was attached."""
        content = b"".join(contents)
        responses, entry, masked = attached.mask_file(file_id, content, visit.responses)
        visit = replace(visit, responses=responses)
        view = letter_views.files_view(self._data, visit, [])
        put = {"type": "replace", "id": file_id, "file": 0}
        return Reply(
            {"files": self._render("fragments/files.html.jinja", view)},
            responses=responses.values,
            effects=(put,) if entry else (),
            focus="field-files",
            files=(masked,),
        )

    def _send(self, visit: Visit, way: str, contents: Sequence[bytes]) -> Reply:
        """Let the letter go; a letter that must not, or has lost a file, is shown instead."""
        facts, result = self._facts(visit)
        state = SUPPORT_REQUEST.resolve(visit.responses, facts)
        if "send" not in state.path:
            return self._shown_at(Destination(state.furthest, state.problems), visit, result)
        if way not in WAYS_WITH_FILES:
            effects, files = send_effects(self._data, self._draft(visit), way)
            return Reply({}, responses=visit.responses.values, effects=effects, files=files)
        responses, lost = attached.lost_files(visit.responses, contents)
        if lost:
            visit = replace(visit, responses=responses)
            return self._shown_at(Destination("letter", lost, SUMMARY), visit, result)
        letter = drafting.draft_letter(self._data, visit, self._links, contents)
        effects, files = send_effects(self._data, letter, way)
        return Reply({}, responses=visit.responses.values, effects=effects, files=files)

    def _shown_at(
        self,
        place: Destination,
        visit: Visit,
        result: SearchResult,
        effects: tuple[Mapping[str, object], ...] = (),
    ) -> Reply:
        return Reply(
            {STAGE: self._show(place.step, visit, result, place.problems)},
            step=place.step,
            responses=visit.responses.values,
            effects=effects,
            focus=place.focus,
        )

    def _after(self, visit: Visit, action: str) -> Visit:
        """The visit once the action has changed the responses."""
        name, _, argument = action.partition(":")
        if name == "remove":
            responses = attached.remove_file(argument, visit.responses)
        else:
            shown = self._shown(visit)
            responses = actions.apply(action, visit.responses, shown)
        return replace(visit, responses=drafting.with_token(responses, visit))

    def _facts(self, visit: Visit) -> tuple[Facts, SearchResult]:
        result = self._matches(visit.responses.get("text"))
        return Facts(_ids(result), self._letter_problems(visit)), result

    def _letter_problems(self, visit: Visit) -> tuple[Problem, ...]:
        problems = check_letter(self._draft(visit), self._data.letter_fields)
        return letter_views.without_overruled(problems, visit.responses)

    def _draft(self, visit: Visit) -> Letter:
        return drafting.draft_letter(self._data, visit, self._links)

    def _matches(self, text: str) -> SearchResult:
        """The FAQ articles that may help; other pages and mere resemblances are left out."""
        found = self._engine.search(text, SEARCHED)
        articles = [
            match
            for match in found.matches
            if PAGE_SIGN not in match.article_id and match.band != UNLIKE
        ]
        return replace(found, matches=tuple(articles[:MATCHES_SHOWN]))

    def _shown(self, visit: Visit) -> tuple[str, ...]:
        return _ids(self._matches(visit.responses.get("text")))

    def _show(
        self, step: str, visit: Visit, result: SearchResult, problems: Sequence[Problem]
    ) -> str:
        view = self._view(step, visit, result, worded(self._data, problems))
        return self._render(f"steps/{step}.html.jinja", view)

    def _view(
        self, step: str, visit: Visit, result: SearchResult, problems: list[WordedProblem]
    ) -> View:
        data = self._data
        common: View = {"problems": problems}
        match step:
            case "describe":
                found = step_views.matches_view(visit, result) if result.matches else {}
                return {
                    **common,
                    "result": None,
                    **found,
                    **step_views.describe_view(data, visit.responses),
                }
            case "matches":
                return {**common, **step_views.matches_view(visit, result)}
            case "channel":
                return {**common, **step_views.channel_view(data, visit)}
            case "letter":
                letter = self._draft(visit)
                form = letter_views.letter_view(data, visit, self._links, letter, problems)
                return {**common, **form}
            case "check":
                return {**common, **letter_views.check_view(data, visit, self._draft(visit))}
            case "send":
                return {**common, **letter_views.send_view(data, visit, self._draft(visit))}
            case "estimate":
                return calculator_view(data, visit)
        return common

    def _render(self, template: str, view: View) -> str:
        return self._environment.get_template(template).render(view)


def _ids(result: SearchResult) -> tuple[str, ...]:
    return tuple(match.article_id for match in result.matches)
