"""What a visitor has answered so far: a flat map of field names to the text as typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

# One letter of a long story with a pasted log stays far below; a runaway paste is cut, not refused.
MAX_LENGTH = 1_000_000


@dataclass(frozen=True, slots=True)
class Responses:
    """The answers by field name (`text`, `channel`, `verdict.<article id>`, …).

    The page holds them and sends them whole with each request, so they are untrusted: a value
    that is not text is dropped, one beyond `MAX_LENGTH` characters is cut, and half a surrogate
    pair, which no encoding can carry further, becomes a question mark.
    """

    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, raw: object) -> Self:
        """The responses of a decoded JSON object; anything else counts as no responses."""
        if not isinstance(raw, dict):
            return cls()
        return cls(
            {
                whole_characters(name): whole_characters(value[:MAX_LENGTH])
                for name, value in raw.items()
                if isinstance(name, str) and isinstance(value, str)
            }
        )

    def get(self, name: str) -> str:
        """The response to `name` without surrounding space; empty when there is none."""
        return self.values.get(name, "").strip()

    def chosen(self, name: str, options: tuple[str, ...]) -> str | None:
        """The response to `name` when it is one of `options`, else None."""
        value = self.get(name)
        return value if value in options else None

    def under(self, prefix: str) -> Iterator[tuple[str, str]]:
        """The responses whose names start with `prefix.`, as (rest of the name, value)."""
        for name in self.values:
            if name.startswith(prefix + "."):
                yield name.removeprefix(prefix + "."), self.get(name)

    def with_values(self, changes: Mapping[str, str]) -> Self:
        """These responses with `changes` made; an empty text removes the response."""
        merged = {**self.values, **changes}
        return type(self)({name: value for name, value in merged.items() if value})


def whole_characters(text: str) -> str:
    """The text with a question mark for each half of a surrogate pair."""
    return text.encode("utf-8", "replace").decode("utf-8")
