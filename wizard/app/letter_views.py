"""What the steps of the letter show: its form, the check page and the ways to send it."""

from collections.abc import Iterator, Sequence
from typing import Any

from wizard.app.attached import SECRETS_SHOWN, attached_files
from wizard.app.drafting import ArticleLinks
from wizard.app.problems import WordedProblem
from wizard.app.step_views import View, options_view, timing_view
from wizard.app.visit import Visit
from wizard.flow import Responses
from wizard.flow.support_request import kind_of
from wizard.letter import (
    Letter,
    completeness,
    compose_text,
    delivery_routes,
    subject_line,
)
from wizard.letter.confidential import sightings
from wizard.site_data import SiteData
from wizard.site_data.letter_fields import LetterFields
from wizard.validation import Problem

MAILTO = "mailto"
ONE_PROBLEM = "one_problem"
SEVERAL_PROBLEMS = "several_problems"
VERSION_ARTICLE = "which-version"
"""Id of the article on how to find the version of the product."""
TYPED = ("reproducibility", "version", "version_unknown", "additional", "name", "organisation",
         "phone", "urgency", "urgency_details", ONE_PROBLEM, "subject")  # fmt: skip
"""Responses of the letter step besides the parts of the description."""


def letter_view(
    data: SiteData,
    visit: Visit,
    links: ArticleLinks,
    letter: Letter,
    problems: Sequence[WordedProblem],
    *,
    several: bool,
) -> View:
    """The form of the letter, as the kind of request asks it; `several` shows the box for that."""
    fields = data.letter_fields
    kind = fields.kind(kind_of(visit.responses))
    typed = (*TYPED, *(field.id for field in fields.fields if field.part))
    return {
        "text": visit.responses.get("text"),
        "several": several,
        "fields": {field.id: field for field in fields.fields},
        "kinds": options_view(fields.kinds),
        "kind": kind.id,
        "parts": [fields.field(part) for part in kind.parts if part != "summary"],
        "description_label": fields.labels["description"],
        "asks_reproducibility": kind.id in fields.field("reproducibility").required_for,
        "reproducibility": options_view(fields.reproducibility),
        "grounds": options_view(fields.urgency),
        "version_article": article_address(VERSION_ARTICLE, visit, links),
        "subject": letter.subject,
        "values": {name: visit.responses.values.get(name, "") for name in typed},
        **files_view(data, visit, [p for p in problems if p["field"] == "files"]),
        **completeness_view(data, letter),
    }


def without_overruled(problems: Sequence[Problem], responses: Responses) -> tuple[Problem, ...]:
    """The problems without the one that the visitor knows better about.

    Whether a text holds several problems is a guess from its words, so it asks and never forbids.
    """
    insists = bool(responses.get(ONE_PROBLEM))
    return tuple(p for p in problems if not (insists and p.code == SEVERAL_PROBLEMS))


def unplaced_details(responses: Responses) -> tuple[Problem, ...]:
    """The problem of words on what is stopped that stand beside no ground: they would be lost."""
    lost = responses.get("urgency_details") and not responses.get("urgency")
    return (Problem("urgency", "ground_missing"),) if lost else ()


def in_order(problems: Sequence[Problem], fields: LetterFields) -> tuple[Problem, ...]:
    """The problems in the order of the letter's fields."""
    order = [field.id for field in fields.fields]
    return tuple(sorted(problems, key=lambda problem: order.index(problem.field)))


def files_view(data: SiteData, visit: Visit, problems: Sequence[WordedProblem]) -> View:
    """The attached files, what may be attached, and what was wrong with a file."""
    kinds = data.letter_fields.files
    accept = [f".{extension}" for kind in kinds for extension in kind.extensions]
    return {
        "files_field": data.letter_fields.field("files"),
        "files": attached_files(visit.responses),
        "accept": ",".join([*accept, "image/*"]),
        "file_problems": problems,
    }


