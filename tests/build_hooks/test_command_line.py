"""The command line: authors' commands, the group's errors, what the site is built from."""

import json
import os
import socket
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from build_hooks import site_commands
from build_hooks.article import read_article
from build_hooks.ask_command import match_text
from build_hooks.command_line import main
from build_hooks.new_article import read_drafts
from build_hooks.site_build import article_rules
from build_hooks.site_commands import is_current
from build_hooks.slug import slug
from wizard.errors import SupportError
from wizard.search import Match

TOPICS = (
    '[[topic]]\nid = "prices"\ntitle = "Цены"\ndescription = "О ценах"\n'
    '[[topic]]\nid = "general"\ntitle = "Общее"\ndescription = "Общие советы"\n'
)
NEW = ("--topic", "prices", "--clause", "phone-price", "--question", "Почём звонок?")


@pytest.fixture
def docs(tmp_path):
    """A docs folder with two topics and no articles."""
    (tmp_path / "faq").mkdir()
    (tmp_path / "faq" / "topics.toml").write_text(TOPICS, "utf-8")
    return tmp_path


def run(*arguments: str, docs: Path | None = None):
    """The outcome of `quartech-support` with these arguments."""
    place = () if docs is None else ("--docs", str(docs))
    return CliRunner().invoke(main, [*arguments, *place])


def written(docs: Path, src_uri: str):
    """The article that a command wrote, checked again."""
    rules = article_rules(docs, date.today())
    return read_article((docs / src_uri).read_text("utf-8"), src_uri, rules)


def test_new_makes_an_article_that_passes_the_checks(docs):
    result = run("faq", "new", "--title", 'Сколько стоит: "звонок"?', *NEW, docs=docs)
    assert result.output == "docs/faq/prices/skolko-stoit-zvonok.md\n"
    article = written(docs, "faq/prices/skolko-stoit-zvonok.md")
    assert article.title == 'Сколько стоит: "звонок"?'
    assert article.questions == ("Почём звонок?",)
    assert article.updated == date.today()


def test_new_asks_for_what_is_missing(docs):
    answers = "prices\nСколько стоит звонок?\nПочём звонок?\nphone-price payment\n"
    result = CliRunner().invoke(main, ["faq", "new", "--docs", str(docs)], input=answers)
    assert result.exit_code == 0
    assert written(docs, "faq/prices/skolko-stoit-zvonok.md").clauses == ("phone-price", "payment")


def test_new_never_overwrites(docs):
    run("faq", "new", "--title", "Цена", *NEW, docs=docs)
    result = run("faq", "new", "--title", "Цена", *NEW, docs=docs)
    assert result.exit_code == 2
    assert result.stderr == (
        "docs/faq/prices/tsena.md: expected a file that does not exist yet, got 'tsena'. "
        "Give another id.\n"
    )


def test_new_writes_nothing_that_is_wrong(docs):
    result = run("faq", "new", "--title", "Цена", *NEW, "--clause", "phone-cost", docs=docs)
    assert result.exit_code == 2
    assert "Correct 'phone-cost'." in result.stderr
    assert list((docs / "faq").rglob("*.md")) == []


def test_new_refuses_an_id_of_another_topic(docs):
    run("faq", "new", "--title", "Цена", *NEW, docs=docs)
    other = ("--topic", "general", "--general", "--question", "Почём?")
    result = run("faq", "new", "--title", "Цена", *other, docs=docs)
    assert result.exit_code == 2
    assert result.stderr == (
        "docs/faq/general/tsena.md: id: expected an id that docs/faq/prices/tsena.md "
        "does not have, got 'tsena'. Give another id.\n"
    )
    assert not (docs / "faq" / "general").exists()


@pytest.mark.parametrize("body", ["Стоит {{ price }}.", "Стоит 500 рублей."])
def test_import_writes_no_text_that_stops_the_build(docs, tmp_path, body):
    row = {"title": "Цена", "topic": "prices", "questions": ["Почём?"], "clauses": ["payment"]}
    file = tmp_path / "faq.jsonl"
    file.write_text(json.dumps({**row, "body": body}), "utf-8")
    result = run("faq", "import", str(file), docs=docs)
    assert result.exit_code == 2
    assert result.stderr.startswith("docs/faq/prices/tsena.md: line 11: expected ")
    assert list((docs / "faq").rglob("*.md")) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "faq.csv",
            "title,topic,questions,clauses,body\n"
            '"Сколько стоит звонок?",prices,"Почём звонок?|Звонок платный?",phone-price,"От '
            '{{ phone.bands[0].price }}, не меньше"\n',
        ),
        (
            "faq.csv",
            "\ufefftitle;topic;questions;clauses;body\r\n"
            "Сколько стоит звонок?;prices;Почём звонок?|Звонок платный?;phone-price;От "
            "{{ phone.bands[0].price }}, не меньше\r\n",
        ),
        (
            "faq.jsonl",
            json.dumps(
                {
                    "title": "Сколько стоит звонок?",
                    "topic": "prices",
                    "questions": ["Почём звонок?", "Звонок платный?"],
                    "clauses": ["phone-price"],
                    "body": "От {{ phone.bands[0].price }}, не меньше",
                }
            ),
        ),
    ],
)
def test_import_makes_an_article_of_each_row(docs, tmp_path, name, text):
    file = tmp_path / name
    file.write_text(text, "utf-8", newline="")
    result = run("faq", "import", str(file), docs=docs)
    assert result.stdout == "docs/faq/prices/skolko-stoit-zvonok.md\n"
    article = written(docs, "faq/prices/skolko-stoit-zvonok.md")
    assert article.questions == ("Почём звонок?", "Звонок платный?")
    assert article.body.strip() == "От {{ phone.bands[0].price }}, не меньше"


