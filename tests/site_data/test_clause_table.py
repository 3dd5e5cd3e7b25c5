"""The table of docs/dev/architecture.md accounts for every clause, and truthfully."""

import re
import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

from wizard.app.step_views import CHANNEL_CLAUSES
from wizard.flow.recommendation import RULES
from wizard.packed_files import read_packed
from wizard.pricing import Calls, QuoteRequest, Sessions, quote
from wizard.site_data import citations, load_site_data
from wizard.site_data.load import FILES

PAGE = Path(__file__).parents[2] / "docs" / "dev" / "architecture.md"
DATA = load_site_data()
# The check before a letter is the flow's own rule: nothing else of it cites a clause.
FAQ_CHECK = "read-first"


def table() -> dict[str, tuple[str, set[str]]]:
    """Clause id -> its number and the places the table names, in the order of the rows."""
    rows = re.findall(r"^\| ([\d.]+) \| `([a-z-]+)` \| ([a-z, ]+) \|$", PAGE.read_text(), re.M)
    return {clause: (number, set(places.split(", "))) for number, clause, places in rows}


def clauses_of(place: str) -> set[str]:
    return {clause for clause, (_, places) in table().items() if place in places}


def cited_in(*names: str) -> set[str]:
    documents = {name: tomllib.loads(read_packed(f"data/{name}")) for name in names}
    return {clause for _, clause in citations(documents)}


def test_every_clause_has_its_row_in_order():
    found = [(clause, number) for clause, (number, _) in table().items()]
    assert found == [(clause.id, clause.number) for clause in DATA.clauses.clauses]


def test_data_rows_are_those_that_data_cites():
    assert clauses_of("data") == cited_in(*FILES)


def test_letter_rows_are_those_that_letter_fields_cite():
    assert clauses_of("letter") == cited_in("letter.toml")


def test_flow_rows_are_those_that_steps_and_recommendations_cite():
    cited = {recommendation.clause for _, recommendation in RULES}
    cited |= {clause for clauses in CHANNEL_CLAUSES.values() for clause in clauses}
    assert clauses_of("flow") == cited | {FAQ_CHECK}


def test_calculation_rows_are_those_that_quotes_and_deadlines_follow():
    calls, sessions = (Calls(50),), (Sessions(Fraction(40)),)
    without_vip = QuoteRequest(calls=calls, sessions=sessions, letters=1)
    with_vip = QuoteRequest(calls=calls, sessions=sessions, vip_months=1)
    cited = {
        clause
        for request in (without_vip, with_vip)
        for clause in quote(request, DATA.tariffs, date(2026, 11, 23)).clauses
    }
    time = DATA.working_time
    cited |= {time.hours_source, time.reaction_source, time.counting_source}
    assert clauses_of("calculation") == cited


def test_page_rows_have_no_other_place():
    assert all(places == {"page"} for _, places in table().values() if "page" in places)
