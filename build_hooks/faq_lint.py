"""Every finding in the FAQ at once, where the build stops at the first one."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from build_hooks.article import Article, read_article_file, require_unique_ids
from build_hooks.site_build import SiteBuild, article_files, article_rules, make_build
from wizard.errors import SupportError

MOST_WORDS_IN_TITLE = 14
_FENCED_CODE = re.compile(r"^(`{3,}|~{3,})[^`\n]*\n.*?^\1", re.DOTALL | re.MULTILINE)


def lint_faq(docs: Path, today: date) -> list[str]:
    """What is wrong with the articles below `docs`, one line each, in the order of files."""
    rules = article_rules(docs, today)
    articles: list[Article] = []
    findings: list[str] = []
    for file in article_files(docs):
        try:
            articles.append(read_article_file(file, docs, rules))
        except SupportError as error:
            findings.append(str(error))
    try:
        require_unique_ids(articles)
    except SupportError as error:
        findings.append(str(error))
    build = make_build(docs, today, tuple(articles))
    for article in articles:
        findings += _text_findings(article, build)
    return findings


def _text_findings(article: Article, build: SiteBuild) -> Iterator[str]:
    try:
        build.check_front_matter(article)
    except SupportError as error:
        yield str(error)
    try:
        build.render(article.src_uri, article.body, article.first_line)
    except SupportError as error:
        yield str(error)
    where = f"docs/{article.src_uri}"
    if not article.body.strip():
        yield f"{where}: the article has no text."
    if len(article.title.split()) > MOST_WORDS_IN_TITLE:
        yield f"{where}: title: more than {MOST_WORDS_IN_TITLE} words. Shorten the question."
    if article.topic == "general" and not article.general:
        yield f"{where}: general: the topic is general. Add `general: true`."
    prose = _FENCED_CODE.sub("", article.body)  # where # starts a comment
    if any(line.startswith("# ") for line in prose.splitlines()):
        yield f"{where}: a heading of the first level repeats the title. Start with ##."
