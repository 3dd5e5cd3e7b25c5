"""Clause marks and citations."""

import pytest

from build_hooks.regulations import ClauseMarks
from build_hooks.site_build import page_templates
from wizard.errors import DataError
from wizard.site_data import Clause, ClauseBook, Section

BOOK = ClauseBook(
    sections=(Section("levels", "4", "Уровни обслуживания"),),
    clauses=(
        Clause("payment", "4.4", "Оплата"),
        Clause("paid-ways", "4.5", "Два способа"),
        Clause("phone-price", "4.6", "Стоимость звонка"),
    ),
)


def marks_of(src_uri: str, *marked: str) -> ClauseMarks:
    """The marks of one page after it has marked some clauses."""
    marks = ClauseMarks(BOOK, page_templates(), src_uri)
    for clause_id in marked:
        marks.clause(clause_id)
    return marks


def test_a_clause_gets_its_number_anchor_and_permalink():
    assert marks_of("regulations.md").clause("phone-price") == (
        '<a class="qs-clause" id="phone-price" href="#phone-price" '
        'title="Ссылка на пункт 4.6: Стоимость звонка" '
        'data-section="п. 4.6 Стоимость звонка">4.6</a>'
    )


@pytest.mark.parametrize(
    ("src_uri", "address"),
    [
        ("tariffs.md", "regulations.md#phone-price"),
        ("guides/good-letter.md", "../regulations.md#phone-price"),
        ("faq/prices/call-price.md", "../../regulations.md#phone-price"),
    ],
)
def test_a_citation_is_relative_to_its_page(src_uri, address):
    assert marks_of(src_uri).cite("phone-price") == (
        f'[п.&nbsp;4.6]({address} "Регламент: Стоимость звонка")'
    )


def test_every_clause_once_and_in_order_is_right():
    marks_of("regulations.md", "payment", "paid-ways", "phone-price").require_every_clause()


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        pytest.param(
            ("payment", "phone-price"),
            "docs/regulations.md: clause() number 2: expected 'paid-ways': every clause of "
            "clauses.toml once, in its order, got 'phone-price'. "
            'Put {{ clause("paid-ways") }} at the start of its paragraph.',
            id="one is left out",
        ),
        pytest.param(
            ("payment", "paid-ways"),
            "docs/regulations.md: clause() number 3: expected 'phone-price': every clause of "
            "clauses.toml once, in its order, got None. "
            'Put {{ clause("phone-price") }} at the start of its paragraph.',
            id="the last is left out",
        ),
        pytest.param(
            ("payment", "paid-ways", "phone-price", "payment"),
            "docs/regulations.md: clause() number 4: expected every clause of clauses.toml once, "
            "in its order, got 'payment'. Remove the repeated call.",
            id="one is repeated",
        ),
    ],
)
def test_says_which_clause_is_wrong(marked, message):
    with pytest.raises(DataError) as error:
        marks_of("regulations.md", *marked).require_every_clause()
    assert str(error.value) == message


def test_only_the_regulations_mark_clauses():
    with pytest.raises(DataError) as error:
        marks_of("tariffs.md").clause("payment")
    assert str(error.value) == (
        "docs/tariffs.md: clause(): expected clause() only in docs/regulations.md, got 'payment'. "
        "Write cite() to link to the clause."
    )


def test_an_unknown_clause_cannot_be_cited():
    with pytest.raises(DataError) as error:
        marks_of("tariffs.md").cite("price")
    assert str(error.value) == (
        "docs/tariffs.md: cite(): expected the id of a clause in clauses.toml, got 'price'. "
        "Cite an existing clause, or add the new one."
    )
