"""Letters as they come back: edited, answered, forwarded, cut, or written by hand."""

from dataclasses import replace
from email.message import EmailMessage

import pytest

from tests.tables import load_cases
from wizard.letter import Attachment, Letter, compose_text
from wizard.letter.eml import compose_eml
from wizard.letter.parse import parse_letter


def doubts(parsed) -> list[str]:
    return [f"{doubt.field} {doubt.reason}" for doubt in parsed.untrusted]


@pytest.fixture
def text(letter, fields) -> str:
    return compose_text(replace(letter, attachments=()), fields)


def test_the_text_around_the_letter_is_kept_apart(text, letter, fields):
    parsed = parse_letter(f"Добрый день!\n\n{text}\n-- \nАнна", fields)
    assert (parsed.before, parsed.after) == ("Добрый день!", "-- \nАнна")
    assert doubts(parsed) == []


def test_a_label_in_the_greeting_is_not_an_answer(text, fields):
    parsed = parse_letter(f"Версия: 9, забыла указать\n\n{text}", fields)
    assert parsed.letter.version == "1.2.3"
    assert doubts(parsed) == []


def test_an_answer_changed_by_the_customer_is_taken_and_doubted(text, fields):
    parsed = parse_letter(text.replace("Версия: 1.2.3", "Версия: 1.2.4"), fields)
    assert parsed.letter.version == "1.2.4"
    assert doubts(parsed) == ["version changed"]


def test_a_line_added_by_the_customer_is_taken_and_doubted(text, fields):
    parsed = parse_letter(
        text.replace("| 3. Нажал кнопку печати.", "| 3. Нажал кнопку печати.\n| 4. Подождал."),
        fields,
    )
    assert parsed.letter.part("steps").endswith("Нажал кнопку печати.\n4. Подождал.")
    assert doubts(parsed) == ["steps changed"]


def test_words_added_below_a_value_belong_to_it(text, fields):
    parsed = parse_letter(text.replace("Версия: 1.2.3", "Версия: 1.2.3\nкажется"), fields)
    assert parsed.letter.version == "1.2.3 кажется"
    assert doubts(parsed) == ["version changed"]


def test_a_value_written_between_the_bars_and_the_label_is_kept(text, fields):
    parsed = parse_letter(text.replace("Как воспроизвести:\n", "Как воспроизвести: так\n"), fields)
    assert parsed.letter.part("steps").startswith("так\n1. Включил компьютер")
    assert doubts(parsed) == ["steps changed"]


def test_a_deleted_answer_is_missing(text, fields):
    lines = [line for line in text.splitlines() if not line.startswith("Телефон")]
    parsed = parse_letter("\n".join(lines), fields)
    assert parsed.letter.phone == ""
    assert doubts(parsed) == ["phone missing"]


def test_without_the_control_line_every_field_is_unsigned(text, fields):
    parsed = parse_letter(text.rpartition("Контроль")[0], fields)
    assert parsed.letter.version == "1.2.3"
    assert doubts(parsed) == [f"{field.id} unsigned" for field in fields.fields]


def test_without_the_control_line_the_last_value_ends_at_an_empty_line(text, fields):
    parsed = parse_letter(text.rpartition("Контроль")[0] + "\n-- \nС уважением, Анна", fields)
    assert parsed.letter.reference == "QL-S6SK-7E5C"
    assert parsed.after == "-- \nС уважением, Анна"


