"""The text of the letter: its order, its lines, and what content looks like in it."""

from dataclasses import replace

import pytest

from wizard.letter import ArticleNote, DescriptionPart, Letter, compose_text
from wizard.letter.parse import parse_letter


def body(letter: Letter, fields) -> list[str]:
    """The lines without the machine's own last one."""
    return compose_text(letter, fields).splitlines()[:-1]


def test_labels_follow_the_order_of_the_regulations(letter, fields):
    lines = compose_text(letter, fields).splitlines()
    order = ["Воспроизводимость", "Версия", "Описание", "Дополнительная информация", "Файл"]
    places = [next(n for n, line in enumerate(lines) if line.startswith(f"{o}:")) for o in order]
    assert places == sorted(places)


def test_the_name_and_the_size_of_a_file_are_in_the_text_and_its_content_is_not(letter, fields):
    item = letter.attachments[0]
    size = len(item.content)

    def text(name: str, content: bytes) -> list[str]:
        files = (replace(item, name=name, content=content),)
        return compose_text(replace(letter, attachments=files), fields).splitlines()

    first = text("a.log", bytes(size))
    assert text("a.log", b"x" * size) == first
    assert text("a.log", bytes(size + 1))[:-1] == first[:-1]
    assert text("a.log", bytes(size + 1))[-1] != first[-1]
    assert "Файл: b.log" in text("b.log", bytes(size))
    assert text("a.log", bytes(size)) == first


def test_unanswered_fields_leave_no_line(fields):
    assert body(Letter(kind="wish"), fields) == ["Вид обращения: Пожелание", ""]


def test_an_unknown_version_is_said(fields):
    assert "Версия: не знаю" in body(Letter(kind="problem", version=None), fields)


def test_a_version_typed_as_the_words_for_unknown_stays_a_text(fields):
    lines = body(Letter(kind="problem", version="не знаю"), fields)
    assert lines[1:3] == ["Версия:", "| не знаю"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("один два", ["Дополнительная информация: один два"]),
        ("один\nдва", ["Дополнительная информация:", "| один", "| два"]),
        ("один\n\nдва", ["Дополнительная информация:", "| один", "|", "| два"]),
        ("Версия: 4", ["Дополнительная информация: Версия∶ 4"]),
        ("в Версия: 4", ["Дополнительная информация: в Версия∶ 4"]),
        ("Версия:4", ["Дополнительная информация: Версия∶4"]),
        ("в версия : 4", ["Дополнительная информация: в версия ∶ 4"]),
        ("ЧАСОВОЙ  ПОЯС: x", ["Дополнительная информация: ЧАСОВОЙ \u00a0ПОЯС∶ x"]),
        ("моя-Версия: 4", ["Дополнительная информация: моя-Версия: 4"]),
        ("C:\\Temp\\a.log", ["Дополнительная информация: C:\\Temp\\a.log"]),
        ("a | b", ["Дополнительная информация: a ∣ b"]),
        ("a|b", ["Дополнительная информация: a|b"]),
        ("> цитата", ["Дополнительная информация: › цитата"]),
        ("› цитата", ["Дополнительная информация: ‹U+203A› цитата"]),
        ("‹цитата›", ["Дополнительная информация: ‹цитата›"]),
        ("a\tb", ["Дополнительная информация: a⇥b"]),
        ("a  b", ["Дополнительная информация: a \u00a0b"]),
        (" a", ["Дополнительная информация: \u00a0a"]),
        ("a ", ["Дополнительная информация: a‹U+0020›"]),
        ("a\0b", ["Дополнительная информация: a‹U+0000›b"]),
        ("a\u202eb", ["Дополнительная информация: a‹U+202E›b"]),
        ("‹a›", ["Дополнительная информация: ‹a›"]),
        ("‹U+0041›", ["Дополнительная информация: ‹U+2039›U+0041›"]),
    ],
)
def test_content_is_written_so_that_it_cannot_pass_for_lines(text, lines, fields):
    assert body(Letter(kind="problem", additional=text), fields)[2:-1] == lines


def test_the_last_line_changes_with_every_field(letter, fields):
    changed = [
        replace(letter, kind="wish"),
        replace(letter, subject="x"),
        replace(letter, reproducibility="random"),
        replace(letter, version=None),
        *(
            replace(
                letter,
                description=(
                    *letter.description[:n],
                    DescriptionPart(part.field, "x"),
                    *letter.description[n + 1 :],
                ),
            )
            for n, part in enumerate(letter.description)
        ),
        replace(letter, additional="x"),
        replace(letter, attachments=()),
        replace(letter, sources=()),
        replace(letter, shown=()),
        replace(letter, urgency=None),
        replace(letter, name="x"),
        replace(letter, organisation="x"),
        replace(letter, phone="x"),
        replace(letter, zone="x"),
        replace(letter, reference="x"),
    ]
    last_lines = {compose_text(item, fields).splitlines()[-1] for item in [letter, *changed]}
    assert len(last_lines) == len(changed) + 1


def test_an_article_without_a_note_has_no_empty_line_for_it(fields):
    note = ArticleNote("Принтер не печатает", "https://example.org/faq/printer/")
    letter = Letter(kind="problem", shown=(note,))

    text = compose_text(letter, fields)

    assert fields.labels["reason"] not in text
    assert parse_letter(text, fields).letter.shown == (note,)