def completeness_view(data: SiteData, letter: Letter) -> View:
    """The fields still empty: those the letter cannot do without, and those that help."""
    found = completeness(letter, data.letter_fields)
    return {
        "required": [data.letter_fields.field(field_id) for field_id in found.required],
        "welcome": [data.letter_fields.field(field_id) for field_id in found.welcome],
        "version_unknown": found.version_unknown,
    }


def check_view(data: SiteData, visit: Visit, letter: Letter) -> View:
    """Every answer of the letter with the step and the field where it can be changed."""
    return {
        "answers": list(_answers(data, visit, letter)),
        **completeness_view(data, letter),
    }


def send_view(data: SiteData, visit: Visit, letter: Letter) -> View:
    """The finished letter and every way to send it."""
    fields = data.letter_fields
    routes = delivery_routes(letter, fields, data.routes, data.contacts.email)
    return {
        **timing_view(data, visit),
        "email": data.contacts.email,
        "subject": subject_line(letter, fields),
        "reference": letter.reference,
        "attachments": [item.name for item in letter.attachments],
        "mailto": next(route for route in routes if route.id == MAILTO),
        "webmail": [route for route in routes if route.id != MAILTO],
        "body": compose_text(letter, fields),
    }


def article_address(article_id: str, visit: Visit, links: ArticleLinks) -> str | None:
    """The address of an article; None where the site has no such article."""
    link = links.get(article_id)
    return None if link is None else visit.site + link.url


def _answers(data: SiteData, visit: Visit, letter: Letter) -> Iterator[dict[str, Any]]:
    fields = data.letter_fields
    kind = fields.kind(letter.kind)
    yield _answer("describe", "kind", fields.field("kind").label, kind.label)
    yield _answer("letter", "subject", fields.field("subject").label, letter.subject)
    if letter.kind in fields.field("reproducibility").required_for:
        value = letter.reproducibility
        label = fields.reproducibility_value(value).label if value else ""
        yield _answer("letter", "reproducibility", fields.field("reproducibility").label, label)
    version = fields.unknown_version if letter.version is None else letter.version
    yield _answer("letter", "version", fields.field("version").label, version)
    for part in kind.parts:
        step, field = ("describe", "text") if part == "summary" else ("letter", part)
        yield _answer(step, field, fields.field(part).label, letter.part(part))
    yield _answer("letter", "additional", fields.field("additional").label, letter.additional)
    names = "\n".join(item.name for item in letter.attachments)
    yield _answer("letter", "files", fields.field("files").label, names)
    sources = "\n".join(f"{note.title}\n{note.note}" for note in letter.sources)
    if sources:
        yield _answer("matches", "matches", fields.field("sources").label, sources)
    reason = fields.labels["reason"]
    shown = "\n".join(
        f"{note.title}\n{reason}: {note.note}" if note.note else note.title for note in letter.shown
    )
    if shown:
        yield _answer("matches", "matches", fields.field("shown").label, shown)
    if letter.urgency:
        ground = fields.ground(letter.urgency.ground).label
        text = f"{ground}\n{letter.urgency.details}"
        yield _answer("letter", "urgency", fields.field("urgency").label, text)
    for name in ("name", "organisation", "phone"):
        yield _answer("letter", name, fields.field(name).label, letter.answer(name))
    for name in ("zone", "reference"):
        yield _answer("", name, fields.field(name).label, letter.answer(name))


def _answer(step: str, field: str, label: str, value: str) -> dict[str, Any]:
    """An answer with the step where it can be changed, empty where it cannot.

    `secrets` is what in it one does not share: nothing is removed, but its writer is told.
    """
    lines = [line for line in value.split("\n") if line.strip()]
    # A phone number is as a rule given on purpose.
    secrets = [found for found in sightings(value, len(value))[0] if found.kind != "phone"]
    return {
        "step": step,
        "field": field,
        "label": label,
        "lines": lines,
        "secrets": secrets[:SECRETS_SHOWN],
    }
