"""A visitor's whole road as requests, for whoever has to walk it without a page.

The build walks it inside Pyodide, to see which modules are needed and to warm what a visitor will
use; the soak walks it in browsers and in CPython and compares the answers. It imports nothing of
the project, because it also runs as plain text in an interpreter that has only the bundle.
"""

import base64
import json
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

type Ask = Callable[[str, Sequence[bytes]], tuple[str, Sequence[bytes]]]
"""Passes a request's JSON text and files to a bridge; gives the reply's text and files."""

# One transparent point.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJg"
    "gg=="
)
SUNDAY = "2026-11-29T20:00:00.000Z"
PROBLEM = "После обновления программа не печатает чек, пишет «нет связи с принтером»"
# The same words in the wrong layout and in Latin letters: they are read by functions of their own.
OTHER_LETTERS = ("ghbynth yt gtxfnftn xtr", "printer ne pechataet chek")
# A hurried customer's messages take roads that a tidy one does not: slips near the stem, in the
# ending, two in a word and past mending, a name that nobody knows; then more than 32 words.
SLIPS = (
    "Здраствуйте! Принтр не печатаит, приложинийе завислаа. Каналб нету, вкрсия три, пришло "
    "письмо, загружатьс нечево. Зумбрикс не реагируит"
)
STORY = (
    "Принтр, монитор, клавиатура, сканнер, роутер, терминал, весы и ценники работали вчера "
    "вечером. Сегодня утром кассир включила компьютер, открыла смену, продала молоко, хлеб, чай, "
    "сахар, конфеты, печенье, мыло, порошок, тетради, ручки, карандаши, краски, кисти и альбомы."
)
LETTER = {
    "reproducibility": "always",
    "version": "3.14",
    "steps": "1. Запустил программу.\n2. Оформил продажу.\n3. Нажал кнопку печати.",
    "expected": "Чек печатается на принтере.",
    "actual": "Программа пишет, что нет связи с принтером.",
    "reasons": "Так продажа занимает меньше времени, чем сейчас.",
    "proposal": "Печатать чек сразу после оплаты, без отдельной кнопки.",
    "additional": "Принтер подключён кабелем, другие программы печатают.",
    "shown": "Нет связи с принтером",
    "name": "Мария Ёлкина",
    "organisation": "ООО «Ромашка»",
    "phone": "+7 (495) 123-45-67",
}
ESTIMATE = {"call_minutes": "50", "remote_hours": "2", "requests": "3", "customer": "ООО «Ромашка»"}
SEND_WAYS = ("eml", "share", "copy", "copy-subject", "copy-body", "print", "mailto", "gmail",
             "yandex", "mailru", "outlook")  # fmt: skip
OFFER_WAYS = ("copy", "link", "print")
QUOTE_LINK = "?on=2026-11-23&call=50-2&remote=1.5-3&vip=1&letters=4"


