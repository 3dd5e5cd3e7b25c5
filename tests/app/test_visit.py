"""What a request says of the visitor's circumstances; anything unusable is told exactly."""

from datetime import timedelta

import pytest

from wizard.app import Visit
from wizard.errors import UsageError

REQUEST = {
    "step": "letter",
    "responses": {"text": "не печатает"},
    "now": "2026-11-23T09:00:00.000Z",
    "utc_offset": 600,
    "seed": 5,
    "site": "https://support.example/",
}


def test_a_visit_is_read():
    visit = Visit.from_json(REQUEST)

    assert (visit.step, visit.seed, visit.site) == ("letter", 5, "https://support.example/")
    assert visit.now.isoformat() == "2026-11-23T19:00:00+10:00"
    assert visit.responses.get("text") == "не печатает"


def test_a_moment_without_an_offset_is_universal_time():
    visit = Visit.from_json({**REQUEST, "now": "2026-11-23T09:00:00", "utc_offset": -210})

    assert visit.now.isoformat() == "2026-11-23T05:30:00-03:30"


def test_an_offset_and_a_seed_may_be_missing():
    visit = Visit.from_json({"now": REQUEST["now"], "site": REQUEST["site"]})

    assert (visit.now.utcoffset(), visit.seed, visit.step) == (timedelta(0), 0, "")


@pytest.mark.parametrize("seed", [0, -1, 2**64, 10**4000])
def test_any_whole_number_is_a_seed(seed):
    assert Visit.from_json({**REQUEST, "seed": seed}).seed == seed


@pytest.mark.parametrize("site", ["http://localhost:8000/", "file:///home/site/", "https://a.b/c/"])
def test_the_site_may_be_served_from_anywhere(site):
    assert Visit.from_json({**REQUEST, "site": site}).site == site


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        *(
            ("now", value, "an ISO 8601 moment")
            for value in (
                None, "", "yesterday", "2026-02-30T00:00:00Z", 1795424400, [], {},
                "2026-11-23T25:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
                "NaN", "\ud800",
            )
        ),
        ("offset_changes", "soon", "at most 4 changes"),
        ("offset_changes", [{}] * 5, "at most 4 changes"),
        ("offset_changes", ["soon"], "objects with `at` and `utc_offset`"),
        *(
            ("utc_offset", value, "a whole number")
            for value in (None, "180", 180.0, True, [], {})
        ),
        *(
            ("utc_offset", value, "minutes between -840 and 840")
            for value in (841, -841, 10**30, -(10**30))
        ),
        *(("seed", value, "a whole number") for value in (None, "5", 5.0, False, [])),
        *(
            ("site", value, "the address of the site's root, ending in a slash")
            for value in (
                "", "https://support.example", "javascript:alert(1)//", "//support.example/",
                "data:text/html,/", "/", " https://support.example/",
            )
        ),
    ],
)  # fmt: skip
def test_an_unusable_part_is_told(key, value, allowed):
    with pytest.raises(UsageError) as error:
        Visit.from_json({**REQUEST, key: value})
    assert str(error.value) == f"request.{key}: expected {allowed}, got {value!r}. Reload the page."


@pytest.mark.parametrize("value", [None, 5, [], {}])
def test_a_site_that_is_no_text_is_refused(value):
    with pytest.raises(UsageError):
        Visit.from_json({**REQUEST, "site": value})
