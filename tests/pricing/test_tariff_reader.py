"""A price list that cannot be meant is refused, with the place and the way out."""

from datetime import date

import pytest

from wizard.errors import DataError
from wizard.pricing import quote_line
from wizard.site_data import load_site_data


def drop(values, *path):
    *parents, last = path
    for key in parents:
        values = values[key]
    del values[last]


def put(*path_and_value):
    *path, last, value = path_and_value

    def change(values):
        for key in path:
            values = values[key]
        values[last] = value

    return change


def repeat_list(values):
    values["tariff"].append(values["tariff"][0])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            put("tariff", 0, "phone", "bands", 2, "price", "по запросу"),
            "tariffs.toml: tariff[0].phone.bands[2].price: expected a whole number, at least 1, "
            "got 'по запросу'. Correct the value.",
        ),
        (
            put("tariff", 0, "remote", "price", 2000.0),
            "tariffs.toml: tariff[0].remote.price: expected a whole number, at least 1, "
            "got 2000.0. Correct the value.",
        ),
        (
            put("tariff", 0, "discount", 10),
            "tariffs.toml: tariff[0].discount: expected only the keys note, phone, remote, source, "
            "valid_from, vip, got 'discount'. Correct the key, or remove it.",
        ),
        (
            lambda values: drop(values, "tariff", 0, "vip", "hours"),
            "tariffs.toml: tariff[0].vip.hours: expected a whole number, at least 1, got None. "
            "Add the key.",
        ),
        (
            put("tariff", 0, "phone", "bands", 0, "per_hour", True),
            "tariffs.toml: tariff[0].phone.bands[0].per_hour: expected a price per hour in the "
            "last band only, got True. Remove per_hour, or remove upto_minutes.",
        ),
        (
            put("readings", "phone-hours", "value", "started"),
            "tariffs.toml: readings.phone-hours.value: expected one of whole, minute, "
            "got 'started'. Correct the value.",
        ),
        (
            put("payment", "card", "4111 1111 1111 1112"),
            "tariffs.toml: payment.card: expected a card number that passes the Luhn check, or an "
            "empty text, got '4111 1111 1111 1112'. Correct the digits.",
        ),
        (
            put("limits", "remote_hours", 1),
            "tariffs.toml: limits.call_minutes: expected a call no longer than remote_hours, "
            "got 10000. The comparison prices calls as connections: lower one limit or raise the "
            "other.",
        ),
    ],
)
def test_wrong_value_is_refused(change, message, changed_tariffs):
    with pytest.raises(DataError) as caught:
        changed_tariffs(change)

    assert str(caught.value) == message


@pytest.mark.parametrize(
    "change",
    [
        put("tariff", 0, "phone", "bands", 0, "upto_minutes", 45),
        put("tariff", 0, "phone", "bands", 2, {"upto_minutes": 90, "price": 1}),
        put("tariff", 0, "phone", "bands", 0, {"price": 500}),
        put("tariff", 0, "phone", "bands", []),
    ],
)
def test_bands_that_leave_a_length_without_one_price_are_refused(change, changed_tariffs):
    with pytest.raises(DataError) as caught:
        changed_tariffs(change)

    assert caught.value.where == "tariffs.toml: tariff[0].phone.bands"
    assert caught.value.allowed == "bands with growing upto_minutes, the last band without it"


@pytest.mark.parametrize("change", [repeat_list, lambda values: values["tariff"].clear()])
def test_price_lists_out_of_order_are_refused(change, changed_tariffs):
    with pytest.raises(DataError) as caught:
        changed_tariffs(change)

    assert caught.value.where == "tariffs.toml: tariff"
    assert caught.value.action == "Put the price lists in the order of their dates."


def test_card_number_may_be_set(changed_tariffs):
    tariffs = changed_tariffs(put("payment", "card", "4111 1111 1111 1111"))

    assert tariffs.payment.card == "4111 1111 1111 1111"


def test_card_number_is_missing_in_the_regulations(tariffs):
    assert tariffs.payment.card is None
    assert tariffs.payment.card_missing == "номер карты сообщит специалист"


def test_next_price_list_is_the_first_to_begin_later(changed_tariffs):
    def add_two(values):
        for year in (2027, 2028):
            values["tariff"].append({**values["tariff"][0], "valid_from": date(year, 1, 1)})

    tariffs = changed_tariffs(add_two)

    assert tariffs.next_after(date(2026, 12, 31)).valid_from == date(2027, 1, 1)
    assert tariffs.next_after(date(2027, 1, 1)).valid_from == date(2028, 1, 1)
    assert tariffs.next_after(date(2028, 1, 1)) is None


def test_clauses_that_the_rules_cite_exist():
    clauses = load_site_data().clauses

    for clause in (quote_line.LETTERS_CLAUSE, quote_line.VIP_WORK_CLAUSE):
        assert clauses.get(clause, "quote_line").id == clause
