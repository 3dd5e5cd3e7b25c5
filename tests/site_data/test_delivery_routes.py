"""The links by which a letter leaves the page."""

import pytest

from wizard.errors import DataError
from wizard.site_data.delivery_routes import read_delivery_routes
from wizard.validation import Table

ROUTE = {
    "id": "mailto",
    "label": "Почта",
    "url": "mailto:{to}?subject={subject}&body={body}",
    "budget": 1800,
    "source": "channels",
}


def routes(**changed):
    values = {"source": "channels", "short_body": "Вставьте", "route": [{**ROUTE, **changed}]}
    return read_delivery_routes(Table(values, "webmail.toml"))


def test_a_route_reads():
    assert routes().routes[0].budget == 1800


@pytest.mark.parametrize("place", ["{to}", "{subject}", "{body}"])
def test_a_route_says_where_each_part_goes(place):
    url = ROUTE["url"].replace(place, "")
    with pytest.raises(DataError) as error:
        routes(url=url)
    assert str(error.value) == (
        f"webmail.toml: route[0].url: expected an address with the place {place}, got {url!r}. "
        "Add the place."
    )


@pytest.mark.parametrize(
    "url", [ROUTE["url"] + "&cc={copy}", ROUTE["url"] + "&x={", ROUTE["url"] + "{0}"]
)
def test_a_route_has_no_other_places(url):
    with pytest.raises(DataError) as error:
        routes(url=url)
    assert str(error.value) == (
        "webmail.toml: route[0].url: expected an address with the places {to}, {subject} and "
        f"{{body}} only, got {url!r}. Correct the places."
    )
