"""`quartech-support ask`: what the wizard would suggest for a text, and why."""

import json
from collections.abc import Iterable
from typing import Any

import click

from build_hooks.faq_documents import PROJECT, load_faq
from build_hooks.search_index import SiteSearch
from wizard.search import ExcerptPart, Match, SearchResult


@click.command("ask")
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print values instead of text.")
@click.option("--limit", default=3, show_default=True, type=click.IntRange(1, 50))
def ask_command(text: str, as_json: bool, limit: int) -> None:
    """Find FAQ articles for TEXT, with the reasons for each."""
    _, documents = load_faq(PROJECT / "docs")
    # The engine as the browser has it, so that the answers are the wizard's.
    result = SiteSearch.over(documents).answering().search(text, limit)
    if as_json:
        click.echo(json.dumps(_values(result), ensure_ascii=False, indent=2))
    else:
        click.echo(_text(result))


def _values(result: SearchResult) -> dict[str, Any]:
    return {
        "band": result.band,
        "repairs": [{"typed": r.typed, "repaired": r.repaired} for r in result.repairs],
        "matches": [
            {
                "id": match.article_id,
                "title": match.title,
                "url": match.url,
                "anchor": match.anchor,
                "section": match.section,
                "band": match.band,
                "words": [
                    {"typed": w.typed, "repaired": w.repaired, "met": w.met} for w in match.words
                ],
                "phrasing": _parts(match.phrasing),
                "excerpt": _parts(match.excerpt),
            }
            for match in result.matches
        ],
    }


def _parts(parts: Iterable[ExcerptPart]) -> list[dict[str, Any]]:
    return [{"text": part.text, "marked": part.marked} for part in parts]


def _text(result: SearchResult) -> str:
    if not result.matches:
        return "Nothing was found."
    return "\n\n".join(match_text(match) for match in result.matches)


def match_text(match: Match) -> str:
    """A match as the terminal shows it: title, band, address, the words that met, the place."""
    words = ", ".join(
        f"{word.typed} → {word.met}" if word.typed.lower() != word.met.lower() else word.met
        for word in match.words
    )
    address = match.url + (f"#{match.anchor}" if match.anchor else "")
    head = f"{click.style(match.title, bold=True)}  [{match.band}]\n  {address}"
    places = [_styled(parts) for parts in (match.phrasing, match.excerpt) if parts]
    return "\n  ".join([head, words or "no word in common, near in meaning", *places])


def _styled(parts: Iterable[ExcerptPart]) -> str:
    return "".join(click.style(p.text, bold=True) if p.marked else p.text for p in parts)
