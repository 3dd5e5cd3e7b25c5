"""What a request is answered with: HTML for places of the page, the responses, and effects."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one request.

    `fragments` maps the id of an element to its new content; `focus` is the id of the element the
    focus moves to; `announce` is read to those who do not see the change. `effects` are what the
    page is asked to do (copy, download, open, print, share, convert, replace, unshelve, discard,
    forget); a download names its entry in `files`. `shelve` is a letter for this device to keep.
    `errors` are the messages of all fields that are not right, by field; None says nothing of them.
    `missing` names shards of the search: supply them, and ask the same request again.
    """

    fragments: Mapping[str, str]
    step: str | None = None
    responses: Mapping[str, str] = field(default_factory=dict)
    effects: tuple[Mapping[str, object], ...] = ()
    focus: str | None = None
    announce: str | None = None
    files: tuple[bytes, ...] = ()
    shelve: Mapping[str, object] | None = None
    errors: Mapping[str, str] | None = None
    missing: tuple[str, ...] | None = None

    @property
    def body(self) -> str:
        """Everything but the files, as JSON text; what is None is left out."""
        parts = {
            "fragments": self.fragments,
            "step": self.step,
            "responses": self.responses,
            "effects": self.effects,
            "focus": self.focus,
            "announce": self.announce,
            "shelve": self.shelve,
            "errors": self.errors,
            "missing": self.missing,
        }
        return json.dumps(
            {name: part for name, part in parts.items() if part is not None}, ensure_ascii=False
        )
