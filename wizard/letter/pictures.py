"""Pictures heavier or larger than a letter needs."""

from collections.abc import Iterator
from typing import Literal

from wizard.letter.model import Attachment
from wizard.site_data.letter_fields import LetterFields

_PNG_TYPE = "image/png"
_PNG_SIZE = slice(16, 24)  # width and height in the IHDR chunk, always the first: PNG, 11.2.2
_GIF_TYPE = "image/gif"
# GIF89a: the header and the logical screen, whose flags tell of a table of colours behind them.
_GIF_HEAD, _GIF_FLAGS = 13, 10
_GIF_PICTURE, _GIF_EXTENSION = 0x2C, 0x21
# TIFF 6.0, section 2: the order of bytes, the place of the first page, and of each the number of
# entries, the entries in the order of their tags, and the place of the next page.
_TIFF_ORDERS: dict[bytes, Literal["little", "big"]] = {b"II*\0": "little", b"MM\0*": "big"}
_TIFF_ENTRY, _TIFF_SUBFILE, _TIFF_SMALL_COPY = 12, 254, 1
_TIFF_MOST_PAGES = 10_000  # a file may be nothing but pages without a picture


def is_oversized(picture: Attachment, fields: LetterFields) -> bool:
    """Whether the page should draw it anew before it goes along; a moving picture never."""
    limits = fields.pictures
    if picture.media_type not in limits.shrunk or is_animated(picture):
        return False
    heavy = len(picture.content) > limits.most_bytes
    return heavy or max(png_size(picture)) > limits.most_side


def longest_side(label: str, fields: LetterFields) -> int:
    """The longest side in pixels of a picture drawn anew from the format `label`."""
    limits = fields.pictures
    return limits.photo_side if label in limits.photo_formats else limits.most_side


def png_size(picture: Attachment) -> tuple[int, int]:
    """Width and height in pixels; zeros for what is no whole PNG."""
    header = picture.content[_PNG_SIZE]
    if picture.media_type != _PNG_TYPE or len(header) < 8:
        return 0, 0
    return int.from_bytes(header[:4]), int.from_bytes(header[4:])


def is_animated(picture: Attachment) -> bool:
    """Whether it is a GIF of more than one frame: drawn anew, it would stand still."""
    if picture.media_type != _GIF_TYPE:
        return False
    frames = _gif_frames(picture.content)
    return next(frames, None) is not None and next(frames, None) is not None


def tiff_pages(content: bytes) -> int:
    """How many pages a TIFF has, small copies of a page left out; 0 for what is none.

    Damage, or a page that was counted already, ends the counting.
    """
    order = _TIFF_ORDERS.get(content[:4])
    if order is None:
        return 0

    def number(place: int, size: int) -> int:
        return int.from_bytes(content[place : place + size], order)

    pages = 0
    seen = {0}
    place = number(4, 4)
    while place not in seen and place + 2 < len(content) and pages < _TIFF_MOST_PAGES:
        seen.add(place)
        entries, first = number(place, 2), place + 2
        is_copy = number(first, 2) == _TIFF_SUBFILE and number(first + 8, 4) & _TIFF_SMALL_COPY
        pages += not is_copy
        place = number(first + entries * _TIFF_ENTRY, 4)
    return pages


def _gif_frames(gif: bytes) -> Iterator[int]:
    """Where each frame begins; what is cut off or damaged ends the search."""
    place = _GIF_HEAD
    try:
        place += _colours(gif[_GIF_FLAGS])
        while gif[place] in (_GIF_PICTURE, _GIF_EXTENSION):
            if gif[place] == _GIF_PICTURE:
                yield place
                place += 11 + _colours(gif[place + 9])  # its own size, flags, and code size
            else:
                place += 2
            while gif[place]:  # sub-blocks, each behind its length
                place += gif[place] + 1
            place += 1
    except IndexError:
        return


def _colours(flags: int) -> int:
    """Bytes of the table of colours that the flags announce: GIF89a, 18 and 20."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0
