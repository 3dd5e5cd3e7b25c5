"""One build of the site: what is read at its start, and what its pages are rendered with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from build_hooks.anchors import require_lasting_anchors
from build_hooks.article import Article, ArticleRules, read_article_file, require_unique_ids
from build_hooks.literals import (
    Literal,
    policy_literals,
    require_no_literals,
    require_no_literals_in_key,
)
from build_hooks.macros import page_environment, render_markdown
from build_hooks.navigation import FAQ, topic_articles
from build_hooks.page_parts import part_marks, put_parts
from build_hooks.regulations import REGULATIONS, ClauseMarks
from build_hooks.search_index import SearchedPage, is_searched
from build_hooks.topics import Topic, read_topics
from wizard.rendering.environment import make_environment
from wizard.rendering.views import page_values
from wizard.site_data import SiteData, load_site_data

_TEMPLATES = Path(__file__).with_name("templates")
_TABLE = re.compile(r'<table( id="[^"]*")?>(.*?)</table>', re.DOTALL)
TOPICS_FILE = "faq/topics.toml"


@dataclass(slots=True)
class SiteBuild:
    """Everything one run of MkDocs shares between its events; made anew for each run."""

    today: date
    data: SiteData
    values: Mapping[str, Any]
    topics: tuple[Topic, ...]
    articles: tuple[Article, ...]
    literals: tuple[Literal, ...]
    pages: Environment
    fragments: Environment
    templates: Environment
    searched: list[SearchedPage] = field(default_factory=list)

    def article_at(self, src_uri: str) -> Article | None:
        """The FAQ article in this file, or None for every other page."""
        return next((a for a in self.articles if a.src_uri == src_uri), None)

    @property
    def shown_topics(self) -> list[Topic]:
        """The topics that have an article."""
        return [topic for topic in self.topics if topic_articles(self.articles, topic)]

    def topic(self, topic_id: str) -> Topic:
        """The topic of an article that was checked already."""
        return next(topic for topic in self.topics if topic.id == topic_id)

    def topic_page(self, topic: Topic) -> str:
        """The Markdown of a topic's own page."""
        template = self.templates.get_template("topic.md.jinja")
        return template.render(topic=topic, articles=topic_articles(self.articles, topic))

    def check_front_matter(self, article: Article) -> None:
        """Refuse a policy value typed in what a visitor reads of an article's front matter."""
        keyed = [("title", article.title), *(("questions", text) for text in article.questions)]
        for key, text in keyed:
            require_no_literals_in_key(text, f"docs/{article.src_uri}: {key}", self.literals)

    def render(self, src_uri: str, markdown: str, first_line: int) -> str:
        """The Markdown of a page with its values; every check of its text happens here."""
        where = f"docs/{src_uri}"
        require_no_literals(markdown, where, self.literals, first_line)
        marks = ClauseMarks(self.data.clauses, self.templates, src_uri)
        values = {
            **self.values,
            "cite": marks.cite,
            "clause": marks.clause,
            **part_marks(),
            "topics": self.shown_topics,
        }
        rendered = render_markdown(self.pages, markdown, values, where, first_line)
        if src_uri == REGULATIONS:
            marks.require_every_clause()
        article = self.article_at(src_uri)
        return f"# {article.title}\n\n{rendered}" if article else rendered

    def take_content(self, page: SearchedPage) -> str:
        """Check the HTML of a page, keep it for the search index, and put the wizard's parts in."""
        require_lasting_anchors(page.html, f"docs/{page.src_uri}")
        if is_searched(page.src_uri):
            self.searched.append(page)
        html = put_parts(page.html, page.url, self.data, self.fragments, self.today)
        return self._with_scrolled_tables(html)

    def _with_scrolled_tables(self, html: str) -> str:
        """Tables in a frame of their own: wide ones scroll by keyboard too."""
        frame = self.templates.get_template("table.html.jinja")
        return _TABLE.sub(
            lambda match: frame.render(attributes=match[1] or "", rows=match[2]).strip(), html
        )


def start_build(docs: Path, today: date) -> SiteBuild:
    """Read the policy data, the topics and every article; `SupportError` for what is wrong."""
    rules = article_rules(docs, today)
    articles = tuple(read_article_file(file, docs, rules) for file in article_files(docs))
    require_unique_ids(articles)
    build = make_build(docs, today, articles)
    for article in articles:
        build.check_front_matter(article)
    return build


def make_build(docs: Path, today: date, articles: tuple[Article, ...]) -> SiteBuild:
    """The build over articles that were read and checked already."""
    data = load_site_data()
    values = page_values(data, today)
    return SiteBuild(
        today=today,
        data=data,
        values=values,
        topics=read_topics(docs / TOPICS_FILE),
        articles=articles,
        literals=policy_literals(values),
        pages=page_environment(),
        fragments=make_environment(),
        templates=page_templates(),
    )


def article_rules(docs: Path, today: date) -> ArticleRules:
    """What front matter may refer to: the topics of topics.toml and the clauses of the data."""
    return ArticleRules(
        topics=[topic.id for topic in read_topics(docs / TOPICS_FILE)],
        clause_ids=[clause.id for clause in load_site_data().clauses.clauses],
        today=today,
    )


def article_files(docs: Path) -> list[Path]:
    """Every Markdown file below docs/faq/ that is not an index."""
    return sorted(file for file in (docs / FAQ).rglob("*.md") if file.name != "index.md")


def page_templates() -> Environment:
    """The templates of this package: pieces of Markdown and HTML that pages are made with."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # they write Markdown, over our own data
        trim_blocks=True,
        lstrip_blocks=True,
    )
