"""How to reach support."""

import re
from dataclasses import dataclass

from wizard.validation import Table


@dataclass(frozen=True, slots=True)
class Contacts:
    """Names and addresses as a visitor reads them (clause «channels»)."""

    company: str
    product: str
    email: str
    phone: str
    source: str

    @property
    def phone_href(self) -> str:
        """The telephone number as a `tel:` link (RFC 3966: digits and a leading plus)."""
        return "tel:" + re.sub(r"[^+\d]", "", self.phone)


def read_contacts(table: Table) -> Contacts:
    """The contacts out of contacts.toml."""
    contacts = Contacts(
        company=table.text("company"),
        product=table.text("product"),
        email=table.text("email"),
        phone=table.text("phone"),
        source=table.text("source"),
    )
    table.finish()
    if not re.fullmatch(r"[a-z0-9._-]+@[a-z0-9.-]+\.[a-z]+", contacts.email):
        # Plus-addresses and quoted local parts are refused too: webmail links garble them.
        raise table.error("email", "a plain address such as name@example.com", "Correct it.")
    if not re.fullmatch(r"\+\d[\d ()-]{9,}", contacts.phone):
        raise table.error("phone", "a number such as +7 (495) 000-00-00", "Correct it.")
    return contacts
