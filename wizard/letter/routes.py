"""The links that carry a letter to a mail program or to web mail."""

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
    subject = subject_line(letter, fields)
    bodies = (compose_text(letter, fields), routes.short_body)
    names = tuple(item.name for item in letter.attachments)
    return tuple(_route(route, to, subject, bodies, names) for route in routes.routes)


def _route(
    route: DeliveryRoute, to: str, subject: str, bodies: tuple[str, str], names: tuple[str, ...]
) -> Route:
    """The link with the whole text (the first body) where it fits, else with the short one."""
    whole, short = (_filled(route, to, subject, body) for body in bodies)
    complete = len(whole) <= route.budget
    return Route(route.id, route.label, whole if complete else short, complete, names)


def _filled(route: DeliveryRoute, to: str, subject: str, body: str) -> str:
    """The address with its places filled; RFC 6068 wants `%0D%0A` line ends and nothing raw."""
    values = {
        "to": quote(to, safe="@"),
        "subject": _percent(subject),
        "body": _percent(body.replace("\n", "\r\n")),
    }
    return route.url.format_map(values)


def _percent(text: str) -> str:
    return quote(text, safe="", encoding="utf-8", errors="replace")
