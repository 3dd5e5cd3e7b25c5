"""The theme's own search, which answers until Python is there, or where it cannot be had."""

import json
from html import escape
from pathlib import Path
from textwrap import shorten

from build_hooks.plain_text import text_of

INDEX = "search/search_index.json"
# Of each section: the theme fetches and indexes all of it on every page, beside Python's start.
_LETTERS = 160


def shorten_theme_index(site: Path) -> None:
    """Leave the titles and the first words of each section in the theme's index."""
    file = site / INDEX
    index = json.loads(file.read_text(encoding="utf-8"))
    for section in index["docs"]:
        section["text"] = escape(shorten(text_of(section["text"]), _LETTERS, placeholder=""))
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    file.write_text(text, encoding="utf-8")
