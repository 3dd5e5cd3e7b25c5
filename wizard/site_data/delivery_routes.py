"""The links by which a letter leaves the page, as `webmail.toml` defines them."""

from dataclasses import dataclass

from wizard.validation import Table

PLACES = ("{to}", "{subject}", "{body}")


@dataclass(frozen=True, slots=True)
class DeliveryRoute:
    """One link: `url` has the places `{to}`, `{subject}`, `{body}`; `budget` is in characters."""

    id: str
    label: str
    url: str
    budget: int
    source: str


@dataclass(frozen=True, slots=True)
class DeliveryRoutes:
    """All links, in the order shown; `short_body` stands in where the text exceeds a budget."""

    source: str
    short_body: str
    routes: tuple[DeliveryRoute, ...]


def read_delivery_routes(table: Table) -> DeliveryRoutes:
    """The routes in `webmail.toml`. Raises `DataError` naming the file and the key path."""
    routes = DeliveryRoutes(
        source=table.text("source"),
        short_body=table.text("short_body"),
        routes=tuple(_route(row) for row in table.tables("route")),
    )
    table.finish()
    return routes


def _route(row: Table) -> DeliveryRoute:
    route = DeliveryRoute(
        id=row.text("id"),
        label=row.text("label"),
        url=row.text("url"),
        budget=row.integer("budget", least=1),
        source=row.text("source"),
    )
    row.finish()
    _check_places(row, route.url)
    return route


def _check_places(row: Table, url: str) -> None:
    """Each of the places stands in the address, and nothing else that could be filled in."""
    rest = url
    for place in PLACES:
        if place not in url:
            raise row.error("url", f"an address with the place {place}", "Add the place.")
        rest = rest.replace(place, "")
    if "{" in rest or "}" in rest:
        allowed = "an address with the places {to}, {subject} and {body} only"
        raise row.error("url", allowed, "Correct the places.")
