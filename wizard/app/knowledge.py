"""What all requests share: the site's data, its search and its templates."""

from functools import lru_cache

from jinja2 import Environment

from wizard.app.drafting import ArticleLinks
from wizard.app.step_views import View
from wizard.rendering.cost_chart import CostChartRenderer
from wizard.search import Engine, SearchResult
from wizard.site_data import SiteData

MATCHES_SHOWN = 3
UNLIKE = "none"
"""The band of articles that resemble the text and do not answer it."""
# Pages of the site other than articles are in the same index under ids with this sign.
PAGE_SIGN = ":"
_RESULTS_KEPT = 4


class Knowledge:
    """Nothing here changes between requests; `links` are the articles by id."""

    def __init__(
        self, data: SiteData, engine: Engine, environment: Environment, links: ArticleLinks
    ) -> None:
        self.data = data
        self.engine = engine
        self.environment = environment
        self.links = links
        self.chart = CostChartRenderer(environment, data)
        # Every step of a visit asks for the matches of the same text.
        self.matches = lru_cache(_RESULTS_KEPT)(self._find_matches)

    def _find_matches(self, text: str) -> SearchResult:
        """The FAQ articles that may help; other pages and mere resemblances are left out."""
        return self.engine.search(text, MATCHES_SHOWN, _is_helpful)

    def render(self, template: str, view: View) -> str:
        """The HTML or text that a template makes of a view."""
        return self.environment.get_template(template).render(view)


def _is_helpful(article_id: str, band: str) -> bool:
    return PAGE_SIGN not in article_id and band != UNLIKE
