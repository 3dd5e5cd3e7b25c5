"""Fragments of HTML as a strict tree, with what assistive technology makes of them."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

from wizard.site_data import load_site_data

CONTACTS = load_site_data().contacts
VOID = {"br", "hr", "img", "input", "link", "meta"}
POINTERS = ("aria-describedby", "aria-labelledby", "aria-controls", "for")
NAMED = ("input", "textarea", "select", "button", "a", "progress")
NAMED_BY_CONTENT = {"a", "button", "h1", "h2", "h3", "h4", "summary", "caption", "legend"}


@dataclass(eq=False)
class Element:
    """An element; its `children` are elements and texts."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """The element and everything in it, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str, **attributes: str) -> list["Element"]:
        """The elements inside with this tag and attributes (`data_action` is `data-action`)."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.walk()
            if element.tag == tag and wanted.items() <= element.attributes.items()
        ]

    def by_id(self, id_: str) -> "Element":
        """The element with this id."""
        return next(e for e in self.walk() if e.attributes.get("id") == id_)

    @property
    def raw_text(self) -> str:
        """All text inside, as it stands."""
        return "".join(c if isinstance(c, str) else c.raw_text for c in self.children)

    @property
    def text(self) -> str:
        """All text inside, spaces of every kind joined into one."""
        return " ".join(self.raw_text.split())


class _TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#fragment", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            raise ValueError(f"<{tag}> has an attribute twice: {names}")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) == 1 or self._open[-1].tag != tag:
            raise ValueError(f"</{tag}> closes <{self._open[-1].tag}>")
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def unexpected(self, what: str) -> None:
        raise ValueError(f"unexpected {what[:40]!r}")

    handle_comment = handle_decl = handle_pi = unknown_decl = unexpected

    def tree(self) -> Element:
        if len(self._open) > 1:
            raise ValueError(f"<{self._open[-1].tag}> is not closed")
        return self.root


@lru_cache(maxsize=64)
def parse(html: str) -> Element:
    """The fragment's tree, not to be changed; `ValueError` where it is not well formed."""
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    return builder.tree()


def faults(fragment: Element, beside: Collection[str] = ()) -> list[str]:
    """What is wrong with a fragment on a page that has the ids `beside` besides its own."""
    elements = list(fragment.walk())
    ids = Counter(e.attributes["id"] for e in elements if "id" in e.attributes)
    known = {*ids, *beside}
    found = [f"id {id_} is there {count} times" for id_, count in ids.items() if count > 1]
    for element in elements:
        for name in POINTERS:
            missing = [i for i in element.attributes.get(name, "").split() if i not in known]
            found += [f"<{element.tag}> {name} points at {i}, which is not there" for i in missing]
        address = element.attributes.get("href", "")
        acts = "data-action" in element.attributes
        if address.startswith("#") and not acts and address[1:] not in known:
            found.append(f"a link leads to {address}, which is not there")
        if element.tag in NAMED and not name_of(element, fragment):
            found.append(f"<{element.tag}> {element.attributes} has no name")
        found += _unsafe(element)
    return found


def _unsafe(element: Element) -> Iterator[str]:
    if element.tag in ("script", "style", "iframe", "object", "embed", "base", "img"):
        yield f"<{element.tag}> is no part of any fragment"
    for name, value in element.attributes.items():
        if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
            yield f"<{element.tag}> has the attribute {name}"
        if name in ("href", "src", "action") and not value.startswith(
            ("https://", "#", f"mailto:{CONTACTS.email}", CONTACTS.phone_href)
        ):
            yield f"<{element.tag}> leads to {value[:40]!r}"


def name_of(element: Element, root: Element) -> str:
    """The accessible name of an element (a plain subset of the W3C computation)."""
    by_id, labels_for = _named_parts(root)
    if labels := element.attributes.get("aria-labelledby"):
        return " ".join(by_id[id_].text for id_ in labels.split() if id_ in by_id)
    if label := element.attributes.get("aria-label"):
        return label
    if label := labels_for.get(element.attributes.get("id", "")):
        return label.text
    if element.tag == "fieldset":
        return next((child.text for child in element.all("legend")), "")
    return element.text if element.tag in NAMED_BY_CONTENT else ""


@lru_cache(maxsize=64)
def _named_parts(root: Element) -> tuple[dict[str, Element], dict[str, Element]]:
    """The elements by their ids, and the labels by the ids they are for."""
    elements = list(root.walk())
    return (
        {e.attributes["id"]: e for e in elements if "id" in e.attributes},
        {e.attributes["for"]: e for e in elements if e.tag == "label"},
    )


def names(root: Element, tag: str, **attributes: str) -> list[str]:
    """The accessible names of the elements with this tag and these attributes, in order."""
    return [name_of(element, root) for element in root.all(tag, **attributes)]
