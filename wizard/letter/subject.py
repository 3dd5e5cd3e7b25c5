"""The subject: short, important words first, nothing that a tracker reads as a code."""

import re

from wizard.letter.model import Letter
from wizard.site_data.letter_fields import LetterFields

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|[\r\n]+")
_SUMMARY_LENGTH = 80  # what a list of mail shows of a subject
_VERSION_LENGTH = 40  # of the product and its version
_REFERENCE_LENGTH = 40  # three times what a code of ours has
_ELLIPSIS = "…"
# MantisBT takes "[Quartech LITE 4]" for its issue 4, wherever in the subject it stands.
_BRACKETS = str.maketrans("[]{}", "()()")
_LAST_IN_BRACKETS = re.compile(r"(\w)[\s)]*[)]\s*$")


def subject_from(summary: str, limit: int = _SUMMARY_LENGTH) -> str:
    """The first sentence of «Что случилось?», cut at a word, at most `limit` characters."""
    first = next((part for part in _SENTENCE_END.split(summary.strip()) if part.strip()), "")
    return _cut(_one_line(first).rstrip(".… "), limit)


def subject_line(letter: Letter, fields: LetterFields) -> str:
    """The Subject header: one printable line of at most `fields.subject_limit` characters.

    The customer's words come first, then the version and the reference code; the words and the
    version are cut so that the code always fits. No square brackets, no bracket with digits at the
    end, and no `=?` that a reader would decode.
    """
    version = _one_line(letter.version or "").translate(_BRACKETS)
    reference = _one_line(letter.reference).translate(_BRACKETS)
    product = version and _cut(_with_product(version, fields), _VERSION_LENGTH)
    ending = " — ".join(filter(None, [product, _cut(reference, _REFERENCE_LENGTH)]))
    words = _one_line(letter.subject or subject_from(letter.part("summary"))).translate(_BRACKETS)
    words = words or fields.kind(letter.kind).label
    room = fields.subject_limit - (len(ending) + 3 if ending else 0)
    return _unclosed(" — ".join(filter(None, [_cut(words, room), ending])))


def _with_product(version: str, fields: LetterFields) -> str:
    """The version behind the product's name, which many customers type themselves."""
    named = fields.subject_product.casefold() in version.casefold()
    return version if named else f"{fields.subject_product} {version}"


def _one_line(text: str) -> str:
    """Printable characters with single spaces; an encoded word `=?…?=` is taken apart."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c == "\u200d" else " " for c in text)
    return " ".join(text.replace("=?", "= ?").split())


def _cut(text: str, limit: int) -> str:
    """At most `limit` characters, at a word where one ends in the second half."""
    if len(text) <= limit:
        return text
    head = text[: limit - len(_ELLIPSIS)]
    word_end = head.rfind(" ")
    if word_end > limit // 2:
        head = head[:word_end]
    return head.rstrip(" ,;:—-") + _ELLIPSIS


def _unclosed(subject: str) -> str:
    """The subject without the bracket around digits at its end: `(LITE 4)` becomes `LITE 4`."""
    # A digit of any kind, «¹» too, which is none to a pattern.
    while (last := _LAST_IN_BRACKETS.search(subject)) and last[1].isdigit():
        subject = subject.rstrip().removesuffix(")").rstrip()
        before, _, after = subject.rpartition("(")
        subject = before + after
    return subject.strip()
