"""What all requests share: the site's data, its search and its templates."""

from dataclasses import dataclass, replace

from jinja2 import Environment

from wizard.app.drafting import ArticleLinks
from wizard.app.step_views import View
from wizard.search import Engine, SearchResult
from wizard.site_data import SiteData

MATCHES_SHOWN = 3
UNLIKE = "none"
"""The band of articles that share words with the text and do not answer it."""
SEARCHED = 12
"""How many pages are looked at for those articles: pages that are not articles are passed over."""
# Pages of the site other than articles are in the same index under ids with this sign.
PAGE_SIGN = ":"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Nothing here changes between requests; `links` are the articles by id."""

    data: SiteData
    engine: Engine
    environment: Environment
    links: ArticleLinks

    def matches(self, text: str) -> SearchResult:
        """The FAQ articles that may help; other pages and mere resemblances are left out."""
        found = self.engine.search(text, SEARCHED)
        articles = [
            match
            for match in found.matches
            if PAGE_SIGN not in match.article_id and match.band != UNLIKE
        ]
        return replace(found, matches=tuple(articles[:MATCHES_SHOWN]))

    def render(self, template: str, view: View) -> str:
        """The HTML or text that a template makes of a view."""
        return self.environment.get_template(template).render(view)
