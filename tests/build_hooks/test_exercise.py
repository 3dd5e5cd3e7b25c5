"""The road that the build walks: what it does not enter is fetched in the middle of a call."""

import gc
import json
import sys
from collections.abc import Callable
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType

import pytest

import wizard
from build_hooks.runtime.exercise import LETTER, PROBLEM, Ask, Visitor, walk
from tests.small_faq import ARTICLES, small_bridge
from wizard.search import read_background
from wizard.search.semantic_pack import build_semantics, read_pack

PACKAGE = Path(wizard.__file__).parent
STATISTICS = PACKAGE / "data" / "search"
MESSAGES = (
    "Не рабоатет касса",
    "приложеение вылитает каждые пять минут, что делать???",
    "Вылетает. Перезагрузка не помогла! Фрумзикс обновлён.",
    "rfrjq yjvth ntktajyf",
    "zdravstvuite kak oplatit schet",
    "1с не видит сканер 4.6",
    "Вчера весь день " + "пробовали настроить терминал и сканер в магазине " * 9,
    "…",
)


@pytest.fixture(scope="module")
def ask() -> Ask:
    semantics = build_semantics(ARTICLES, read_pack(STATISTICS), read_background(STATISTICS))
    bridge = small_bridge(semantics=semantics)

    def answer(request, files):
        reply = bridge.handle(request, files)
        return reply.body, reply.files

    return answer


@pytest.fixture(scope="module")
def road(ask) -> set[CodeType]:
    return entered(lambda: walk(ask))


def entered(visit: Callable[[], object]) -> set[CodeType]:
    """The functions of the wizard and its templates that the visit calls."""
    forget_results()  # of other tests: who is remembered is not entered
    found: set[CodeType] = set()
    monitoring, tool = sys.monitoring, 4  # the first without a use of its own

    def enter(code: CodeType, _offset: int) -> None:
        if code.co_filename.startswith((str(PACKAGE), "<template>")):
            found.add(code)

    monitoring.use_tool_id(tool, "road")
    monitoring.register_callback(tool, monitoring.events.PY_START, enter)
    monitoring.set_events(tool, monitoring.events.PY_START)
    try:
        visit()
    finally:
        monitoring.set_events(tool, 0)
        monitoring.free_tool_id(tool)
    return found


def forget_results() -> None:
    for one in gc.get_objects():
        if isinstance(one, _lru_cache_wrapper) and one.__module__.startswith("wizard."):
            one.cache_clear()


def names(codes: set[CodeType]) -> list[str]:
    return sorted(code.co_qualname for code in codes)


@pytest.mark.parametrize("text", MESSAGES)
def test_no_message_leaves_the_road(text, ask, road):
    def look() -> None:
        visitor = Visitor(ask)
        visitor.responses["text"] = text
        visitor.ask("suggest")
        visitor.act("next")
        visitor.ask("search", text=text)

    assert names(entered(look) - road) == []


def judge(visitor: Visitor) -> None:
    visitor.responses["text"] = "Принтер не печатает"
    visitor.act("next")
    for verdict in ("no", "clarify", "helped", "helped"):
        visitor.act(f"verdict:print-queue:{verdict}")


def write(visitor: Visitor) -> None:
    visitor.responses |= {"text": "Касса не пробивает", "kind": "problem"}
    for action in ("next", "reject", "next"):
        visitor.act(action)
    visitor.responses |= {"channel": "letter", **LETTER, "version": "последняя", "phone": "нет"}
    visitor.act("next")
    visitor.ask("open", page="help", query="")
    visitor.ask("complete")
    visitor.act("next")
    visitor.ask("recheck")
    visitor.responses |= LETTER
    visitor.act("next")
    body = visitor.act("send:eml")
    visitor.ask("shelf", action="show", shelf=[body["shelve"]])


def count(visitor: Visitor) -> None:
    visitor.ask("open", page="tariffs", query="")
    visitor.step = "estimate"
    for action in ("add:remote", "add:call", "remove:2"):
        visitor.act(f"row:{action}")
    visitor.responses["requests"] = "семь"
    visitor.ask("estimate")
    visitor.ask("clock")


@pytest.mark.parametrize("visit", [judge, write, count])
def test_no_usual_visit_leaves_the_road(visit, ask, road):
    assert names(entered(lambda: visit(Visitor(ask))) - road) == []


@pytest.mark.parametrize("offset", [0, 180, 600])
@pytest.mark.parametrize("now", ["2026-11-28T03:00:00.000Z", "2026-12-31T20:30:00.000Z"])
def test_no_other_time_leaves_the_road(now, offset, ask, road):
    def later(request, files):
        return ask(json.dumps(json.loads(request) | {"now": now, "utc_offset": offset}), files)

    assert names(entered(lambda: walk(later)) - road) == []


def test_the_road_judges_articles_and_keeps_letters(ask):
    replies = "\n".join(walk(ask))
    for shown in ('aria-pressed=\\"true\\"', "shelf-text", "shelf-keep", '"type": "unshelve"'):
        assert shown in replies, shown


def test_the_road_is_the_same_every_time(ask):
    assert walk(ask) == walk(ask)
    assert PROBLEM in "".join(walk(ask))
