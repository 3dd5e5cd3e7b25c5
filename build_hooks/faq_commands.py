"""`quartech-support faq`: what authors of articles need."""

import sys
from datetime import date
from pathlib import Path

import click

from build_hooks.article import ArticleRules
from build_hooks.faq_documents import PROJECT, faq_documents
from build_hooks.faq_lint import lint_faq
from build_hooks.new_article import Draft, read_drafts, write_article
from build_hooks.search_index import make_index
from build_hooks.site_build import SiteBuild, article_rules, make_build, start_build
from wizard.search import duplicates

DOCS = PROJECT / "docs"
FINDINGS = 1


@click.group("faq")
def faq_group() -> None:
    """Write and check the articles of docs/faq/."""


@faq_group.command("new")
@click.option("--topic", prompt=True, help="The folder of docs/faq/.")
@click.option("--title", prompt=True, help="The question as a customer asks it.")
@click.option(
    "--question", "questions", multiple=True, help="The same in other words; repeat for more."
)
@click.option("--clause", "clauses", multiple=True, help="A clause id; repeat for more.")
@click.option("--general", is_flag=True, help="Not about Quartech: no clause is needed.")
@click.option("--id", "article_id", default="", help="File name; made of the title if absent.")
@click.option("--docs", type=click.Path(path_type=Path), default=DOCS, hidden=True)
def new_command(
    *,
    topic: str,
    title: str,
    questions: tuple[str, ...],
    clauses: tuple[str, ...],
    general: bool,
    article_id: str,
    docs: Path,
) -> None:
    """Make the file of a new article, its front matter filled and checked."""
    asked = questions or (click.prompt("Question in other words"),)
    if not clauses and not general:
        clauses = tuple(click.prompt("Clause ids, parted by spaces").split())
    draft = Draft(title, asked, topic, clauses, general, "", article_id)
    article = write_article(draft, docs, *_checks(docs))
    click.echo(f"docs/{article.src_uri}")


@faq_group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--docs", type=click.Path(path_type=Path), default=DOCS, hidden=True)
def import_command(file: Path, docs: Path) -> None:
    """Make an article of every row of FILE (.csv or .jsonl).

    Columns: title, body, questions, topic, clauses; optional: id, general. In CSV several questions
    or clauses of one cell are parted by |. Stops at the first row that is wrong; rows before it
    are written.
    """
    rules, build = _checks(docs)
    drafts = read_drafts(file)
    hidden = not sys.stderr.isatty()
    with click.progressbar(drafts, label=file.name, file=sys.stderr, hidden=hidden) as rows:
        written = [write_article(draft, docs, rules, build).src_uri for draft in rows]
    for src_uri in written:
        click.echo(f"docs/{src_uri}")


@faq_group.command("lint")
@click.option("--docs", type=click.Path(path_type=Path), default=DOCS, hidden=True)
def lint_command(docs: Path) -> None:
    """Check every article; status 1 when there is a finding."""
    findings = lint_faq(docs, date.today())
    for finding in findings:
        click.echo(finding)
    if findings:
        sys.exit(FINDINGS)
    click.echo("No findings.")


@faq_group.command("duplicates")
@click.option("--threshold", default=0.6, show_default=True, type=click.FloatRange(0, 1))
@click.option("--docs", type=click.Path(path_type=Path), default=DOCS, hidden=True)
def duplicates_command(threshold: float, docs: Path) -> None:
    """List pairs of articles that say nearly the same; status 1 when there is one."""
    build = start_build(docs, date.today())
    files = {article.id: f"docs/{article.src_uri}" for article in build.articles}
    pairs = duplicates(make_index(faq_documents(build)), threshold)
    for pair in pairs:
        click.echo(f"{pair.likeness:.2f}  {files[pair.first]}  {files[pair.second]}")
    if pairs:
        sys.exit(FINDINGS)
    click.echo("No findings.")


def _checks(docs: Path) -> tuple[ArticleRules, SiteBuild]:
    """What a new article has to pass: other articles, wrong ones too, do not stand in its way."""
    today = date.today()
    return article_rules(docs, today), make_build(docs, today, ())
