"""The policy data of the site: contacts, clauses, letter fields, tariffs, levels, working time."""

from wizard.site_data.clauses import Clause, ClauseBook, Section
from wizard.site_data.contacts import Contacts
from wizard.site_data.delivery_routes import DeliveryRoutes
from wizard.site_data.letter_fields import LetterFields
from wizard.site_data.load import SiteData, citations, load_site_data

__all__ = [
    "Clause",
    "ClauseBook",
    "Contacts",
    "DeliveryRoutes",
    "LetterFields",
    "Section",
    "SiteData",
    "citations",
    "load_site_data",
]
