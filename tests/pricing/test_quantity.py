"""What visitors type into number fields."""

from fractions import Fraction

import pytest

from tests.tables import load_cases
from wizard.pricing import Calls, QuoteRequest, Sessions, parse_estimate, parse_hours, parse_whole
from wizard.pricing.quantity import PROBLEM_CODES
from wizard.validation import Problem


def value_or_code(found):
    return found.code if isinstance(found, Problem) else found


@pytest.mark.parametrize(("text", "expected"), load_cases("quantities.toml", "whole"))
def test_whole_number(text, expected):
    assert value_or_code(parse_whole(text, "requests", 1000)) == expected


@pytest.mark.parametrize(("text", "expected"), load_cases("quantities.toml", "hours"))
def test_hours(text, expected):
    assert value_or_code(parse_hours(text, "remote_hours", 1000)) == expected


def test_tables_show_every_code():
    rows = load_cases("quantities.toml", "whole") + load_cases("quantities.toml", "hours")
    shown = {row.values[1] for row in rows if isinstance(row.values[1], str)}

    assert shown == set(PROBLEM_CODES)


def test_problem_names_its_field_and_the_most():
    assert parse_whole("1e9", "requests", 1000) == Problem(
        "requests", "too_big", {"most": "1\u00a0000"}
    )


def test_estimate_is_a_month_of_equal_requests(tariffs):
    found = parse_estimate("50", "1,5", "3", tariffs.limits)

    request = QuoteRequest(calls=(Calls(50, 3),), sessions=(Sessions(Fraction(3, 2), 3),))
    assert (found.request, found.problems) == (request, ())


def test_estimate_leaves_out_work_that_is_none(tariffs):
    assert parse_estimate("0", "0", "3", tariffs.limits).request == QuoteRequest()


def test_estimate_reports_every_bad_field(tariffs):
    found = parse_estimate("-1", "часа два", "", tariffs.limits)

    assert found.request is None
    assert [
        (problem.field, problem.code, problem.values["most"]) for problem in found.problems
    ] == [
        ("call_minutes", "negative", "10\u00a0000"),
        ("remote_hours", "not_a_number", "1\u00a0000"),
        ("requests", "missing", "1\u00a0000"),
    ]
