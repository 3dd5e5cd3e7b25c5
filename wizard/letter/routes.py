"""The links that carry a letter to a mail program or to web mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from wizard.letter.model import Letter
from wizard.letter.subject import subject_line
from wizard.letter.text_form import compose_text
from wizard.site_data.delivery_routes import DeliveryRoute, DeliveryRoutes
from wizard.site_data.letter_fields import LetterFields


@dataclass(frozen=True, slots=True)
class Route:
    """One link, and what travels in it.

    `complete`: the whole text; else it holds the subject and a line asking to paste, and the
    caller copies the text. `attach_by_hand`: names of files that stay behind, no link carries any.
    """

    id: str
    label: str
    url: str
    complete: bool
    attach_by_hand: tuple[str, ...]


def delivery_routes(
    letter: Letter, fields: LetterFields, routes: DeliveryRoutes, to: str
) -> tuple[Route, ...]:
    """A link for every route of `webmail.toml`, in its order, each within its budget."""
    values = {"to": quote(to, safe="@"), "subject": _percent(subject_line(letter, fields))}
    whole, short = (
        {**values, "body": _percent(body.replace("\n", "\r\n"))}
        for body in (compose_text(letter, fields), routes.short_body)
    )
    names = tuple(item.name for item in letter.attachments)
    return tuple(_route(route, whole, short, names) for route in routes.routes)


def _route(
    route: DeliveryRoute,
    whole: Mapping[str, str],
    short: Mapping[str, str],
    names: tuple[str, ...],
) -> Route:
    """The link with the whole text where it fits, else with the short one."""
    url = route.url.format_map(whole)
    complete = len(url) <= route.budget
    return Route(
        route.id, route.label, url if complete else route.url.format_map(short), complete, names
    )


def _percent(text: str) -> str:
    """RFC 6068 wants `%0D%0A` line ends and nothing raw."""
    return quote(text, safe="", encoding="utf-8", errors="replace")
