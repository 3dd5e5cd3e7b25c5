"""Whether the letter can go: what is missing, unreadable, or too much."""

import re
from collections.abc import Iterator

from wizard.errors import DataError
from wizard.letter.gibberish import is_gibberish
from wizard.letter.model import Letter
from wizard.letter.plain_words import holds_several_problems, is_one_word, normalised
from wizard.letter.text_form import compose_text
from wizard.site_data.letter_fields import Field, LetterFields
from wizard.validation import Problem

_DIGITS_OF_A_PHONE = (5, 20)  # a short inner number … an international one with an extension
# What a letter holds besides its text and its files: the headers.
_OVERHEAD = 4096


def check_letter(letter: Letter, fields: LetterFields) -> tuple[Problem, ...]:
    """What must be mended before sending, in the order of the letter; at most one per field.

    The wording of each code is `fields.message(problem.field, problem.code, problem.values)`.
    """
    problems = [
        problem
        for field in fields.fields
        if (problem := next(_problems_of(field, letter, fields), None)) is not None
    ]
    return tuple(problems)


def letter_size(letter: Letter, fields: LetterFields) -> int:
    """Bytes of the letter as it travels: text and attachments grown by base64 and its line ends.

    The text of a letter with an option that `letter.toml` does not have cannot be told, and
    counts for nothing.
    """
    try:
        text = compose_text(letter, fields)
    except DataError:
        text = ""
    contents = (text.encode(), *(item.content for item in letter.attachments))
    return _OVERHEAD + sum(_encoded_size(len(content)) for content in contents)


def _problems_of(field: Field, letter: Letter, fields: LetterFields) -> Iterator[Problem]:
    if field.part and field.id not in fields.kind(letter.kind).parts:
        return
    if not letter.is_answered(field.id):
        if letter.kind in field.required_for:
            yield Problem(field.id, "missing")
        return
    yield from _form_problems(field, letter, fields)
    text = letter.answer(field.id)
    if field.limit and len(text) > field.limit:
        yield Problem(field.id, "too_long", {"length": str(len(text)), "limit": str(field.limit)})
    if field.part and letter.kind in field.required_for:
        yield from _text_problems(field, text, fields)


def _form_problems(field: Field, letter: Letter, fields: LetterFields) -> Iterator[Problem]:
    """Problems of the fields that have a form of their own."""
    match field.id:
        case "reproducibility":
            if letter.reproducibility not in {value.id for value in fields.reproducibility}:
                yield Problem(field.id, "unknown_option")
        case "urgency":
            if letter.urgency and letter.urgency.ground not in {g.id for g in fields.urgency}:
                yield Problem(field.id, "unknown_option")
        case "version":
            if letter.version is not None and not re.search(r"\d", letter.version):
                yield Problem(field.id, "not_a_version")
        case "phone":
            least, most = _DIGITS_OF_A_PHONE
            if not least <= len(re.findall(r"\d", letter.phone)) <= most:
                yield Problem(field.id, "not_a_phone")
        case "files":
            yield from _size_problems(letter, fields)


def _text_problems(field: Field, text: str, fields: LetterFields) -> Iterator[Problem]:
    rules = fields.text_rules
    untouched = {normalised(example) for example in (field.hint, field.bad) if example}
    if normalised(text) in untouched:
        yield Problem(field.id, "untouched_hint")
    if is_gibberish(text, rules):
        yield Problem(field.id, "gibberish")
    if is_one_word(text, rules):
        yield Problem(field.id, "too_short")
    if field.id == "summary" and holds_several_problems(text, rules):
        yield Problem(field.id, "several_problems")


def _size_problems(letter: Letter, fields: LetterFields) -> Iterator[Problem]:
    size = letter_size(letter, fields)
    if size > fields.size_budget:
        largest = max(letter.attachments, key=lambda item: len(item.content))
        values = {
            "name": largest.name,
            "size": _megabytes(size),
            "limit": _megabytes(fields.size_budget),
        }
        yield Problem("files", "files_over_budget", values)


def _encoded_size(size: int) -> int:
    """Base64 (RFC 2045): four signs for three bytes, a line end of two after every 76 signs."""
    signs = -(-size // 3) * 4
    return signs + -(-signs // 76) * 2 + 512


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".replace(".", ",").removesuffix(",0")
