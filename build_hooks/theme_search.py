"""The theme's own search, which answers until Python is there, or where it cannot be had.

It is put off until a text is searched for (`wizard/browser/theme_search.js`): the theme would fetch
its worker and its index with every page, and prepare them beside Python's start.
"""

import json
import re
from html import escape
from pathlib import Path
from textwrap import shorten

from build_hooks.plain_text import text_of

INDEX = "search/search_index.json"
SECTIONS = "search/sections.json"
LANGUAGES = "assets/javascripts/lunr"
# Of each section: the theme's worker takes longer over more text than a visitor waits.
_LETTERS = 160
_WORKER = re.compile(r'("search": "[^"]*)(assets/)(javascripts/workers/search\.\w+\.min\.js")')


def put_off_search(html: str) -> str:
    """The page with our stand-in named in the theme's settings in place of the theme's worker."""
    return _WORKER.sub(r"\1\2wizard/theme_search.js#../\3", html)


def split_theme_index(site: Path) -> None:
    """Leave the settings in the theme's index; put the sections aside, shortened.

    The theme's stemmers of other languages than the site's are removed.
    """
    file = site / INDEX
    index = json.loads(file.read_text(encoding="utf-8"))
    for section in index["docs"]:
        section["text"] = escape(shorten(text_of(section["text"]), _LETTERS, placeholder=""))
    _write(site / SECTIONS, index["docs"])
    _write(file, {**index, "docs": []})
    needed = {f"lunr.{name}.min.js" for name in (*index["config"]["lang"], "stemmer.support")}
    for script in (site / LANGUAGES).rglob("*.js"):
        if script.name not in needed:
            script.unlink()


def _write(file: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    file.write_text(text, encoding="utf-8")
