"""The navigation: folders named in mkdocs.yml become the pages found in them."""

from collections.abc import Collection, Sequence
from typing import Any

from build_hooks.article import Article
from build_hooks.topics import Topic

NavItem = str | dict[str, Any]
FAQ = "faq/"


def expand_nav(
    nav: Sequence[NavItem],
    pages: Collection[str],
    topics: Sequence[Topic],
    articles: Collection[Article],
) -> list[NavItem]:
    """The nav of mkdocs.yml with every `folder/` replaced by its pages; an empty folder goes.

    The FAQ is grouped by topic, articles by title; other folders list their index first, then
    the other pages by file name.
    """
    expanded: list[NavItem] = []
    for item in nav:
        [(title, target)] = item.items() if isinstance(item, dict) else [("", item)]
        if not (isinstance(target, str) and target.endswith("/")):
            expanded.append(item)
            continue
        children = _faq(pages, topics, articles) if target == FAQ else _folder(pages, target)
        if children:
            expanded.append({title: children})
    return expanded


def _faq(
    pages: Collection[str], topics: Sequence[Topic], articles: Collection[Article]
) -> list[NavItem]:
    index: list[NavItem] = ["faq/index.md"] if "faq/index.md" in pages else []
    return index + [
        {topic.title: [f"faq/{topic.id}/index.md", *_titled(topic_articles(articles, topic))]}
        for topic in topics
        if topic_articles(articles, topic)
    ]


def topic_articles(articles: Collection[Article], topic: Topic) -> list[Article]:
    """The articles of one topic, by title."""
    return sorted((a for a in articles if a.topic == topic.id), key=lambda a: a.title)


def _titled(articles: Sequence[Article]) -> list[NavItem]:
    return [{article.title: article.src_uri} for article in articles]


def _folder(pages: Collection[str], folder: str) -> list[NavItem]:
    found = sorted(page for page in pages if page.startswith(folder))
    return sorted(found, key=lambda page: page != f"{folder}index.md")
