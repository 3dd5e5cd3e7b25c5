"""The policy data as a whole: every file loads, and every slip in one is told exactly."""

import copy
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from wizard.errors import DataError
from wizard.packed_files import read_packed
from wizard.pricing import read_levels, read_offer_wording, read_tariffs
from wizard.site_data import citations, load_site_data
from wizard.site_data.clauses import read_clauses
from wizard.site_data.contacts import read_contacts
from wizard.site_data.delivery_routes import read_delivery_routes
from wizard.site_data.letter_fields_reader import read_letter_fields
from wizard.site_data.load import FILES
from wizard.site_data.messages import read_messages
from wizard.validation import Table
from wizard.worktime import read_working_time

READERS: dict[str, Callable[[Table], object]] = {
    "clauses.toml": read_clauses,
    "contacts.toml": read_contacts,
    "letter.toml": read_letter_fields,
    "levels.toml": read_levels,
    "messages.toml": read_messages,
    "offer.toml": read_offer_wording,
    "tariffs.toml": read_tariffs,
    "webmail.toml": read_delivery_routes,
    "working_time.toml": read_working_time,
}
DOCUMENTS = {name: tomllib.loads(read_packed(f"data/{name}")) for name in FILES}
# Tables whose keys are words of the data itself: codes, labels, ids.
OPEN_TABLES = {
    "letter.toml": ("labels.", "messages.", "example.", ".messages.", "mantis.severity."),
    "messages.toml": (".",),
}


def table_places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every table in parsed TOML, the whole document first."""
    if isinstance(value, dict):
        yield path
        for key, inner in value.items():
            yield from table_places(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from table_places(inner, (*path, number))


def written(path: tuple[Any, ...]) -> str:
    """The path as messages name it: `phone.bands[2].`, empty for the whole document."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") + "." if text else ""


CLOSED_PLACES = [
    pytest.param(name, path, id=f"{name}: {written(path) or '(top)'}")
    for name in FILES
    for path in table_places(DOCUMENTS[name])
    if not (path and written(path).endswith(OPEN_TABLES.get(name, ())))
]


def reading(**changed: str) -> Callable[[str], str]:
    """Reads the packed data, some files (`contacts_toml`) with another text."""
    texts = {name.replace("_toml", ".toml"): text for name, text in changed.items()}
    return lambda path: texts.get(path.removeprefix("data/")) or read_packed(path)


def test_every_file_has_its_reader_here():
    assert tuple(READERS) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_file_reads_alone(name):
    assert READERS[name](Table(DOCUMENTS[name], name))


def test_all_data_load_together():
    data = load_site_data()

    assert data.contacts.email == "support@quartech.ru"
    assert data.contacts.phone_href == "tel:+74959796880"
    assert data.working_time.reaction_hours == 8
    assert [kind.id for kind in data.letter_fields.kinds] == ["problem", "requirement", "wish"]
    assert [value.id for value in data.letter_fields.reproducibility] == [
        "always", "sometimes", "random", "not-tried", "once", "no-access",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "path"), CLOSED_PLACES)
def test_a_key_that_nobody_knows_is_refused_in_every_table(name, path):
    document = copy.deepcopy(DOCUMENTS[name])
    table = document
    for part in path:
        table = table[part]
    table["colour"] = "red"
    with pytest.raises(DataError) as error:
        READERS[name](Table(document, name))
    assert error.value.where == f"{name}: {written(path)}colour"
    assert error.value.found in ("colour", "red")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "clauses.toml",
            "clauses.toml: colour: expected only the keys clause, section, got 'colour'. "
            "Correct the key, or remove it.",
        ),
        (
            "contacts.toml",
            "contacts.toml: colour: expected only the keys company, email, phone, product, source,"
            " got 'colour'. Correct the key, or remove it.",
        ),
        (
            "levels.toml",
            "levels.toml: colour: expected only the keys delay_reason, level, out_of_turn, "
            "got 'colour'. Correct the key, or remove it.",
        ),
        (
            "messages.toml",
            "messages.toml: colour: expected a table, got 'red'. Correct the value.",
        ),
        (
            "tariffs.toml",
            "tariffs.toml: colour: expected only the keys limits, payment, readings, tariff, "
            "got 'colour'. Correct the key, or remove it.",
        ),
        (
            "webmail.toml",
            "webmail.toml: colour: expected only the keys route, short_body, source, "
            "got 'colour'. Correct the key, or remove it.",
        ),
        (
            "working_time.toml",
            "working_time.toml: colour: expected only the keys calendar, hours, reaction, "
            "got 'colour'. Correct the key, or remove it.",
        ),
    ],
)
def test_the_message_names_file_key_and_allowed_keys(name, message):
    read = reading(**{name.replace(".", "_"): 'colour = "red"\n' + read_packed(f"data/{name}")})
    with pytest.raises(DataError) as error:
        load_site_data(read)
    assert str(error.value) == message


def test_a_clause_that_does_not_exist_cannot_be_cited():
    text = read_packed("data/contacts.toml").replace('"channels"', '"chanels"')
    with pytest.raises(DataError) as error:
        load_site_data(reading(contacts_toml=text))
    assert str(error.value) == (
        "contacts.toml: source: expected the id of a clause in clauses.toml, got 'chanels'. "
        "Cite an existing clause, or add the new one."
    )


def test_broken_toml_is_told_with_its_file_and_line():
    text = read_packed("data/contacts.toml") + "phone +7\n"
    with pytest.raises(DataError) as error:
        load_site_data(reading(contacts_toml=text))
    assert str(error.value) == (
        "contacts.toml: expected valid TOML, got \"Expected '=' after a key in a key/value pair "
        '(at line 7, column 7)". Correct the line.'
    )


def test_citations_are_found_at_every_depth():
    documents = {
        "a.toml": {
            "source": "one",
            "row": [{"counting_source": "two"}, {"inner": {"source": "three"}}],
            "resource": "not a citation",
        }
    }

    assert list(citations(documents)) == [
        ("a.toml: source", "one"),
        ("a.toml: row[0].counting_source", "two"),
        ("a.toml: row[1].inner.source", "three"),
    ]


def test_a_citation_is_one_clause():
    with pytest.raises(DataError) as error:
        list(citations({"a.toml": {"source": ["one", "two"]}}))
    assert str(error.value) == (
        "a.toml: source: expected the id of one clause, got ['one', 'two']. "
        "Write a clause id of clauses.toml."
    )


def test_every_clause_of_every_file_exists():
    known = {clause.id for clause in load_site_data().clauses.clauses}
    cited = dict(citations(DOCUMENTS))

    assert len(cited) > 60
    assert set(cited.values()) <= known
