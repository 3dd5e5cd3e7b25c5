"""Typed reading of parsed TOML, JSON and front matter, and what a visitor got wrong."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any, Self

from wizard.errors import DataError

_MISSING = object()


class Table:
    """One table of a data file, read key by key; `finish` refuses the keys nobody asked for.

    Every getter raises `DataError` naming the file and the key path. A getter with a `default`
    returns it when the key is absent; without one an absent key is an error.
    """

    def __init__(self, values: Mapping[str, Any], where: str, path: str = "") -> None:
        self._values = values
        self._where = where
        self._path = path
        self._seen: set[str] = set()

    def at(self, key: str) -> str:
        """The place of `key` as error messages name it: `file: path.key`."""
        return f"{self._where}: {self._path}{key}"

    def error(self, key: str, allowed: str, action: str) -> DataError:
        """A `DataError` about the value of `key`, for rules that this module does not know."""
        return DataError(self.at(key), self._values.get(key), allowed, action)

    def text(self, key: str, default: str | None = None) -> str:
        """A non-empty string."""
        return self._get(key, default, "a non-empty text", lambda v: isinstance(v, str) and v != "")

    def integer(self, key: str, default: int | None = None, *, least: int = 0) -> int:
        """A whole number, at least `least`."""
        return self._get(
            key,
            default,
            f"a whole number, at least {least}",
            lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= least,
        )

    def boolean(self, key: str, default: bool | None = None) -> bool:
        """True or false."""
        return self._get(key, default, "true or false", lambda v: isinstance(v, bool))

    def date(self, key: str, default: datetime.date | None = None) -> datetime.date:
        """A calendar date without a time."""
        return self._get(
            key, default, "a date such as 2026-11-23", lambda v: type(v) is datetime.date
        )

    def time(self, key: str, default: datetime.time | None = None) -> datetime.time:
        """A time of day."""
        return self._get(
            key, default, "a time such as 10:00:00", lambda v: isinstance(v, datetime.time)
        )

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of the `allowed` words."""
        return self._get(key, default, f"one of {', '.join(allowed)}", lambda v: v in allowed)

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of non-empty strings, possibly empty."""
        return tuple(
            self._get(
                key,
                default,
                "a list of non-empty texts",
                lambda v: (
                    isinstance(v, list | tuple)
                    and all(isinstance(item, str) and item for item in v)
                ),
            )
        )

    def dates(
        self, key: str, default: tuple[datetime.date, ...] | None = None
    ) -> tuple[datetime.date, ...]:
        """A list of calendar dates, possibly empty."""
        return tuple(
            self._get(
                key,
                default,
                "a list of dates",
                lambda v: (
                    isinstance(v, list | tuple) and all(type(item) is datetime.date for item in v)
                ),
            )
        )

    def optional_text(self, key: str) -> str | None:
        """A non-empty string, or None where the key is absent or the text is empty."""
        if self._values.get(key, "") == "":
            self._seen.add(key)
            return None
        return self.text(key)

    def table(self, key: str) -> Self:
        """A nested table; the caller finishes it."""
        values = self._get(key, None, "a table", lambda v: isinstance(v, Mapping))
        return type(self)(values, self._where, f"{self._path}{key}.")

    def optional_table(self, key: str) -> Self | None:
        """A nested table, or None where the key is absent."""
        return self.table(key) if key in self._values else None

    def tables(self, key: str) -> Iterator[Self]:
        """The tables of a list, each with its place (`key[0].`) in its path."""
        rows = self._get(
            key,
            None,
            "a list of tables",
            lambda v: isinstance(v, list) and all(isinstance(item, Mapping) for item in v),
        )
        for number, values in enumerate(rows):
            yield type(self)(values, self._where, f"{self._path}{key}[{number}].")

    def keys(self) -> tuple[str, ...]:
        """The keys as written, in the order of the file."""
        return tuple(self._values)

    def finish(self) -> None:
        """Refuse keys that no getter asked for, so that a misspelt key cannot pass in silence."""
        unknown = [key for key in self._values if key not in self._seen]
        if unknown:
            raise DataError(
                self.at(unknown[0]),
                unknown[0],
                f"only the keys {', '.join(sorted(self._seen))}",
                "Correct the key, or remove it.",
            )

    def _get(self, key: str, default: Any, allowed: str, accepts: Callable[[Any], bool]) -> Any:
        self._seen.add(key)
        value = self._values.get(key, _MISSING)
        if value is _MISSING:
            if default is not None:
                return default
            raise DataError(self.at(key), None, allowed, "Add the key.")
        if not accepts(value):
            raise DataError(self.at(key), value, allowed, "Correct the value.")
        return value


@dataclass(frozen=True, slots=True)
class Problem:
    """A visitor's mistake at one field: a code and the values its wording needs.

    It is a state of the step, never an exception; the wording is in data and templates.
    """

    field: str
    code: str
    values: Mapping[str, str] = dataclass_field(default_factory=dict)
