"""Files are told by their content, not by their name."""

import pytest

from tests.tables import load_cases
from wizard.letter import Attachment, attach


@pytest.mark.parametrize(("given", "expected"), load_cases("files.toml"))
def test_attach(given, expected, fields):
    content = bytes.fromhex(given["content"])
    item = attach(content, given["name"], fields)
    if isinstance(item, Attachment):
        assert (f"{item.name} {item.media_type}", item.content) == (expected, content)
    else:
        assert (item.field, item.code) == ("files", expected)


def test_a_refusal_says_what_to_do(fields):
    problem = attach(b"BM6", "рисунок.bmp", fields)
    assert fields.message("files", problem.code, problem.values) == (
        "Файл «рисунок.bmp» в формате BMP. Регламент просит сжатый формат: gif, png или jpg."
    )


def test_an_accepted_kind_always_has_an_extension_of_its_own(fields):
    accepted = [kind for kind in fields.files if kind.accepted]
    endings = [ending for kind in accepted for ending in kind.extensions]
    assert len(set(endings)) == len(endings)
    assert {"gif", "png", "jpg", "log", "txt", "zip"} <= set(endings)
