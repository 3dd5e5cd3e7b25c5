"""The draft: headers it must not have, bytes that repeat, encodings that are told."""

from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from wizard.letter import Attachment, Letter
from wizard.letter.eml import compose_eml

TO = "support@example.org"


def test_the_mail_program_adds_sender_date_and_id_itself(letter, fields):
    message = message_from_bytes(compose_eml(letter, fields, TO), policy=policy.default)
    assert message["X-Unsent"] == "1"
    for name in ("From", "Date", "Message-ID", "Auto-Submitted", "Precedence"):
        assert name not in message


def test_the_boundary_depends_on_the_letter_alone(letter, fields):
    other = replace(letter, attachments=(replace(letter.attachments[0], content=b"other"),))
    boundaries = [
        message_from_bytes(compose_eml(item, fields, TO)).get_boundary()
        for item in (letter, letter, other)
    ]
    assert boundaries[0] == boundaries[1] != boundaries[2]


def test_a_header_that_was_read_once_says_the_same_in_another_letter(letter, fields):
    """The second of two letters, and the same one between letters with other files."""
    texts = [f"{number}.log" for number in range(50)]
    files = [(Attachment(name, "text/plain", name.encode()),) for name in texts]
    drafts = [compose_eml(replace(letter, attachments=file), fields, TO) for file in files]
    for name, draft in zip(texts, drafts, strict=True):
        message = message_from_bytes(draft, policy=policy.default)
        assert message["To"] == TO
        (part,) = message.iter_attachments()
        assert part.get_filename() == name
        assert part.get_content_type() == "text/plain"
    assert compose_eml(replace(letter, attachments=files[0]), fields, TO) == drafts[0]


def test_a_boundary_inside_a_file_or_text_ends_nothing(letter, fields):
    boundary = message_from_bytes(compose_eml(letter, fields, TO)).get_boundary()
    content = f"\r\n--{boundary}--\r\n".encode()
    hostile = replace(
        letter,
        additional=content.decode(),
        attachments=(Attachment("a.log", "text/plain", content),),
    )
    message = message_from_bytes(compose_eml(hostile, fields, TO), policy=policy.default)
    assert [part.get_filename() for part in message.iter_attachments()] == ["a.log"]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_a_log_says_its_encoding(encoding, letter, fields):
    content = "Журнал".encode(encoding)
    files = (Attachment("журнал.log", "text/plain", content),)
    draft = compose_eml(replace(letter, attachments=files), fields, TO)
    part = next(message_from_bytes(draft, policy=policy.default).iter_attachments())
    assert part.get_param("charset") == encoding
    assert part.get_content() == "Журнал"
    assert part.get_payload(decode=True) == content


def test_a_letter_without_files_is_one_part(fields):
    message = message_from_bytes(compose_eml(Letter(kind="wish"), fields, TO))
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
