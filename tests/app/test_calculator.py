"""The price page: its fields, its numbers, and the links to a quote."""

import pytest

from tests.html_tree import name_of
from tests.page import Page
from tests.small_faq import small_bridge
from tests.tables import load_cases
from wizard.packed_files import read_packed
from wizard.site_data import load_site_data

FIELDS = ("call_minutes", "remote_hours", "requests")


@pytest.fixture
def tariffs(page):
    """The price page as it opens without a draft."""
    page.ask("open", page="tariffs", query="")
    return page


def fields(page):
    """What the three fields show."""
    return [page.shown.by_id(f"field-{name}").attributes["value"] for name in FIELDS]


def test_fifty_minutes_cost_two_thousand_roubles(tariffs):
    tariffs.type(call_minutes="50", remote_hours="0", requests="1")
    tariffs.ask("estimate")

    assert "2 000 ₽" in tariffs.text("cost")
    assert "две тысячи рублей" in tariffs.text("cost")
    assert "1 666 ₽" in tariffs.text("cost")  # the lower bound, by the minute


def test_an_estimate_says_by_when_support_has_reacted(tariffs):
    tariffs.ask("estimate")

    assert "не позже пн 23.11, 20:00 по Москве" in tariffs.text("cost")
    assert "Служба поддержки работает сейчас" in tariffs.text("cost")


@pytest.mark.parametrize("minutes", ["0", "15", "61"])
@pytest.mark.parametrize("hours", ["0", "0,5", "31"])
@pytest.mark.parametrize("requests", ["0", "1", "45"])
def test_every_month_has_its_words(minutes, hours, requests, tariffs):
    tariffs.type(call_minutes=minutes, remote_hours=hours, requests=requests)
    tariffs.ask("estimate")
    nothing = requests == "0" or minutes == hours == "0"

    assert ("Платить не за что" in tariffs.text("cost")) == nothing
    best = [row for row in tariffs.part("cost").all("tr", **{"class": "qs-best"}) if row.text]
    assert len(best) == (0 if nothing else 1)


def test_the_chart_shows_the_typed_month(tariffs):
    tariffs.type(call_minutes="0", remote_hours="3", requests="1")
    tariffs.ask("estimate")

    assert "Ваш месяц: 3 ч, 6 000 ₽" in tariffs.text("cost-chart")


@pytest.mark.parametrize(("typed", "expected"), load_cases("bad_numbers.toml"))
def test_a_bad_number_has_its_message_at_its_field(typed, expected, tariffs):
    good = {"call_minutes": "50", "remote_hours": "1,5", "requests": "2"}
    tariffs.type(**{**good, **typed})

    errors = tariffs.ask("estimate")["errors"]

    assert {name: text.replace("\u00a0", " ") for name, text in errors.items()} == expected
    links = [(a.attributes["href"], a.text) for a in tariffs.part("cost").all("a")]
    for name, text in expected.items():
        assert (f"#field-{name}", text) in links
    assert "₽" not in tariffs.text("cost")


@pytest.mark.parametrize(("typed", "expected"), load_cases("bad_numbers.toml"))
def test_the_message_is_there_when_the_page_is_drawn_anew(typed, expected, tariffs):
    tariffs.type(**typed)
    tariffs.ask("open", page="tariffs", query="")
    expected = {name: text for name, text in expected.items() if typed[name]}  # "": starts anew
    for name in FIELDS:
        field = tariffs.shown.by_id(f"field-{name}")
        assert tariffs.shown.by_id(f"field-{name}-error").text == expected.get(name, "")
        assert (field.attributes.get("aria-invalid") == "true") == (name in expected)
        assert ("aria-valuenow" in field.attributes) == (name not in expected)


@pytest.mark.parametrize(
    ("typed", "spoken"),
    [("1,5", "1.5"), ("1 000", "1000"), ("1\u00a0000", "1000"), (" 12 ", "12"), ("1e2", "100")],
)
def test_a_spin_button_holds_a_plain_number(typed, spoken, tariffs):
    tariffs.type(remote_hours=typed)
    tariffs.ask("open", page="tariffs", query="")

    assert tariffs.shown.by_id("field-remote_hours").attributes["aria-valuenow"] == spoken


@pytest.mark.parametrize(
    ("channel", "expected"),
    [("call", ["15", "0", "1"]), ("remote", ["0", "1", "1"]), ("vip", ["0", "1", "10"])],
)
def test_the_estimate_starts_with_what_was_chosen(channel, expected, page):
    page.go_to("estimate", "Ничего не печатает", channel)

    assert fields(page) == expected


def test_what_was_typed_stands_before_the_start(page):
    page.type(call_minutes="50")
    page.go_to("estimate", "Ничего не печатает", "call")

    assert fields(page) == ["50", "0", "1"]


@pytest.mark.parametrize(("query", "expected"), load_cases("opened_links.toml"))
def test_a_link_fills_the_fields(query, expected, page):
    page.ask("open", page="tariffs", query=query)
    rows = page.shown.all("fieldset", **{"class": "qs-field qs-row"})
    further = [
        f"{name_of(field, page.shown)}: {field.attributes['value']}"
        for row in rows
        for field in row.all("input")
    ]

    assert (page.step, [*fields(page), *further]) == ("estimate", expected)


