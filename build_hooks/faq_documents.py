"""The FAQ as the search reads it, straight from the Markdown files: no site has to be built."""

from datetime import date
from pathlib import Path

from markdown import Markdown
from mkdocs.config import load_config

from build_hooks.search_index import SearchedPage, make_documents
from build_hooks.site_build import SiteBuild, start_build
from wizard.search import Article as Document

PROJECT = Path(__file__).parents[1]


def faq_documents(build: SiteBuild) -> tuple[Document, ...]:
    """One document per article, with its values filled in."""
    config = load_config(str(PROJECT / "mkdocs.yml"))
    converter = Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs
    )
    pages = []
    for article in build.articles:
        markdown = build.render(article.src_uri, article.body, article.first_line)
        html = converter.reset().convert(markdown)
        url = article.src_uri.removesuffix(".md") + "/"
        pages.append(SearchedPage(article.src_uri, url, article.title, html))
    return make_documents(pages, build.articles)


def load_faq(docs: Path) -> tuple[SiteBuild, tuple[Document, ...]]:
    """The checked articles below `docs` and their documents."""
    build = start_build(docs, date.today())
    return build, faq_documents(build)
