"""The numbered places of the regulations: ids, numbers and their rules."""

import copy
import tomllib

import pytest

from wizard.errors import DataError
from wizard.packed_files import read_packed
from wizard.site_data.clauses import ClauseBook, read_clauses
from wizard.validation import Table

PARSED = tomllib.loads(read_packed("data/clauses.toml"))
SMALL = {
    "section": [
        {"number": "1", "id": "first", "title": "Первый"},
        {"number": "2", "id": "second", "title": "Второй"},
    ],
    "clause": [
        {"number": "1.1", "id": "one", "title": "Раз"},
        {"number": "1.9", "id": "nine", "title": "Девять"},
        {"number": "1.10", "id": "ten", "title": "Десять"},
        {"number": "2.1", "id": "two", "title": "Два"},
        {"number": "2.1.1", "id": "three", "title": "Три"},
    ],
}


def book(values) -> ClauseBook:
    return read_clauses(Table(values, "clauses.toml"))


def changed(kind, place, **values):
    """The small book with some values of one row changed."""
    document = copy.deepcopy(SMALL)
    document[kind][place].update(values)
    return document


def test_a_book_reads_in_the_order_of_the_regulations():
    found = book(SMALL)

    assert [clause.number for clause in found.clauses] == ["1.1", "1.9", "1.10", "2.1", "2.1.1"]
    assert [clause.id for clause in found.of_section(found.sections[1])] == ["two", "three"]


def test_a_clause_is_found_by_its_id():
    found = book(SMALL)

    assert found.get("ten", "anywhere").number == "1.10"
    assert found.number_of("three") == "2.1.1"


def test_an_unknown_clause_is_told_with_the_place_that_cites_it():
    with pytest.raises(DataError) as error:
        book(SMALL).get("eleven", "tariffs.toml: source")
    assert str(error.value) == (
        "tariffs.toml: source: expected the id of a clause in clauses.toml, got 'eleven'. "
        "Cite an existing clause, or add the new one."
    )


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param(
            changed("clause", 1, id="one"),
            "clauses.toml: clause: expected ids that occur once, got 'one'. "
            "Give the second one another id: it is an anchor on the page.",
            id="two clauses with one id",
        ),
        pytest.param(
            changed("clause", 1, id="first"),
            "clauses.toml: clause: expected ids that occur once, got 'first'. "
            "Give the second one another id: it is an anchor on the page.",
            id="a clause with the id of a section",
        ),
        pytest.param(
            changed("clause", 2, number="1.9"),
            "clauses.toml: clause: expected a number above 1.9, got '1.9'. "
            "List them in the order of their numbers.",
            id="two clauses with one number",
        ),
        pytest.param(
            changed("clause", 1, number="1.11"),
            "clauses.toml: clause: expected a number above 1.11, got '1.10'. "
            "List them in the order of their numbers.",
            id="clauses out of order",
        ),
        pytest.param(
            changed("section", 1, number="1"),
            "clauses.toml: section: expected a number above 1, got '1'. "
            "List them in the order of their numbers.",
            id="two sections with one number",
        ),
        pytest.param(
            changed("clause", 4, number="3.1"),
            "clauses.toml: clause: expected the number of a clause of one of the sections 1, 2, "
            "got '3.1'. Correct the number, or add the section.",
            id="a clause of no section",
        ),
        pytest.param(
            changed("clause", 0, number="1.а"),
            "clauses.toml: clause[0].number: expected a number such as 4.10, got '1.а'. "
            "Correct the number.",
            id="a letter in a number",
        ),
        pytest.param(
            changed("clause", 0, number="1."),
            "clauses.toml: clause[0].number: expected a number such as 4.10, got '1.'. "
            "Correct the number.",
            id="a number that ends in a dot",
        ),
        pytest.param(
            changed("clause", 0, number="1"),
            "clauses.toml: clause[0].number: expected a number such as 4.10, got '1'. "
            "Correct the number.",
            id="a clause with the number of a section",
        ),
        pytest.param(
            changed("section", 0, number="1.1"),
            "clauses.toml: section[0].number: expected a number such as 4, got '1.1'. "
            "Correct the number.",
            id="a section with the number of a clause",
        ),
        pytest.param(
            changed("clause", 0, id="пункт один"),
            "clauses.toml: clause[0].id: expected latin words joined by hyphens, "
            "got 'пункт один'. Correct the id: it is an anchor on the page.",
            id="an id that no address should carry",
        ),
    ],
)
def test_a_book_that_breaks_a_rule_is_refused(values, message):
    with pytest.raises(DataError) as error:
        book(values)
    assert str(error.value) == message


def test_the_regulations_have_five_sections_and_no_empty_one():
    found = book(PARSED)

    assert [section.number for section in found.sections] == ["1", "2", "3", "4", "5"]
    assert all(found.of_section(section) for section in found.sections)