class Visitor:
    """Asks as the page does: every request carries the state that the last reply left.

    `kept` are the letters that the page was told to keep, by id.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self.step = "describe"
        self.responses: dict[str, str] = {}
        self.replies: list[str] = []
        self.kept: dict[str, dict[str, Any]] = {}

    def ask(
        self, operation: str, contents: Sequence[bytes] = (), /, **extra: object
    ) -> dict[str, Any]:
        """The decoded reply to one request; its text and files are kept in `replies`."""
        request = {
            "operation": operation,
            "step": self.step,
            "responses": self.responses,
            "now": "2026-11-23T08:30:00.000Z",
            "utc_offset": 180,
            "seed": 20261123,
            "site": "https://example.test/",
            **extra,
        }
        text, attached = self._ask(json.dumps(request, ensure_ascii=False), contents)
        self.replies += [text, *(bytes(content).decode("utf-8", "replace") for content in attached)]
        body: dict[str, Any] = json.loads(text)
        return body

    def act(self, action: str, contents: Sequence[bytes] = ()) -> dict[str, Any]:
        """Press a button: its reply moves the page."""
        body = self.ask("step", contents, action=action)
        self.step = body.get("step", self.step)
        self.responses = body.get("responses") or self.responses
        if kept := body.get("shelve"):
            self.kept[kept["id"]] = kept
        return body


def walk(ask: Ask) -> list[str]:
    """Every reply, in order, of a visitor who takes each road once."""
    visitor = Visitor(ask)
    _look_for_articles(visitor)
    for kind in ("problem", "requirement", "wish"):
        _write_letter(visitor, kind)
    _estimate(visitor)
    _keep_letters(visitor)
    visitor.act("clear")
    _judge_articles(visitor)
    _count_a_month(visitor)
    visitor.act("clear")
    for text in (SLIPS, "регламент"):
        visitor.ask("search", text=text)
    return visitor.replies


def _look_for_articles(visitor: Visitor) -> None:
    visitor.act("next")  # nothing typed: the error of the first step
    for text in ("п", SLIPS, STORY, *OTHER_LETTERS, PROBLEM):
        visitor.responses["text"] = text
        visitor.ask("suggest")
    visitor.act("next")
    visitor.act("next")  # no verdict yet: the error of the second


def _judge_articles(visitor: Visitor) -> None:
    """Come from the home page with a question, and say of each article whether it helped."""
    visitor.ask("open", page="help", query=f"?q={quote(PROBLEM)}", shelf=[])
    visitor.responses["text"] = PROBLEM
    visitor.act("next")
    for article in re.findall(r"verdict:([^:]+):helped", visitor.replies[-1]):
        for verdict in ("clarify", "no", "helped"):
            visitor.act(f"verdict:{article}:{verdict}")
        visitor.act("unhelp")
    visitor.act("clear")


def _write_letter(visitor: Visitor, kind: str) -> None:
    visitor.responses |= {"text": PROBLEM, "kind": kind}
    for action in ("go:describe", "next", "reject", "next"):
        visitor.act(action)
    visitor.ask("recommend")
    visitor.responses["channel"] = "letter"
    for action in ("next", "next"):  # the second time with an empty letter: all its errors
        visitor.act(action)
    visitor.ask("recheck")
    visitor.responses |= LETTER
    _attach(visitor)
    visitor.ask("complete")
    visitor.act("next")
    visitor.act("next")
    for way in SEND_WAYS:
        visitor.act(f"send:{way}", (PICTURE,))


def _attach(visitor: Visitor) -> None:
    """A picture that may go along, and a file that may not."""
    chosen = [{"id": "1", "name": "снимок.png"}, {"id": "2", "name": "программа.exe"}]
    body = visitor.ask("attach", (PICTURE, b"MZ"), files=chosen)
    visitor.responses = body.get("responses") or visitor.responses
    visitor.act("remove:2")


def _keep_letters(visitor: Visitor) -> None:
    """Come back to the letters that this device keeps."""
    kept = list(visitor.kept.values())
    visitor.ask("open", page="help", query="")
    visitor.ask("clock")
    visitor.ask("clock", now=SUNDAY, utc_offset=420)
    visitor.ask("shelf", action="show", shelf=kept)
    for letter in kept[:1]:
        for action in ("view", "ask-delete", "continue", "add"):
            visitor.ask("shelf", action=f"{action}:{letter['id']}", shelf=kept)
        visitor.ask("shelf", action=f"delete:{letter['id']}", shelf=kept)
    for action in ("another", "ask-delete-all", "delete-all"):
        visitor.ask("shelf", action=action, shelf=kept)


def _count_a_month(visitor: Visitor) -> None:
    """The calculator of the price page: by itself, by a link, with rows more and less."""
    for query in ("", QUOTE_LINK):
        visitor.step = "estimate"
        visitor.ask("open", page="tariffs", query=query)
    for action in ("add:call", "add:remote", "add:vip", "remove:2"):
        visitor.act(f"row:{action}")
    for minutes in ("", "0", "1,5", "99999"):
        visitor.responses["call_minutes"] = minutes
        visitor.ask("estimate")
    visitor.act("offer:new")


def _estimate(visitor: Visitor) -> None:
    visitor.act("go:channel")
    visitor.responses["channel"] = "call"
    visitor.act("next")
    for values in (ESTIMATE, {"call_minutes": "много"}):
        visitor.responses |= values
        visitor.ask("estimate")
    visitor.responses |= ESTIMATE
    for way in OFFER_WAYS:
        visitor.act(f"offer:{way}")