def test_a_link_wins_over_the_draft(page):
    page.type(call_minutes="5", remote_hours="7", requests="9")
    page.ask("open", page="tariffs", query="?on=2026-11-23&call=50-2")

    assert fields(page) == ["50", "0", "2"]


def test_a_link_that_is_not_ours_leaves_the_draft(page):
    page.type(call_minutes="5", remote_hours="7", requests="9")
    page.ask("open", page="tariffs", query="?on=yesterday&call=50-2")

    assert fields(page) == ["5", "7", "9"]


def test_the_link_of_a_quote_opens_the_same_quote(tariffs):
    tariffs.type(call_minutes="50", remote_hours="1,25", requests="3")
    tariffs.ask("estimate")
    total = tariffs.part("cost").all("p")[0].text
    (effect,) = tariffs.press("offer:link")["effects"]
    address, _, query = effect["text"].removesuffix("#calculator").partition("?")
    tariffs.responses = {}
    tariffs.ask("open", page="tariffs", query="?" + query)

    assert address == "https://support.example/tariffs/"
    assert fields(tariffs) == ["50", "1,25", "3"]
    assert tariffs.part("wizard-step").by_id("cost").all("p")[0].text == total
    assert "Тариф изменился" not in tariffs.text()


def test_the_offer_is_made_of_what_is_typed(tariffs):
    tariffs.type(call_minutes="50", customer="ООО «Ромашка»")
    tariffs.press("offer:print")

    assert "Заказчик: ООО «Ромашка»" in tariffs.text("offer")
    assert tariffs.step == "estimate"


PRICE_LIST = "\n[[tariff]]\n"


def with_dearer_calls(path: str) -> str:
    """The packed data, its first price list alone and then a dearer call since 1 June 2026."""
    text = read_packed(path)
    if path != "data/tariffs.toml":
        return text
    start, end = text.index(PRICE_LIST), text.index("[readings.")
    first = PRICE_LIST + text[start:end].split(PRICE_LIST)[1]
    dearer = first.replace("2025-01-01", "2026-06-01").replace("= 500", "= 600")
    return text[:start] + first + dearer + text[end:]


@pytest.fixture(scope="module")
def dearer_bridge():
    return small_bridge(load_site_data(with_dearer_calls))


def test_an_old_link_shows_both_prices(dearer_bridge):
    page = Page(dearer_bridge)
    page.ask("open", page="tariffs", query="?on=2026-05-31&call=15-2")

    assert "1 200 ₽" in page.text()
    assert "Тариф изменился: по ссылке от 31.05.2026 было 1 000 ₽, сейчас 1 200 ₽." in page.text()


def test_an_old_link_to_a_mix_shows_both_prices(dearer_bridge):
    page = Page(dearer_bridge)
    page.ask("open", page="tariffs", query="?on=2026-05-31&call=15-2&call=10-1&remote=2-1")
    assert "Тариф изменился: по ссылке от 31.05.2026 было 5 500 ₽, сейчас 5 800 ₽." in page.text()

    page.press("row:add:letters")
    assert "Тариф изменился" not in page.text("cost")


def test_an_old_link_is_forgotten_when_the_fields_ask_for_something_else(dearer_bridge):
    page = Page(dearer_bridge)
    page.ask("open", page="tariffs", query="?on=2026-05-31&call=15-2")
    page.type(call_minutes="20", remote_hours="0", requests="2")
    page.ask("estimate")

    assert "Тариф изменился" not in page.text("cost")


def test_an_old_link_whose_price_has_not_changed_tells_its_day(dearer_bridge):
    page = Page(dearer_bridge)
    page.ask("open", page="tariffs", query="?on=2026-05-31&remote=2-1")

    assert "Тариф изменился" not in page.text()
    assert "Расчёт по ссылке от 31.05.2026. Цена та же." in page.text()


def test_a_link_of_another_month_forgets_the_last_customer(page):
    page.ask("open", page="tariffs", query="?on=2026-11-20&call=50-2&vip=1")
    page.type(customer="ООО «Первый»")
    page.ask("open", page="tariffs", query="?on=2026-11-20&call=50-2&vip=1")
    assert page.responses["customer"] == "ООО «Первый»"

    page.ask("open", page="tariffs", query="?on=2026-11-20&remote=2-1")

    assert "customer" not in page.responses
    assert "VIP-поддержка, месяц" not in page.text()


def test_a_month_beyond_the_chart_is_told_beside_it(page):
    page.ask("open", page="tariffs", query="?on=2026-11-20&remote=4-12")
    page.ask("estimate")

    assert "Ваш месяц: 48 ч, 96 000 ₽ — больше, чем помещается на график" in page.text("cost-chart")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?on=2026-11-20&call=50-2", False),
        ("", False),
        ("?on=2026-11-20&call=50-2&call=10-1", False),
        ("?on=2026-11-20" + "&call=50-2" * 9, False),
        ("?on=2026-11-20" + "&call=50-2" * 10, True),
        ("?on=2026-11-20&call=<script>", True),
        ("?call=50-2", True),
        ("?on=2026-11-20&call=50-2.", False),
        ("?on=2026-11-20&call=50-2&utm_source=mail&yclid=1", False),
        ("?fbclid=abc", False),
    ],
)
def test_a_link_that_cannot_be_shown_says_so(query, told, page):
    page.ask("open", page="tariffs", query=query)

    assert ("Эту ссылку калькулятор показать не может" in page.text("wizard-step")) == told
