"""What happens at each event of MkDocs, and the state that the events of one build share."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from build_hooks.assets import fonts_of, site_assets
from build_hooks.csp import protect_site
from build_hooks.navigation import FAQ, expand_nav
from build_hooks.reminders import remind
from build_hooks.runtime import build_runtime, early_start, precompress, write_service_worker
from build_hooks.search_index import SearchedPage, SiteSearch, is_searched
from build_hooks.site_build import SiteBuild, start_build
from build_hooks.theme_search import split_theme_index
from wizard.errors import SupportError

PROJECT = Path(__file__).parents[1]
RUNTIME_FOLDER = "assets/wizard"

# Warnings through MkDocs' own logger fail a strict build; those of plain `logging` do not.
log = get_plugin_logger("quartech")


def _reported[**P, R](
    event: Callable[Concatenate["Run", P], R],
) -> Callable[Concatenate["Run", P], R]:
    """Let MkDocs print a `SupportError` as one line and stop, without a traceback."""

    @wraps(event)
    def call(run: "Run", /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return event(run, *args, **kwargs)
        except SupportError as error:
            raise PluginError(str(error)) from error

    return call


class Run:
    """One run of the `mkdocs` command; a run of `mkdocs serve` makes many builds."""

    def __init__(self) -> None:
        self._command = "build"
        self._dirty = False
        self._build: SiteBuild | None = None
        self._search: SiteSearch | None = None

    def note_command(self, command: str, dirty: bool) -> None:
        """Remember what `mkdocs` was asked to do; `dirty` builds see only the changed pages."""
        self._command = command
        self._dirty = dirty

    @property
    def build(self) -> SiteBuild:
        """The build in progress."""
        if self._build is None:
            raise PluginError("build_hooks: on_config has not run. Run MkDocs by its own command.")
        return self._build

    @_reported
    def start(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read all data and articles, and watch the data in `mkdocs serve`."""
        self._build = start_build(Path(config.docs_dir), date.today())
        remind(self._build.data.working_time, self._build.data.tariffs, self._build.today)
        self._search = None
        config.watch = sorted(
            {*config.watch, str(PROJECT / "wizard"), str(PROJECT / "build_hooks")}
        )
        return config

    @_reported
    def add_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add fonts, styles and topic pages, and expand the folders in the navigation."""
        for path, content in site_assets(PROJECT):
            files.append(File.generated(config, path, content=content))
            if path.endswith(".css"):
                config.extra_css.append(path)
        for topic in self.build.shown_topics:
            path = f"{FAQ}{topic.id}/index.md"
            if path not in files.src_uris:
                files.append(File.generated(config, path, content=self.build.topic_page(topic)))
        pages = [file.src_uri for file in files.documentation_pages()]
        config.nav = expand_nav(config.nav or [], pages, self.build.topics, self.build.articles)
        return files

    @_reported
    def render(self, markdown: str, page: Page) -> str:
        """The Markdown of a page with its values."""
        if page.parent is None:  # a list of one page beside the page itself tells nothing
            page.meta.setdefault("hide", []).append("navigation")
        if not is_searched(page.file.src_uri):
            page.meta["search"] = {"exclude": True}  # the theme's own search follows this
        source = page.file.content_string
        first_line = source.count("\n") - markdown.count("\n") + 1
        return self.build.render(page.file.src_uri, markdown, first_line)

    @_reported
    def take_content(self, html: str, page: Page) -> str:
        """Check the HTML of a page and keep it for the index."""
        # The page's own title says more than the short one that the navigation gives it.
        title = str(page.meta.get("title", page.title))
        searched = SearchedPage(page.file.src_uri, page.url, title, html)
        return self.build.take_content(searched)

    @_reported
    def finish_content(self, env: Environment) -> Environment:
        """Build the index, and hand the policy values and the early script to the theme."""
        self._search = SiteSearch.of(self.build.searched, self.build.articles)
        env.globals["support"] = self.build.values
        env.globals["early_start"] = early_start(PROJECT)
        return env

    def add_context(self, context: dict[str, Any], page: Page) -> dict[str, Any]:
        """The fonts of the page, its article, the article's topic and the articles like it."""
        context["fonts"] = fonts_of(page.content or "", PROJECT)
        if "data-wizard" in (page.content or ""):
            # The theme's keys «p» and «n» go there, away from what is being filled in.
            page.previous_page = page.next_page = None
        article = self.build.article_at(page.file.src_uri)
        if article:
            context["article"] = article
            context["topic"] = self.build.topic(article.topic)
            context["related"] = self._search.related(article) if self._search else ()
        return context

    @_reported
    def finish_site(self, config: MkDocsConfig) -> None:
        """Write the index with the runtime, then the policy into every page."""
        site = Path(config.site_dir)
        split_theme_index(site)
        if self._dirty:
            log.info("A dirty build sees only some pages: the search index is left as it was.")
        elif self._search:
            published = self._command != "serve"  # an author waits for every edit
            search = self._search.files()
            build_runtime(
                site / RUNTIME_FOLDER,
                PROJECT / ".cache" / "runtime",
                search.first,
                shards=search.shards,
                sample=self._search.sample(),
                compressed=published,
                snapshot=published,
            )
        # `mkdocs serve` adds its reloading script to each page as it sends it: the policy of the
        # built site would block it, and the author's loop is the one place that needs none.
        if self._command != "serve":
            protect_site(site)
            if not self._dirty:
                write_service_worker(site)
            precompress(site.rglob("*"), PROJECT / ".cache" / "runtime" / "compressed")


run = Run()