def test_import_names_the_line_that_is_wrong(tmp_path):
    file = tmp_path / "faq.jsonl"
    file.write_text('\n{"title": "Цена", "body": "Нет", "topic": "prices"}\n', "utf-8")
    with pytest.raises(SupportError) as error:
        read_drafts(file)
    assert str(error.value) == (
        "faq.jsonl: line 2: questions: expected a list of non-empty texts, got None. Add the key."
    )


@pytest.mark.parametrize(("encoding", "found"), [("cp1251", r"b'\xf6'"), ("utf-16", r"b'\xff'")])
def test_import_takes_utf8_only(docs, tmp_path, encoding, found):
    file = tmp_path / "faq.csv"
    file.write_bytes("цена".encode(encoding))
    result = run("faq", "import", str(file), docs=docs)
    assert result.exit_code == 2
    assert result.stderr == (
        f"faq.csv: line 1: expected text in UTF-8, got {found}. Save the file as UTF-8.\n"
    )


def test_import_takes_no_other_files(docs, tmp_path):
    file = tmp_path / "faq.xlsx"
    file.write_bytes(b"PK\xff")
    result = run("faq", "import", str(file), docs=docs)
    assert result.exit_code == 2
    assert result.stderr == (
        "faq.xlsx: expected a .csv or .jsonl file, got '.xlsx'. Convert the file.\n"
    )


def test_lint_tells_every_finding_at_once(docs):
    run("faq", "new", "--title", "Цена звонка", *NEW, docs=docs)
    run("faq", "new", "--title", "Цена VIP", *NEW, docs=docs)
    typed = docs / "faq" / "prices" / "tsena-zvonka.md"
    typed.write_text(typed.read_text("utf-8") + "Стоит 500 рублей.\n", "utf-8")
    misspelt = docs / "faq" / "prices" / "tsena-vip.md"
    misspelt.write_text(misspelt.read_text("utf-8").replace("updated", "update"), "utf-8")
    result = run("faq", "lint", docs=docs)
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert first.startswith("docs/faq/prices/tsena-vip.md: updated: expected a date")
    assert second.startswith("docs/faq/prices/tsena-zvonka.md: line 12: expected a value of")


def test_an_article_that_is_not_utf8_is_told_with_the_others(docs):
    run("faq", "new", "--title", "Цена", *NEW, docs=docs)
    (docs / "faq" / "prices" / "a.md").write_bytes("---\nid: a\ntitle: Цена\n".encode("cp1251"))
    message = (
        "docs/faq/prices/a.md: line 3: expected text in UTF-8, got b'\\xd6'. "
        "Save the file as UTF-8.\n"
    )
    empty = "docs/faq/prices/tsena.md: the article has no text.\n"
    assert run("faq", "lint", docs=docs).stdout == message + empty
    assert run("faq", "duplicates", docs=docs).stderr == message


@pytest.mark.parametrize(("key", "old"), [("title", "Цена"), ("questions", "Почём звонок?")])
def test_a_price_in_the_front_matter_is_told_by_its_key(docs, key, old):
    run("faq", "new", "--title", "Цена", *NEW, docs=docs)
    file = docs / "faq" / "prices" / "tsena.md"
    file.write_text(file.read_text("utf-8").replace(old, "Почему 500 рублей?"), "utf-8")
    message = f"docs/faq/prices/tsena.md: {key}: expected no copy of a value"
    assert run("faq", "lint", docs=docs).stdout.startswith(message)
    assert run("faq", "duplicates", docs=docs).stderr.startswith(message)


def test_new_takes_no_price_in_the_title(docs):
    result = run("faq", "new", "--title", "Почему 500 рублей?", *NEW, docs=docs)
    assert result.exit_code == 2
    assert list((docs / "faq").rglob("*.md")) == []


def test_lint_finds_an_article_without_text(docs):
    run("faq", "new", "--title", "Цена", *NEW, docs=docs)
    result = run("faq", "lint", docs=docs)
    assert result.stdout == "docs/faq/prices/tsena.md: the article has no text.\n"


