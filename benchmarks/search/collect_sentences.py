"""Collect Russian sentences from program documentation and translations, to distil the pack from.

    python collect_sentences.py FOLDER OUT.txt

FOLDER holds unpacked Debian packages (`apt-get download`, `dpkg -x`); see README.md for the list.
Message catalogues (`*.mo`) and pages of help in Russian are read; sentences that are mostly not
Russian, or only differ in signs and numbers, are left out.
"""

import gettext
import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST = 300
LEAST_LETTERS = 12
PAGES = {".html", ".xhp", ".page", ".docbook", ".xml"}
RUSSIAN_FOLDER = re.compile(r"/ru/|[-_.]ru[./]|/ru-RU/")
PARAGRAPH = re.compile(r"(?s)<(p|h\d|title|dd|li|td|paragraph|para|dt)\b[^>]*>(.*?)</\1>")
PLACEHOLDER = re.compile(r"%[(\w)]*[sd]|%\d+|\{[^}]*\}|&(?=\w)|_")


def main(folder: str, out: str) -> None:
    files = [file for file in sorted(Path(folder).rglob("*")) if RUSSIAN_FOLDER.search(str(file))]
    texts = (text for file in files if file.is_file() for text in read(file))
    kept: dict[str, str] = {}
    for text in texts:
        for sentence in sentences(text):
            kept.setdefault(re.sub(r"[^а-яёa-z]", "", sentence.lower())[:60], sentence)
    Path(out).write_text("".join(f"{text}\n" for text in sorted(kept.values())), encoding="utf-8")


def read(file: Path) -> Iterator[str]:
    """The texts of a catalogue or of a page; nothing of any other file."""
    if file.suffix == ".mo":
        try:
            with file.open("rb") as stream:
                catalogue = gettext.GNUTranslations(stream)._catalog
        except (OSError, ValueError):  # a few are empty or of another byte order
            return
        yield from (text for text in catalogue.values() if isinstance(text, str))
    elif file.suffix in PAGES:
        page = file.read_text("utf-8", "ignore")
        page = re.sub(r"(?s)<(script|style).*?</\1>", "", page)
        yield from (text for _, text in PARAGRAPH.findall(page))


def sentences(text: str) -> Iterator[str]:
    """The Russian sentences of a text without its markup."""
    plain = PLACEHOLDER.sub("", html.unescape(re.sub(r"<[^>]+>", " ", text)))
    for sentence in re.split(r"(?<=[.!?;:])\s+", " ".join(plain.split())):
        letters = len(re.findall("[а-яё]", sentence.lower()))
        russian = letters >= LEAST_LETTERS and letters > len(sentence.replace(" ", "")) / 2
        if russian and len(sentence) <= LONGEST and sentence.count(" ") >= 2:
            yield sentence


if __name__ == "__main__":
    main(*sys.argv[1:])
