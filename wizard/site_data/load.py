"""All policy data of the site, read once from `wizard/data/*.toml` and checked as a whole."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wizard.errors import DataError
from wizard.packed_files import read_packed
from wizard.pricing import (
    Levels,
    OfferWording,
    Tariffs,
    read_levels,
    read_offer_wording,
    read_tariffs,
)
from wizard.site_data.clauses import ClauseBook, read_clauses
from wizard.site_data.contacts import Contacts, read_contacts
from wizard.site_data.delivery_routes import DeliveryRoutes, read_delivery_routes
from wizard.site_data.letter_fields import LetterFields
from wizard.site_data.letter_fields_reader import read_letter_fields
from wizard.site_data.messages import Messages, read_messages
from wizard.validation import Table
from wizard.worktime import WorkingTime, read_working_time

FILES = (
    "clauses.toml",
    "contacts.toml",
    "letter.toml",
    "levels.toml",
    "messages.toml",
    "offer.toml",
    "tariffs.toml",
    "webmail.toml",
    "working_time.toml",
)


@dataclass(frozen=True, slots=True)
class SiteData:
    """Everything the pages, the letter, the prices and the deadlines are made from."""

    clauses: ClauseBook
    contacts: Contacts
    letter_fields: LetterFields
    routes: DeliveryRoutes
    tariffs: Tariffs
    offer_wording: OfferWording
    levels: Levels
    working_time: WorkingTime
    messages: Messages


def load_site_data(read: Callable[[str], str] = read_packed) -> SiteData:
    """The data packed with the wizard, or what `read` gives for `data/<file name>`.

    `DataError` for a file, a key or a cited clause that is wrong.
    """
    documents = {name: parse_toml(read(f"data/{name}"), name) for name in FILES}

    def table(name: str) -> Table:
        return Table(documents[name], name)

    data = SiteData(
        clauses=read_clauses(table("clauses.toml")),
        contacts=read_contacts(table("contacts.toml")),
        letter_fields=read_letter_fields(table("letter.toml")),
        routes=read_delivery_routes(table("webmail.toml")),
        tariffs=read_tariffs(table("tariffs.toml")),
        offer_wording=read_offer_wording(table("offer.toml")),
        levels=read_levels(table("levels.toml")),
        messages=read_messages(table("messages.toml")),
        working_time=read_working_time(table("working_time.toml")),
    )
    for where, clause_id in citations(documents):
        data.clauses.get(clause_id, where)
    return data


def parse_toml(text: str, where: str) -> dict[str, Any]:
    """The values of a TOML file; `DataError` naming `where` and the line when it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(where, str(error), "valid TOML", "Correct the line.") from None


def citations(documents: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every clause cited in parsed data files: (file and key path, clause id)."""
    for name, document in documents.items():
        yield from _cited(document, f"{name}: ")


def _cited(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "source" or key.endswith("_source"):
                yield f"{path}{key}", _clause_id(inner, f"{path}{key}")
            else:
                yield from _cited(inner, f"{path}{key}.")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _cited(inner, f"{path.removesuffix('.')}[{number}].")


def _clause_id(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise DataError(where, value, "the id of one clause", "Write a clause id of clauses.toml.")
    return value
