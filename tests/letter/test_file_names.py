"""File names from outside, made safe for a header and a disk."""

import pytest

from tests.tables import load_cases
from wizard.errors import UsageError
from wizard.letter import Attachment, safe_file_name


@pytest.mark.parametrize(("name", "expected"), load_cases("file_names.toml"))
def test_safe_file_name(name, expected):
    assert safe_file_name(name) == expected


@pytest.mark.parametrize(("name", "expected"), load_cases("file_names.toml"))
def test_a_safe_name_is_left_as_it_is(name, expected):
    assert safe_file_name(expected) == expected


def test_a_long_name_keeps_its_extension():
    assert safe_file_name("я" * 300 + ".png") == "я" * 116 + ".png"


def test_a_long_name_without_an_extension_is_cut():
    assert safe_file_name("я" * 300) == "я" * 120


def test_an_attachment_refuses_an_unsafe_name():
    with pytest.raises(UsageError) as caught:
        Attachment("../a.png", "image/png", b"")
    assert str(caught.value) == (
        "attachment.name: expected a safe file name, got '../a.png'. "
        "Pass it through safe_file_name."
    )


@pytest.mark.parametrize(
    "media_type", ["", "png", "image/png\r\nX: 1", "image/png; x=1", "Image/png"]
)
def test_an_attachment_refuses_a_media_type_that_could_carry_a_header(media_type):
    with pytest.raises(UsageError) as caught:
        Attachment("a.png", media_type, b"")
    assert str(caught.value) == (
        f"attachment.media_type: expected type/subtype, got {media_type!r}. "
        "Use that of letter.toml."
    )