def test_of_a_letter_cut_in_half_the_lost_lines_are_in_doubt_too(text, fields):
    parsed = parse_letter(text[: len(text) // 2], fields)
    assert (parsed.letter.version, parsed.letter.phone) == ("1.2.3", "")
    assert {"version unsigned", "phone unsigned", "files unsigned"} <= set(doubts(parsed))


def test_a_control_line_cut_short_counts_as_none(text, fields):
    parsed = parse_letter(text.rstrip()[:-10], fields)
    assert {doubt.reason for doubt in parsed.untrusted} == {"unsigned"}


@pytest.mark.parametrize(("edit", "expected"), load_cases("edited_lines.toml"))
def test_an_edited_line(edit, expected, text, letter, fields):
    answers = {
        field: None if (field, answer) == ("version", "unknown") else answer
        for field, answer in expected["answers"].items()
    }
    parsed = parse_letter(text.replace(*edit), fields)
    assert parsed.letter == replace(letter, attachments=(), **answers)
    assert doubts(parsed) == expected["doubts"]


def test_a_line_in_the_wrong_letters_added_to_a_value_belongs_to_it(text, fields):
    added = "| 3. Нажал кнопку печати.\nтелефон: не работает"
    parsed = parse_letter(text.replace("| 3. Нажал кнопку печати.", added), fields)
    assert parsed.letter.part("steps").endswith("печати. телефон: не работает")
    assert doubts(parsed) == ["steps changed"]


def test_a_second_line_of_a_field_is_doubted(text, fields):
    parsed = parse_letter(text.replace("Телефон:", "Телефон: 8 800\nТелефон:"), fields)
    assert parsed.letter.phone == "+7 900 000-00-00, спросить Анну"
    assert doubts(parsed) == ["phone changed"]


@pytest.mark.parametrize("label", ["Ссылка", "ссылка ", "Почему не помогло"])
def test_a_label_of_a_list_outside_of_it_is_content(label, text, fields):
    added = f"| 3. Нажал кнопку печати.\n{label}: https://example.org"
    parsed = parse_letter(text.replace("| 3. Нажал кнопку печати.", added), fields)
    assert parsed.letter.part("steps").endswith(f"печати. {label}: https://example.org")
    assert doubts(parsed) == ["steps changed"]


def test_a_second_link_in_a_list_is_content(text, fields):
    parsed = parse_letter(
        text.replace("Что непонятно:", "Ссылка: https://example.org\nЧто непонятно:"), fields
    )
    assert parsed.letter.sources[0].url.endswith("how-long/ Ссылка: https://example.org")
    assert doubts(parsed) == ["sources changed"]


def test_a_line_in_the_wrong_letters_for_an_empty_field_is_its_answer(letter, fields):
    text = compose_text(replace(letter, version="", attachments=()), fields)
    parsed = parse_letter(text.replace("Всегда\n", "Всегда\nверсия: 5\n"), fields)
    assert (parsed.letter.reproducibility, parsed.letter.version) == ("always", "5")
    assert doubts(parsed) == ["version changed"]


def test_an_older_letter_with_a_label_in_small_letters_in_its_content_reads_back(letter, fields):
    sent = replace(letter, additional="слово " * 11 + "версия : 5 и имя:x", attachments=())
    older = compose_text(sent, fields).replace("∶", ":").replace("слово версия", "слово\nверсия")
    parsed = parse_letter(older.replace("Телефон: +7", "Телефон: 8"), fields)
    assert parsed.letter.additional == sent.additional
    assert doubts(parsed) == ["phone changed"]


def test_a_typed_version_that_reads_as_unknown_stays_a_text(letter, fields):
    typed = replace(letter, version="Не знаю.", attachments=())
    text = compose_text(typed, fields)
    older = text.replace("Версия:\n| Не знаю.", "Версия: Не знаю.")
    assert older != text
    for parsed in (parse_letter(text, fields), parse_letter(older, fields)):
        assert (parsed.letter, doubts(parsed)) == (typed, [])


def test_the_answered_letter_below_a_quoted_one_is_the_better_of_the_two(text, fields):
    damaged = text.replace("Анна Петрова", "Анна").replace("1.2.3", "1")
    parsed = parse_letter(f"{damaged}\n\n> " + text.replace("\n", "\n> "), fields)
    assert parsed.letter.version == "1.2.3"
    assert doubts(parsed) == []


@pytest.fixture
def older(letter, fields) -> str:
    """An older letter of the same customer, quoted below an answer."""
    sent = replace(letter, reference="QL-OLD2-OLD2", version=None, attachments=())
    return "\n\nпн, 23 нояб., Анна:\n> " + compose_text(sent, fields).replace("\n", "\n> ")


EDITS = {
    "intact": lambda text: text,
    "edited": lambda text: text.replace("1.2.3", "1.2.4"),
    "edited in a label": lambda text: text.replace("Версия: 1.2.3", "версия:1.2.4"),
    "without a control line": lambda text: text.rpartition("Контроль")[0],
    "without its code": lambda text: text.replace("Код письма: QL-S6SK-7E5C", ""),
    "cut in half": lambda text: text[: len(text) // 2],
    "without its first line": lambda text: text.partition("\n")[2],
    "made into one paragraph": lambda text: " ".join(text.replace("1.2.3", "1.2.4").split()),
    "quoted": lambda text: "> " + text.replace("1.2.3", "1.2.4").replace("\n", "\n> "),
    "behind a greeting": lambda text: "Добрый день! " + text.replace("1.2.3", "1.2.4"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
@pytest.mark.parametrize("quoting", ["> ", ""])
def test_the_first_of_several_letters_is_read(edit, quoting, text, older, fields):
    parsed = parse_letter(edit(text) + older.replace("\n> ", f"\n{quoting}"), fields)
    assert parsed.letter.version in ("1.2.3", "1.2.4")
    assert parsed.letter.reference in ("QL-S6SK-7E5C", "")
    assert parsed.letter.subject == "После обновления не печатается документ"
    assert "letter several" in doubts(parsed)


def test_the_first_of_several_letters_is_in_no_other_doubt(text, older, fields):
    edited = text.replace("1.2.3", "1.2.4")
    assert doubts(parse_letter(text + older, fields)) == ["letter several"]
    assert doubts(parse_letter(edited + older, fields)) == ["version changed", "letter several"]


def test_two_letters_with_one_code_are_several(text, letter, fields):
    older = compose_text(replace(letter, phone="", attachments=()), fields)
    edited = text.replace("1.2.3", "1.2.4")
    parsed = parse_letter(f"{edited}\n\n{older}", fields)
    assert (parsed.letter.version, bool(parsed.letter.phone)) == ("1.2.4", True)
    assert doubts(parsed) == ["version changed", "letter several"]


def test_a_letter_quoted_twice_is_one(text, fields):
    once = "> " + text.replace("\n", "\n> ")
    twice = "> " + once.replace("\n", "\n> ")
    assert doubts(parse_letter(f"{text}\n{once}\n{twice}", fields)) == []


def test_of_a_letter_without_its_end_the_whole_copy_below_is_read(text, older, fields):
    damaged = text.rpartition("Контроль")[0]
    parsed = parse_letter(f"{damaged}\n\n> " + text.replace("\n", "\n> "), fields)
    assert (parsed.letter.phone, doubts(parsed)) == ("+7 900 000-00-00, спросить Анну", [])


def test_an_older_letter_in_html_is_not_taken_for_the_one_in_the_plain_text(text, older, fields):
    message = EmailMessage()
    message.set_content(text.replace("1.2.3", "1.2.4"))
    message.add_alternative(f"<pre>{older}</pre>", subtype="html")
    parsed = parse_letter(message.as_bytes(), fields)
    assert parsed.letter.version == "1.2.4"
    assert doubts(parsed) == ["version changed", "letter several"]


def test_the_html_of_a_damaged_plain_text_is_read(text, fields):
    message = EmailMessage()
    message.set_content(text.replace("Версия", "Вер?ия"))
    message.add_alternative(f"<pre>{text}</pre>", subtype="html")
    parsed = parse_letter(message.as_bytes(), fields)
    assert (parsed.letter.version, doubts(parsed)) == ("1.2.3", [])


def test_a_first_line_named_in_the_greeting_is_no_letter(text, fields):
    parsed = parse_letter(f"Вид обращения: Пожелание, забыла указать\n\n{text}", fields)
    assert (parsed.letter.kind, doubts(parsed)) == ("problem", [])


def test_a_link_in_a_letter_by_hand_does_not_make_it_labelled(fields):
    parsed = parse_letter("Не печатается.\nСсылка: https://example.org", fields)
    assert parsed.letter.part("summary") == "Не печатается.\nСсылка: https://example.org"


def test_files_named_in_a_text_did_not_come_along(letter, fields):
    parsed = parse_letter(compose_text(letter, fields), fields)
    assert parsed.letter == replace(letter, attachments=())
    assert doubts(parsed) == ["files not_enclosed"]


def test_a_file_taken_out_of_the_draft_is_noticed(letter, fields):
    draft = compose_eml(replace(letter, attachments=()), fields, "support@example.org")
    text = compose_text(letter, fields)
    message = EmailMessage()
    message.set_content(text)
    parsed = parse_letter(message.as_bytes(), fields)
    assert doubts(parsed) == ["files not_enclosed"]
    assert doubts(parse_letter(draft, fields)) == []


def test_a_file_renamed_by_the_mail_program_gets_its_name_back(letter, fields):
    message = EmailMessage()
    message.set_content(compose_text(letter, fields))
    message.add_attachment(
        letter.attachments[0].content, maintype="image", subtype="png", filename="image001.png"
    )
    parsed = parse_letter(message.as_bytes(), fields)
    assert parsed.letter == letter
    assert doubts(parsed) == []


def with_files(letter, fields, *enclosed: tuple[str, bytes]) -> bytes:
    """The text of the letter in a message with these PNG files, by name and content."""
    message = EmailMessage()
    message.set_content(compose_text(letter, fields))
    for name, content in enclosed:
        message.add_attachment(content, maintype="image", subtype="png", filename=name)
    return message.as_bytes()


ONE, TWO, SAME = b"\x89PNG1", b"\x89PNG22", b"\x89PNG3"  # the first and the last of one size


def files(parsed) -> list[tuple[str, bytes]]:
    return [(item.name, item.content) for item in parsed.letter.attachments]


@pytest.fixture
def pictures(letter):
    """The example with the files given by name and content."""
    return lambda *named: replace(
        letter, attachments=tuple(Attachment(name, "image/png", file) for name, file in named)
    )


@pytest.mark.parametrize("second", [TWO, SAME], ids=["of another size", "of the same size"])
def test_files_in_another_order_keep_their_names(second, pictures, fields):
    sent = pictures(("один.png", ONE), ("два.png", second))
    parsed = parse_letter(with_files(sent, fields, ("два.png", second), ("один.png", ONE)), fields)
    assert (parsed.letter, doubts(parsed)) == (sent, [])


def test_a_file_that_took_the_place_of_another_keeps_its_name(pictures, fields):
    sent = pictures(("один.png", ONE), ("два.png", TWO))
    parsed = parse_letter(
        with_files(sent, fields, ("два.png", TWO), ("logo.png", SAME + b"0")), fields
    )
    assert files(parsed) == [("два.png", TWO), ("logo.png", SAME + b"0")]
    assert doubts(parsed) == ["files changed"]


def test_renamed_files_in_another_order_get_their_names_back_by_size(pictures, fields):
    sent = pictures(("один.png", ONE), ("два.png", TWO), ("три.png", SAME))
    parsed = parse_letter(
        with_files(sent, fields, ("2.png", TWO), ("три.png", SAME), ("1.png", ONE)), fields
    )
    assert (parsed.letter, doubts(parsed)) == (sent, [])


def test_renamed_files_of_the_same_size_keep_the_names_they_came_with(pictures, fields):
    sent = pictures(("один.png", ONE), ("два.png", SAME))
    parsed = parse_letter(with_files(sent, fields, ("1.png", ONE), ("2.png", SAME)), fields)
    assert files(parsed) == [("1.png", ONE), ("2.png", SAME)]
    assert doubts(parsed) == ["files changed"]


def test_a_renamed_file_beside_an_added_one_gets_its_name_back(pictures, fields):
    sent = pictures(("один.png", ONE), ("два.png", TWO))
    parsed = parse_letter(
        with_files(sent, fields, ("logo.png", b"\x89"), ("1.png", ONE), ("два.png", TWO)), fields
    )
    assert files(parsed) == [("один.png", ONE), ("два.png", TWO), ("logo.png", b"\x89")]
    assert doubts(parsed) == ["files changed"]


def test_two_files_of_one_name_keep_their_order(pictures, fields):
    sent = pictures(("один.png", ONE), ("один.png", TWO))
    parsed = parse_letter(with_files(sent, fields, ("один.png", ONE), ("один.png", TWO)), fields)
    assert (parsed.letter, doubts(parsed)) == (sent, [])


def test_without_the_control_line_no_file_is_renamed(pictures, fields):
    message = EmailMessage()
    sent = pictures(("один.png", ONE))
    message.set_content(compose_text(sent, fields).rpartition("Контроль")[0])
    message.add_attachment(ONE, maintype="image", subtype="png", filename="1.png")
    parsed = parse_letter(message.as_bytes(), fields)
    assert files(parsed) == [("1.png", ONE)]
    assert "files unsigned" in doubts(parsed)


def test_a_file_added_by_the_customer_is_kept_and_doubted(letter, fields):
    message = EmailMessage()
    message.set_content(compose_text(letter, fields))
    for name in ("снимок экрана.png", "ещё.png"):
        message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename=name)
    parsed = parse_letter(message.as_bytes(), fields)
    assert [item.name for item in parsed.letter.attachments] == ["снимок экрана.png", "ещё.png"]
    assert doubts(parsed) == ["files changed"]


def test_a_file_that_grew_on_the_way_is_doubted(letter, fields):
    message = EmailMessage()
    message.set_content(compose_text(letter, fields))
    message.add_attachment(
        letter.attachments[0].content + b"\r\n",
        maintype="image",
        subtype="png",
        filename="снимок экрана.png",
    )
    assert doubts(parse_letter(message.as_bytes(), fields)) == ["files changed"]


def test_a_draft_forwarded_as_an_attachment_is_read(letter, fields):
    outer = EmailMessage()
    outer["Subject"] = "Fwd"
    outer.set_content("Коллеги, посмотрите.")
    inner = EmailMessage()
    inner.set_content(compose_text(letter, fields))
    inner.add_attachment(
        letter.attachments[0].content,
        maintype="image",
        subtype="png",
        filename="снимок экрана.png",
    )
    outer.add_attachment(inner)
    parsed = parse_letter(outer.as_bytes(), fields)
    assert parsed.letter == letter
    assert parsed.before == "Коллеги, посмотрите."


def test_a_letter_written_by_hand_becomes_a_description(fields):
    message = EmailMessage()
    message["Subject"] = "Помогите"
    message["From"] = "Анна <anna@example.org>"
    message.set_content("Не печатается документ.\n\nАнна")
    parsed = parse_letter(message.as_bytes(), fields)
    assert parsed.letter.subject == "Помогите"
    assert parsed.letter.part("summary") == "Не печатается документ.\n\nАнна"
    assert parsed.mail is not None
    assert parsed.mail.sender == "Анна <anna@example.org>"
    assert {doubt.reason for doubt in parsed.untrusted} == {"unlabelled"}


def test_a_letter_by_hand_with_some_labels_gives_what_it_has(fields):
    parsed = parse_letter("Здравствуйте.\nВерсия: 4.5\nВоспроизводимость: иногда\n", fields)
    assert (parsed.letter.version, parsed.letter.reproducibility) == ("4.5", "sometimes")
    assert parsed.before == "Здравствуйте."


def test_an_empty_text_is_an_empty_letter(fields):
    parsed = parse_letter("", fields)
    assert parsed.letter == Letter(kind="problem")
    assert doubts(parsed) == ["kind unlabelled"]


def test_a_text_of_nothing_but_first_labels_does_not_keep_the_reader_busy(letter, fields):
    noise = "Вид обращения: Проблема\n| x\n" * 2000
    parsed = parse_letter(noise + compose_text(letter, fields), fields)
    assert parsed.letter.kind == "problem"
