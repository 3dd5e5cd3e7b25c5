"""Links to mail programs and web mail: what fits, and what happens when it does not."""

from urllib.parse import parse_qs, urlsplit

from wizard.letter import Letter, compose_text, delivery_routes, subject_line

TO = "support@example.org"


def test_a_long_letter_keeps_mailto_short_and_goes_by_the_clipboard(letter, fields, routes):
    mailto = delivery_routes(letter, fields, routes, TO)[0]
    query = parse_qs(urlsplit(mailto.url).query)
    assert (mailto.id, mailto.complete) == ("mailto", False)
    assert len(mailto.url) <= 1800
    assert query["subject"] == [subject_line(letter, fields)]
    assert query["body"] == [routes.short_body]


def test_a_short_letter_travels_whole(fields, routes):
    letter = Letter(kind="wish", name="Anna")
    mailto = delivery_routes(letter, fields, routes, TO)[0]
    body = parse_qs(urlsplit(mailto.url).query)["body"][0]
    assert mailto.complete
    assert body.replace("\r\n", "\n") == compose_text(letter, fields)
    assert "%0D%0A" in mailto.url
    assert "+" not in mailto.url


def test_each_route_has_its_own_budget(letter, fields, routes):
    found = {route.id: route.complete for route in delivery_routes(letter, fields, routes, TO)}
    assert found == {
        "mailto": False,
        "gmail": False,
        "yandex": False,
        "mailru": False,
        "outlook": True,
    }


def test_the_address_stands_plain_in_every_link(letter, fields, routes):
    for route in delivery_routes(letter, fields, routes, TO):
        assert TO in route.url


def test_files_are_always_attached_by_hand(letter, fields, routes):
    for route in delivery_routes(letter, fields, routes, TO):
        assert route.attach_by_hand == ("снимок экрана.png",)