@pytest.mark.parametrize(
    ("body", "findings"),
    [
        ("# Цена\n", 1),
        ("```sh\n# Цена\n```\n", 0),
        ("~~~\nЦена\n~~~\n\n# Цена\n\n~~~\nЦена\n~~~\n", 1),
    ],
)
def test_lint_takes_no_comment_in_code_for_a_heading(docs, body, findings):
    run("faq", "new", "--title", "Цена", *NEW, docs=docs)
    file = docs / "faq" / "prices" / "tsena.md"
    file.write_text(file.read_text("utf-8") + body, "utf-8")
    heading = "docs/faq/prices/tsena.md: a heading of the first level repeats the title."
    assert run("faq", "lint", docs=docs).stdout.count(heading) == findings


def test_the_articles_of_this_site_have_no_findings():
    result = run("faq", "lint")
    assert result.stdout == "No findings.\n"
    assert result.exit_code == 0


def test_duplicates_names_the_two_files(docs):
    for title in ("Сколько стоит звонок?", "Сколько же стоит звонок?"):
        run("faq", "new", "--title", title, *NEW, docs=docs)
    result = run("faq", "duplicates", docs=docs)
    assert result.exit_code == 1
    assert result.stdout.endswith(
        "  docs/faq/prices/skolko-stoit-zvonok.md  docs/faq/prices/skolko-zhe-stoit-zvonok.md\n"
    ) or result.stdout.endswith(
        "  docs/faq/prices/skolko-zhe-stoit-zvonok.md  docs/faq/prices/skolko-stoit-zvonok.md\n"
    )


def test_duplicates_names_the_line_of_the_file(docs):
    run("faq", "new", "--title", "Цена", *NEW, docs=docs)
    file = docs / "faq" / "prices" / "tsena.md"
    file.write_text(file.read_text("utf-8") + "{{ price }}\n", "utf-8")
    result = run("faq", "duplicates", docs=docs)
    assert result.stderr.startswith("docs/faq/prices/tsena.md: line 12: expected values that")


def test_ask_gives_matches_with_reasons():
    result = run("ask", "crjkmrj cnjbn pdjyjr", "--json")
    values = json.loads(result.stdout)
    match = values["matches"][0]
    assert match["id"] == "call-price"
    assert {"typed": "pdjyjr", "repaired": "звонок"}.items() <= match["words"][-1].items()
    assert match["url"] == "faq/prices/call-price/"


def test_ask_says_where_only_the_meaning_is_near():
    match = Match("prices", "Цены", "faq/prices/", "", "", "none", (), (), ())
    assert match_text(match).splitlines()[2] == "  no word in common, near in meaning"


def test_ask_says_that_nothing_was_found():
    assert run("ask", "").stdout == "Nothing was found.\n"


def test_bad_input_is_told_on_stderr_and_ends_with_status_two():
    result = run("deadline", "--sent", "вчера")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("--sent: expected a moment such as")


def test_serve_names_a_port_that_is_taken(monkeypatch):
    monkeypatch.setattr(site_commands, "is_current", lambda _site: True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == 2
    assert result.stderr == (
        f"--port: expected a free port (Address already in use), got {port}. Choose another one.\n"
    )


def test_a_build_that_fails_fails_the_command(monkeypatch):
    monkeypatch.setattr(site_commands, "build_site", lambda: 1)
    assert run("build").exit_code == 1


def test_a_site_is_current_until_a_source_changes(tmp_path):
    for name in ("docs", "wizard", "build_hooks", "site"):
        (tmp_path / name).mkdir()
    for name in ("mkdocs.yml", "package-lock.json", "docs/index.md", "site/_headers"):
        (tmp_path / name).write_text("", "utf-8")
    os.utime(tmp_path / "site" / "_headers", ns=(2**62, 2**62))
    assert is_current(tmp_path / "site", tmp_path)
    os.utime(tmp_path / "docs" / "index.md", ns=(2**62 + 1, 2**62 + 1))
    assert not is_current(tmp_path / "site", tmp_path)
    (tmp_path / "docs" / "index.md").unlink()
    os.utime(tmp_path / "docs", ns=(2**62 + 1, 2**62 + 1))
    assert not is_current(tmp_path / "site", tmp_path)


def test_a_site_that_was_never_built_is_not_current(tmp_path):
    assert not is_current(tmp_path / "site", tmp_path)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Сколько стоит звонок?", "skolko-stoit-zvonok"),
        ("Ёж, щука и объём", "ezh-shchuka-i-obem"),
        ("VIP-поддержка: что входит?", "vip-podderzhka-chto-vkhodit"),
        ("Одно два три четыре пять шесть семь", "odno-dva-tri-chetyre-pyat-shest"),
    ],
)
def test_a_file_name_is_made_of_the_title(title, expected):
    assert slug(title) == expected
