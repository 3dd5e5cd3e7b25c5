"""Pictures heavier or larger than a letter needs."""

from wizard.letter.model import Attachment
from wizard.site_data.letter_fields import LetterFields

_PNG_TYPE = "image/png"
_PNG_SIZE = slice(16, 24)  # width and height in the IHDR chunk, always the first: PNG, 11.2.2


def is_oversized(picture: Attachment, fields: LetterFields) -> bool:
    """Whether the page should draw it anew before it goes along."""
    limits = fields.pictures
    if picture.media_type not in limits.shrunk:
        return False
    heavy = len(picture.content) > limits.most_bytes
    return heavy or max(png_size(picture)) > limits.most_side


def png_size(picture: Attachment) -> tuple[int, int]:
    """Width and height in pixels; zeros for what is no whole PNG."""
    header = picture.content[_PNG_SIZE]
    if picture.media_type != _PNG_TYPE or len(header) < 8:
        return 0, 0
    return int.from_bytes(header[:4]), int.from_bytes(header[4:])
