"""Letters of any content for property tests, dense with what could confuse a reader.

The number of letters is 200 for a test (a quarter of it for each way of damage), or that of the
environment variable LETTERS:

    LETTERS=100000 pytest tests/letter/test_round_trip_properties.py
"""

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.letter.conftest import data_table
from wizard.letter import ArticleNote, Attachment, DescriptionPart, Letter, Urgency, safe_file_name
from wizard.site_data.letter_fields_reader import read_letter_fields

FIELDS = read_letter_fields(data_table("letter.toml"))
MANY = settings(
    max_examples=int(os.environ.get("LETTERS", "200")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SOME = settings(MANY, max_examples=MANY.max_examples // 4)

_LABELS = FIELDS.all_labels
_CONFUSING = (
    *_LABELS,
    *(f"{label}:" for label in _LABELS),
    *(f"{label.lower()} :x" for label in _LABELS),
    *(
        "|",
        "| x",
        "> ",
        ">> x",
        "-",
        "--",
        "кто-то",
        ":",
        "∶",
        "∣",
        "⇥",
        "‹U+",
        "‹U+0041›",
        "›",
        " › ",
        ">",
        "››",
    ),
    *(
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "\0",
        "\t",
        "  ",
        "   ",
        "\u00a0",
        "\u2028",
        "\u0085",
        "\v",
        "\f",
    ),
    *("\u202e", "\u2066", "\u200b", "\ufeff", "א", "مرحبا", "👩‍💻", "е\u0301", "\ud800", "\uffff"),
    *(
        "=?utf-8?q?x?=",
        "--=_letter_",
        "Content-Type: text/html",
        "From x",
        ".",
        "не знаю",
        "Не  знаю.",
        "Всегда",
    ),
    *("я" * 200, "слово " * 40, "два  пробела", "Контроль: 1 00000"),
)
_PIECES = st.one_of(
    st.sampled_from(_CONFUSING),
    st.text(alphabet="абвгд еж-.:|>\n", max_size=60),
    st.text(max_size=12),
)
TEXTS = st.tuples(st.sampled_from(["", " ", "\n"]), st.lists(_PIECES, max_size=8)).map(
    lambda drawn: drawn[0].join(drawn[1])
)
_NOTES = st.lists(st.builds(ArticleNote, TEXTS, TEXTS, TEXTS), max_size=2).map(tuple)
_FILES = st.builds(
    Attachment,
    name=TEXTS.map(safe_file_name),
    media_type=st.sampled_from([kind.media_type for kind in FIELDS.files]),
    content=st.binary(max_size=100),
)


@st.composite
def letters(draw: st.DrawFn) -> Letter:
    """Any letter: answered and unanswered fields, texts of any characters."""
    kind = draw(st.sampled_from(FIELDS.kinds))
    return Letter(
        kind=kind.id,
        subject=draw(TEXTS),
        reproducibility=draw(st.sampled_from(["", *(v.id for v in FIELDS.reproducibility)])),
        version=draw(st.one_of(st.none(), TEXTS)),
        description=tuple(
            DescriptionPart(part, draw(TEXTS)) for part in kind.parts if draw(st.booleans())
        ),
        additional=draw(TEXTS),
        attachments=tuple(draw(st.lists(_FILES, max_size=2))),
        sources=draw(_NOTES),
        shown=draw(_NOTES),
        urgency=draw(
            st.one_of(
                st.none(),
                st.builds(Urgency, st.sampled_from([g.id for g in FIELDS.urgency]), TEXTS, TEXTS),
            )
        ),
        name=draw(TEXTS),
        organisation=draw(TEXTS),
        phone=draw(TEXTS),
        zone=draw(TEXTS),
        reference=draw(TEXTS),
    )
