"""What the letters of an inbox lack: where the form, the articles or the customers need help."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wizard.letter.model import ArticleNote
from wizard.letter.tickets import Ticket
from wizard.site_data.letter_fields import LetterFields


@dataclass(frozen=True, slots=True)
class FieldGap:
    """How many of the letters that should have answered a field did not, and what that costs."""

    field: str
    label: str
    asked: int
    missing: int
    required: bool
    cost: str

    @property
    def share(self) -> float:
        """The part of the asked letters that lack the answer, 0 to 1."""
        return self.missing / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """An article and how many letters say that it did not help, or needs to be explained."""

    url: str
    title: str
    rejected: int
    unclear: int


@dataclass(frozen=True, slots=True)
class GapReport:
    """Counts over an inbox. `complete` letters lack nothing required; `edited` is by field id."""

    letters: int
    labelled: int
    complete: int
    version_unknown: int
    fields: tuple[FieldGap, ...]
    edited: Mapping[str, int]
    articles: tuple[ArticleCount, ...]


def gap_report(tickets: Iterable[Ticket], fields: LetterFields) -> GapReport:
    """The report: gaps by their number, the required fields first; articles by their mentions."""
    tickets = list(tickets)
    edited = Counter(
        doubt.field
        for ticket in tickets
        for doubt in ticket.parsed.untrusted
        if doubt.reason in ("changed", "missing")
    )
    return GapReport(
        letters=len(tickets),
        labelled=sum(ticket.labelled for ticket in tickets),
        complete=sum(not ticket.meter.required for ticket in tickets),
        version_unknown=sum(ticket.meter.version_unknown for ticket in tickets),
        fields=_field_gaps(tickets, fields),
        edited=dict(edited.most_common()),
        articles=_article_counts(tickets),
    )


def report_to_json(report: GapReport) -> dict[str, Any]:
    """Plain values; shares are rounded to four digits."""
    return {
        "letters": report.letters,
        "labelled": report.labelled,
        "complete": report.complete,
        "version_unknown": report.version_unknown,
        "fields": [
            {
                "field": gap.field,
                "label": gap.label,
                "required": gap.required,
                "asked": gap.asked,
                "missing": gap.missing,
                "share": round(gap.share, 4),
                "cost": gap.cost,
            }
            for gap in report.fields
        ],
        "edited": dict(report.edited),
        "articles": [
            {"url": a.url, "title": a.title, "rejected": a.rejected, "unclear": a.unclear}
            for a in report.articles
        ],
    }


def _field_gaps(tickets: list[Ticket], fields: LetterFields) -> tuple[FieldGap, ...]:
    missing = Counter(id_ for ticket in tickets for id_ in ticket.meter.missing)
    filled = Counter(id_ for ticket in tickets for id_ in ticket.meter.filled)
    gaps = [
        FieldGap(
            field=field.id,
            label=field.label,
            asked=missing[field.id] + filled[field.id],
            missing=missing[field.id],
            required=bool(field.required_for),
            cost=field.cost,
        )
        for field in fields.fields
        if missing[field.id]
    ]
    return tuple(sorted(gaps, key=lambda gap: (not gap.required, -gap.missing)))


def _article_counts(tickets: list[Ticket]) -> tuple[ArticleCount, ...]:
    rejected = Counter(note.url for ticket in tickets for note in ticket.letter.shown)
    unclear = Counter(note.url for ticket in tickets for note in ticket.letter.sources)
    titles = {note.url: note.title for ticket in tickets for note in _notes(ticket)}
    counts = (ArticleCount(url, titles[url], rejected[url], unclear[url]) for url in titles)
    return tuple(sorted(counts, key=lambda c: (-c.rejected - c.unclear, c.url)))


def _notes(ticket: Ticket) -> tuple[ArticleNote, ...]:
    return (*ticket.letter.shown, *ticket.letter.sources)
