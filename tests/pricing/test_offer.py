"""The offer: how long it holds, and how it reads as text, JSON and CSV."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from wizard.pricing import (
    Calls,
    QuoteRequest,
    Sessions,
    make_offer,
    offer_text,
    offer_values,
    quote,
    quote_csv,
    quote_values,
)
from wizard.site_data import load_site_data

TODAY = date(2026, 11, 23)
REQUEST = QuoteRequest(calls=(Calls(50, 2), Calls(10)), sessions=(Sessions(Fraction(3, 2)),))


@pytest.fixture(scope="module")
def data():
    """The data of the site without the price lists that came after the first."""
    loaded = load_site_data()
    tariffs = replace(loaded.tariffs, lists=loaded.tariffs.lists[:1])
    return replace(loaded, tariffs=tariffs)


@pytest.fixture(scope="module")
def number_of(data):
    return lambda clause: data.clauses.get(clause, "test").number


def offer_of(customer, data, request=REQUEST):
    made = quote(request, data.tariffs, TODAY)
    return make_offer(customer, made, data.tariffs, data.offer_wording.valid_days)


def test_offer_reads_as_a_letter(data, number_of):
    payment = data.tariffs.payment
    text = offer_text(
        offer_of("ООО «Ромашка»", data), data.offer_wording, data.tariffs, data.contacts, number_of
    )

    assert (
        text.replace("\u00a0", " ")
        == f"""\
Предложение: техническая поддержка Quartech LITE
Заказчик: ООО «Ромашка»
Дата: 23.11.2026. Цены действуют по 07.12.2026 включительно.

1. Звонок, 50 мин, 2 шт.: 2 × 2 000 ₽ = 4 000 ₽ (п. 4.6)
2. Звонок, 10 мин, 1 шт.: 500 ₽ (п. 4.6)
3. Удалённое подключение, 1,5 ч, 1 шт.: 2 × 2 000 ₽ = 4 000 ₽ (п. 4.10)

Итого: 8 500 ₽ (восемь тысяч пятьсот рублей)
Если прочесть регламент иначе: от 6 832 ₽ до 8 500 ₽

О чём регламент не говорит и как мы посчитали:
- В длинном звонке каждый начатый час считается целым, а не поминутно.
- Каждый начатый час удалённого подключения считается целым, а не поминутно.

Пункты регламента: п. 4.6, п. 4.10

Оплата на корпоративную карту: {payment.card or payment.card_missing}
Quartech, служба технической поддержки: {data.contacts.email}, {data.contacts.phone}
"""
    )


def test_offer_without_customer_or_doubt_leaves_their_lines_out(data, number_of):
    offer = offer_of("", data, QuoteRequest(calls=(Calls(10),)))
    text = offer_text(offer, data.offer_wording, data.tariffs, data.contacts, number_of)

    assert "Заказчик" not in text
    assert "прочесть регламент иначе" not in text
    assert "О чём регламент не говорит" not in text


def test_customer_is_one_printable_line(data):
    offer = offer_of(" ООО\r\nBcc: a@b\x00\u202e \t«Ромашка» " + "ы" * 300, data)

    assert offer.customer.startswith("ООО Bcc: a@b «Ромашка» ыыы")
    assert len(offer.customer) == 200


def test_braces_in_the_customers_name_stay_as_typed(data, number_of):
    offer = offer_of("{0.__class__} {product}", data)
    text = offer_text(offer, data.offer_wording, data.tariffs, data.contacts, number_of)

    assert "Заказчик: {0.__class__} {product}\n" in text


def test_offer_ends_with_its_price_list(changed_tariffs):
    def add_list(values):
        values["tariff"][1:] = [{**values["tariff"][0], "valid_from": date(2026, 12, 1)}]

    tariffs = changed_tariffs(add_list)
    offer = make_offer("", quote(REQUEST, tariffs, TODAY), tariffs, valid_days=14)

    assert offer.valid_until == date(2026, 11, 30)


def test_offer_on_the_last_day_there_is_does_not_overflow(tariffs):
    offer = make_offer("", quote(REQUEST, tariffs, date.max), tariffs, valid_days=14)

    assert offer.valid_until == date.max


def test_json_holds_the_quote_and_the_offer(data):
    offer = offer_of("ООО «Ромашка»", data, QuoteRequest(sessions=(Sessions(Fraction(3, 2), 2),)))
    values = json.loads(json.dumps(offer_values(offer, data.offer_wording, data.tariffs)))

    assert values == {
        "customer": "ООО «Ромашка»",
        "made_on": "2026-11-23",
        "valid_until": "2026-12-07",
        "on": "2026-11-23",
        "tariff_from": "2025-01-01",
        "total": 8000,
        "total_words": "восемь тысяч рублей",
        "lower_bound": 6000,
        "upper_bound": 8000,
        "lines": [
            {
                "level": "remote",
                "code": "session",
                "description": "Удалённое подключение, 1,5\u00a0ч",
                "quantity": 2,
                "size": 1.5,
                "formula": "2\u00a0×\u00a02\u00a0×\u00a02\u00a0000\u00a0₽",
                "amount": 8000,
                "clauses": ["remote-price"],
                "assumptions": ["remote-hours"],
            }
        ],
        "assumptions": [{"id": "remote-hours", "text": data.tariffs.readings["remote-hours"].text}],
        "clauses": ["remote-price"],
    }


def test_offer_adds_only_its_own_keys_to_the_quote(data):
    offer = offer_of("", data)
    quoted = quote_values(offer.quote, data.offer_wording, data.tariffs)

    assert set(offer_values(offer, data.offer_wording, data.tariffs)) - set(quoted) == {
        "customer",
        "made_on",
        "valid_until",
    }


def test_csv_opens_in_a_russian_spreadsheet(data, number_of):
    made = quote(REQUEST, data.tariffs, TODAY)
    text = quote_csv(made, data.offer_wording, number_of)

    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert [[cell.replace("\u00a0", " ") for cell in row] for row in rows] == [
        ["Услуга", "Количество", "Расчёт", "Сумма, руб.", "Пункты регламента"],
        ["Звонок, 50 мин", "2", "2 × 2 000 ₽", "4000", "п. 4.6"],
        ["Звонок, 10 мин", "1", "500 ₽", "500", "п. 4.6"],
        ["Удалённое подключение, 1,5 ч", "1", "2 × 2 000 ₽", "4000", "п. 4.10"],
        ["Итого", "", "", "8500", ""],
        ["Если прочесть регламент иначе, от", "", "", "6832", ""],
        ["Если прочесть регламент иначе, до", "", "", "8500", ""],
    ]
