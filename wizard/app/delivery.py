"""How a finished letter leaves the page: the effects of each button of the last step."""

from collections.abc import Mapping

from wizard.letter import Letter, compose_text, delivery_routes, subject_line
from wizard.letter.eml import compose_eml
from wizard.site_data import SiteData

type Effect = Mapping[str, object]

EML_TYPE = "message/rfc822"
WAYS_WITH_FILES = ("eml", "share")
"""The ways by which the attached files travel too."""
FOLLOWED = "followed"
"""The way of a link that holds the whole letter: the browser follows it by itself."""


def send_effects(
    data: SiteData, letter: Letter, way: str
) -> tuple[tuple[Effect, ...], tuple[bytes, ...]]:
    """What the page does when `way` is pressed, and the files that go with it.

    Ways: eml, copy, copy-subject, copy-body, share, print, or the id of a delivery route.
    """
    fields = data.letter_fields
    match way:
        case "eml":
            eml = compose_eml(letter, fields, data.contacts.email)
            return ({"type": "download", **_file(letter)},), (eml,)
        case "share":
            eml = compose_eml(letter, fields, data.contacts.email)
            shared = {"title": subject_line(letter, fields), "text": compose_text(letter, fields)}
            return ({"type": "share", **shared, **_file(letter)},), (eml,)
        case "copy":
            return (_copy(whole_text(data, letter)),), ()
        case "copy-subject":
            return (_copy(subject_line(letter, fields)),), ()
        case "copy-body":
            return (_copy(compose_text(letter, fields)),), ()
        case "print":
            return ({"type": "print"},), ()
    return _route_effects(data, letter, way), ()


def whole_text(data: SiteData, letter: Letter) -> str:
    """The letter for any mail program: to whom, the subject, and the text."""
    subject = subject_line(letter, data.letter_fields)
    return f"{data.contacts.email}\n{subject}\n\n{compose_text(letter, data.letter_fields)}"


def _route_effects(data: SiteData, letter: Letter, way: str) -> tuple[Effect, ...]:
    """Open the route's link; a link too short for the text comes with the text copied."""
    routes = delivery_routes(letter, data.letter_fields, data.routes, data.contacts.email)
    for route in routes:
        if route.id == way:
            opened = {"type": "open", "url": route.url}
            text = compose_text(letter, data.letter_fields)
            return (opened,) if route.complete else (_copy(text), opened)
    return ()


def _copy(text: str) -> Effect:
    return {"type": "copy", "text": text}


def _file(letter: Letter) -> Effect:
    return {"name": f"{letter.reference or 'letter'}.eml", "media_type": EML_TYPE, "file": 0}
