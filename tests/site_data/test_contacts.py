"""How to reach support."""

import pytest

from wizard.errors import DataError
from wizard.site_data.contacts import read_contacts
from wizard.validation import Table

CONTACTS = {
    "company": "Компания",
    "product": "Продукт",
    "email": "help@example.com",
    "phone": "+7 (495) 000-00-00",
    "source": "channels",
}


def test_the_telephone_link_has_digits_only():
    assert read_contacts(Table(CONTACTS, "contacts.toml")).phone_href == "tel:+74950000000"


@pytest.mark.parametrize("email", ["help+lite@example.com", '"a b"@example.com', "example.com"])
def test_an_address_that_web_mail_garbles_is_refused(email):
    with pytest.raises(DataError) as error:
        read_contacts(Table({**CONTACTS, "email": email}, "contacts.toml"))
    assert str(error.value) == (
        "contacts.toml: email: expected a plain address such as name@example.com, "
        f"got {email!r}. Correct it."
    )


@pytest.mark.parametrize("phone", ["8 495 000-00-00", "+7 495", "+7 (495) доб. 12"])
def test_a_number_that_cannot_be_called_from_everywhere_is_refused(phone):
    with pytest.raises(DataError) as error:
        read_contacts(Table({**CONTACTS, "phone": phone}, "contacts.toml"))
    assert str(error.value) == (
        f"contacts.toml: phone: expected a number such as +7 (495) 000-00-00, got {phone!r}. "
        "Correct it."
    )
