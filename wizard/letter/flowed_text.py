"""Lines that a mail program has wrapped as format=flowed; delsp=yes, whole again (RFC 3676)."""

_SIGNATURE = "-- "


def unflowed(text: str) -> str:
    """The text as it was before it was sent: a line that ends in a space goes on in the next one.

    That last space is no part of the text. A line goes on only where the next is quoted as deeply.
    """
    paragraphs: list[tuple[str, list[str]]] = []  # the quotation marks, the pieces behind them
    goes_on = False
    for line in text.split("\n"):
        stuffed = line.lstrip(">")
        marks, content = line[: len(line) - len(stuffed)], stuffed.removeprefix(" ")
        if not (goes_on and content and paragraphs[-1][0] == marks):
            paragraphs.append((marks, []))
        goes_on = content.endswith(" ") and content != _SIGNATURE
        paragraphs[-1][1].append(content[:-1] if goes_on else content)
    return "\n".join(_line(marks, "".join(pieces)) for marks, pieces in paragraphs)


def _line(marks: str, content: str) -> str:
    return f"{marks} {content}" if marks else content
