"""A mail message of any program as values: subject, one text, the files inside (RFC 5322, 2045)."""

import email
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32

from wizard.letter.file_names import safe_file_name
from wizard.letter.flowed_text import unflowed
from wizard.letter.html_text import html_to_text
from wizard.letter.model import MEDIA_TYPE, Attachment

_CONTAINER = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_MOST_CONTAINERS = 100
# Characters of a header; `email` takes time by the square of them over some parameters. A name of
# 255 Cyrillic letters in percent signs and continuations needs a third of that.
_LONGEST_HEADER = 5_000
_CONTINUED = re.compile(r"\b(?P<name>\w+)\*(?P<number>\d*)\*?\s*=", re.ASCII)
_FALLBACK_CHARSETS = ("utf-8", "cp1251")


@dataclass(frozen=True, slots=True)
class Mail:
    """One message; `sent` is None where no valid Date is given.

    `texts` are its versions of the text, the plain one first, then the one out of HTML.
    """

    subject: str
    sender: str
    message_id: str
    sent: datetime | None
    texts: tuple[str, ...]
    attachments: tuple[Attachment, ...]


class _LenientPolicy(Compat32):
    """Headers as they came, raw bytes in them read as UTF-8 or cp1251 as some programs send them.

    What is past `_LONGEST_HEADER` characters is cut off, and parameters that `email` cannot read
    are left out. Its newer policies raise on some malformed headers.
    """

    def header_fetch_parse(self, name: str, value: str) -> str:
        short = value[:_LONGEST_HEADER]
        if _is_told_twice(short):
            short = short.partition(";")[0]
        raw = short.encode("utf-8", "surrogateescape")
        for charset in _FALLBACK_CHARSETS:
            try:
                return raw.decode(charset)
            except UnicodeDecodeError:
                continue
        return raw.decode("utf-8", "replace")


def _is_told_twice(header: str) -> bool:
    """Whether a parameter is given both whole, `name*=`, and in pieces, `name*0=` (RFC 2231)."""
    found = list(_CONTINUED.finditer(header))
    whole = {match["name"] for match in found if not match["number"]}
    return any(match["number"] and match["name"] in whole for match in found)


def read_mail(content: bytes) -> Mail:
    """The message in `content`; whatever is malformed in it is left out, nothing raises.

    A message with more than `_MOST_CONTAINERS` parts inside parts counts as empty: `email` calls
    itself for each, and only an attacker sends so many.
    """
    if len(_CONTAINER.findall(content)) > _MOST_CONTAINERS:
        return Mail("", "", "", None, (), ())
    message = email.message_from_bytes(content, policy=_LenientPolicy())
    plain, html, attachments = _parts(message)
    versions = ("\n".join(plain), "\n".join(html_to_text(text) for text in html))
    return Mail(
        subject=_header(message, "Subject"),
        sender=_header(message, "From"),
        message_id=_header(message, "Message-ID"),
        sent=_date(_header(message, "Date")),
        texts=tuple(text for text in versions if text.strip()),
        attachments=tuple(attachments),
    )


def _parts(message: Message) -> tuple[list[str], list[str], list[Attachment]]:
    """Plain texts, HTML texts and files, forwarded messages included."""
    plain: list[str] = []
    html: list[str] = []
    attachments: list[Attachment] = []
    for part in _leaves(message):
        type_, name = part.get_content_type(), _file_name(part)
        if name is None and type_ == "text/plain":
            plain.append(unflowed(_text(part)) if _is_flowed(part) else _text(part))
        elif name is None and type_ == "text/html":
            html.append(_text(part))
        elif name is not None or part.get_content_maintype() != "text":
            attachments.append(_attachment(part, name or ""))
    return plain, html, attachments


def _leaves(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())


def _file_name(part: Message) -> str | None:
    """The name of an enclosed file; None for a part that is the letter's own text."""
    try:
        name = part.get_filename()
    except (LookupError, UnicodeError, ValueError):
        name = ""
    if name is None:
        return "" if part.get_content_disposition() == "attachment" else None
    return _decoded(name)


def _attachment(part: Message, name: str) -> Attachment:
    type_ = part.get_content_type()
    payload = part.get_payload(decode=True)
    return Attachment(
        name=safe_file_name(name),
        media_type=type_ if MEDIA_TYPE.fullmatch(type_) else "application/octet-stream",
        content=payload if isinstance(payload, bytes) else b"",
    )


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    for name in (*([charset] if charset else []), *_FALLBACK_CHARSETS):
        try:
            return _line_feeds(content.decode(name))
        except (LookupError, ValueError):
            continue
    return _line_feeds(content.decode("utf-8", "replace"))


def _is_flowed(part: Message) -> bool:
    """Whether lines were wrapped by a space to be deleted.

    Lines wrapped by a space of the text itself, flowed without `delsp`, read as they are.
    """
    values = (str(part.get_param(name, "")).lower() for name in ("format", "delsp"))
    return tuple(values) == ("flowed", "yes")


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _header(message: Message, name: str) -> str:
    """A header decoded to one line; empty where there is none."""
    return " ".join(_decoded(str(message.get(name, ""))).split())


def _decoded(value: str) -> str:
    """RFC 2047 words decoded; as it is where they are malformed."""
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return value


def _date(value: str) -> datetime | None:
    try:
        return email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
