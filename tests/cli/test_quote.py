"""`quote` on the command line."""

import json
from datetime import datetime

import pytest
from click.testing import CliRunner

from wizard.cli.quote import quote_command
from wizard.errors import UsageError
from wizard.site_data import load_site_data


def run(*arguments):
    return CliRunner().invoke(quote_command, arguments)


def test_json_holds_total_bounds_and_reasons():
    result = run("--call", "50", "--call", "50", "--remote", "1,5", "--on", "2026-11-23", "--json")
    values = json.loads(result.output)

    assert (values["total"], values["lower_bound"]) == (8000, 6332)
    assert [(line["code"], line["quantity"]) for line in values["lines"]] == [
        ("call", 2),
        ("session", 1),
    ]
    assert [item["id"] for item in values["assumptions"]] == ["phone-hours", "remote-hours"]
    assert values["clauses"] == ["phone-price", "remote-price"]


def test_vip_holds_the_remote_hours_up_to_its_limit():
    values = json.loads(run("--vip", "1", "--remote", "35", "--on", "2026-11-23", "--json").output)

    assert values["total"] == 30000


def test_text_is_the_offer():
    result = run("--call", "50", "--on", "2026-11-23")

    assert result.exit_code == 0
    assert "Итого: 2 000 ₽ (две тысячи рублей)" in result.output.replace("\u00a0", " ")


def test_day_of_the_quote_is_today_when_not_given():
    zone = load_site_data().working_time.zone
    before = datetime.now(zone).date()
    found = json.loads(run("--call", "1", "--json").output)["on"]

    assert before.isoformat() <= found <= datetime.now(zone).date().isoformat()


@pytest.mark.parametrize(
    "arguments", [(), ("--call", "0"), ("--vip", "0", "--json"), ("--on", "2026-11-23")]
)
def test_nothing_to_price_is_refused(arguments):
    result = run(*arguments)

    assert isinstance(result.exception, UsageError)
    assert str(result.exception) == (
        "quote: expected a number above 0 at --call, --remote or --vip, got 0. Say what to price."
    )
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--call", "-5"),
            "--call: expected a whole number from 0 to 10000, got '-5'. Correct the number.",
        ),
        (
            ("--call", "1e9"),
            "--call: expected a whole number from 0 to 10000, got '1e9'. Correct the number.",
        ),
        (
            ("--remote", "часа два"),
            "--remote: expected hours from 0 to 1000, to the hundredth, got 'часа два'. "
            "Correct the number.",
        ),
        (
            ("--vip", ""),
            "--vip: expected a whole number from 0 to 60, got ''. Correct the number.",
        ),
        (
            ("--on", "23.11.2026"),
            "--on: expected a date such as 2026-11-23, got '23.11.2026'. Correct the date.",
        ),
        (
            ("--on", "2024-12-31"),
            "date of the quote: expected a day on or after 2025-01-01, got '2024-12-31'. "
            "Choose a later day, or add the price list of that time to tariffs.toml.",
        ),
    ],
)
def test_wrong_use_says_what_is_right(arguments, message):
    result = run(*arguments)

    assert isinstance(result.exception, UsageError)
    assert str(result.exception) == message
