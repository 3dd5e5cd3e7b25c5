"""The letter as an .eml draft: what a mail program opens ready to be sent (RFC 5322, RFC 2045)."""

import hashlib
from email.header import Header
from email.headerregistry import BaseHeader, HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache, lru_cache
from typing import override

from wizard.letter.confidential import read_log
from wizard.letter.model import Attachment, Letter
from wizard.letter.subject import subject_line
from wizard.letter.text_form import compose_text
from wizard.site_data.letter_fields import LetterFields

_HEADERS_KEPT = 32  # most are the same in every letter, and no header is ever changed


class _KeptHeaders(HeaderRegistry):
    """Makes the class of a header once, and reads the same header once.

    The library makes a class for every header it meets, and takes each text apart by its grammar.
    """

    @lru_cache(_HEADERS_KEPT)  # noqa: B019 — there is one registry, for good
    @override
    def __call__(self, name: str, value: str) -> BaseHeader:
        return super().__call__(name, value)

    @cache  # noqa: B019 — there is one registry, for good
    @override
    def __getitem__(self, name: str) -> type:
        return super().__getitem__(name)


# All ASCII: the plain SMTP policy writes raw UTF-8, which some programs read in their code page.
_ASCII = SMTP.clone(cte_type="7bit", header_factory=_KeptHeaders())


def compose_eml(letter: Letter, fields: LetterFields, to: str) -> bytes:
    """The draft with its files inside, the same bytes for the same letter.

    `X-Unsent: 1` makes Outlook for Windows and Thunderbird open it for editing. There is no From,
    Date or Message-ID: the mail program adds its own when the letter is sent.
    """
    message = EmailMessage(policy=_ASCII)
    message["X-Unsent"] = "1"
    message["To"] = to
    text = compose_text(letter, fields)
    message.set_content(text, cte="base64")
    for item in letter.attachments:
        _enclose(item, message)
    if letter.attachments:
        message.set_boundary(_boundary(letter, text))
    return _subject_header(subject_line(letter, fields)) + message.as_bytes()


def _enclose(item: Attachment, message: EmailMessage) -> None:
    """Add the file; a text says its encoding, for without one mutt turns Cyrillic into `?`."""
    maintype, _, subtype = item.media_type.partition("/")
    params = {"charset": read_log(item.content)[1]} if maintype == "text" else {}
    message.add_attachment(
        item.content, maintype=maintype, subtype=subtype, filename=item.name, params=params
    )


def _subject_header(subject: str) -> bytes:
    """The header wholly in encoded words (RFC 2047), or wholly plain.

    `EmailMessage` mixes both in one header and then doubles the space between them.
    """
    charset = "us-ascii" if subject.isascii() else "utf-8"
    header = Header(subject, charset, maxlinelen=76, header_name="Subject")
    return f"Subject: {header.encode(linesep='\r\n')}\r\n".encode("ascii")


def _boundary(letter: Letter, text: str) -> str:
    """A boundary that depends on the letter alone; `=_` occurs in no base64 (RFC 2045, 6.7)."""
    digest = hashlib.sha256(text.encode("utf-8"))
    for item in letter.attachments:
        digest.update(hashlib.sha256(item.content).digest())
    return f"=_letter_{digest.hexdigest()[:32]}"
