"""Headings whose link would break: an id made of nothing but a number, or one that may move."""

import re

from wizard.errors import DataError

_HEADING = re.compile(r'<h[1-6][^>]*\bid="(?P<id>[^"]*)"')
_MOVING = re.compile(r"(?:^|.*_)\d+$|^_?$")


def require_lasting_anchors(html: str, where: str) -> None:
    """`DataError` for a heading whose id depends on how many headings stand before it."""
    for match in _HEADING.finditer(html):
        if _MOVING.match(match["id"]):
            raise DataError(
                where,
                match["id"],
                "a heading id that stays when text is added",
                "Give the heading an id of its own: `## Heading {#my-id}`.",
            )
