"""Front matter: what passes, and the exact message for everything that does not."""

from datetime import date

import pytest

from build_hooks.article import ArticleRules, read_article, require_unique_ids
from wizard.errors import DataError

RULES = ArticleRules(
    topics=("prices", "letter"),
    clause_ids=("phone-price", "payment"),
    today=date(2026, 11, 23),
)
FRONT_MATTER = {
    "id": "call-price",
    "title": "Сколько стоит звонок?",
    "questions": "['Почём позвонить?', 'Звонок платный?']",
    "topic": "prices",
    "clauses": "[phone-price]",
    "updated": "2026-11-23",
}
SRC = "faq/prices/call-price.md"


def article_text(**changes: str | None) -> str:
    """The file of a good article with some lines of its front matter changed or left out."""
    lines = {**FRONT_MATTER, **changes}
    matter = "".join(f"{key}: {value}\n" for key, value in lines.items() if value is not None)
    return f"---\n{matter}---\n\nТекст статьи.\n"


def test_reads_a_whole_article():
    article = read_article(article_text(), SRC, RULES)
    assert article.id == "call-price"
    assert article.title == "Сколько стоит звонок?"
    assert article.questions == ("Почём позвонить?", "Звонок платный?")
    assert article.clauses == ("phone-price",)
    assert article.updated == date(2026, 11, 23)
    assert not article.general
    assert article.body == "\nТекст статьи.\n"
    assert article.first_line == 9


def test_reads_windows_line_ends():
    article = read_article(article_text().replace("\n", "\r\n"), SRC, RULES)
    assert article.body == "\nТекст статьи.\n"
    assert article.first_line == 9


