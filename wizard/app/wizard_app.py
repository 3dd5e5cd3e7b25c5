"""The wizard as a server: a request carries the page's whole state, a reply its change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qs

from jinja2 import Environment
from markupsafe import escape

from wizard.app import attached, drafting, letter_views, shelf, step_views
from wizard.app.calculator import (
    FIELDS,
    calculator_view,
    cost_view,
    responses_of_link,
    saved_quote,
)
from wizard.app.delivery import FOLLOWED, WAYS_WITH_FILES, send_effects
from wizard.app.destination import SUMMARY, TITLE, Destination, destination
from wizard.app.offers import offer_reply
from wizard.app.problems import WordedProblem, worded
from wizard.app.reply import Reply
from wizard.app.shelf import ShelvedLetter
from wizard.app.step_views import View
from wizard.app.visit import Visit
from wizard.errors import UsageError
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
        self._links = drafting.ArticleLinks(engine)

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

    def supply(self, shards: Mapping[str, bytes]) -> None:
        """Hand over parts of the search, by name, that `MissingShards` asked for."""
        self._engine.supply(shards)

    def search(self, text: str, limit: int, site: str) -> Reply:
        """Pages of the whole site for the search box."""
        found = self._engine.search(text, limit)
        view = {"result": found, "site": site}
        fragment = self._render("fragments/search_results.html.jinja", view)
        announced = self._render("fragments/search_count.txt.jinja", view)
        return Reply({"search": fragment}, announce=announced)

    def attach(
        self, visit: Visit, chosen: Sequence[attached.ChosenFile], contents: Sequence[bytes]
    ) -> Reply:
        """The list of files with the chosen ones added, or why they cannot go along."""
        fields = self._data.letter_fields
        added = attached.add_files(chosen, contents, visit.responses, fields)
        visit = replace(visit, responses=added.responses)
        problems = list(added.problems)
        problems += [p for p in self._letter_problems(visit) if p.field == attached.FILES]
        view = letter_views.files_view(self._data, visit, worded(self._data, problems))
        return Reply(
            {"files": self._render("fragments/files.html.jinja", view)},
            responses=added.responses.values,
            effects=attached.redrawing_effects(added.redrawings, fields),
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

    def shelf(self, visit: Visit, action: str, kept: object) -> Reply:
        """Show the letters that this device keeps, or do with one of them what was asked.

        `UsageError` for an action that is none of `shelf.ACTIONS`; a letter that is no longer
        there (another tab deleted it) leaves the list alone.
        """
        name, _, letter_id = action.partition(":")
        if name not in shelf.ACTIONS:
            allowed = f"one of {', '.join(shelf.ACTIONS)}"
            raise UsageError("request.action", name, allowed, "Reload the page.")
        letters = shelf.read_shelf(kept)
        letter = next((letter for letter in letters if letter.id == letter_id), None)
        match name:
            case "delete-all":
                return self._shelf_left(visit, (), {"type": "discard"})
            case "delete":
                rest = tuple(other for other in letters if other.id != letter_id)
                return self._shelf_left(visit, rest, {"type": "discard", "id": letter_id})
            case "continue" | "add" if letter:
                return self._taken_up(visit, letter, letters, adds=name == "add")
        fragments = self._shelf(letters, letter)
        focus = "shelf-text" if letter else None
        return Reply(fragments, responses=visit.responses.values, focus=focus)

    def _shelf_left(
        self, visit: Visit, letters: Sequence[ShelvedLetter], effect: Mapping[str, object]
    ) -> Reply:
        """The list after a deletion; the focus goes to what is still there."""
        focus = "shelf-title" if letters else TITLE
        values = visit.responses.values
        return Reply(self._shelf(letters), responses=values, effects=(effect,), focus=focus)

    def _taken_up(
        self, visit: Visit, letter: ShelvedLetter, letters: Sequence[ShelvedLetter], *, adds: bool
    ) -> Reply:
        """The letter, or an addition to it, as the draft; the draft until now is put aside."""
        visit = replace(visit, responses=drafting.with_token(visit.responses, visit))
        draft = shelf.shelved_letter(self._data, visit, self._draft(visit), finished=False)
        aside = shelf.put_aside(draft, letters)
        taken = shelf.addition_to(letter, visit, self._environment) if adds else letter.responses
        visit = replace(visit, step="letter", responses=taken)
        facts, result = self._facts(visit)
        state = SUPPORT_REQUEST.resolve(taken, facts)
        wanted = "letter:additional" if adds else "letter"
        place = destination("letter", state, "go", wanted, taken)
        effects = () if adds else ({"type": "unshelve", "id": letter.id},)
        reply = self._shown_at(place, visit, result, effects)
        return replace(reply, shelve=aside.entry() if aside else None)

    def _shelf(
        self, letters: Sequence[ShelvedLetter], opened: ShelvedLetter | None = None
    ) -> dict[str, str]:
        view = shelf.shelf_view(letters, opened)
        return {"shelf": self._render("fragments/shelf.html.jinja", view)}

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
            return self._left(visit, self._draft(visit), way)
        responses, lost = attached.lost_files(visit.responses, contents)
        if lost:
            visit = replace(visit, responses=responses)
            return self._shown_at(Destination("letter", lost, SUMMARY), visit, result)
        letter = drafting.draft_letter(self._data, visit, self._links, contents)
        return self._left(visit, letter, way)

    def _left(self, visit: Visit, letter: Letter, way: str) -> Reply:
        """The letter goes this way, and this device keeps it."""
        effects, files = send_effects(self._data, letter, way)
        left = bool(effects) or way == FOLLOWED
        kept = shelf.shelved_letter(self._data, visit, letter).entry() if left else None
        values = visit.responses.values
        return Reply({}, responses=values, effects=effects, files=files, shelve=kept)

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
