"""MkDocs events, each one call into a module of this package.

MkDocs loads this file by its path and takes every name `on_*` in it for an event, so nothing else
here is called so, and all state lives in `events`, which is imported under one name only.
"""

from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from build_hooks import events
from build_hooks.theme_repairs import name_nested_lists
from build_hooks.theme_search import put_off_search


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember how MkDocs was called."""
    events.run.note_command(command, dirty)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start a build: `mkdocs serve` keeps this module loaded, so all state is made anew here."""
    return events.run.start(config)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages and files that the build makes, and the navigation over them."""
    return events.run.add_files(files, config)


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill policy values into the Markdown of a page."""
    return events.run.render(markdown, page)


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Check the HTML of a page and keep it for the search index."""
    return events.run.take_content(html, page)


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """All pages are known now: index them, and give the theme's templates the policy values."""
    return events.run.finish_content(env)


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Tell an article's template about the article."""
    return events.run.add_context(context, page)


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Repair what the theme gets wrong for assistive technology, and put its search off."""
    return put_off_search(name_nested_lists(output))


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """The same for pages without Markdown: 404.html."""
    return put_off_search(name_nested_lists(output))


def on_post_build(*, config: MkDocsConfig) -> None:
    """Add what the browser runs, and protect every page."""
    events.run.finish_site(config)