def test_a_general_article_needs_no_clause():
    article = read_article(article_text(clauses="[]", general="true"), SRC, RULES)
    assert article.general
    assert article.clauses == ()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param(
            {"title": None},
            "docs/faq/prices/call-price.md: title: expected a non-empty text, got None. "
            "Add the key.",
            id="a key is missing",
        ),
        pytest.param(
            {"author": "Иван"},
            "docs/faq/prices/call-price.md: author: expected only the keys clauses, general, id, "
            "questions, title, topic, updated, got 'author'. Correct the key, or remove it.",
            id="a key is unknown",
        ),
        pytest.param(
            {"id": "price-of-call"},
            "docs/faq/prices/call-price.md: id: expected 'call-price', the name of the file, "
            "got 'price-of-call'. Make them the same.",
            id="the id is not the name of the file",
        ),
        pytest.param(
            {"id": "Call_Price"},
            "docs/faq/prices/call-price.md: id: expected small Latin letters, digits and hyphens, "
            "got 'Call_Price'. Rename it.",
            id="the id has other letters",
        ),
        pytest.param(
            {"id": "index"},
            "docs/faq/prices/call-price.md: id: expected a name other than the one of a topic's "
            "own page, got 'index'. Rename it.",
            id="the id is that of the topic's page",
        ),
        pytest.param(
            {"topic": "money"},
            "docs/faq/prices/call-price.md: topic: expected one of prices, letter, got 'money'. "
            "Correct the topic, or add it to docs/faq/topics.toml.",
            id="the topic is unknown",
        ),
        pytest.param(
            {"topic": "letter"},
            "docs/faq/prices/call-price.md: topic: expected 'prices', the name of the folder, "
            "got 'letter'. Move the file, or correct it.",
            id="the topic is not the folder",
        ),
        pytest.param(
            {"clauses": "[phone-price, phone-cost]"},
            "docs/faq/prices/call-price.md: clauses: expected ids of clauses in "
            "wizard/data/clauses.toml, got ['phone-price', 'phone-cost']. Correct 'phone-cost'.",
            id="a clause is unknown",
        ),
        pytest.param(
            {"clauses": "[]"},
            "docs/faq/prices/call-price.md: clauses: expected at least one clause id, got []. "
            "Cite the clause it rests on, or set `general: true` if it is not about Quartech.",
            id="an article about Quartech cites nothing",
        ),
        pytest.param(
            {"questions": "[]"},
            "docs/faq/prices/call-price.md: questions: expected at least one text, got []. "
            "Add what a customer would type to find the article.",
            id="no other wording is given",
        ),
        pytest.param(
            {"questions": "['Звонок платный?', 'Звонок платный?']"},
            "docs/faq/prices/call-price.md: questions: expected 'Звонок платный?' only once, "
            "title included, got ['Звонок платный?', 'Звонок платный?']. Remove the repeated one.",
            id="a question is repeated",
        ),
        pytest.param(
            {"questions": "['Звонок платный?', 'звонок платный?']"},
            "docs/faq/prices/call-price.md: questions: expected 'звонок платный?' only once, "
            "title included, got ['Звонок платный?', 'звонок платный?']. Remove the repeated one.",
            id="a question is repeated in other case",
        ),
        pytest.param(
            {"questions": "['сколько стоит звонок?']"},
            "docs/faq/prices/call-price.md: questions: expected 'сколько стоит звонок?' only once, "
            "title included, got ['сколько стоит звонок?']. Remove the repeated one.",
            id="a question is the title in other case",
        ),
        pytest.param(
            {"title": "Звонок\ntitle: Цена"},
            "docs/faq/prices/call-price.md: line 4: expected every key once, got 'title'. "
            "Remove one of the two.",
            id="a key stands twice",
        ),
        pytest.param(
            {"questions": "Звонок платный?"},
            "docs/faq/prices/call-price.md: questions: expected a list of non-empty texts, "
            "got 'Звонок платный?'. Correct the value.",
            id="questions are not a list",
        ),
        pytest.param(
            {"updated": "2026-11-24"},
            "docs/faq/prices/call-price.md: updated: expected a day not after 2026-11-23, "
            "got datetime.date(2026, 11, 24). Correct the date.",
            id="the date lies in the future",
        ),
        pytest.param(
            {"updated": "вчера"},
            "docs/faq/prices/call-price.md: updated: expected a date such as 2026-11-23, "
            "got 'вчера'. Correct the value.",
            id="the date is not one",
        ),
        pytest.param(
            {"title": "Звонок: сколько стоит?"},
            "docs/faq/prices/call-price.md: line 3: expected YAML, got 'mapping values are not "
            "allowed here'. Put a text with a colon, a question mark or a quotation mark into "
            "quotes.",
            id="a colon is not quoted",
        ),
        pytest.param(
            {"questions": "[Сколько отдам за беседу?]"},
            "docs/faq/prices/call-price.md: line 4: expected YAML, got \"expected ',' or ']', but "
            "got '?'\". Put a text with a colon, a question mark or a quotation mark into quotes.",
            id="a question mark in brackets is not quoted",
        ),
        pytest.param(
            {"updated": "2026-13-45"},
            "docs/faq/prices/call-price.md: line 7: expected a date or a number that exists, "
            "got '2026-13-45'. Correct it, or put a text into quotes.",
            id="the date does not exist",
        ),
        pytest.param(
            {"title": "Звонок\x07"},
            "docs/faq/prices/call-price.md: line 3: expected printable characters, "
            "got '\\x07'. Remove the character.",
            id="a control character",
        ),
    ],
)
def test_says_what_is_wrong(changes, message):
    with pytest.raises(DataError) as error:
        read_article(article_text(**changes), SRC, RULES)
    assert str(error.value) == message


def test_refuses_a_file_without_front_matter():
    with pytest.raises(DataError) as error:
        read_article("# Сколько стоит звонок?\n", SRC, RULES)
    assert str(error.value) == (
        "docs/faq/prices/call-price.md: expected front matter between two lines of ---, "
        "got '# Сколько стоит звон'. Start the file with it; `quartech-support faq new` makes one."
    )


def test_refuses_one_id_in_two_topics():
    text = article_text()
    first = read_article(text, SRC, RULES)
    second = read_article(
        text.replace("topic: prices", "topic: letter"), "faq/letter/call-price.md", RULES
    )
    with pytest.raises(DataError) as error:
        require_unique_ids([first, second])
    assert str(error.value) == (
        "docs/faq/letter/call-price.md: id: expected an id that docs/faq/prices/call-price.md "
        "does not have, got 'call-price'. Rename one of the two files and its id."
    )
