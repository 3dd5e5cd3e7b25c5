"""File names from anywhere, made harmless: for a disk, for a header, for the eye."""

import re
import unicodedata

LIMIT = 120  # characters: with Cyrillic in UTF-8 still under the 255 bytes of a file system
UNNAMED = "file"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # devices of Windows
_JOINERS = ("\u200c", "\u200d")  # hold emoji and some scripts together; harmless


# A leading dash is an option to many commands, a leading tilde somebody's home.
_LEADING = "-~. "


def safe_file_name(name: str) -> str:
    """`name` without paths, control and bidirectional characters; never empty, never hidden.

    Applying it twice changes nothing.
    """
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(_visible(character) for character in unicodedata.normalize("NFC", last))
    cleaned = " ".join(_FORBIDDEN.sub("_", visible).split()).strip(". ").lstrip(_LEADING)
    short = _shortened(cleaned)
    if not short:
        return UNNAMED
    return f"_{short}" if _RESERVED.fullmatch(short) else short


def extension(name: str) -> str:
    """The part after the last dot in lower case; empty where there is none."""
    stem, dot, last = name.rpartition(".")
    return last.lower() if dot and stem else ""


def _visible(character: str) -> str:
    """The character itself, a space for a separator, nothing for what the eye cannot see."""
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp") or character in "\t\r\n":
        return " "
    if category in ("Cc", "Cf", "Cs", "Cn") and character not in _JOINERS:
        return ""
    return character


def _shortened(name: str) -> str:
    """At most `LIMIT` characters, the extension kept where it is one."""
    if len(name) <= LIMIT:
        return name
    stem, dot, last = name.rpartition(".")
    ending = f"{dot}{last}" if dot and len(last) <= 10 else ""
    return (stem if ending else name)[: LIMIT - len(ending)].strip(". ") + ending
