"""One visit and what follows from it, each part worked out once and only when asked for."""

from dataclasses import replace
from functools import cached_property

from wizard.app.drafting import draft_letter
from wizard.app.knowledge import Knowledge
from wizard.app.letter_views import (
    SEVERAL_PROBLEMS,
    in_order,
    unplaced_details,
    without_overruled,
)
from wizard.app.visit import Visit
from wizard.flow import SUPPORT_REQUEST, Responses, State
from wizard.letter import Letter, check_letter
from wizard.search import SearchResult
from wizard.validation import Problem

TEXT = "text"


class Situation:
    """The articles that match, the letter as it stands, and the steps that are open."""

    def __init__(
        self, visit: Visit, knowledge: Knowledge, result: SearchResult | None = None
    ) -> None:
        self.visit = visit
        self.knowledge = knowledge
        self._result = result

    def after(self, responses: Responses) -> "Situation":
        """The situation once the responses have changed; the same text is not searched again."""
        same = responses.get(TEXT) == self.visit.responses.get(TEXT)
        visit = replace(self.visit, responses=responses)
        return Situation(visit, self.knowledge, self.result if same else None)

    @cached_property
    def result(self) -> SearchResult:
        """The articles that match the described problem."""
        return self._result or self.knowledge.matches(self.visit.responses.get(TEXT))

    @property
    def shown(self) -> tuple[str, ...]:
        """Ids of those articles, best first."""
        return tuple(match.article_id for match in self.result.matches)

    @cached_property
    def letter(self) -> Letter:
        """The letter so far, the bytes of its files aside."""
        return draft_letter(self.knowledge.data, self.visit, self.knowledge.links)

    @cached_property
    def _noticed(self) -> tuple[Problem, ...]:
        """Whatever its check says of it."""
        return check_letter(self.letter, self.knowledge.data.letter_fields)

    @property
    def seems_several(self) -> bool:
        """Whether the text seems to hold several problems, whatever the visitor says to that."""
        return any(problem.code == SEVERAL_PROBLEMS for problem in self._noticed)

    @cached_property
    def letter_problems(self) -> tuple[Problem, ...]:
        """What must be mended in it, but for what the visitor knows better about."""
        fields = self.knowledge.data.letter_fields
        problems = without_overruled(self._noticed, self.visit.responses)
        return in_order((*problems, *unplaced_details(self.visit.responses)), fields)

    @cached_property
    def state(self) -> State:
        """The open steps, and what the last of them waits for."""
        return SUPPORT_REQUEST.resolve(self.visit.responses, self)
