"""A program of all kinds of Python's instructions; CPython and Pyodide must say the same of it."""

import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

# So often CPython has every instruction of a function specialized.
ROUNDS = 40


@dataclass
class Point:
    x: Any
    y: Any

    def __add__(self, other: "Point") -> "Point":
        return Point(self.x + other.x, self.y + other.y)

    def __getattr__(self, name: str) -> str:
        return f"no {name}"

    @property
    def both(self) -> tuple[Any, Any]:
        return self.x, self.y


class Slotted:
    __slots__ = ("value",)

    def __init__(self, value: int) -> None:
        self.value = value

    def __getitem__(self, key: object) -> object:
        return key

    def __enter__(self) -> "Slotted":
        return self

    def __exit__(self, *_: object) -> bool:
        return self.value > 1


def numbers(n: int) -> list[Any]:
    a, b, c = n + 1, n * 1.5, "x" * n
    a += 2
    return [a - 1, b + b, b * b, c + "y", -a, ~a, not a, a // 2, a % 3, a**2, a << 1, a >> 1, a & 6,
            a | 1, a ^ 5, a / 4, a < b, c == "xx", a is None, n in (1, 2), n not in [3], a != b,
            f"{a!r:>5}{b:.2f}", b"%d" % a, 1j * a]  # fmt: skip


def collections_of(n: int) -> list[Any]:
    first, *rest = range(n + 2)
    table = {"a": n, "b": first, **dict.fromkeys("cd", n)}
    table["e"] = rest
    del table["a"]
    text = "абвгд"
    values = [*rest, *(i * i for i in range(n))]
    values[1:2] = [7, 8]
    return [values[::-1], values[1:], text[n % 5], text[1:3], sorted({*values}), table,
            (1, n)[1],
            [x + y for x in range(3) for y in range(n) if x != y],
            {k: v for v, k in enumerate(text)},
            Slotted(n)[n], Slotted(n)[1:n].stop, len(values), max(values), isinstance(n, int),
            type(n).__name__, str(n), tuple(values), [].copy()]  # fmt: skip


def objects(n: int) -> list[Any]:
    point = Point(n, 2) + Point(1, n)
    point.x += 1
    point.z = n
    slotted = Slotted(n)
    slotted.value += 1
    add: Callable[..., int] = lambda a, b=2, *c, d=3, **e: a + b + sum(c) + d + len(e)  # noqa: E731
    return [point.both, point.z, point.w, slotted.value, add(n), add(n, 1, *[2, 3], d=4, f=1),
            add(a=n, b=n), "".join(map(str, range(n))), sys.maxsize > n]  # fmt: skip


def closures(n: int) -> int:
    total = 0

    def more(by: int) -> Callable[[], int]:
        nonlocal total
        total += by
        return lambda: total + by

    return sum(more(i)() for i in range(n))


def generator(n: int) -> Iterator[Any]:
    try:
        received = yield n
        yield received
        yield from range(n)
        with suppress(KeyError):
            raise KeyError(n)
    finally:
        yield "end"


def failures(n: int) -> list[Any]:
    said: list[Any] = []
    unnamed: Callable[[], Any] = lambda: unknown  # type: ignore[name-defined]  # noqa: E731, F821
    for fail in (lambda: 1 // 0, lambda: {}[n], lambda: [][n], lambda: int("x"), unnamed):
        try:
            fail()
        except ZeroDivisionError as error:
            said.append(str(error))
        except (KeyError, IndexError) as error:
            said.append(type(error).__name__)
        except ValueError:
            said.append("value")
        except NameError as error:
            said.append(error.args[0])
        else:
            said.append("no error")
        finally:
            said.append(n)
    with Slotted(2):
        raise ValueError
    try:
        raise ExceptionGroup("all", [ValueError(n), TypeError(n)])
    except* ValueError as group:
        said.append(len(group.exceptions))
    except* TypeError:
        said.append("type")
    try:
        try:
            assert n < 0, "below"
        except AssertionError as error:
            raise RuntimeError("after") from error
    except RuntimeError as error:
        said.append(str(error.__cause__))
    return said


def matched(value: object) -> str:
    match value:
        case 0 | 1:
            return "small"
        case [first, *_]:
            return f"starts with {first}"
        case {"key": found, **rest}:
            return f"{found} and {len(rest)}"
        case Point(x=0, y=y):
            return f"on the axis at {y}"
        case str() as text if text:
            return text
        case _:
            return "other"


def matches(n: int) -> list[str]:
    values = (n % 3, [n, 1], {"key": n, "b": 1}, Point(0, n), "text", "", n / 2)
    return [matched(one) for one in values]


async def counted(n: int) -> AsyncIterator[int]:
    for i in range(n):
        yield i


@asynccontextmanager
async def opened(n: int) -> AsyncIterator[int]:
    yield n


async def later(n: int) -> list[Any]:
    async with opened(n) as value:
        return [value, [i async for i in counted(n)], await counted(3).__anext__()]


def run_later(n: int) -> list[Any]:
    coroutine = later(n)
    try:
        coroutine.send(None)
    except StopIteration as stop:
        found: list[Any] = stop.value
        return found
    raise AssertionError("nothing waits here")


def sent(n: int) -> list[Any]:
    talk = generator(n)
    return [next(talk), talk.send("hello"), *talk]


def deep(n: int) -> str:
    def fall() -> int:
        return 1 + fall()

    try:
        return str(fall() + n)
    except RecursionError:
        return "too deep"


def defined_anew(n: int) -> Any:
    space: dict[str, Any] = {}
    source = "import math as m\nfrom math import floor\nclass A[T]:\n  x: int = 3\ntype B = int\n"
    exec(f"{source}global_ = m.ceil({n} / 2) + floor(2.5) + A.x\ndel m", space)
    return space["global_"], "m" in space


PARTS = (numbers, collections_of, objects, closures, failures, matches, run_later, sent, deep,
         defined_anew)  # fmt: skip


def say() -> str:
    """What every part gives, from the first round to those in which it is specialized."""
    rounds = [[part(n % 4 + 1) for part in PARTS] for n in range(ROUNDS)]
    return json.dumps(rounds, ensure_ascii=False, default=repr)
