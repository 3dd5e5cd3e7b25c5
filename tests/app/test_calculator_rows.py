"""The further rows of the calculator: other calls and connections, letters, VIP support."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.html_tree import name_of, names
from wizard.app.month import MOST_ROWS, month_of, responses_of, rows_of
from wizard.flow import Responses
from wizard.pricing import Calls, QuoteRequest, SavedQuote, Sessions, encode_quote, quote
from wizard.site_data import load_site_data

TARIFFS = load_site_data().tariffs
TODAY = date(2026, 11, 23)
COUNTS = st.integers(1, 30)
REQUESTS = st.builds(
    QuoteRequest,
    calls=st.lists(st.builds(Calls, st.integers(1, 10_000), COUNTS), max_size=4).map(tuple),
    sessions=st.lists(
        st.builds(Sessions, st.integers(1, 4_000).map(lambda n: Fraction(n, 100)), COUNTS),
        max_size=3,
    ).map(tuple),
    vip_months=st.integers(0, 12),
    letters=st.integers(0, 100),
)


@pytest.fixture
def tariffs(page):
    """The price page as it opens without a draft."""
    page.ask("open", page="tariffs", query="")
    return page


def buttons(page):
    return [b.attributes["data-action"] for b in page.part("rows").all("button")]


def spin_buttons(page):
    return names(page.part("rows"), "input", role="spinbutton")


@pytest.mark.parametrize(
    ("kind", "expected", "focus"),
    [
        ("call", ["Звонок 2, минут", "Звонок 2, раз в месяц"], "field-minutes.2"),
        ("remote", ["Подключение 2, часов", "Подключение 2, раз в месяц"], "field-hours.2"),
        ("letters", ["Писем в месяц"], "field-count.2"),
        ("vip", ["VIP-поддержка, месяцев"], "field-months.2"),
    ],
)
def test_a_row_comes_with_its_fields_and_the_focus(kind, expected, focus, tariffs):
    body = tariffs.press(f"row:add:{kind}")

    assert spin_buttons(tariffs) == expected
    assert (body["focus"], body["errors"]) == (focus, {})


def test_rows_of_one_kind_are_numbered_by_their_place(tariffs):
    for kind in ("call", "remote", "call"):
        tariffs.press(f"row:add:{kind}")
    assert spin_buttons(tariffs)[::2] == [
        "Звонок 2, минут", "Подключение 2, часов", "Звонок 3, минут",
    ]  # fmt: skip
    tariffs.type(**{"minutes.4": "33"})
    body = tariffs.press("row:remove:2")

    assert body["focus"] == "add-call"
    assert spin_buttons(tariffs)[::2] == ["Подключение 2, часов", "Звонок 2, минут"]
    field = tariffs.part("rows").by_id("field-minutes.4")
    assert field.attributes["value"] == "33"
    assert "minutes.2" not in tariffs.responses


def test_a_mix_has_a_line_for_each_kind_of_work(tariffs):
    tariffs.type(call_minutes="10", remote_hours="0", requests="3")
    for kind in ("call", "remote", "letters"):
        tariffs.press(f"row:add:{kind}")
    tariffs.type(
        **{"minutes.2": "50", "count.2": "2", "hours.3": "1,5", "count.3": "1", "count.4": "5"}
    )
    tariffs.ask("estimate")
    rows = tariffs.part("cost").all("tbody")[0].all("tr")
    lines = [" ".join(part.text for part in [*row.all("th"), *row.all("td")]) for row in rows]

    assert lines == [
        "Письма в поддержку 5 × 0 ₽ 0 ₽ (п. 2.1)",
        "Звонок, 10 мин 3 × 500 ₽ 1 500 ₽ (п. 4.6)",
        "Звонок, 50 мин 2 × 2 000 ₽ 4 000 ₽ (п. 4.6)",
        "Удалённое подключение, 1,5 ч 2 × 2 000 ₽ 4 000 ₽ (п. 4.10)",
    ]
    assert "девять тысяч пятьсот рублей" in tariffs.text("cost")


def test_an_offer_of_vip_support_can_be_made(tariffs):
    tariffs.type(call_minutes="0", remote_hours="0", requests="0")
    tariffs.press("row:add:vip")
    tariffs.type(**{"months.2": "3"})
    tariffs.press("offer:print")

    assert "VIP-поддержка, месяц, до 30 ч работы" in tariffs.text("offer")
    assert "60 000 ₽" in tariffs.text("offer")


def test_who_chose_vip_support_starts_with_a_month_of_it(page):
    page.go_to("estimate", "Ничего не печатает", "vip")
    rows = page.shown.by_id("rows")

    assert names(rows, "input") == ["VIP-поддержка, месяцев"]
    assert page.shown.by_id("field-months.2").attributes["value"] == "1"
    page.press("row:remove:2")
    assert spin_buttons(page) == []
    page.press("stay")
    assert names(page.shown.by_id("rows"), "input") == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"minutes.2": "-1"}, {"minutes.2": "Звонок не может длиться меньше нуля минут."}),
        ({"minutes.2": "1e9"}, {
            "minutes.2": "Это больше, чем мы считаем: не более 10 000 минут в одном звонке."}),
        ({"minutes.2": ""}, {
            "minutes.2": "Укажите, сколько минут длится этот звонок, или уберите строку."}),
        ({"count.2": "много"}, {"count.2": "Здесь нужно целое число, например 3."}),
        ({"count.2": "2,5"}, {"count.2": "Укажите целое число."}),
        ({"hours.3": "0,333"}, {"hours.3": "Хватит сотых долей часа, например 1,25."}),
        ({"count.4": "-4"}, {"count.4": "Меньше нуля быть не может."}),
        ({"months.5": "61"}, {"months.5": "Это больше, чем мы считаем: не более 60 месяцев."}),
        ({"requests": "", "hours.3": "x"}, {
            "requests": "Укажите, сколько таких обращений в месяц. Если одно, поставьте 1.",
            "hours.3": "Часы подключения — это число, например 1,5."}),
    ],
)  # fmt: skip
def test_a_bad_number_in_a_row_has_its_message_at_its_field(typed, expected, tariffs):
    for kind in ("call", "remote", "letters", "vip"):
        tariffs.press(f"row:add:{kind}")
    tariffs.type(**typed)
    body = tariffs.ask("estimate")

    assert {name: text.replace("\u00a0", " ") for name, text in body["errors"].items()} == expected
    for name in expected:
        assert tariffs.part("cost").all("a", href=f"#field-{name}")
    assert "₽" not in tariffs.text("cost")
    tariffs.press("row:add:call")
    assert tariffs.part("rows").by_id("field-minutes.6")
    for name, text in expected.items():
        if name != "requests":
            field = tariffs.part("rows").by_id(f"field-{name}")
            assert field.attributes["aria-invalid"] == "true"
            error = tariffs.part("rows").by_id(f"field-{name}-error")
            assert error.text == text


def test_an_empty_field_of_the_three_stays_empty_when_a_row_comes(tariffs):
    tariffs.type(requests="")
    body = tariffs.press("row:add:call")

    assert list(body["errors"]) == ["requests"]
    assert tariffs.responses["requests"] == ""


def test_there_is_an_end_of_rows(tariffs):
    for _ in range(MOST_ROWS + 1):
        tariffs.press("row:add:call")

    assert len(spin_buttons(tariffs)) == 2 * MOST_ROWS
    assert not [action for action in buttons(tariffs) if action.startswith("row:add")]
    assert "Больше строк в один расчёт не поместится." in tariffs.text("rows")
    tariffs.press("row:add:letters")
    assert len(spin_buttons(tariffs)) == 2 * MOST_ROWS


def test_letters_and_vip_support_have_one_row_each(tariffs):
    for kind in ("letters", "vip", "letters"):
        tariffs.press(f"row:add:{kind}")

    assert len(spin_buttons(tariffs)) == 2
    assert [a for a in buttons(tariffs) if "add" in a] == ["row:add:call", "row:add:remote"]


@pytest.mark.parametrize(
    "action", ["row", "row:add", "row:add:fax", "row:remove:77", "row:remove:x"]
)
def test_a_row_that_cannot_be_changes_nothing(action, tariffs):
    before = tariffs.responses
    body = tariffs.press(action)

    assert tariffs.responses == before
    assert "focus" not in body


@pytest.mark.parametrize(
    ("listed", "read"),
    [
        ("call.2 remote.3", ["call.2", "remote.3"]),
        ("call.2 call.2 remote.2", ["call.2"]),
        ("letters.2 letters.3 vip.4", ["letters.2", "vip.4"]),
        ("call.0 call.-1 call.٣ call.100 fax.2 call", []),
        ("<b>.2", []),
        (" ".join(f"call.{n}" for n in range(2, 60)), [f"call.{n}" for n in range(2, 10)]),
    ],
)
def test_a_list_of_rows_counts_only_so_far(listed, read):
    assert [f"{row.kind}.{row.number}" for row in rows_of({"rows": listed})] == read


def test_the_link_of_a_mix_opens_the_same_quote(tariffs):
    tariffs.type(call_minutes="50", remote_hours="1,25", requests="3", customer="ООО «Ромашка»")
    for kind in ("call", "remote", "letters", "vip"):
        tariffs.press(f"row:add:{kind}")
    tariffs.type(**{"minutes.2": "20", "hours.3": "4", "count.3": "2"})
    tariffs.ask("estimate")
    total = tariffs.part("cost").all("p")[0].text
    typed = {
        name_of(e, tariffs.part("rows")): e.attributes["value"]
        for e in tariffs.part("rows").all("input")
    }
    (effect,) = tariffs.press("offer:link")["effects"]
    query = effect["text"].removesuffix("#calculator").partition("?")[2]
    assert query == "on=2026-11-23&call=50-3&call=20-1&remote=1.25-3&remote=4-2&vip=1&letters=1"

    tariffs.responses = {}
    tariffs.ask("open", page="tariffs", query=f"?{query}")
    step = tariffs.part("wizard-step")
    assert step.by_id("cost").all("p")[0].text == total
    opened = {name_of(e, step): e.attributes["value"] for e in step.by_id("rows").all("input")}
    assert opened == {**typed, "Звонок 2, минут": "20", "Подключение 2, часов": "4",
                      "Подключение 2, раз в месяц": "2"}  # fmt: skip


@given(REQUESTS)
def test_the_fields_can_say_whatever_a_link_says(request):
    fields = Responses(responses_of(request))
    found = month_of(fields, TARIFFS.limits)

    assert found.problems == ()
    assert found.request is not None
    assert quote(found.request, TARIFFS, TODAY) == quote(request, TARIFFS, TODAY)
    assert encode_quote(SavedQuote(found.request, TODAY)) == encode_quote(
        SavedQuote(request, TODAY)
    )


def test_the_longest_mix_still_fits_into_a_link():
    rows = tuple(Sessions(Fraction(99_999, 100), 1_000) for _ in range(MOST_ROWS + 1))
    request = QuoteRequest(calls=(Calls(10_000, 1_000),), sessions=rows[1:])
    fields = responses_of(request)

    assert fields
    assert len(encode_quote(SavedQuote(request, TODAY))) < 500
